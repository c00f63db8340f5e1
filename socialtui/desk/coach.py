"""Gathers what the coach judges a draft by, and asks it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from socialtui.desk.room import Room
from socialtui.domain.conversation import Card, Said, Thread
from socialtui.domain.errors import ConfigFault
from socialtui.domain.mention import Kind

if TYPE_CHECKING:
    from socialtui.desk.alike import AlikeDesk
    from socialtui.domain.draft import Answered, DraftContext, Remark
    from socialtui.domain.facts import Fact, Match
    from socialtui.domain.guidelines import Guidelines
    from socialtui.domain.ladder import Standing
    from socialtui.domain.network import Account

Value = TypeVar("Value")

_WEEK = 7 * 86_400
_FOUR_WEEKS = 4 * _WEEK
_FEW = 2
"""So many answers to complaints may be alike before it matters who belongs together."""


class CoachDesk:
    """The files are the person's; each is read again when it changed."""

    def __init__(self, room: Room, folder: Path, alike: "AlikeDesk") -> None:
        self._room, self._folder, self._alike = room, folder, alike
        self._read: dict[str, tuple[int, Any]] = {}

    def guidelines(self) -> "Guidelines":
        """What the company's people may say; ConfigFault with every fault by line."""
        from socialtui.settings.guidelines import read_guidelines

        return self._fresh("guidelines.toml", read_guidelines)

    def facts(self) -> "tuple[Fact, ...]":
        """What others get wrong, and what is right; ConfigFault with every fault by line."""
        from socialtui.settings.guidelines import read_facts

        return self._fresh("facts.toml", read_facts)

    def _fresh(self, name: str, read: Callable[[Path], Value]) -> Value:
        path = self._folder / name
        try:
            stamp = path.stat().st_mtime_ns
        except OSError:
            stamp = 0
        if name not in self._read or self._read[name][0] != stamp:
            self._read[name] = (stamp, read(path))
        value: Value = self._read[name][1]
        return value

    def facts_for(self, thread: Thread) -> "tuple[Match, ...]":
        """The facts that somebody gets wrong in what they wrote; none while the file has faults."""
        from socialtui.domain.facts import match

        text = "\n".join(line.text for line in thread.said if not line.ours and not line.removed_at)
        try:
            return match(text, self.facts())
        except ConfigFault:
            return ()

    def standing(self, thread: Thread) -> "Standing | None":
        """Where a complaint stands on the six steps; None for anything else."""
        from socialtui.domain.ladder import standing

        return standing(thread.said) if thread.card.kind is Kind.COMPLAINT else None

    async def remarks(
        self,
        card: Card,
        answers: Said,
        said: list[Said],
        text: str,
        ack: bool,
        promised: bool = False,
    ) -> "tuple[Remark, ...]":
        """What to look at before this text leaves; a file with faults is one remark, and stops nothing."""
        from socialtui.domain.coach import remarks

        if not text.strip():
            return ()
        faults = self._faults()
        return (*remarks(await self.context(card, answers, said, text, ack, promised)), *faults)

    def _faults(self) -> "list[Remark]":
        from socialtui.domain.draft import Remark

        faults = []
        for read in (self.guidelines, self.facts):
            try:
                read()
            except ConfigFault as fault:
                faults.append(Remark(f"The coach can't read it: {fault.faults[0]}"))
        return faults

    async def on_post(self, account: "Account", text: str, at: int, wish: int | None) -> "tuple[Remark, ...]":
        """What to look at before a post of our own leaves at a moment (UTC seconds); `wish` is its own."""
        from socialtui.domain.coach import remarks_on_post
        from socialtui.domain.draft import Ours, Posted, of_post
        from socialtui.store import posts
        from socialtui.store.accounts import all_accounts

        if not text.strip():
            return ()
        room, now = self._room, self._room.now()
        own = await posts.own(room.db, min(at, now) - _FOUR_WEEKS, max(at, now) + _FOUR_WEEKS)
        others = [
            Posted(words, when)
            for where, when, words, one in own
            if where == account.id and (one is None or one != wish)
        ]
        accounts = [kept.account for kept in await all_accounts(room.db)]
        context = replace(
            of_post(text, room.who, Ours(account.name, account.handle, account.network), now),
            posts=tuple(sorted(others, key=lambda one: -one.at)),
            answered_at=await posts.newest_answer(room.db, account.id, now - _FOUR_WEEKS),
            accounts=tuple(Ours(one.name, one.handle, one.network) for one in accounts),
            own_names=self._own_names(),
            guidelines=self._or_none(self.guidelines, _no_guidelines), facts=self._or_none(self.facts, tuple),
        )  # fmt: skip
        return (*remarks_on_post(context), *self._faults())

    def _own_names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self._room.settings.brand, *self._room.settings.brand_names)))

    async def context(
        self,
        card: Card,
        answers: Said,
        said: list[Said],
        text: str,
        ack: bool,
        promised: bool = False,
    ) -> "DraftContext":
        """All that a check may ask for."""
        from socialtui.domain.draft import DraftContext, Ours
        from socialtui.store import answers as answering
        from socialtui.store import mentions, people
        from socialtui.store.accounts import all_accounts

        room, now = self._room, self._room.now()
        person = await answering.person_of(room.db, card.id)
        memory = await people.memory(room.db, card.id, now)
        recent = await answering.recent(room.db)
        accounts = [kept.account for kept in await all_accounts(room.db)]
        ours = {one.id: Ours(one.name, one.handle, one.network) for one in accounts}
        return DraftContext(
            draft=text, answers=answers, kind=card.kind,
            kinds=frozenset(kind.kind for kind in answers.evidence if kind.score >= 0),
            owed=card.addressed and card.kind.value not in ("chatter", "spam"), to=card.who,
            conversation_id=card.id, person_id=person, who=room.who,
            account=ours.get(card.account_id, Ours(card.account, "", card.network)), now=now, said=tuple(said),
            thread=tuple(await mentions.of_thread(room.db, card.id)), recent=recent,
            unasked=await answering.unasked(room.db, person, now - _WEEK), today=room.midnight(),
            group=await self._group(card, recent), accounts=tuple(ours.values()), notes=memory.notes,
            tags=card.tags, sign=room.settings.sign,
            own_names=self._own_names(), ack=ack,
            promised=promised,
            guidelines=self._or_none(self.guidelines, _no_guidelines), facts=self._or_none(self.facts, tuple),
        )  # fmt: skip

    async def _group(self, card: Card, recent: "tuple[Answered, ...]") -> frozenset[int]:
        """The conversations with the same complaint, looked for only where several were answered lately."""
        if card.kind is not Kind.COMPLAINT or sum(one.kind is Kind.COMPLAINT for one in recent) <= _FEW:
            return frozenset()
        return frozenset((await self._alike.group(card.id)).ids)

    @staticmethod
    def _or_none(read: Callable[[], Value], nothing: Callable[[], Value]) -> Value:
        try:
            return read()
        except ConfigFault:
            return nothing()


def _no_guidelines() -> "Guidelines":
    from socialtui.domain.guidelines import Guidelines

    return Guidelines()
