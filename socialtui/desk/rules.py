"""Rules on a person's desk: what they would have hit, whether they are on, and what they did."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk import acting
from socialtui.desk.acting import Stamp, stamp_of
from socialtui.desk.moderating import named
from socialtui.desk.room import Done, Room, cards_of, refuse
from socialtui.desk.saved import SavedDesk
from socialtui.domain.conversation import Card
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.nearest import meant
from socialtui.domain.rules import Heard, Macro, Rule, Rulebook, holds
from socialtui.store import conversations, events, rules
from socialtui.store.rules import Standing

__all__ = ["DAYS", "Hit", "Line", "RulesDesk", "Trial"]

Thing = TypeVar("Thing")

DAYS = 30
"""How far back a trial looks."""
_DAY = 86_400


class Line(Struct, frozen=True):
    """One rule, and how it stands."""

    rule: Rule
    state: str
    """on, off, changed (since it was tried) or new (never tried)."""
    standing: Standing | None
    """None for a new one."""


class Hit(Struct, frozen=True):
    """A conversation that a rule would have hit, and the word that it would have acted on."""

    card: Card
    heard: Heard


class Trial(Struct, frozen=True):
    """What a rule would have done."""

    rule: Rule
    hits: tuple[Hit, ...]
    """Newest first."""
    heard: int
    """Conversations in which somebody said something in that time."""
    days: int

    @property
    def words(self) -> str:
        """refunds would have hit 41 of 1,200 in 30 days"""
        return f"{self.rule.name} would have hit {len(self.hits):,} of {self.heard:,} in {self.days} days"


class RulesDesk:
    """The file says what a rule is; a person's trial and switch say whether it acts."""

    def __init__(self, room: Room, folder: Path, saved: SavedDesk) -> None:
        self._room, self._saved = room, saved
        self._file = folder / "rules.toml"
        self._read: tuple[Stamp, Rulebook] | None = None

    @property
    def file(self) -> Path:
        """Where the rules are written."""
        return self._file

    def book(self) -> Rulebook:
        """The rules and macros, read again when the file changed; `ConfigFault` with every fault by line."""
        stamp = stamp_of(self._file)
        if self._read is None or self._read[0] != stamp:
            from socialtui.settings.rulebook import read_rules

            self._read = (stamp, read_rules(self._file))
        return self._read[1]

    async def lines(self) -> list[Line]:
        """Every rule of the file with its standing."""
        known = await rules.standings(self._room.db)
        return [_line(rule, known.get(rule.name)) for rule in self.book().rules]

    async def trial(self, name: str, days: int = DAYS) -> Trial:
        """Runs a rule over what came in before, without doing anything; a rule tried so may be switched on."""
        rule = self._rule(name)
        now = self._room.now()
        found: dict[int, Heard] = {}
        seen: set[int] = set()
        beyond = 0
        while True:
            words, end = await rules.history(self._room.db, now - days * _DAY, now, beyond)
            for heard in words:
                seen.add(heard.conversation_id)
                if await self._would_hit(rule, heard, now):
                    found[heard.conversation_id] = heard
            if end <= beyond:
                break
            beyond = end
        cards = await conversations.cards(self._room.db, list(found))
        hits = [Hit(cards[cid], heard) for cid, heard in found.items() if cid in cards]
        hits.sort(key=lambda hit: (-hit.heard.said_at, hit.card.id))
        async with self._room.db.atomic() as write:
            await rules.tried(write, name, rule.sign, (len(hits), len(seen)), self._room.who, now)
        return Trial(rule, tuple(hits), len(seen), days)

    async def _would_hit(self, rule: Rule, heard: Heard, now: int) -> bool:
        if not holds(replace(rule.when, age=0), heard):
            return False
        if not rule.when.age:
            return True
        waited = await rules.waited(self._room.db, heard, now)
        return waited is not None and waited >= rule.when.age

    async def switch_on(self, name: str) -> Done:
        """Lets a rule act on the words that come from now on; refused until it was tried as it is."""
        rule = self._rule(name)
        line = _line(rule, (await rules.standings(self._room.db)).get(name))
        try_it = f"`socialtui rules try {name}` shows what it would have hit."
        if line.state == "on":
            raise refuse(f"{name} is on already.")
        if line.state == "new":
            raise refuse(f"{name} was never tried.", try_it)
        if line.state == "changed":
            raise refuse(f"{name} was changed since it was tried.", try_it)
        acting.ready(self._room, rule.do, self._saved, by_rule=True)
        now = self._room.now()
        mark = await rules.newest(self._room.db, now - rule.when.age if rule.when.age else None)
        await self._switch(name, now, mark, "on")
        return Done(f"{name} is on, from the next word")

    async def switch_off(self, name: str) -> Done:
        """Stops a rule; what it did stays. One that is no longer in the file can be switched off, too."""
        standing = (await rules.standings(self._room.db)).get(name)
        if standing is None:
            self._rule(name)
        if standing is None or standing.on_at is None:
            raise refuse(f"{name} is off already.")
        await self._switch(name, None, standing.mark, "off")
        return Done(f"{name} is off")

    async def _switch(self, name: str, on_at: int | None, mark: int, word: str) -> None:
        async with self._room.db.atomic() as write:
            await rules.switch(write, name, on_at, self._room.who, mark)
            await events.log(write, self._room.act("rules", f"switched rule {name} {word}"))

    async def run_macro(self, name: str, ids: list[int]) -> Done:
        """Does a macro's acts on conversations: one act, which undo takes back whole."""
        macro = self._macro(name)
        wanted = acting.ready(self._room, macro.do, self._saved, by_rule=False)
        done: list[Card] = []
        words: dict[str, None] = {}
        async with self._room.db.atomic() as write:
            cards = list((await cards_of(write, ids)).values())
            subject = await events.one_act(write)
            many = named(cards)
            act = self._room.act("macro", f"{many}: macro {name}")
            for card in cards:
                if did := await acting.perform(write, self._room, wanted, card, act, subject):
                    done.append(card)
                    words |= dict.fromkeys(did)
            if not done:
                raise refuse(f"Nothing to do: macro {name} was done here already.")
        return Done(f"{act.words}: {', '.join(words)}", tuple(card.id for card in done))

    async def take_back(self, name: str, ids: Iterable[int] = ()) -> Done:
        """Takes back what a rule did, here or everywhere; it keeps away from these conversations then.

        Where somebody wrote since it stays as it is; refused, with the reason, where that is all there is.
        """
        label = f"rule {name}"
        back: list[int] = []
        refusal = refuse(f"There is nothing of {label} to take back here.")
        where = await rules.open_acts(self._room.db, name, list(ids))
        for cid in where:
            try:
                await self._take_back(name, cid)
                back.append(cid)
            except DeskRefusal as refused:
                refusal = refused
        if not back:
            raise refusal
        left = len(where) - len(back)
        kept = f"; {left} changed since and {'stays' if left == 1 else 'stay'}" if left else ""
        many = "1 conversation" if len(back) == 1 else f"{len(back)} conversations"
        return Done(f"took back what {label} did to {many}{kept}", tuple(back))

    async def _take_back(self, name: str, cid: int) -> None:
        """All that a rule did to one conversation, the newest first."""
        label, now = f"rule {name}", self._room.now()
        async with self._room.db.atomic() as write:
            while await rules.open_acts(write, name, [cid]):
                words = (await events.undo(write, label, now, cid)).words
                await events.log(write, self._room.act("undo", f"took back {label}: {words}"), cid)
            await rules.refuse(write, name, cid)

    def _rule(self, name: str) -> Rule:
        return self._named(name, {rule.name: rule for rule in self.book().rules}, "rule")

    def _macro(self, name: str) -> Macro:
        return self._named(name, {macro.name: macro for macro in self.book().macros}, "macro")

    def _named(self, name: str, known: Mapping[str, Thing], what: str) -> Thing:
        if name in known:
            return known[name]
        raise refuse(
            f"There is no {what} {name}{meant(name, known, '.')}", f"They are written in {self._file}."
        )


def _line(rule: Rule, standing: Standing | None) -> Line:
    if standing is None:
        return Line(rule, "new", None)
    if standing.sign != rule.sign:
        return Line(rule, "changed", standing)
    return Line(rule, "off" if standing.on_at is None else "on", standing)
