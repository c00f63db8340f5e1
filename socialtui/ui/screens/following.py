"""What stands beside the list: the row under the cursor in three lines, or its whole conversation."""

from collections.abc import Callable, Iterable

from rich.segment import Segment

from socialtui.domain.conversation import Card, Thread
from socialtui.domain.errors import DeskRefusal
from socialtui.ui import telling
from socialtui.ui.screens.parts import Parts
from socialtui.ui.widgets.lines import Line, cut

REMEMBERED = 64
"""Conversations kept in memory, so that going back and forth reads nothing again."""


class Following:
    """Reads the conversation under the cursor, and the next one before it is needed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._threads: dict[int, Thread] = {}
        self._feet: dict[int, str] = {}
        self.calm = False
        """What they said is shown without shouting and insults too."""
        self._shown: int | None = None
        self.in_full = False
        self.place: Callable[[], str] = str
        """1 of 11, for the preview's right edge."""
        self._told: tuple[object, ...] = ()
        """What stands beside the list, and how it is shown: the same is not told twice."""

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """These have changed, and what was read with them of the same people; without ids, everything has."""
        if ids is None:
            self._threads.clear()
            self._feet.clear()
            return
        there = [self._threads[cid] for cid in ids if cid in self._threads]
        people = {thread.person.id for thread in there if thread.person is not None}
        for thread in list(self._threads.values()):
            if thread in there or (thread.person is not None and thread.person.id in people):
                del self._threads[thread.card.id]
                self._feet.pop(thread.card.id, None)

    def again(self) -> None:
        """Something else stood there meanwhile: what is shown next is told even if it is the same."""
        self._told = ()

    def uncover(self, follow: Callable[[Card | None], object]) -> None:
        """What stood whole in the preview was read: the row stands there again."""
        if self._parts.covered is not None:
            self._parts.covered = None
            self.again()
            follow(self._parts.card)

    def follow_now(self, card: Card | None, wide: bool, small: bool) -> bool:
        """Shows a row's conversation if it has been read already, in the very frame in which the cursor moves."""
        thread = self._threads.get(card.id) if card is not None else None
        if card is not None and thread is None:
            return False
        parts = self._parts
        beside = (wide, small, parts.cadence is None, parts.history.display)
        told = (thread, self.in_full, self.calm, self.place(), parts.now() // 60, *beside)
        if told == self._told:
            return True
        self._told = told
        if thread is None:
            self._shown = parts.thread.foot = None
            for pane in (parts.preview, parts.thread, parts.history):
                pane.show([])
            if small:
                self._empty()
            return True
        if wide:
            self.tell(thread)
            self._parts.thread.compare()
        if small:
            self._preview(thread)
            self._parts.preview.compare()
        return True

    async def follow(self, card: Card | None, wide: bool, small: bool) -> None:
        """Shows a row's conversation where there is room: in the preview when small, whole when wide."""
        if card is None or not (wide or small):
            self.follow_now(None, wide, small)
            return
        known = card.id in self._threads
        await self.thread(card.id)
        if self._parts.card is None or self._parts.card.id != card.id:
            return
        if not self.follow_now(card, wide, small):
            self.follow_now(None, wide, small)
        if not known:
            self._parts.hurry()
        for neighbour in (self._parts.queue.neighbour(1), self._parts.queue.neighbour(-1)):
            if neighbour is not None:
                await self.thread(neighbour.id)

    async def thread(self, cid: int) -> Thread | None:
        """One conversation; None when it is gone."""
        if cid not in self._threads:
            try:
                thread = await self._parts.desk.queue.thread(cid)
            except DeskRefusal:
                return None
            while len(self._threads) >= REMEMBERED:
                del self._threads[next(iter(self._threads))]
            self._threads[cid] = thread
        return self._threads[cid]

    def tell(self, thread: Thread) -> None:
        """Fills the reading pane."""
        parts, now, in_full, calm = self._parts, self._parts.now(), self.in_full, self.calm
        same, self._shown = self._shown == thread.card.id, thread.card.id
        history, person = parts.history, thread.person
        room = history.display

        def lines(width: int) -> list[Line]:
            return telling.whole(
                thread, now, parts.zone, width, parts.look, in_full, beside=not room, calm=calm
            )

        words = self._foot(thread)
        parts.thread.foot = Segment(parts.look.words(words), parts.look.ink.muted) if words else None
        parts.thread.dots = parts.look.glyphs.ellipsis
        parts.thread.tell(lines, same=same)
        if room and person is not None:
            from socialtui.ui import knowing

            history.show_fitted(lambda width: knowing.history(person, now, parts.zone, width, parts.look))

    def _foot(self, thread: Thread) -> str:
        """The coach's line; it is loaded once the first screen stands."""
        if self._parts.cadence is None:
            return ""
        if thread.card.id not in self._feet:
            from socialtui.ui.stepping import foot

            self._feet[thread.card.id] = foot(self._parts.desk.coach, thread)
        return self._feet[thread.card.id]

    def _empty(self) -> None:
        """Which list it is that holds nothing: there is no row beside whose name that stands."""
        parts, place = self._parts, self.place()
        if place and not parts.naming:
            parts.preview.show_fitted(
                lambda width: [[Segment(cut(place, width, parts.look.glyphs.ellipsis), parts.look.ink.muted)]]
            )

    def _preview(self, thread: Thread) -> None:
        parts, now, place = self._parts, self._parts.now(), self.place()
        if parts.naming or parts.covered == thread.card.id:
            return
        parts.covered = None
        parts.preview.show_fitted(
            lambda width: telling.preview(thread, now, width, place, parts.look, parts.zone)
        )
