"""The list of conversations: draws only the rows one sees, from windows that are there before they are needed."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from socialtui.domain.conversation import Card
from socialtui.ui import rows
from socialtui.ui.commands import Where, bindings
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Column, Drawn

WINDOW = 100
"""Rows asked for at a time."""
KEPT = 20 * WINDOW
"""Rows kept around the cursor."""
NOTHING = "Nothing here."
AHEAD = WINDOW
"""Fewer rows than this between the cursor and what is loaded asks for more."""


class Queue(Horizontal, can_focus=True, inherit_bindings=False):
    """Told its rows; speaks by messages. The cursor stays on its row by id.

    Three columns side by side, since what changes by itself (the cursor, an age) is to be sent by itself.
    """

    BINDINGS = bindings(Where.LIST)
    DEFAULT_CSS = f"""
    Queue {{ height: 1fr; }}
    Queue > #gutter {{ width: {rows.GUTTER}; }}
    Queue > #words {{ width: 1fr; }}
    Queue > #ages {{ width: {rows.AGE + 1}; }}
    """

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
        self._gutter = Column(self._draw_gutter, id="gutter")
        self._words = Drawn(self._draw_words, id="words")
        self._ages = Column(self._draw_age, id="ages")
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
        self.beside: Callable[[Card | None], None] = lambda _: None
        """Called when the cursor moves, so that what stands beside the list changes in the same frame."""
        self.two = False

    def compose(self) -> ComposeResult:
        """The columns."""
        yield self._gutter
        yield self._words
        yield self._ages

    def _repaint(self) -> None:
        """All rows, in one frame."""
        self._words.refresh()
        for column in (self._gutter, self._ages):
            column.refresh()
            column.compare()

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
        self._repaint()
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
            self._repaint()

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
        self._repaint()
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
        self._repaint()
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
        width = self._words.size.width
        if (before.text, before.author, before.flags, before.code) != (
            new.text,
            new.author,
            new.flags,
            new.code,
        ):
            self._words.refresh(Region(0, y, width, self._height))
        elif (before.left, before.late, before.soon, before.kind) != (new.left, new.late, new.soon, new.kind):
            self._words.refresh(Region(0, y, 6 if before.kind != new.kind else 4, 1))
        if before.age != new.age:
            self._ages.refresh(Region(0, y, rows.AGE + 1, 1))

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
        self.beside(self.card)
        if self._top <= index < self._top + self._fits:
            self._refresh_gutter(was)
            self._refresh_gutter(index)
        else:
            # A jump shows three quarters of a page anew: row by row, each key would repaint the whole list.
            kept = self._fits // 4 if index > was else self._fits - 1 - self._fits // 4
            self._top = index - kept if abs(index - was) == 1 else self._top + index - was
            self._keep_in_sight()
            self._said = []
            self._repaint()
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
        """The cursor's cell alone; a mark comes with a repaint of both."""
        self._gutter.refresh(Region(0, (index - self._top) * self._height, 1, 1))

    # Marks

    def toggle_mark(self) -> None:
        """Marks the row under the cursor, or takes the mark off, and goes one down."""
        if self.card is not None:
            self.marks ^= {self.card.id}
            self._gutter.refresh()
            self.move_to(self._index + 1)

    def mark_to_here(self) -> None:
        """Marks from the nearest marked row above to the cursor."""
        start = next((n for n in range(self._index, -1, -1) if self._rows[n].id in self.marks), self._index)
        self.mark(card.id for card in self._rows[start : self._index + 1])

    def mark(self, ids: Iterable[int]) -> None:
        """Marks these."""
        self.marks |= set(ids)
        self._repaint()

    def clear_marks(self) -> None:
        """Takes every mark off."""
        if self.marks:
            self.marks.clear()
            self._repaint()

    # Drawing

    def on_resize(self, event: events.Resize) -> None:
        """Chooses between one and two lines a row."""
        was = self.two
        was = self.two, self._top
        self.two = event.size.width < rows.NARROW and self.app.size.height >= rows.TALL
        self._keep_in_sight()
        if was != (self.two, self._top):
            self._said = []
            self._repaint()
        if was is not self.two:
            # What was painted before this was told has rows of another height; nothing of it may be compared with.
            for column in (self._gutter, self._words, self._ages):
                column.refresh(layout=True)

    def _shown(self, n: int) -> rows.Shown:
        """The words of a row that is on the screen, as they stand there."""
        place = n - self._top
        while len(self._said) <= place:
            card = self._rows[self._top + len(self._said)]
            self._said.append((card.id, rows.shown(card, self._now, self._who, self._look)))
        return self._said[place][1]

    def _at(self, y: int) -> tuple[int, int] | None:
        """The row on a line of the screen, and which of its lines; None below the last."""
        place, part = divmod(y, self._height)
        n = self._top + place
        return (n, part) if n < len(self._rows) else None

    def _draw_gutter(self, y: int) -> Strip:
        found = self._at(y)
        if found is None or found[1]:
            return Strip.blank(rows.GUTTER)
        n = found[0]
        return Strip([rows.gutter(n == self._index, self._rows[n].id in self.marks, self._look)])

    def _draw_words(self, y: int) -> Strip:
        found = self._at(y)
        if found is None:
            return Strip([Segment(NOTHING, self._look.ink.muted)] if y == 0 and not self._rows else [])
        said, width = self._shown(found[0]), self.size.width
        if found[1]:
            return Strip(rows.second_of_two(said, width, self._look))
        draw = rows.first_of_two if self.two else rows.one_line
        # Neighbours in one ink are sent as one: a page costs a third less.
        return Strip(draw(said, width, self._look)).simplify()

    def _draw_age(self, y: int) -> Strip:
        found = self._at(y)
        if found is None or found[1]:
            return Strip([])
        return Strip([rows.age(self._shown(found[0]), self._look)])
