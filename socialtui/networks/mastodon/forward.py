"""Decides how to read on from where a source was left without a hole, whatever a server makes of `min_id`."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from msgspec import Struct

from socialtui.domain.errors import Garbled
from socialtui.domain.network import Gap
from socialtui.http_client import Answer
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.pages import Place

Item = TypeVar("Item", wire.Notification, wire.Status)
Fetch = Callable[..., Awaitable[tuple[list[Item], Answer]]]
"""Asks for a page with `min_id` or `max_id`."""

FULL = 15
"""Items from which a page may be only the newest of what has come; no server shows fewer on a page."""
BACK = 20
"""Pages read back at most."""
SLACK = 600
"""Seconds that what is told later may be older by its own time."""
CUT = "More was said than the server shows at once."


class Stretch(Struct, Generic[Item]):
    """What came after a place, newest first."""

    items: list[Item]
    after: str
    """The id to go on from."""
    more: bool
    """Whether asking on from there at once may bring more."""
    gap: Gap | None = None


def when(item: wire.Notification | wire.Status) -> int:
    """UTC seconds of an item; 0 where it doesn't tell."""
    try:
        return wire.seconds(item.created_at)
    except Garbled:
        return 0


def newest_first(items: list[Item]) -> list[Item]:
    """A page as Mastodon sends it; some servers turn it round where they read on from an id.

    Times alone don't show it, for a server may give the time of something else, and ids alone mean nothing:
    it is taken for turned round where both grow.
    """
    if len(items) < 2:
        return items
    first, last = items[0], items[-1]
    grown = (len(str(first.id)), str(first.id)) < (len(str(last.id)), str(last.id))
    return items[::-1] if grown and 0 < when(first) < when(last) else items


def older_than(page: list[Item], answer: Answer) -> str:
    """The id to go back from: what the server itself names; empty on the last page."""
    link = answer.headers.get("link", "")
    if link:
        return wire.linked(link, "next", "max_id")
    return str(page[-1].id) if page else ""


class Forward:
    """Reads on, for the sources of one account."""

    def __init__(self) -> None:
        self._trusted: set[str] = set()
        """Sources on which the page after an id was seen to begin right after it."""

    async def read(self, source: str, place: Place, fetch: Fetch[Item]) -> Stretch[Item]:
        """The page after a place. Where a server shows the newest page instead, what lies between is read too."""
        shown, answer = await fetch(min_id=place.after)
        page = newest_first(shown)
        fresh: list[Item] = _before(page, place.after)
        if not fresh:
            return Stretch([], place.after, False)
        newest = str(fresh[0].id)
        if len(fresh) < len(page):
            return Stretch(fresh, newest, False)
        if len(page) >= FULL and source not in self._trusted:
            found = await self._between(place, fetch, fresh[-1])
            between: list[Item] = found[0]
            whole = found[1]
            if between or not whole:
                cut = not whole and place.at
                gap = Gap(place.at, when((between or fresh)[-1]), CUT) if cut else None
                return Stretch(fresh + between, newest, False, gap)
            self._trusted.add(source)
        # A short page says nothing; one without a link back is the last.
        link = answer.headers.get("link", "")
        after = wire.linked(link, "prev", "min_id") or newest
        return Stretch(fresh, after, after != place.after and wire.has_link(link, "prev"))

    async def _between(self, place: Place, fetch: Fetch[Item], oldest: Item) -> tuple[list[Item], bool]:
        """What lies between a place and the oldest of a page, and whether the place was reached."""
        found: list[Item] = []
        max_id = str(oldest.id)
        for _ in range(BACK):
            shown, answer = await fetch(max_id=max_id)
            page = newest_first(shown)
            fresh = [item for item in _before(page, place.after) if not 0 < when(item) < place.at - SLACK]
            found += fresh
            older = older_than(page, answer)
            if len(fresh) < len(page) or not older or older == max_id:
                return found, True
            max_id = older
        return found, False


def _before(page: list[Item], name: str) -> list[Item]:
    """The items that stand before that one; all of them where it isn't there."""
    names = [str(item.id) for item in page]
    return page[: names.index(name)] if name in names else page
