"""The list of conversations: draws only the rows one sees, from windows that are there before they are needed."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from socialtui.domain.conversation import Card
from socialtui.ui import rows
from socialtui.ui.commands import Where, bindings
from socialtui.ui.look import Look

WINDOW = 100
"""Rows asked for at a time."""
KEPT = 20 * WINDOW
"""Rows kept around the cursor."""
AHEAD = WINDOW
"""Fewer rows than this between the cursor and what is loaded asks for more."""


class Queue(Widget, can_focus=True, inherit_bindings=False):
    """Told its rows; speaks by messages. The cursor stays on its row by id."""

    BINDINGS = bindings(Where.LIST)
    DEFAULT_CSS = "Queue { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        card: Card | None

    @dataclass
    class Wanted(Message):
        """Rows beyond the loaded ones will be needed."""

        before: bool

    @dataclass
    class Far(Message):
        """The first or the last row is wanted and isn't loaded."""

        bottom: bool

    def __init__(self, look: Look, who: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look, self._who = look, who
        self._rows: list[Card] = []
        self._said: list[tuple[int, rows.Shown]] = []
        self._index = 0
        self._top = 0
        self._now = 0
        self.start = 0
        """Rows of the view before the first loaded one."""
        self.more_before = False
        self.more_after = False
        self.marks: set[int] = set()
        self.tall = False
        self.two = False

    # What it is told

    def show(self, cards: Sequence[Card], now: int, *, start: int = 0, at: int | None = None,
             before: bool = False, after: bool = False) -> None:  # fmt: skip
        """Shows these rows from now on, the cursor on the row with the id `at`, else where it stood."""
        was_on_screen = self._index - self._top
        self._rows, self._now, self._said = list(cards), now, []
        self.start, self.more_before, self.more_after = start, before, after
        found = next((n for n, card in enumerate(self._rows) if card.id == at), None)
        self._index = found if found is not None else min(self._index, max(0, len(self._rows) - 1))
        self._top = self._index - was_on_screen
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(self.card))

    def add(self, cards: Sequence[Card], *, before: bool, more: bool) -> None:
        """Puts a window at one end, and lets go of rows far from the cursor. Nothing on the screen moves."""
        known = {card.id for card in self._rows}
        new = [card for card in cards if card.id not in known]
        if before:
            self._rows[:0] = new
            self._index += len(new)
            self._top += len(new)
            self.start = max(0, self.start - len(new)) if more else 0
            self.more_before = more
        else:
            self._rows += new
            self.more_after = more
        self._trim()
        self._said = []
        if len(new) and not before and len(self._rows) - len(new) - self._top < self._fits:
            self.refresh()

    def _trim(self) -> None:
        surplus = len(self._rows) - KEPT
        if surplus <= 0:
            return
        if self._index > len(self._rows) // 2:
            del self._rows[:surplus]
            self._index -= surplus
            self._top -= surplus
            self.start += surplus
            self.more_before = True
        else:
            del self._rows[len(self._rows) - surplus :]
            self.more_after = True

    def renew(self, cards: Iterable[Card], gone: Iterable[int] = ()) -> None:
        """Takes over what rows say now, and takes out those that left; the cursor goes to the one below."""
        fresh = {card.id: card for card in cards}
        left = set(gone)
        here = self.card
        for n, card in enumerate(self._rows):
            if card.id in fresh and fresh[card.id] != card:
                self._rows[n] = fresh[card.id]
                self._say(n)
        if not left & {card.id for card in self._rows}:
            return
        above = sum(card.id in left for card in self._rows[: self._index])
        self._rows = [card for card in self._rows if card.id not in left]
        self.marks -= left
        self._index = max(0, min(self._index - above, len(self._rows) - 1))
        self._top -= above
        self._said = []
        self._keep_in_sight()
        self.refresh()
        if self.card is not here:
            self.post_message(self.Moved(self.card))
        self._look_ahead()

    def insert(self, cards: Iterable[Card]) -> None:
        """Puts rows where they belong and the cursor on the first of them: what an undo brings back."""
        first = None
        for card in cards:
            if any(known.id == card.id for known in self._rows):
                continue
            place = bisect_left([known.key for known in self._rows], card.key)
            self._rows.insert(place, card)
            first = card if first is None else first
        if first is None:
            return
        self._said = []
        self._index = next(n for n, card in enumerate(self._rows) if card is first)
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(self.card))

    def tick(self, now: int) -> None:
        """Repaints those rows on the screen whose words time has changed."""
        self._now = now
        for n in range(self._top, min(self._top + self._fits, len(self._rows))):
            self._say(n)

    def _say(self, n: int) -> None:
        """Repaints the cells of one row that differ from what it said."""
        y = (n - self._top) * self._height
        if not 0 <= y < self.size.height:
            self._said = []
            return
        before = self._shown(n)
        new = rows.shown(self._rows[n], self._now, self._who, self._look)
        if before == new:
            return
        self._said[n - self._top] = (self._rows[n].id, new)
        if (before.text, before.author, before.flags, before.code) != (
            new.text,
            new.author,
            new.flags,
            new.code,
        ):
            self.refresh(Region(rows.GUTTER, y, self.size.width - rows.GUTTER, self._height))
            return
        head = (before.left, before.late, before.soon, before.kind) != (
            new.left,
            new.late,
            new.soon,
            new.kind,
        )
        if head:
            self.refresh(Region(rows.GUTTER, y, 6 if before.kind != new.kind else 4, 1))
        if before.age != new.age:
            self.refresh(Region(self.size.width - rows.AGE, y, rows.AGE, 1))

    # What it knows

    @property
    def card(self) -> Card | None:
        """The row under the cursor."""
        return self._rows[self._index] if self._rows else None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every loaded row."""
        return tuple(self._rows)

    @property
    def place(self) -> int:
        """Where the cursor stands in the view, from 1; 0 without a row."""
        return self.start + self._index + 1 if self._rows else 0

    @property
    def on_screen(self) -> tuple[Card, ...]:
        """The rows one sees."""
        return tuple(self._rows[self._top : self._top + self._fits])

    def neighbour(self, by: int) -> Card | None:
        """The row so many below the cursor (above when negative)."""
        n = self._index + by
        return self._rows[n] if 0 <= n < len(self._rows) else None

    @property
    def _height(self) -> int:
        return 2 if self.two else 1

    @property
    def _fits(self) -> int:
        return max(1, self.size.height // self._height)

    # Moving

    def action_move(self, how: str) -> None:
        """Moves the cursor as a verb of `commands` says."""
        if how in ("top", "bottom") and (self.more_before if how == "top" else self.more_after):
            self.post_message(self.Far(how == "bottom"))
            return
        page, end = self._fits, len(self._rows)
        self.move_to(self._index + {
            "down": 1, "up": -1, "half_down": page // 2, "half_up": -(page // 2),
            "page_down": page, "page_up": -page, "top": -end, "bottom": end,
        }[how])  # fmt: skip

    def move_to(self, index: int) -> None:
        """Puts the cursor on a loaded row; the window jumps half a page when it would leave it."""
        index = max(0, min(index, len(self._rows) - 1))
        was, self._index = self._index, index
        if was == index:
            self._look_ahead()
            return
        if self._top <= index < self._top + self._fits:
            self._refresh_gutter(was)
            self._refresh_gutter(index)
        else:
            half = self._fits // 2
            self._top = index - half if abs(index - was) == 1 else self._top + index - was
            self._keep_in_sight()
            self._said = []
            self.refresh()
        self.post_message(self.Moved(self.card))
        self._look_ahead()

    def go(self, cid: int) -> bool:
        """Puts the cursor on a conversation; False when it isn't loaded."""
        for n, card in enumerate(self._rows):
            if card.id == cid:
                self.move_to(n)
                return True
        return False

    def _look_ahead(self) -> None:
        if self.more_after and len(self._rows) - self._index < AHEAD:
            self.post_message(self.Wanted(before=False))
        if self.more_before and self._index < AHEAD:
            self.post_message(self.Wanted(before=True))

    def _keep_in_sight(self) -> None:
        last = max(0, len(self._rows) - self._fits)
        if self._index < self._top:
            self._top = self._index
        elif self._index >= self._top + self._fits:
            self._top = self._index - self._fits + 1
        self._top = max(0, min(self._top, last))

    def _refresh_gutter(self, index: int) -> None:
        self.refresh(Region(0, (index - self._top) * self._height, rows.GUTTER, 1))

    # Marks

    def toggle_mark(self) -> None:
        """Marks the row under the cursor, or takes the mark off, and goes one down."""
        if self.card is not None:
            self.marks ^= {self.card.id}
            self._refresh_gutter(self._index)
            self.move_to(self._index + 1)

    def mark_to_here(self) -> None:
        """Marks from the nearest marked row above to the cursor."""
        start = next((n for n in range(self._index, -1, -1) if self._rows[n].id in self.marks), self._index)
        self.mark(card.id for card in self._rows[start : self._index + 1])

    def mark(self, ids: Iterable[int]) -> None:
        """Marks these."""
        self.marks |= set(ids)
        self.refresh()

    def clear_marks(self) -> None:
        """Takes every mark off."""
        if self.marks:
            self.marks.clear()
            self.refresh()

    # Drawing

    def on_resize(self, event: events.Resize) -> None:
        """Chooses between one and two lines a row."""
        self.two = event.size.width < rows.NARROW and self.tall
        self._said = []
        self._keep_in_sight()

    def _shown(self, n: int) -> rows.Shown:
        """The words of a row that is on the screen, as they stand there."""
        place = n - self._top
        while len(self._said) <= place:
            card = self._rows[self._top + len(self._said)]
            self._said.append((card.id, rows.shown(card, self._now, self._who, self._look)))
        return self._said[place][1]

    def render_line(self, y: int) -> Strip:
        """One line of the screen; never waits."""
        width = self.size.width
        place, part = divmod(y, self._height)
        n = self._top + place
        if n >= len(self._rows):
            return Strip.blank(width)
        said = self._shown(n)
        if part:
            return Strip([Segment("  "), *rows.second_of_two(said, width, self._look)]).adjust_cell_length(
                width
            )
        draw = rows.first_of_two if self.two else rows.one_line
        start = rows.gutter(n == self._index, self._rows[n].id in self.marks, self._look)
        return Strip([start, *draw(said, width, self._look)]).adjust_cell_length(width)
