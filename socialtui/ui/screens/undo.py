"""Who did what, newest first, and what of it can be taken back."""

from collections.abc import Hashable, Sequence
from itertools import groupby

from socialtui.desk.undo import EventLine
from socialtui.domain.text import sentence
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Picked
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

SHOWN = 300
"""Lines of the log that are read."""


class Undo(ListSheet):
    """g u. Result: the conversation to go to, or None."""

    WHERE = Where.EVENTS
    BINDINGS = bindings(Where.EVENTS)
    COLUMNS = (Column(5, right=True), Column(10), Column(0), Column(10))
    EMPTY = "Nothing was done yet. What you do is written here, and u takes it back."
    _acts: dict[Hashable, list[EventLine]] = {}  # noqa: RUF012  replaced whole at each reading

    async def read(self) -> Sequence[Row]:
        """One row for each act; an act on many is one."""
        events = await self.desk.undo.events(SHOWN)
        acts = [
            list(lines) for _, lines in groupby(events, lambda one: (one.at, one.who, one.verb, one.words))
        ]
        self._acts = {act[0].id: act for act in acts}
        return [Row(act[0].id, self._cells(act)) for act in acts]

    @property
    def _newest(self) -> EventLine | None:
        """What u takes back."""
        mine = (act[0] for act in self._acts.values() if act[0].who == self.desk.who)
        return next((line for line in mine if line.undoable), None)

    def heading(self) -> tuple[str, str]:
        """What u does now."""
        newest = self._newest
        return "Undo list", f"u takes back: {newest.words}" if newest else "nothing of yours to take back"

    def _cells(self, act: list[EventLine]) -> tuple[Cell, ...]:
        ink, line = self.look.ink, act[0]
        words = f"{line.words} ({len(act)})" if len(act) > 1 else line.words
        mark = "undone" if line.undone_at else "can undo" if line.undoable else ""
        said = ink.muted if line.undone_at else ink.text
        return (
            (coarse(self.now - line.at), ink.muted),
            (line.who, ink.muted),
            (words, said),
            (mark, ink.text if line.undoable and line.who == self.desk.who else ink.muted),
        )

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """When, by whom, and whether it can be taken back."""
        act, ink = self._acts[id], self.look.ink
        line = act[0]
        at = when(line.at, self.now, self.zone)
        lines = [self.line(self.facts(at, f"by {line.who}", line.verb.replace("_", " ")), width)]
        lines += self.wrapped(line.words, width)
        if line.why:
            lines.append(self.line(f"It stood there as {line.why}", width, ink.muted))
        if len(act) > 1:
            lines.append(
                self.line(f"{len(act)} rows in one act; undo takes back all of them.", width, ink.muted)
            )
        return [*lines, self.line(self._undo_words(line), width, ink.muted)]

    def _undo_words(self, line: EventLine) -> str:
        if line.undone_at:
            return f"Undone {when(line.undone_at, self.now, self.zone)}."
        if not line.undoable:
            return "Stays: it can't be taken back here."
        if _rule_of(line):
            return "u takes back what the rule did here; it keeps away from then on."
        if line.who != self.desk.who:
            return f"Only {line.who} can take it back."
        newest = self._newest
        first = newest is not None and newest.id == line.id
        return "u takes it back." if first else "u takes it back after what was done since."

    def can(self, id: str) -> bool:
        """Undo needs an act of one's own, enter one with a conversation."""
        if id == "events.undo":
            return self._newest is not None or bool(self._rule_here)
        if id == "events.open":
            act = self._acts.get(self.table.current)
            return act is not None and act[0].conversation_id is not None
        return True

    @property
    def _rule_here(self) -> str:
        """The rule whose act is under the cursor and can be taken back; empty for none."""
        act = self._acts.get(self.table.current)
        return _rule_of(act[0]) if act is not None else ""

    async def verb_events_open(self) -> None:
        """Goes to the conversation."""
        act = self._acts.get(self.table.current)
        if act:
            self.dismiss(Picked(act[0].conversation_id))

    async def verb_events_undo(self) -> None:
        """Takes back what the rule under the cursor did there, else the newest act of one's own."""
        if name := self._rule_here:
            cid = self._acts[self.table.current][0].conversation_id
            done = await self.desk.rules.take_back(name, [cid] if cid is not None else [])
            self.say(f"{sentence(done.words)}.")
        else:
            self.say((await self.desk.undo.undo()).words)
        self.reload()


def _rule_of(line: EventLine) -> str:
    """The rule that did it, while that can be taken back; empty for what a person did."""
    return line.who.removeprefix("rule ") if line.verb == "rule" and line.undoable else ""
