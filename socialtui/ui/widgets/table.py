"""A list of a few hundred lines with columns: the cursor stays on its row, and only cells that differ are sent."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.rows import GUTTER, gutter
from socialtui.ui.widgets.lines import DiffLines, Line, Lines, cut, fit, wrap

Cell = tuple[str, Style]


class Column(Struct, frozen=True):
    """How wide a column is."""

    width: int
    """Cells; 0 takes what the others leave."""
    right: bool = False
    """Its words stand at its right edge, and are never cut."""


class Row(Struct, frozen=True):
    """One line of a table."""

    id: Hashable
    """What the cursor stays on; None for a heading, on which it never stands."""
    cells: tuple[Cell, ...]


class Table(DiffLines, Lines):
    """Told its rows; says when the cursor moves."""

    DEFAULT_CSS = "Table { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(
        self, look: Look, columns: Sequence[Column], empty: str = "", *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._look, self._columns, self._empty = look, tuple(columns), empty
        self._rows: tuple[Row, ...] = ()
        self._index = 0

    def tell(self, rows: Sequence[Row]) -> None:
        """Shows these rows; the cursor stays on its row by id, else on its place."""
        here = self.current
        self._rows = tuple(rows)
        places = [n for n, row in enumerate(self._rows) if row.id is not None]
        same = next((n for n in places if self._rows[n].id == here), None)
        if same is None:
            same = min(places, key=lambda n: (abs(n - self._index), n), default=0)
        self._index = same
        self._keep_in_sight()
        self.refresh()
        if self.current != here:
            self.post_message(self.Moved())

    def shape(self, columns: Sequence[Column]) -> None:
        """Other columns, for rows that are told next."""
        self._columns, self._rows, self._index = tuple(columns), (), 0

    def first(self) -> None:
        """Puts the cursor on the first row."""
        self._go(0)

    @property
    def current(self) -> Hashable:
        """The id under the cursor; None without a row."""
        return self._rows[self._index].id if self._index < len(self._rows) else None

    def move(self, how: str) -> None:
        """Moves the cursor as a verb of `commands` says."""
        page, end = max(1, self.size.height), len(self._rows)
        by = {
            "down": 1, "up": -1, "half_down": page // 2, "half_up": -(page // 2),
            "page_down": page, "page_up": -page, "top": -end, "bottom": end,
        }[how]  # fmt: skip
        self._go(self._index + by, -1 if by < 0 else 1)

    def _go(self, wanted: int, towards: int = 1) -> None:
        wanted = max(0, min(wanted, len(self._rows) - 1))
        for step in (towards, -towards):
            n = wanted
            while 0 <= n < len(self._rows):
                if self._rows[n].id is not None:
                    return self._land(n)
                n += step
        return None

    def _land(self, index: int) -> None:
        if index != self._index:
            self._index = index
            self._keep_in_sight()
            self.refresh()
            self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        height = self.size.height
        if not height:
            return
        above = self._index
        while above > 0 and self._rows[above - 1].id is None:
            above -= 1  # the heading of the first row is seen with it
        if above < self.top:
            self.top = above
        elif self._index >= self.top + height:
            self.top = self._index - height + 1
        self.top = max(0, min(self.top, len(self._rows) - height))

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._keep_in_sight()

    def line_at(self, n: int) -> Line:
        """One row, or the words of an empty table."""
        look, width = self._look, self.size.width
        if n >= len(self._rows):
            words = [] if self._rows else wrap(look.words(self._empty), width - 2)
            return [Segment(f" {words[n]}" if n < len(words) else " ", look.ink.muted)]
        row = self._rows[n]
        if row.id is None:
            text, style = row.cells[0] if row.cells else ("", look.ink.muted)
            return [Segment(cut(f" {look.words(text)}", width, look.glyphs.ellipsis), style)]
        return [gutter(n == self._index, False, look), *self._cells(row, width - GUTTER)]

    def _cells(self, row: Row, width: int) -> Line:
        fixed = sum(column.width for column in self._columns) + len(self._columns) - 1
        line: list[Segment] = []
        for column, (text, style) in zip(self._columns, row.cells, strict=True):
            size = column.width or max(0, width - fixed)
            text = self._look.words(clean(text, newlines=False))
            shown = text.rjust(size) if column.right else fit(text, size, self._look.glyphs.ellipsis)
            line += [Segment(" ", self._look.ink.text)] if line else []
            line.append(Segment(shown, style))
        return line
