"""Decides what is remembered of a feed, and what that says of an entry that changed or is not there any more."""

from collections.abc import Iterable, Sequence

import msgspec

from socialtui.domain.cursor import Cursored
from socialtui.networks.rss.entries import Entry, Feed, digest, mention_id, target_key, unwrapped

REMEMBERED = 400
HELD = 100
"""Entries whose words are known again, the newest of a feed."""
ENOUGH = 5
"""Entries a feed must hold before its silence about one says anything."""


class Held(msgspec.Struct):
    """An entry as the feed held it."""

    key: str
    remote_id: str
    mark: str
    said_at: int
    missing: bool = False
    """It wasn't there once: once more, and it is gone."""


class Cursor(msgspec.Struct, Cursored):
    """What is known of a feed. `seen` are digests, the oldest first."""

    etag: str = ""
    modified: str = ""
    seen: list[str] = []
    newest: int = 0
    held: list[Held] = []
    """Newest first."""
    home: str = ""
    """Where the feed has moved to for good."""


def keys_of(entry: Entry, feed: Feed) -> set[str]:
    """What makes an entry the same; for alerts the page it leads to as well."""
    keys = {digest(entry.remote_id)}
    if feed.form == "alerts" and entry.link:
        keys.add(digest(target_key(unwrapped(entry.link))))
    return keys


def remember(seen: list[str], entries: Iterable[Entry], feed: Feed) -> list[str]:
    """The keys to know again: those that the feed still holds last, so that none of them is forgotten."""
    known = dict.fromkeys([*seen, *(key for entry in entries for key in sorted(keys_of(entry, feed)))])
    held = {key for entry in feed.entries for key in keys_of(entry, feed)} & known.keys()
    left = [key for key in known if key not in held]
    return [*left[-REMEMBERED:], *(key for key in known if key in held)]


def mark_of(entry: Entry) -> str:
    """The same for as long as an entry says the same, by its own date of change where it has one."""
    return digest(str(entry.updated_at) if entry.updated_at else entry.title + entry.body)


def edited(feed: Feed, at: Cursor) -> list[Entry]:
    """Known entries that say something else now, oldest first.

    Never of an alert: each of its entries on one page cuts other words out of that page.
    """
    if feed.form == "alerts":
        return []
    marks = {one.key: one.mark for one in at.held}
    found: dict[str, Entry] = {}
    for entry in feed.entries:
        key = digest(entry.remote_id)
        if key in marks and marks[key] != mark_of(entry):
            found.setdefault(key, entry)
    return list(found.values())[::-1]


def gone(feed: Feed, at: Cursor) -> tuple[tuple[str, ...], list[Held]]:
    """Ids of what was taken out of a feed, and what is held of it from now on.

    What stood between entries that still stand there, in a feed in the order of time, and is missing twice. The
    oldest ones only fall out at the end; of alerts nothing is said, since the page may stand all the same.
    """
    there: dict[str, Entry] = {}
    for entry in feed.entries[:HELD]:
        there.setdefault(digest(entry.remote_id), entry)
    held = [Held(key, mention_id(entry, feed), mark_of(entry), entry.said_at) for key, entry in there.items()]
    if feed.form == "alerts" or len(feed.entries) < ENOUGH or not _in_order(feed.entries):
        return (), held
    oldest = min((one.said_at for one in at.held if one.key in there), default=0)
    if not oldest:
        return (), held
    removed = []
    for one in at.held:
        if one.key in there or one.said_at <= oldest:
            continue
        if one.missing:
            removed.append(one.remote_id)
        else:
            held.append(msgspec.structs.replace(one, missing=True))
    return tuple(removed), held


def _in_order(entries: Sequence[Entry]) -> bool:
    """Whether a feed is newest first by its own dates, all of them told."""
    times = [entry.said_at for entry in entries]
    return all(times) and times == sorted(times, reverse=True)
