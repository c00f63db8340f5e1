"""Seven days by their slots: each cell says where a post stands and how it begins; the cursor is a cell."""

from collections.abc import Hashable, Sequence

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style

from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Line, cut, fit, wrap
from socialtui.ui.widgets.table import Table

TIME = 6
"""Cells for the time at the left edge."""
DAYS = 7
LEAST, MOST = 2, 8
"""Lines of a cell."""


class Shown(Struct, frozen=True):
    """What a cell says."""

    state: str
    """planned, 2 posts; empty for a free slot."""
    text: str
    style: Style


class SlotGrid(Table):
    """Told a week; its cursor is (day, slot), and stays on its cell."""

    DEFAULT_CSS = "SlotGrid { height: 1fr; }"

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, (), id=id)
        self._days: Sequence[tuple[str, bool]] = ()
        self._times: Sequence[str] = ()
        self._cells_of: Sequence[Sequence[Shown]] = ()
        self._day, self._slot = 0, 0

    def tell_week(
        self, days: Sequence[tuple[str, bool]], times: Sequence[str], cells: Sequence[Sequence[Shown]]
    ) -> None:
        """Shows these days (name, and whether it is today), the times of the slots, and a cell for each."""
        self._days, self._times, self._cells_of = days, times, cells
        self._slot = min(self._slot, len(times) - 1)
        self.refresh()

    @property
    def current(self) -> Hashable:
        """Day and slot."""
        return (self._day, self._slot) if self._times else None

    def go(self, day: int, slot: int) -> None:
        """Puts the cursor on a cell."""
        day, slot = max(0, min(day, DAYS - 1)), max(0, min(slot, len(self._times) - 1))
        if (day, slot) != (self._day, self._slot):
            self._day, self._slot = day, slot
            self.refresh()
            self.post_message(self.Moved())

    def move(self, how: str) -> None:
        """Down and up go through the week in the order of time; a page is a day."""
        slots = len(self._times)
        if not slots:
            return
        here, last = self._day * slots + self._slot, DAYS * slots - 1
        by = {
            "down": 1, "up": -1, "half_down": slots, "half_up": -slots, "page_down": slots, "page_up": -slots,
            "top": -last, "bottom": last,
        }[how]  # fmt: skip
        self.go(*divmod(max(0, min(last, here + by)), slots))

    def across(self, by: int) -> None:
        """Another day at the same time."""
        self.go(self._day + by, self._slot)

    def line_at(self, n: int) -> Line:
        """The names of the days, then the lines of the cells."""
        if not self._times:
            return ()
        width = max(4, (self.size.width - TIME) // DAYS)
        if n == 0:
            return self._heads(width)
        tall = max(LEAST, min(MOST, (self.size.height - 1) // len(self._times)))
        slot, line = divmod(n - 1, tall)
        if slot >= len(self._times):
            return ()
        ink, here = self._look.ink, (self._day, self._slot)
        left = self._times[slot] if line == 0 else ""
        found = [Segment(f" {left:<{TIME - 1}}", ink.muted)]
        for day, cells in enumerate(self._cells_of):
            cursor = self._look.glyphs.cursor if (day, slot) == here else " "
            found.append(Segment(cursor, ink.accent))
            found.append(self._cell(cells[slot], line, tall, width - 1))
        return found

    def _heads(self, width: int) -> Line:
        ink = self._look.ink
        line = [Segment(" " * TIME, ink.muted)]
        for name, today in self._days:
            line.append(
                Segment(
                    fit(f" {name}", width, self._look.glyphs.ellipsis), ink.accent if today else ink.muted
                )
            )
        return line

    def _cell(self, cell: Shown, line: int, tall: int, width: int) -> Segment:
        look, room = self._look, width - 1
        if line == 0:
            words = cell.state or look.glyphs.nothing
            return Segment(fit(cut(look.words(words), room, look.glyphs.ellipsis), width), cell.style)
        lines = wrap(clean(cell.text, newlines=False), room, tall - 1) if cell.text else []
        words = look.words(lines[line - 1]) if line <= len(lines) else ""
        return Segment(fit(words, width, look.glyphs.ellipsis), cell.style)
