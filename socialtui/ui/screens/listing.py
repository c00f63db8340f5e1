"""Which rows the inbox shows: the view, the filter, the windows, and what has come since."""

import asyncio
from collections.abc import Awaitable, Callable

from socialtui.desk.queue import CAP, LAST, QueueDesk, View
from socialtui.domain.conversation import LISTED, Card, State
from socialtui.domain.errors import SocialtuiError
from socialtui.domain.query import Query
from socialtui.ui.screens import heading
from socialtui.ui.screens.heading import Shown
from socialtui.ui.screens.parts import Parts
from socialtui.ui.window import SIZE


class Underway:
    """Knows whether something is being done, however often at once."""

    def __init__(self) -> None:
        self._times, self._none = 0, asyncio.Event()
        self._none.set()

    def __enter__(self) -> None:
        self._times += 1
        self._none.clear()

    def __exit__(self, *trouble: object) -> None:
        self._times -= 1
        if not self._times:
            self._none.set()

    async def over(self) -> None:
        """Waits until nothing of it is being done."""
        while self._times:  # another may have begun before this was told that the one before had ended
            await self._none.wait()


class Listing:
    """Fills the queue and keeps its rows true without moving them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._home = parts.desk.queue.views()[0]
        self.shown = self._of(self._home)
        self._before: Shown | None = None
        self.total: int | None = None
        self.counted: int | None = None  # where the total is not kept: counted, up to a limit
        self.arrived = 0
        self._mark = 0
        self._asking: set[bool] = set()
        self.turn = 0
        """How often the list was read anew."""
        self._underway = Underway()
        self.leaving = 0
        """Acts whose rows have left before that is written: until then the store counts those rows."""
        self.told: Callable[[], None] = lambda: None
        """Called when what stands beside the list is to follow it: its number of rows, its keys."""
        self.reading: Callable[[Card], Awaitable[None]]
        """Reads what is told beside the row that will have the cursor."""

    @staticmethod
    def _of(view: View) -> Shown:
        return Shown(view.id, view.words, view.query)

    # Loading

    async def again(self) -> None:
        """Reads the same list anew under the cursor, which goes where it is moved meanwhile."""
        await self.load(here.id if (here := self._parts.card) else None, stay=True)

    async def load(self, at: int | None = None, *, stay: bool = False) -> None:
        """Reads the list anew, with the cursor on `at` or, to `stay`, where it is by then, if that is still there."""
        with self._underway:
            await self._fill(at, stay)

    async def _fill(self, at: int | None, stay: bool) -> None:
        queue, query, parts = self._parts.desk.queue, self.shown.query, self._parts
        self.turn += 1
        turn = self.turn
        mark = await queue.newest()  # before the rows: what comes in between is told twice rather than never
        cards, start, full, more = await around(queue, query, at)
        total = await queue.total(query)
        if cards and turn == self.turn:
            await self.reading(next((card for card in cards if card.id == at), cards[0]))
        if turn != self.turn:
            return
        here = self._parts.card
        if stay and here is not None and here.id in {card.id for card in cards}:
            at = here.id
        self.arrived, self._mark = 0, mark
        self.total = total if total is not None or more or full else len(cards)
        self.counted = None
        parts.queue.show(cards, parts.now(), start=start, at=at, before=full, after=more)
        self._asking.clear()
        self.draw_title()
        self._count()
        if parts.listen(query.addressed is False or query.bands == (6, 6)):
            self.told()
        parts.hurry()

    def _count(self) -> None:
        """Counts a view's rows once they are seen; a filter that is being typed isn't counted."""
        if self.total is None and not self.shown.filter:
            work = self._counting(self.turn)
            self._parts.queue.run_worker(work, group="count", exclusive=True, exit_on_error=False)

    async def _counting(self, turn: int) -> None:
        try:
            counted = await self._parts.desk.queue.count(self.shown.query)
        except SocialtuiError:
            return  # the list itself has said so
        if turn == self.turn and counted != self.counted:
            self.counted = counted
            self.draw_title()
            self.told()
            self._parts.hurry()

    async def more(self, before: bool) -> None:
        """Puts the next window at one end; asked for well before it is needed."""
        cards = self._parts.queue.cards
        if before in self._asking or not cards:
            return
        self._asking.add(before)
        turn, queue = self.turn, self._parts.desk.queue
        try:
            if before:
                window = await queue.page(self.shown.query, before=cards[0].key, limit=SIZE)
            else:
                window = await queue.page(self.shown.query, after=cards[-1].key, limit=SIZE)
        finally:
            self._asking.discard(before)
        if turn == self.turn:
            self._parts.queue.add(window, before=before, more=len(window) == SIZE)

    async def far(self, bottom: bool) -> None:
        """Goes to the first or the last row, however far."""
        parts, queue, query, turn = self._parts, self._parts.desk.queue, self.shown.query, self.turn
        cards = await queue.page(query, before=LAST if bottom else None, limit=SIZE)
        full, start = len(cards) == SIZE, 0
        if bottom and full:
            start = self.total - SIZE if self.total is not None else await queue.position(query, cards[0].key)
        if turn == self.turn:
            at = cards[-1 if bottom else 0].id if cards else None
            more = {"before" if bottom else "after": full}
            parts.queue.show(cards, parts.now(), start=max(0, start), at=at, **more)

    async def renew(self) -> None:
        """Takes over what others wrote: rows change where they stand, those that are settled go."""
        parts, queue = self._parts, self._parts.desk.queue
        # News never pushes aside the list that somebody asked for: what is typed behind that is meant for its rows.
        await self._underway.over()
        turn, old = self.turn, {card.id: card for card in parts.queue.on_screen}
        fresh = await queue.cards(list(old))
        total = await queue.total(self.shown.query)
        arrived = await queue.arrived(self.shown.query, self._mark)
        if turn != self.turn:
            return
        if arrived and parts.queue.short:
            await self.again()
            return
        self.take(old, fresh)
        if total is not None and not self.leaving:
            self.total = total
        self.arrived = arrived
        self.draw_title()
        self._count()

    def take(self, old: dict[int, Card], fresh: dict[int, Card]) -> None:
        """Takes over what rows say now; those that are gone, or in a state that isn't shown, leave."""
        gone = departed(old, fresh, self.shown.query.states)
        if gone and self.total is not None:
            self.total -= len({card.id for card in self._parts.queue.cards}.intersection(gone))
        self._parts.queue.renew(fresh.values(), gone)

    def put_back(self, rows: list[Card], at: int | None) -> None:
        """Rows stand in the list again, the cursor on `at`, without one on the first of them."""
        if self.total is not None:
            self.total += len(rows)
        self._parts.queue.insert(rows, at)
        self.draw_title()

    async def after(self, ids: tuple[int, ...] | list[int]) -> None:
        """Shows what a verb did to these rows: they change, leave, or come back."""
        parts = self._parts
        old = {card.id: card for card in parts.queue.cards if card.id in ids}
        fresh = await parts.desk.queue.cards(list(ids))
        self.take(old, fresh)
        back = [
            card for cid, card in fresh.items() if cid not in old and card.state in self.shown.query.states
        ]
        if back:
            self.put_back(back, parts.card.id if parts.card and parts.card.id in fresh else None)
        else:
            self.draw_title()

    # Choosing a list

    def choose(self, id: str) -> None:
        """Names the list that is loaded next; the first view where there is none of that name."""
        shipped = {view.id: view for view in self._parts.desk.queue.views()}
        own = {} if id in shipped or not id else {view.id: view for view in self._parts.desk.views.all()}
        self.shown, self._before = self._of(shipped.get(id) or own.get(id) or self._home), None

    async def view_number(self, number: int) -> None:
        """Shows a view by its place, from 1."""
        views = self._parts.desk.views.all()
        if number <= len(views):
            await self._switch(self._of(views[number - 1]))
            self._name_faults()

    async def step(self, by: int) -> None:
        """The next view, or the one before."""
        views = self._parts.desk.views.all()
        ids = [view.id for view in views]
        here = ids.index(self.shown.id) if self.shown.id in ids else 0
        await self._switch(self._of(views[(here + by) % len(ids)]))
        self._name_faults()

    def _name_faults(self) -> None:
        if faults := self._parts.desk.views.faults():
            self._parts.say(faults[0], alarm=True)

    async def query(self, id: str, words: str, query: Query) -> None:
        """Shows a list that has no view of its own, such as a task's."""
        await self._switch(Shown(id, words, query))

    async def _switch(self, shown: Shown) -> None:
        self.shown, self._before = shown, None
        self._parts.queue.clear_marks()
        await self.load()

    def views(self) -> dict[str, str]:
        """Number → words, for the first nine."""
        return {str(number): view.words for number, view in enumerate(self._parts.desk.views.all()[:9], 1)}

    def view(self) -> View | None:
        """The view that is shown, without its filter; None for a list that is none."""
        return next((view for view in self._parts.desk.views.all() if view.id == self.shown.id), None)

    # Filtering

    async def filter(
        self, text: str, everywhere: bool = False, states: tuple[State, ...] = LISTED, more: str = ""
    ) -> str:
        """Narrows the list as somebody types; what is wrong with the words, if anything."""
        if self._before is None:
            self._before = self.shown
        base = Query(states=states) if everywhere else self._before.query
        try:
            query = self._parts.desk.queue.asked(text, base)
        except SocialtuiError as fault:
            return str(fault)
        words = "Everything" if everywhere else self._before.words
        found = Shown(self._before.id, words, query, text.strip(), more)
        self.shown = found if found.filter else self._before
        await self.load()
        return ""

    async def unfilter(self) -> bool:
        """Back to the list before the filter; False when there was none."""
        if self._before is None:
            return False
        self.shown, self._before = self._before, None
        await self.again()
        return True

    # Words

    @property
    def place(self) -> str:
        """1 of 11 · +3 new (R)"""
        at, home = self._parts.queue.place, self.shown.id == self._home.id
        return heading.place(self.shown, at, self._number, self.arrived, self._parts.look, home=home)

    @property
    def _number(self) -> str:
        """How many rows there are: 11, 999+; empty where that is not known."""
        found = self.total if self.total is not None else self.counted
        if found is None:
            return ""
        return "999+" if self.total is None and found >= CAP else str(found)

    def draw_title(self) -> None:
        """The heading over the list, where there is room for one; other keys act where the last row has gone."""
        self._parts.title.show([heading.title(self.shown, self._number, self.arrived, self._parts.look.ink)])
        if self._parts.emptied():
            self.told()


async def around(queue: QueueDesk, query: Query, at: int | None) -> tuple[list[Card], int, bool, bool]:
    """The rows around one, without it the first; the place of the first of them, and whether there are more."""
    before: list[Card] = []
    if at is not None and (card := await queue.card(at)) is not None:
        before = await queue.page(query, before=card.key, limit=SIZE)
    after = await queue.page(query, after=before[-1].key if before else None, limit=SIZE)
    full = len(before) == SIZE
    start = await queue.position(query, before[0].key) if full else 0
    return [*before, *after], start, full, len(after) == SIZE


def departed(old: dict[int, Card], fresh: dict[int, Card], shown: tuple[State, ...]) -> list[int]:
    """The rows that are no longer there, or whose new state the list doesn't show."""

    def left(card: Card) -> bool:
        now = fresh.get(card.id)
        return now is None or (now.state is not card.state and now.state not in shown)

    return [card.id for card in old.values() if left(card)]
