"""How verbs act on rows: on those that stood there when they were asked for, whatever others do meanwhile."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext

from socialtui.desk.room import Done
from socialtui.domain.conversation import Card, State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.text import clean, sentence
from socialtui.ui.screens.following import Following
from socialtui.ui.screens.listing import Listing, departed
from socialtui.ui.screens.parts import Parts, Rows

Act = Callable[[list[int]], Awaitable[Done]]
Verb = Callable[[], Awaitable[None]]

BACK = " · u takes it back"

_BECAME = {
    State.OPEN: "was opened again", State.SNOOZED: "was snoozed", State.ANSWERED: "was answered",
    State.DONE: "was closed", State.SPAM: "went to spam", State.MERGED: "was joined to another row",
}  # fmt: skip


class Acting:
    """A question takes its time. The rows are taken before it; those that left the list while it stood are named."""

    def __init__(self, parts: Parts, listing: Listing, following: Following) -> None:
        self._parts, self._listing, self._following = parts, listing, following
        self._last: Verb | None = None

    def verb(self, act: Act, leaving: State | None = None) -> Verb:
        """A verb that asks nothing; `.` does it again to whatever is chosen then."""

        async def run() -> None:
            await self.on(self._parts.chosen(), act, leaving, asked=False)

        return run

    async def repeat(self) -> None:
        """The last verb again."""
        if self._last is None:
            self._parts.say("Nothing to repeat yet.")
        else:
            await self._last()

    async def on(self, rows: Rows, act: Act, leaving: State | None = None, *, asked: bool = True) -> None:
        """Acts, and keeps the act for `.`. What left the list while it was asked is left alone.

        With a state that all get, the next row is there while that is written.
        """
        self._last = self.verb(act, leaving)
        if asked:
            await self.once(rows, act, leaving)
        else:
            await self._do(rows.ids, act, leaving)

    async def once(self, rows: Rows, act: Act, leaving: State | None = None, more: str = BACK) -> None:
        """The same, and `.` doesn't do it again."""
        gone = await self._gone(rows)
        standing = [cid for cid in rows.ids if cid not in gone]
        if not standing:
            raise DeskRefusal(f"{_words_of(rows, gone)}: nothing was changed.", "g u shows who did what.")
        await self._do(standing, act, leaving, _words_of(rows, gone), more)

    async def words(self, rows: Rows, act: Act) -> bool:
        """Acts with what somebody wrote, which reaches its rows wherever they have gone; whether all still stand."""
        gone, joining = await self._gone(rows), self._parts.desk.joining
        ids = [await joining.whole_of(cid) if gone.get(cid) is State.MERGED else cid for cid in rows.ids]
        await self._do(list(dict.fromkeys(ids)), act, None, _words_of(rows, gone))
        return not gone

    async def _do(
        self, ids: list[int], act: Act, leaving: State | None, left: str = "", more: str = BACK
    ) -> None:
        self._parts.took()
        with away(self._parts, self._listing, ids, leaving) if leaving is not None else nullcontext():
            done = await act(ids)
        await self.tell(done, ids, left, more)

    async def tell(self, done: Done, ids: list[int], left: str = "", more: str = BACK) -> None:
        """Says what was done, and which rows it left out, once the list shows it."""
        self._parts.queue.clear_marks()
        self._following.forget({*done.ids, *ids})
        await self._listing.after(list(done.ids) or ids)
        self._parts.say(sentence(done.words) + (f"; {left}" if left else "") + more)
        self._parts.hurry()

    async def _gone(self, rows: Rows) -> dict[int, State | None]:
        """Those that aren't in the list any more, and what they are now; None for what is not here at all."""
        fresh = await self._parts.desk.queue.cards(rows.ids)
        left = departed({card.id: card for card in rows.cards}, fresh, self._listing.shown.query.states)
        return {cid: fresh[cid].state if cid in fresh else None for cid in left}


def _words_of(rows: Rows, gone: dict[int, State | None]) -> str:
    """Maria Haas was closed meanwhile; empty where all stand where they stood."""
    if len(gone) > 1:
        return f"{len(gone)} rows left the list meanwhile"
    return "".join(
        f"{_name(card)} {_became(gone[card.id])} meanwhile" for card in rows.cards if card.id in gone
    )


def _name(card: Card) -> str:
    return clean(card.who, newlines=False)


def _became(state: State | None) -> str:
    return "was taken away" if state is None else _BECAME[state]


@contextmanager
def away(parts: Parts, listing: Listing, ids: list[int], state: State) -> Iterator[None]:
    """Takes rows out while it is written that they get this state; where that fails, they stand where they stood."""
    queue, turn, at = parts.queue, listing.turn, parts.card.id if parts.card else None
    rows = [card for card in queue.cards if card.id in ids] if state not in listing.shown.query.states else []
    marked = set(queue.marks)
    if rows:
        listing.take({card.id: card for card in rows}, {})
        listing.draw_title()
        parts.hurry()
    listing.leaving += 1
    try:
        yield
    except BaseException:
        if rows and turn == listing.turn:
            listing.put_back(rows, at)
            queue.mark(marked)
        raise
    finally:
        listing.leaving -= 1
