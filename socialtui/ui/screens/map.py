"""Half a year of the schedule: how each day went, and how much of each task was kept."""

from collections.abc import Hashable, Sequence

from rich.segment import Segment
from textual.app import ComposeResult

from socialtui.domain.consistency import HalfYear, Share, lines
from socialtui.domain.rounds import Fate
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.widgets.lines import Line, Pane
from socialtui.ui.widgets.table import Cell, Column, Row

MAP_LINES = 9
ALL = "*"
"""The row for all tasks together."""


class Map(ListSheet):
    """g m. The map above follows the task under the cursor. Result: None."""

    WHERE = Where.MAP
    BINDINGS = bindings(Where.MAP)
    COLUMNS = (Column(24), Column(11, right=True), Column(5, right=True), Column(0))
    EMPTY = "Nothing is kept yet. What is ticked shows here from tomorrow on."

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.above = Pane(id="above")
        self.above.styles.height = MAP_LINES + 1
        self._half: HalfYear | None = None
        self._brought = ""

    def compose(self) -> ComposeResult:
        """Title, map, tasks, what became of one of them, keys."""
        yield self.head
        yield self.above
        yield self.table
        yield self.rule
        yield self.below
        yield self.foot

    def _share(self) -> None:
        super()._share()
        self.below.styles.height = 3 if self.app.size.height < 30 else 6

    async def read(self) -> Sequence[Row]:
        """All tasks together, then each."""
        half = self._half = await self.desk.plans.half_year()
        self._brought = await self.desk.plans.brought()
        if not half.asked:
            return ()
        since = f"since {half.began:%d %b %Y}" if half.began else ""
        return [
            Row(ALL, self._cells("All tasks", half.kept, half.asked, since)),
            *(Row(one.task, self._cells(one.words, one.kept, one.asked)) for one in half.shares),
        ]

    def _cells(self, words: str, kept: int, asked: int, more: str = "") -> tuple[Cell, ...]:
        ink = self.look.ink
        percent = kept * 100 // asked if asked else 0
        return (
            (words, ink.text), (f"{kept} of {asked}", ink.text), (f"{percent} %", ink.text), (more, ink.muted)
        )  # fmt: skip

    def heading(self) -> tuple[str, str]:
        """26 weeks · 412 of 520 kept"""
        half = self._half
        return "26 weeks", f"{half.kept} of {half.asked} kept" if half and half.asked else ""

    def tell_below(self) -> None:
        """The map, and what the task under the cursor was."""
        super().tell_below()
        half, ink, look = self._half, self.look.ink, self.look
        if half is None:
            return
        task = str(self.table.current) if self.table.current not in (None, ALL) else ""
        text = list(lines(half, look.ascii, task))
        drawn: list[Line] = [[Segment(f" {text[0]}", ink.muted)]]
        drawn += [[Segment(f" {line[:5]}", ink.muted), Segment(line[5:], ink.text)] for line in text[1:-1]]
        self.above.show([*drawn, [Segment(f" {text[-1]}", ink.muted)]])

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """The newest notes of a task, and when its days were changed."""
        share = self._find(id)
        if share is None:
            return self.wrapped(self._brought, width)
        missed = sum(one.fate is Fate.MISSED for one in share.rounds)
        skipped = sum(one.fate is Fate.SKIPPED for one in share.rounds)
        facts = self.facts(
            f"kept {share.kept}", f"skipped {skipped}" if skipped else "", f"missed {missed}" if missed else "",
            *self._plans(share),
        )  # fmt: skip
        notes = [one for one in reversed(share.rounds) if one.note][:4]
        return [
            self.line(facts, width),
            *(self.line(f"{one.day:%d %b}  {one.note}", width, self.look.ink.muted) for one in notes),
        ]

    @staticmethod
    def _plans(share: Share) -> list[str]:
        """Its days over time: daily, from 3 Mar on mon wed fri."""
        found: list[str] = []
        last = ""
        for one in share.rounds:
            if one.version.days != last:
                since = f"from {one.version.from_day:%d %b} on " if last else ""
                found.append(f"{since}{one.version.days}")
                last = one.version.days
        return found[-3:]

    def _find(self, id: Hashable) -> Share | None:
        return next((one for one in self._half.shares if one.task == id), None) if self._half else None

    async def verb_map_copy(self) -> None:
        """The map and the shares as text, for the terminal's clipboard."""
        if self._half is None:
            return
        text = [*lines(self._half, self.look.ascii), ""]
        text += [f"{one.words}: {one.kept} of {one.asked}" for one in self._half.shares]
        self.app.copy_to_clipboard("\n".join(text))
        self.say("Copied.")
