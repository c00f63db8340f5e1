"""Decides which loaded rows one sees, where the cursor stands among them, and when more are wanted."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from socialtui.domain.conversation import Card

SIZE = 100
"""Rows asked for at a time."""
KEPT = 20 * SIZE
"""Rows kept around the cursor."""
AHEAD = SIZE
"""With fewer rows than this between the cursor and the end of what is loaded, more are wanted."""


class Window:
    """The loaded rows of a long list. The cursor stays on its row; nothing on the screen moves by itself."""

    def __init__(self) -> None:
        self.rows: list[Card] = []
        self.index = 0
        """Where the cursor stands among the loaded rows."""
        self.top = 0
        """The first row one sees."""
        self.fits = 1
        """How many rows one sees."""
        self.start = 0
        """Rows of the list before the first loaded one."""
        self.more_before = False
        self.more_after = False

    # What it holds

    def fill(self, cards: Sequence[Card], at: int | None, start: int, before: bool, after: bool) -> None:
        """Other rows from now on; the cursor on the one with the id `at`, without one on the first."""
        below_top, was_at_top = self.index - self.top, self.top == 0
        self.rows, self.start, self.more_before, self.more_after = list(cards), start, before, after
        found = 0 if at is None else self.find(at)
        self.index = found if found is not None else min(self.index, max(0, len(self.rows) - 1))
        # Whoever stood at the list's top stays there as long as that page has the cursor.
        from_top = was_at_top and not before and self.index < self.fits
        self.top = 0 if from_top else self.index - below_top
        self.keep_in_sight()

    def fit(self, rows: int) -> bool:
        """The page has so many rows from now on; False when it shows the same first one.

        A page that grows starts at the list's top again where that is within reach: a list is filled before it is
        measured, and a banner comes and goes.
        """
        was, grown = self.top, rows - self.fits
        self.fits = rows
        if self.top <= grown and self.index < rows and not self.more_before:
            self.top = 0
        self.keep_in_sight()
        return self.top != was

    @property
    def short(self) -> bool:
        """Whether the whole list is loaded and leaves lines of the page empty."""
        return len(self.rows) < self.fits and not (self.more_before or self.more_after)

    def add(self, cards: Sequence[Card], *, before: bool, more: bool) -> bool:
        """Puts rows at one end, lets go of those far from the cursor; True when that filled empty lines."""
        known = {card.id for card in self.rows}
        new = [card for card in cards if card.id not in known]
        was_short = len(self.rows) - self.top < self.fits
        if before:
            self.rows[:0] = new
            self._shift(len(new))
            self.start = max(0, self.start - len(new)) if more else 0
            self.more_before = more
        else:
            self.rows += new
            self.more_after = more
        surplus = len(self.rows) - KEPT
        if surplus > 0:
            self._let_go(surplus)
        return was_short and bool(new) and not before

    def _shift(self, by: int) -> None:
        self.index += by
        self.top += by

    def _let_go(self, surplus: int) -> None:
        if self.index > len(self.rows) // 2:
            del self.rows[:surplus]
            self._shift(-surplus)
            self.start += surplus
            self.more_before = True
        else:
            del self.rows[-surplus:]
            self.more_after = True

    def renew(self, fresh: Mapping[int, Card]) -> list[int]:
        """Takes over what rows say now; the places of those that changed."""
        changed = []
        for n, card in enumerate(self.rows):
            if fresh.get(card.id, card) != card:
                self.rows[n] = fresh[card.id]
                changed.append(n)
        return changed

    def drop(self, gone: AbstractSet[int]) -> int | None:
        """Takes rows out; a cursor on one of them goes to the row below.

        The place from which on one sees other rows than before; None when none of them was there.
        """
        first = next((n for n, card in enumerate(self.rows) if card.id in gone), None)
        if first is None:
            return None
        top = self.top
        above = sum(card.id in gone for card in self.rows[: self.index])
        self.rows = [card for card in self.rows if card.id not in gone]
        self.index = max(0, min(self.index - above, len(self.rows) - 1))
        self.top -= above
        self.keep_in_sight()
        return first if self.top == top else 0

    def put(self, cards: Iterable[Card], stay: int | None = None) -> int | None:
        """Puts rows where they belong, the cursor on `stay`, else on the first of them.

        The place from which on one sees other rows than before; None when all were there already.
        """
        first, top, places = None, self.top, list[int]()
        for card in cards:
            if self.find(card.id) is not None:
                continue
            places.append(bisect_left(self.rows, card.key, key=lambda known: known.key))
            self.rows.insert(places[-1], card)
            first = first or card
        if first is None:
            return None
        self.index = self.find(first.id if stay is None else stay) or 0
        self.keep_in_sight()
        return min(places) if self.top == top else 0

    # What it shows

    @property
    def card(self) -> Card | None:
        """The row under the cursor."""
        return self.rows[self.index] if self.rows else None

    @property
    def place(self) -> int:
        """Where the cursor stands in the whole list, from 1; 0 without a row."""
        return self.start + self.index + 1 if self.rows else 0

    @property
    def seen(self) -> range:
        """The places of the rows one sees."""
        return range(self.top, min(self.top + self.fits, len(self.rows)))

    @property
    def wanted(self) -> list[bool]:
        """Which windows will be needed soon: True for the one before, False for the one after."""
        after = self.more_after and len(self.rows) - self.index < AHEAD
        before = self.more_before and self.index < AHEAD
        return [False] * after + [True] * before

    def find(self, cid: int | None) -> int | None:
        """The place of a conversation; None where it isn't loaded."""
        return next((n for n, card in enumerate(self.rows) if card.id == cid), None)

    def go(self, index: int) -> bool:
        """Puts the cursor on a row, or the nearest one there is; True when the page had to jump for it."""
        was, self.index = self.index, max(0, min(index, len(self.rows) - 1))
        if self.index in self.seen or not self.rows:
            return False
        # A jump shows three quarters of a page anew: row by row, each key would repaint the whole list.
        kept = self.fits // 4 if self.index > was else self.fits - 1 - self.fits // 4
        self.top = self.index - kept if abs(self.index - was) == 1 else self.top + self.index - was
        self.keep_in_sight()
        return True

    def keep_in_sight(self) -> bool:
        """Moves the page as little as it takes to see the cursor; False when it did not move."""
        was = self.top
        if self.index < self.top:
            self.top = self.index
        elif self.index >= self.top + self.fits:
            self.top = self.index - self.fits + 1
        self.top = max(0, min(self.top, len(self.rows) - self.fits))
        return self.top != was
