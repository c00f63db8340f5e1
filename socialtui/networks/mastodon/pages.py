"""Decides where a source was left, and so what to ask next."""

from collections.abc import Iterable
from typing import Any

import msgspec

from socialtui.domain.cursor import Cursored
from socialtui.networks.mastodon.wire import Status

REMEMBERED = 40
"""Statuses whose edits and deletion are looked for again: the newest page of a server that caps low."""


class Place(msgspec.Struct, Cursored, frozen=True):
    """Where a source was left; written as JSON into the cursor."""

    after: str = ""
    """Id of the newest thing handed over."""
    newest: tuple[tuple[str, str], ...] = ()
    """Status id and time of its last edit, newest first; for conversations their id and last word."""
    at: int = 0
    """UTC seconds of that; 0 where it is not known."""
    read_again: int = 0
    """UTC seconds when the newest page was last read for edits."""

    def moved(self, **changes: Any) -> "Place":
        """The same place with some of it changed."""
        return msgspec.structs.replace(self, **changes)


def marks(statuses: Iterable[Status]) -> tuple[tuple[str, str], ...]:
    """What is remembered of statuses, the first ones given."""
    known: dict[str, str] = {}
    for status in statuses:
        known.setdefault(str(status.id), status.edited_at or "")
    return tuple(known.items())[:REMEMBERED]


def joined(
    first: tuple[tuple[str, str], ...], then: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Both, each status once, as many as are remembered."""
    known = dict(first)
    for name, mark in then:
        known.setdefault(name, mark)
    return tuple(known.items())[:REMEMBERED]


def gone_from(known: tuple[tuple[str, str], ...], page: Iterable[Status]) -> tuple[str, ...]:
    """Status ids that stood among others which are still on the page, and are not there any more.

    What lies behind the last known one may only have been pushed off the page.
    """
    there = {str(status.id) for status in page}
    names = [name for name, _ in known]
    last = max((i for i, name in enumerate(names) if name in there), default=0)
    return tuple(name for name in names[:last] if name not in there)
