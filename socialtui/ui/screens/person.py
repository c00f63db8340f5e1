"""One person in full: what is remembered, what was promised and given, their talks, and who may be the same."""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from socialtui.domain.conversation import Handle, Memo
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.person import Alike, Exchange, Given, Memory, Standing
from socialtui.ui import knowing
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given as Room
from socialtui.ui.screens import Picked
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.lists import many
from socialtui.ui.screens.moments import moment
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from socialtui.desk.people import Card
    from socialtui.desk.room import Done
    from socialtui.domain.conversation import PromiseLine, Talk


class PersonCard(AskingSheet):
    """i. Result: the conversation to go to, or None."""

    WHERE = Where.PERSON
    BINDINGS = bindings(Where.PERSON)
    COLUMNS = (Column(5, right=True), Column(10), Column(0), Column(19))

    def __init__(self, given: Room, person: int, conversation: int | None = None) -> None:
        super().__init__(given)
        self._person, self._conversation = person, conversation
        self._card: Card | None = None
        self._things: dict[Hashable, object] = {}

    async def read(self) -> Sequence[Row]:
        """What may be the same first, then what is open, given, said."""
        self._card = card = await self.desk.people.card(self._person)
        self._things = {}
        memos = [(f"memo {one.id}", one) for one in reversed(card.person.memos)]
        promises = [(f"promise {n}", one) for n, one in enumerate(card.promises)]
        asked = " · you have only asked" if card.only_asked else ""
        return [
            *self._section("May be the same: m makes them one, - says they are two",
                           [(f"alike {one.person_id}", one) for one in card.alike], self._alike),
            *self._section("Remembered", memos, self._memo),
            *self._section("Promised", promises, self._promise),
            *self._section(f"What they got from us{asked}",
                           [(f"given {n}", one) for n, one in enumerate(card.ledger[:10])], self._given),
            *self._section("Talks", [(f"talk {one.conversation_id}", one) for one in card.person.talks], self._talk),
            *self._section("Handles", [(f"handle {one.id}", one) for one in card.person.handles], self._handle),
        ]  # fmt: skip

    def _section(
        self, title: str, things: "Sequence[tuple[str, object]]", cells: Callable[..., tuple[Cell, ...]]
    ) -> list[Row]:
        if not things:
            return []
        self._things |= dict(things)
        heading = Row(None, ((self.look.words(title), self.look.ink.muted),))
        return [heading, *(Row(id, cells(thing)) for id, thing in things)]

    def heading(self) -> tuple[str, str]:
        """Who, and what counts of them."""
        if self._card is None:
            return "", ""
        person = self._card.person
        return person.name, self.facts(
            knowing.tag_words(person), knowing.thanked_words(person), many(len(person.talks), "talk"),
            "you have only asked" if self._card.only_asked else "",
        )  # fmt: skip

    # Rows

    def _cells(self, at: int | None, what: str, text: str, end: str) -> tuple[Cell, ...]:
        ink = self.look.ink
        age = coarse(self.now - at) if at is not None else ""
        return ((age, ink.muted), (what, ink.muted), (text, ink.text), (end, ink.muted))

    def _alike(self, one: Alike) -> tuple[Cell, ...]:
        names = ", ".join(dict.fromkeys(knowing.network_name(handle.network) for handle in one.handles))
        return self._cells(None, names, f"{one.name}: {', '.join(one.reasons)}", "same?")

    def _memo(self, memo: Memo) -> tuple[Cell, ...]:
        end = memo.state
        if memo.kind == Memory.GIFT and memo.state == Standing.OPEN:
            end = "offered"
        elif memo.kind == Memory.FOLLOW_UP and memo.state == Standing.OPEN and memo.due_at:
            end = when(memo.due_at, self.now, self.zone)
        elif memo.state == Standing.OPEN:
            end = memo.who
        return self._cells(memo.at, memo.kind.replace("_", "-"), memo.text, end)

    def _promise(self, one: "PromiseLine") -> tuple[Cell, ...]:
        return self._cells(None, when(one.due_at, self.now, self.zone), one.text, one.state)

    def _given(self, one: Given) -> tuple[Cell, ...]:
        return self._cells(one.at, one.exchange.value, one.text, one.who)

    def _talk(self, talk: "Talk") -> tuple[Cell, ...]:
        end = f"{knowing.network_name(talk.network)} {talk.state.name.lower()}"
        return self._cells(talk.last_at, talk.kind.value, talk.text, end)

    def _handle(self, one: Handle) -> tuple[Cell, ...]:
        named = self.facts(f"@{one.handle}" if one.handle else "", one.name, one.url)
        return self._cells(None, knowing.network_name(one.network), named, one.account)

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """The row in full, and what can be done with it."""
        thing, ink = self._things.get(id), self.look.ink
        lines: list[Line] = []
        if isinstance(thing, Memo):
            by = f"by {thing.who}" if thing.who != "sync" else "after an answer of ours"
            lines.append(self.line(self.facts(when(thing.at, self.now, self.zone), by), width, ink.muted))
        elif isinstance(thing, Given):
            why = f"“{thing.words}”" if thing.words else ""
            lines.append(self.line(self.facts(thing.exchange.value, why), width, ink.muted))
            if thing.exchange in (Exchange.ASK, Exchange.PROMO):
                lines.append(self.line("A wish of ours: give before you ask again.", width, ink.muted))
        elif isinstance(thing, Alike):
            lines += [self.line(self._named(one), width, ink.muted) for one in thing.handles]
        text = thing.name if isinstance(thing, (Alike, Handle)) else getattr(thing, "text", "")
        return [*self.wrapped(str(text), width), *lines]

    def _named(self, one: Handle) -> str:
        handle = f"@{one.handle}" if one.handle else one.name
        return self.facts(f"{handle} on {knowing.network_name(one.network)}", one.name, one.url)

    def can(self, id: str) -> bool:
        """Verbs act on the row under the cursor, where it is one of theirs."""
        thing = self._things.get(self.table.current)
        if id == "person.open":
            return getattr(thing, "conversation_id", None) is not None
        if id in ("person.end", "person.drop"):
            return isinstance(thing, Memo)
        if id == "person.merge":
            return isinstance(thing, (Alike, Handle))
        return id != "person.apart" or isinstance(thing, Alike)

    def names(self, id: str) -> bool:
        """On who may be the same: one or two, before another follow-up; merging is not named elsewhere."""
        alike = isinstance(self._things.get(self.table.current), Alike)
        return id != "person.follow" if alike else id != "person.merge"

    # Verbs

    async def _told(self, done: "Done") -> None:
        self.reload()
        self.say(f"{done.words} · u takes it back")

    async def verb_person_open(self) -> None:
        """Goes to the conversation."""
        cid = getattr(self._things.get(self.table.current), "conversation_id", None)
        if cid is not None:
            self.dismiss(Picked(cid))

    async def verb_person_note(self) -> None:
        """A private line."""
        if text := await self._typed("Note"):
            await self._told(await self.desk.people.note(self._person, text, self._conversation))

    async def verb_person_want(self) -> None:
        """What they wish for."""
        if text := await self._typed("They want"):
            await self._told(await self.desk.people.want(self._person, text, self._conversation))

    async def verb_person_gift(self) -> None:
        """Offers something, once."""
        earlier = await self.desk.people.offered(self._person)
        again = earlier is not None
        if earlier is not None:
            words = f"Offered before: {earlier.text} ({coarse(self.now - earlier.at)} ago by {earlier.who})."
            if await self.choose(words, {"y": "offer again"}) != "y":
                self.say("Nothing was offered.")
                return
        if text := await self._typed("Offer them"):
            done = await self.desk.people.gift(self._person, text, self._conversation, again=again)
            await self._told(done)

    async def verb_person_thanks(self) -> None:
        """Thanks that came another way."""
        if text := await self._typed("They thanked us"):
            await self._told(await self.desk.people.thank(self._person, text, self._conversation))

    async def verb_person_tag(self) -> None:
        """VIP, or another word."""
        if text := await self._typed(
            "Tag", "" if knowing.tag_words(self._card.person if self._card else None) else "vip"
        ):
            await self._told(await self.desk.people.tag(self._person, text))

    async def verb_person_follow(self) -> None:
        """A day on which they come up."""
        label = "Follow up on (2d, fri 9:00, 2026-12-24)"
        if (due_at := await moment(self, label, self.desk.verbs.parse_time)) is None:
            return
        if text := await self._typed("What about"):
            done = await self.desk.people.follow_up(self._person, text, due_at, self._conversation)
            await self._told(done)

    async def _typed(self, label: str, text: str = "") -> str:
        said = await self.question(label, text)
        return (said or "").strip()

    async def verb_person_end(self) -> None:
        """Met, sent or made."""
        memo = self._things.get(self.table.current)
        if isinstance(memo, Memo):
            standing: Standing | None = None
            if memo.kind == Memory.GIFT:
                key = await self.choose("The gift was", {"s": "sent", "d": "declined"})
                standing = {"s": Standing.SENT, "d": Standing.DECLINED}.get(key)
                if standing is None:
                    return
            await self._told(await self.desk.people.settle(memo.id, standing))

    async def verb_person_drop(self) -> None:
        """Takes a line away."""
        memo = self._things.get(self.table.current)
        if isinstance(memo, Memo):
            await self._told(await self.desk.people.settle(memo.id, Standing.REMOVED))

    async def verb_person_merge(self) -> None:
        """Makes two one, or takes that back."""
        thing, people = self._things.get(self.table.current), self.desk.people
        if isinstance(thing, Alike):
            await self._told(await people.merge(self._person, thing.person_id, thing.reasons))
        elif isinstance(thing, Handle):
            await self._told(await people.split(self._person, thing.id))
        else:
            raise DeskRefusal("Only a proposal can be made one, and a handle split off.")

    async def verb_person_apart(self) -> None:
        """They are two; never proposed again."""
        thing = self._things.get(self.table.current)
        if isinstance(thing, Alike):
            await self._told(await self.desk.people.decline(self._person, thing.person_id))

    async def verb_person_began(self) -> None:
        """Something began or ended with them that a task of the plan waits for."""
        known = list(dict.fromkeys(task.event for task in self.desk.cadence.plan() if task.event))
        if not known:
            raise DeskRefusal(
                "No task of the plan waits for an event.", "+ in the cadence pane changes the plan."
            )
        named = {event[0]: event for event in reversed(known)}
        key = await self.choose("What happened?", named)
        if key and self._card is not None:
            done = await self.desk.cadence.happened(named[key], self._card.person.name, self._person)
            await self._told(done)

    async def verb_person_undo(self) -> None:
        """Takes back the newest local act."""
        done = await self.desk.undo.undo()
        self.reload()
        self.say(done.words)
