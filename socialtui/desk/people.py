"""The people behind the handles: what is remembered of them, what passed between us, and who may be one."""

from collections.abc import Sequence

from msgspec import Struct

from socialtui.desk.room import GONE, Done, Room, refuse
from socialtui.domain.conversation import Memo, Person, PromiseLine
from socialtui.domain.person import (
    ENDS,
    Alike,
    Given,
    Known,
    Memory,
    Standing,
    Thanked,
    exchange_of,
    full_name,
    handle_name,
    offered_before,
    only_asked,
    propose,
    ranked,
)
from socialtui.domain.text import clean
from socialtui.store import contacts, events, patches, people
from socialtui.store.database import Reader, Writer

__all__ = ["Card", "PeopleDesk"]

TALKS = 40
"""Talks on a card."""
LONGEST = 500
"""Letters of a line about somebody."""
MOST_THANKS = 5_000
"""Pieces of the jar that are read for a week long ago."""


class Card(Struct, frozen=True):
    """A person in full."""

    person: Person
    ledger: tuple[Given, ...]
    """Our newest answers to them."""
    promises: tuple[PromiseLine, ...]
    alike: tuple[Alike, ...]
    """Who may be the same; proposed, never done."""

    @property
    def only_asked(self) -> bool:
        """All that they got from us was a wish of ours."""
        return only_asked(self.ledger)


class PeopleDesk:
    """Reading asks the store once a screen; every verb is one act that undo takes back."""

    def __init__(self, room: Room) -> None:
        self._room = room

    # Reading

    async def of_conversation(self, cid: int) -> int:
        """The person behind a conversation."""
        found = await contacts.person_of(self._room.db, cid)
        if found is None:
            raise refuse(GONE)
        return found[0]

    async def by_handle(self, handle: str) -> list[int]:
        """People with a handle, whole or without its server."""
        return await contacts.by_handle(self._room.db, handle)

    async def person(self, number: int) -> Person:
        """Handles, what is remembered, and their newest talks."""
        found = await people.person(self._room.db, number, talks=TALKS)
        if found is None:
            raise refuse("That person is not here.", "`socialtui people` or g i lists those you talk with.")
        return found

    async def card(self, number: int) -> Card:
        """A person in full, with those who may be the same."""
        db, person = self._room.db, await self.person(number)
        ledger = [
            Given(one.conversation_id, one.at, one.who, one.text, *exchange_of(one.text, one.kind))
            for one in await contacts.ours(db, number)
        ]
        return Card(
            person, tuple(ledger), tuple(await contacts.promises(db, number)), await self.alike(person)
        )

    async def alike(self, person: Person) -> tuple[Alike, ...]:
        """Who may be the same, with the reasons."""
        names = {handle_name(one.handle) for one in person.handles}
        names |= {full_name(one.name).replace(" ", "") for one in person.handles}
        wanted = sorted(name for name in names if len(name) > 2)
        others = await contacts.candidates(self._room.db, person.id, person.handles, wanted)
        return propose(person, others)

    async def known(self, words: str = "", limit: int = 200) -> list[Known]:
        """Those we talk with, by what went both ways and by help given; or whoever is called so."""
        if words.strip():
            tag = words.strip().lower().lstrip("#")
            chosen = set(await contacts.named(self._room.db, words))
            found = await contacts.known(self._room.db, chosen | set(await contacts.tagged(self._room.db)))
            found = [one for one in found if one.person_id in chosen or tag in one.tags]
        else:
            found = await contacts.known(self._room.db)
        return ranked(found)[:limit]

    async def jar(self, days: int = 7) -> list[Thanked]:
        """The appreciation jar: who thanked us, newest first."""
        return await contacts.jar(self._room.db, self._room.now() - days * 86_400)

    async def thanked(self, begin: int, end: int) -> list[Thanked]:
        """The jar of a time (UTC seconds, its end exclusive), newest first."""
        return await contacts.jar(self._room.db, begin, MOST_THANKS, end)

    # Remembering

    async def note(self, person: int, text: str, cid: int | None = None) -> Done:
        """A private line about a person."""
        return await self._remember(person, Memory.NOTE, text, cid)

    async def want(self, person: int, text: str, cid: int | None = None) -> Done:
        """What they wish for."""
        return await self._remember(person, Memory.WANT, text, cid)

    async def thank(self, person: int, text: str, cid: int | None = None) -> Done:
        """Thanks of theirs that came another way, for the jar."""
        return await self._remember(person, Memory.THANKS, text, cid)

    async def offered(self, person: int) -> Memo | None:
        """The newest gift that they were offered; None when there was none."""
        return offered_before(await contacts.memos(self._room.db, person, Memory.GIFT))

    async def gift(self, person: int, text: str, cid: int | None = None, *, again: bool = False) -> Done:
        """A gift that they are offered; refused, with the earlier one named, where they were offered one."""
        return await self._remember(person, Memory.GIFT, text, cid, again=again)

    async def follow_up(self, person: int, text: str, due_at: int, cid: int | None = None) -> Done:
        """A day (UTC seconds) on which they come up again; another takes the place of the one before."""
        if due_at <= self._room.now():
            raise refuse("That moment is over already.", "Name a later one.")
        return await self._remember(person, Memory.FOLLOW_UP, text, cid, due_at=due_at)

    async def _remember(
        self, person: int, kind: Memory, text: str, cid: int | None, *, due_at: int | None = None, again: bool = False
    ) -> Done:  # fmt: skip
        text = " ".join(clean(text, newlines=False).split())
        if not text:
            raise refuse("An empty line says nothing.", "Write a word, or leave it.")
        if len(text) > LONGEST:
            raise refuse(f"A line about somebody has at most {LONGEST} letters.", "Write it shorter.")
        async with self._room.db.atomic() as write:
            identity, name = await self._whom(write, person, cid)
            if kind is Memory.GIFT and not again:
                await self._refuse_second_gift(write, person, name)
            before: patches.Rows = {}
            if kind is Memory.FOLLOW_UP:
                before = await self._end_follow_ups(write, person)
            memo = Memo(0, identity, kind, text, self._room.now(), self._room.who, Standing.OPEN, due_at, cid)
            before[await contacts.add_memo(write, memo)] = None
            words = f"{name}: {_WORDS[kind]}: {text}"
            await events.rewrote(write, self._room.act(kind.value, words), {"memories": before}, cid)
        return Done(words, (cid,) if cid else ())

    async def _refuse_second_gift(self, write: Writer, person: int, name: str) -> None:
        earlier = offered_before(await contacts.memos(write, person, Memory.GIFT))
        if earlier is not None:
            state = {Standing.SENT: " and got it", Standing.DECLINED: " and didn't want it"}
            raise refuse(
                f"{name} was offered “{earlier.text}” by {earlier.who}{state.get(Standing(earlier.state), '')}.",
                "Nobody is offered twice unless you say so (--again).",
            )

    async def _end_follow_ups(self, write: Writer, person: int) -> patches.Rows:
        """The one before is made by the new one."""
        waiting = [
            memo.id
            for memo in await contacts.memos(write, person, Memory.FOLLOW_UP)
            if memo.state in (Standing.OPEN, Standing.DUE)
        ]
        before = await patches.rows_of(write, "memories", waiting)
        for number in waiting:
            await contacts.settle(write, number, Standing.MET)
        return before

    async def tag(self, person: int, tag: str) -> Done:
        """Puts a tag on a person; the same again takes it off."""
        tag = tag.strip().lower().lstrip("#")
        if not tag or len(tag) > 40 or any(letter.isspace() for letter in tag):
            raise refuse("A tag is one word of at most 40 letters.", "Write it without spaces.")
        async with self._room.db.atomic() as write:
            identity, name = await self._whom(write, person, None)
            there = [memo.id for memo in await contacts.memos(write, person, Memory.TAG) if memo.text == tag]
            before = await patches.rows_of(write, "memories", there)
            for number in there:
                await contacts.settle(write, number, Standing.REMOVED)
            if not there:
                now, who = self._room.now(), self._room.who
                memo = Memo(0, identity, Memory.TAG, tag, now, who, Standing.OPEN, None, None)
                before[await contacts.add_memo(write, memo)] = None
            words = f"{name}: tag {tag} {'off' if there else 'on'}"
            await events.rewrote(write, self._room.act("tag", words), {"memories": before}, None)
        return Done(words)

    async def settle(self, memo_id: int, standing: Standing | None = None) -> Done:
        """A want is met, a gift sent or declined, a follow-up made, a line removed; the likeliest unless named."""
        async with self._room.db.atomic() as write:
            memo = await contacts.memo(write, memo_id)
            if memo is None:
                raise refuse("That line is not here any more.")
            ends = ENDS[Memory(memo.kind)]
            standing = standing or next((end for end in ends if end != memo.state), ends[-1])
            if standing not in ends:
                can = ", ".join(end.value for end in ends)
                raise refuse(
                    f"A {memo.kind.replace('_', '-')} can't be {standing.value}.", f"It can be {can}."
                )
            before = await patches.rows_of(write, "memories", [memo_id])
            await contacts.settle(write, memo_id, standing)
            words = f"{_WORDS[Memory(memo.kind)]} “{memo.text}”: {standing.value}"
            act = self._room.act("remember", words)
            await events.rewrote(write, act, {"memories": before}, memo.conversation_id)
        return Done(words)

    async def _whom(self, read: Reader, person: int, cid: int | None) -> tuple[int, str]:
        """The handle that a line is kept with, and the name to say."""
        found = await contacts.person_of(read, cid) if cid else None
        identity = found[1] if found and found[0] == person else await contacts.identity_of(read, person)
        whole = await people.person(read, person, talks=0)
        if identity is None or whole is None:
            raise refuse("That person is not here.", "`socialtui people` or g i lists those you talk with.")
        handle = next(one for one in whole.handles if one.id == identity)
        return identity, handle.name or f"@{handle.handle}"

    # One person, or two

    async def merge(self, person: int, other: int, reasons: Sequence[str] = ()) -> Done:
        """Two people are one: all handles go to the first; split and undo take it back."""
        if person == other:
            raise refuse("That is the same person already.")
        async with self._room.db.atomic() as write:
            _, name = await self._whom(write, person, None)
            _, theirs = await self._whom(write, other, None)
            moved = await contacts.identities(write, other)
            before = await patches.rows_of(write, "identities", moved)
            at, who = self._room.now(), self._room.who
            row = await contacts.put_merge(write, person, other, moved, "merged", "; ".join(reasons), at, who)
            await contacts.move(write, moved, person)
            words = f"{theirs} and {name} are one person"
            changed = {"identities": before, "merges": patches.Rows({row: None})}
            await events.rewrote(write, self._room.act("merge", words), changed, None)
        return Done(words)

    async def decline(self, person: int, other: int) -> Done:
        """Two people are two; they are not proposed again."""
        async with self._room.db.atomic() as write:
            _, name = await self._whom(write, person, None)
            _, theirs = await self._whom(write, other, None)
            at, who = self._room.now(), self._room.who
            row = await contacts.put_merge(write, person, other, [], "declined", "", at, who)
            words = f"{theirs} and {name} are two people"
            await events.rewrote(write, self._room.act("merge", words), {"merges": {row: None}}, None)
        return Done(words)

    async def split(self, person: int, identity: int) -> Done:
        """Takes a merge back: the handles that came with this one go back to whom they were."""
        async with self._room.db.atomic() as write:
            found = await contacts.merge_of(write, person, identity)
            if found is None:
                raise refuse("This handle was theirs from the start.", "Only what was merged can be split.")
            number, other, moved = found
            here = [one for one in moved if one in await contacts.identities(write, person)]
            before = {
                "identities": await patches.rows_of(write, "identities", here),
                "merges": await patches.rows_of(write, "merges", [number]),
            }
            await contacts.move(write, here, other)
            await contacts.end_merge(write, number)
            words = f"{(await self._whom(write, other, None))[1]} is somebody else again"
            await events.rewrote(write, self._room.act("merge", words), before, None)
        return Done(words)


_WORDS = {
    Memory.NOTE: "note", Memory.WANT: "wants", Memory.GIFT: "gift offered", Memory.THANKS: "thanked us",
    Memory.TAG: "tag", Memory.FOLLOW_UP: "follow-up",
}  # fmt: skip
