"""Decides which conversations that we only listen to are worth joining today: a few that many people are in.

What is hot is told by people, never by reach: how many different ones speak in a thread, of a hashtag or of a page,
within a day. What everybody who is listened to shares tells nothing, what complains is answered and not joined, and
where we spoke already there is nothing to join. None is a full answer.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.mention import Kind

SPAN = 86_400
"""Seconds that are looked back at."""
MOST = 5
"""Conversations that are picked at most: one of them is to be joined."""
LEAST = 3
"""People from whom on something is talked about."""
_HALF_LIFE = 6 * 3600
"""Seconds after which a talk is half as hot."""
_COMMON, _FEW = 0.5, 10
"""What more than this share of so many people speak of is what is listened for, not what is hot."""
_HELPS = {Kind.QUESTION: 1.5, Kind.LEAD: 1.5, Kind.PRAISE: 1.0, Kind.CHATTER: 1.0}
"""How much a word of ours would help; what isn't named here is not joined."""

_TAG = re.compile(r"(?<![\w&])#(\w{2,40})")
_PAGE = re.compile(r"https?://([^\s<>\"?#]+)")


class Heard(Struct, frozen=True):
    """One thing that somebody said where we listen. `at` is in UTC seconds."""

    row: int
    """The conversation's row."""
    account_id: int
    thread: str
    person_id: int
    kind: Kind
    at: int
    text: str
    free: bool = True
    """The conversation is open, and nobody of us spoke in it."""


def topics(one: Heard) -> frozenset[str]:
    """What it belongs to: its thread, and the hashtags and pages in it."""
    tags = (f"#{tag.casefold()}" for tag in _TAG.findall(one.text))
    pages = (page.casefold().rstrip("/.,)") for page in _PAGE.findall(one.text))
    return frozenset((f"{one.account_id} {one.thread}", *tags, *pages))


def pick(heard: Iterable[Heard], now: int) -> tuple[int, ...]:
    """Rows worth joining, the hottest first, each of another talk; none where nothing is hot."""
    told = [(one, topics(one)) for one in heard if now - SPAN <= one.at]
    people: dict[str, set[int]] = defaultdict(set)
    for one, about in told:
        for topic in about:
            people[topic].add(one.person_id)
    everybody = len({one.person_id for one, _ in told})
    common = everybody * _COMMON if everybody >= _FEW else everybody
    hot = {topic: len(who) for topic, who in people.items() if LEAST <= len(who) <= common}
    found: dict[int, tuple[float, int, str]] = {}
    for one, about in told:
        if (
            not one.free
            or one.kind not in _HELPS
            or not (there := [topic for topic in about if topic in hot])
        ):
            continue
        best = max(there, key=lambda topic: (hot[topic], topic))
        heat = hot[best] * _HELPS[one.kind] * 0.5 ** (max(0, now - one.at) / _HALF_LIFE)
        found[one.row] = max(found.get(one.row, (0.0, 0, "")), (heat, one.at, best))
    picked: dict[str, int] = {}
    for row, (_, _, topic) in sorted(found.items(), key=lambda pair: (pair[1], -pair[0]), reverse=True):
        picked.setdefault(topic, row)
    return tuple(picked.values())[:MOST]
