"""Draws the rows of a window line by line, and remembers what each one says on the screen."""

from collections.abc import Set as AbstractSet

from msgspec import Struct
from rich.segment import Segment

from socialtui.domain.deadlines import WorkingHours
from socialtui.ui import rows
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Line
from socialtui.ui.window import Window

NOTHING = "Nothing here."


class Change(Struct, frozen=True):
    """Which parts of a row say something else than before."""

    words: bool
    head: bool
    age: bool


class Painter:
    """Told by its queue; knows no widget."""

    def __init__(
        self,
        window: Window,
        marks: AbstractSet[int],
        look: Look,
        who: str,
        hours: WorkingHours = rows.ROUND_THE_CLOCK,
    ) -> None:
        self._window, self._marks, self._look, self._who = window, marks, look, who
        self._hours = hours
        self._said: list[rows.Shown] = []
        self.now = 0
        """UTC seconds."""
        self.height = 1
        """Lines of a row: one, or two in a narrow list."""

    def forget(self, n: int = 0) -> int:
        """Rows from a loaded one on are drawn anew: the line of the screen on which the first of them begins."""
        place = max(0, n - self._window.top)
        del self._said[place:]
        return place * self.height

    def line(self, n: int) -> int:
        """The line of the screen on which a row begins."""
        return (n - self._window.top) * self.height

    def change(self, n: int) -> Change | None:
        """What a row says differently now; None where it isn't on the screen or says the same."""
        place = n - self._window.top
        if n not in self._window.seen or place >= len(self._said):
            return None
        before, new = self._said[place], self._read(n)
        if before == new:
            return None
        self._said[place] = new
        return Change(before.words != new.words, before.head != new.head, before.age != new.age)

    def _read(self, n: int) -> rows.Shown:
        return rows.shown(self._window.rows[n], self.now, self._who, self._look, self._hours)

    def _shown(self, n: int) -> rows.Shown:
        """The words of a row, as they stand on the screen."""
        while len(self._said) <= n - self._window.top:
            self._said.append(self._read(self._window.top + len(self._said)))
        return self._said[n - self._window.top]

    def _at(self, y: int) -> tuple[int, int] | None:
        """The row on a line of the screen, and which of its lines; None below the last."""
        place, part = divmod(y, self.height)
        n = self._window.top + place
        return (n, part) if n < len(self._window.rows) else None

    def gutter(self, y: int, _width: int = rows.GUTTER) -> Line:
        """The cursor and the mark."""
        found = self._at(y)
        if found is None or found[1]:
            return ()
        n = found[0]
        marked = self._window.rows[n].id in self._marks
        return (rows.gutter(n == self._window.index, marked, self._look),)

    def words(self, y: int, width: int) -> Line:
        """What lies between, in so many columns."""
        found, width = self._at(y), width + rows.GUTTER + rows.AGE + 1
        if found is None:
            return [Segment(NOTHING, self._look.ink.muted)] if y == 0 and not self._window.rows else ()
        said = self._shown(found[0])
        if found[1]:
            return rows.second_of_two(said, width, self._look)
        draw = rows.first_of_two if self.height == 2 else rows.one_line
        # Neighbours in one ink are sent as one: a page costs a third less.
        return list(Segment.simplify(draw(said, width, self._look)))

    def age(self, y: int, _width: int = rows.AGE + 1) -> Line:
        """How long ago they spoke."""
        found = self._at(y)
        if found is None or found[1]:
            return ()
        return (rows.age(self._shown(found[0]), self._look),)
