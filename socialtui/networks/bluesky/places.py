"""Decides what of a newest-first listing is new: there is no “since”, so one reads on until what is known comes."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from socialtui.domain.cursor import Cursored
from socialtui.domain.mention import Mention
from socialtui.domain.network import Gap
from socialtui.networks.bluesky.wire import POST

REMEMBERED = 100
"""What a page holds: each pull reads the newest page anyway, and sees in it what was put in late or is gone."""
PARENTS = 60

_BETWEEN = f"/{POST}/"


class Place(Struct, Cursored, frozen=True):
    """Where a source was left; written as JSON into the cursor."""

    known: tuple[tuple[str, int], ...] = ()
    """What was handed over, shortened, with its time in UTC seconds; newest first."""
    floor: int = 0
    """UTC seconds; what is not newer was handed over long ago."""
    parents: tuple[str, ...] = ()
    """What was handed over only because something answers it, shortened."""
    read_again: int = 0
    """UTC seconds when what had vanished was last asked for by name."""

    @property
    def begun(self) -> bool:
        """Whether anything was handed over before."""
        return bool(self.known)

    def knows(self, mention: Mention) -> bool:
        """Whether this was handed over."""
        return mention.said_at <= self.floor or short(mention.remote_id) in dict(self.known)

    def changed(self, **changes: Any) -> "Place":
        """The same place with some of it changed."""
        return msgspec.structs.replace(self, **changes)

    def with_new(self, mentions: Iterable[Mention]) -> "Place":
        """The place after these, too, were handed over."""
        known = dict(self.known) | {short(one.remote_id): one.said_at for one in mentions}
        newest = sorted(known.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)
        floor = self.floor
        if len(newest) > REMEMBERED:
            floor = max(floor, newest[REMEMBERED][1])
        return self.changed(known=tuple(newest[:REMEMBERED]), floor=floor)

    def vanished(self, page: Sequence[Mention]) -> list[str]:
        """Remote ids of what stood among others that a page still holds, and is not on it any more."""
        if not page:
            return []
        there, oldest = {short(one.remote_id) for one in page}, min(one.said_at for one in page)
        return [long(name) for name, at in self.known if at > oldest and name not in there]


class Read(Struct):
    """What reading back brought."""

    fresh: list[Mention]
    first: list[Mention]
    """The newest page, known ones too."""
    gap: Gap | None = None


Ask = Callable[[str], Awaitable[tuple[list[Mention], str]]]
"""A server's cursor, empty at first → a page, newest first, and the cursor of the next one; empty for none."""


async def read_back(ask: Ask, place: Place, pages: int, enough: int) -> Read:
    """Page after page until something known comes; at the very first, until there is enough.

    What lies behind the last of `pages` is told as a gap, unless nothing was ever heard before.
    """
    read, cursor = Read([], []), ""
    for number in range(pages):
        page, following = await ask(cursor)
        if number == 0:
            read.first = page
        fresh = [mention for mention in page if not place.knows(mention)]
        read.fresh += fresh
        if not following or following == cursor or len(fresh) < len(page):
            return read
        if not place.begun and len(read.fresh) >= enough:
            return read
        cursor = following
    if place.begun and read.fresh:
        start = max(place.floor, max(at for _, at in place.known))
        end = min(mention.said_at for mention in read.fresh)
        if start < end:
            read.gap = Gap(start, end, "More was said than is handed out at once.")
    return read


def oldest_first(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each once, in the order in which they were said."""
    once = {mention.remote_id: mention for mention in mentions}
    return tuple(sorted(once.values(), key=lambda mention: (mention.said_at, mention.remote_id)))


def short(uri: str) -> str:
    """A post's at-uri without what all of them have: many are kept in a cursor."""
    return uri.removeprefix("at://").replace(_BETWEEN, " ", 1)


def long(name: str) -> str:
    """The at-uri that was shortened."""
    return "at://" + name.replace(" ", _BETWEEN, 1)
