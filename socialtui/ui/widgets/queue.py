"""The list of conversations: draws only the rows one sees, from windows that are there before they are needed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Self

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message

from socialtui.domain.conversation import Card
from socialtui.domain.deadlines import WorkingHours
from socialtui.ui import rows
from socialtui.ui.commands import Where, bindings
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Bare, Calm, Column, Drawn
from socialtui.ui.widgets.painter import Painter
from socialtui.ui.window import Window


class Queue(Calm, Bare, Horizontal, can_focus=True, inherit_bindings=False):
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

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, card: Card | None) -> None:
            super().__init__()
            self.card = card

    class Wanted(Message):
        """Rows beyond the loaded ones will be needed."""

        def __init__(self, before: bool) -> None:
            super().__init__()
            self.before = before

    def __init__(self, look: Look, who: str, hours: WorkingHours, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._window = Window()
        self.marks: set[int] = set()
        self._painter = painter = Painter(self._window, self.marks, look, who, hours)
        self._gutter, self._ages = Column(painter.gutter, id="gutter"), Column(painter.age, id="ages")
        self._words = Drawn(painter.words, id="words")
        self.beside: Callable[[Card | None], object] = lambda _: None
        self.touched: Callable[[], None] = lambda: None
        """Called when the cursor moves, so that what stands beside it changes in the same frame; at every key."""
        self.take: Callable[[events.Key], bool] = lambda _: False
        self.waits: Callable[[], bool] = lambda: False
        """Takes what asks for a verb or is typed ahead of a question; whether a move is to be taken as well."""
        self.far: Callable[[bool], None] = lambda _: None
        """Called where the first or the last row (True) is wanted and isn't loaded: told by a message, the key
        behind it would come first."""
        self.moves: dict[str, str] = {}
        """Key → how it moves: these skip the search for a binding, which costs as much as the move itself."""

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Each column repaints itself; a focus that comes or goes changes none of them."""
        return super().refresh(*regions, repaint=repaint and layout, layout=layout, recompose=recompose)

    def compose(self) -> ComposeResult:
        """The columns."""
        yield self._gutter
        yield self._words
        yield self._ages

    # What it is told

    def show(self, cards: Sequence[Card], now: int, *, start: int = 0, at: int | None = None,
             before: bool = False, after: bool = False) -> None:  # fmt: skip
        """Shows these rows from now on, the cursor on the row with the id `at`, without one on the first."""
        self._painter.now = now
        self._window.fill(cards, at, start, before, after)
        self._repaint()
        self._moved()

    def add(self, cards: Sequence[Card], *, before: bool, more: bool) -> None:
        """Puts a window at one end. Nothing on the screen moves."""
        if self._window.add(cards, before=before, more=more):
            self._repaint()

    def renew(self, cards: Iterable[Card], gone: Iterable[int] = ()) -> None:
        """Takes over what rows say now, and takes out those that left; the cursor goes to the one below."""
        here = self.card
        for n in self._window.renew({card.id: card for card in cards}):
            self._say(n)
        self.marks.difference_update(left := set(gone))
        if (first := self._window.drop(left)) is not None:
            self._repaint(first)
            if self.card is not here:
                self._moved()

    def insert(self, cards: Iterable[Card], stay: int | None = None) -> None:
        """Puts rows where they belong, the cursor on the first of them or on `stay`: what an undo brings back."""
        if (first := self._window.put(cards, stay)) is not None:
            self._repaint(first)
            self._moved()

    def tick(self, now: int) -> None:
        """Repaints those rows on the screen whose words time has changed."""
        self._painter.now = now
        for n in self._window.seen:
            self._say(n)

    # What it knows

    @property
    def card(self) -> Card | None:
        """The row under the cursor."""
        return self._window.card

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every loaded row."""
        return tuple(self._window.rows)

    @property
    def short(self) -> bool:
        """Whether there is room for more rows than the whole list has."""
        return self._window.short

    @property
    def place(self) -> int:
        """Where the cursor stands in the view, from 1; 0 without a row."""
        return self._window.place

    @property
    def on_screen(self) -> tuple[Card, ...]:
        """The rows one sees."""
        return tuple(self._window.rows[n] for n in self._window.seen)

    def neighbour(self, by: int) -> Card | None:
        """The row so many below the cursor (above when negative)."""
        n = self._window.index + by
        return self._window.rows[n] if 0 <= n < len(self._window.rows) else None

    # Moving

    def on_key(self, event: events.Key) -> None:
        """Moves at once where the key is one of `moves`; verbs go straight to whoever does them."""
        self.touched()
        if (how := self.moves.get(event.key)) is None or self.waits():
            self.take(event)
        else:
            event.prevent_default().stop()
            self.action_move(how)

    def action_move(self, how: str) -> None:
        """Moves the cursor as a verb of `commands` says."""
        window = self._window
        if how in ("top", "bottom") and (window.more_before if how == "top" else window.more_after):
            self.far(how == "bottom")
            return
        page, end = window.fits, len(window.rows)
        self.move_to(window.index + {
            "down": 1, "up": -1, "half_down": page // 2, "half_up": -(page // 2),
            "page_down": page, "page_up": -page, "top": -end, "bottom": end,
        }[how])  # fmt: skip

    def move_to(self, index: int) -> None:
        """Puts the cursor on a loaded row; the page jumps when the cursor would leave it."""
        was = self._window.index
        jumped = self._window.go(index)
        if self._window.index == was:
            self._look_ahead()
            return
        if jumped:
            self._repaint()
        else:
            for n in (was, self._window.index):
                self._gutter.refresh(Region(0, self._painter.line(n), 1, 1))
        self._moved()

    def go(self, cid: int) -> bool:
        """Puts the cursor on a conversation; False when it isn't loaded."""
        found = self._window.find(cid)
        if found is not None:
            self.move_to(found)
        return found is not None

    def _moved(self) -> None:
        self.beside(self.card)
        self.post_message(self.Moved(self.card))
        self._look_ahead()

    def _look_ahead(self) -> None:
        for before in self._window.wanted:
            self.post_message(self.Wanted(before))

    # Marks

    def toggle_mark(self) -> None:
        """Marks the row under the cursor, or takes the mark off, and goes one down."""
        if self.card is not None:
            self.marks.symmetric_difference_update({self.card.id})
            self._gutter.refresh()
            self.move_to(self._window.index + 1)

    def mark_to_here(self) -> None:
        """Marks from the nearest marked row above to the cursor."""
        cards, here = self._window.rows, self._window.index
        start = next((n for n in range(here, -1, -1) if n < len(cards) and cards[n].id in self.marks), here)
        self.mark(card.id for card in cards[start : here + 1])

    def mark(self, ids: Iterable[int]) -> None:
        """Marks these."""
        self.marks.update(ids)
        self._gutter.refresh()

    def clear_marks(self) -> None:
        """Takes every mark off."""
        if self.marks:
            self.marks.clear()
            self._gutter.refresh()

    # Drawing

    def on_resize(self, event: events.Resize) -> None:
        """Chooses between one and two lines a row."""
        was = self._painter.height
        narrow = event.size.width < rows.NARROW and self.app.size.height >= rows.TALL
        self._painter.height = 2 if narrow else 1
        moved = self._window.fit(max(1, event.size.height // self._painter.height))
        if was != self._painter.height:
            self._painter.forget()
            # What was painted before has rows of another height; nothing of it may be compared with.
            for column in (self._gutter, self._words, self._ages):
                column.refresh(layout=True)
        elif moved:
            self._repaint()
        self._look_ahead()

    def _repaint(self, first: int = 0) -> None:
        """All rows in sight from a loaded one on, in one frame; those above it stand where they stood."""
        y, (width, height) = self._painter.forget(first), self._words.size
        if not y or y < height:
            self._words.refresh(*[Region(0, y, width, height - y)] if y else ())
        for column in (self._gutter, self._ages):
            column.refresh()
            column.compare()

    def _say(self, n: int) -> None:
        """Repaints the cells of one row that differ from what stands there."""
        change = self._painter.change(n)
        if change is None:
            return
        y, height = self._painter.line(n), self._painter.height
        if change.words:
            self._words.refresh(Region(0, y, self._words.size.width, height))
        elif change.head:
            self._words.refresh(Region(0, y, rows.LEFT, 1))
        if change.age:
            self._ages.refresh(Region(0, y, rows.AGE + 1, 1))
