"""Decides when an hour is unusual: many more complaints than this time of the week has brought lately."""

from collections.abc import Mapping
from math import sqrt

from msgspec import Struct

PIECE = 600
"""Seconds that are counted together."""
HOUR = 3600
BACK = 28 * 86_400
"""How far back the usual is taken from."""

LEAST = 6
"""Fewer complaints in an hour are never unusual."""
_KNOWN = 2 * 86_400
"""Seconds that must have been listened to before anything is usual."""
_DAY = 86_400
_FAR = 4.0
"""How many times the usual spread an hour must lie above the usual."""


class Unusual(Struct, frozen=True):
    """An hour with many more complaints than usual."""

    count: int
    usual: int
    """In an hour like this one, rounded."""

    @property
    def words(self) -> str:
        """38 complaints in 1 h, usually 2"""
        return f"{self.count} complaints in 1 h, usually {self.usual}"


def piece_of(moment: int) -> int:
    """The piece of a moment (UTC seconds)."""
    return moment // PIECE


def last_hour(pieces: Mapping[int, int], now: int) -> int:
    """How many came in the last hour, whole pieces and the one that runs."""
    here = piece_of(now)
    return sum(pieces.get(piece, 0) for piece in range(here - HOUR // PIECE + 1, here + 1))


def unusual_hour(pieces: Mapping[int, int], now: int, since: int) -> Unusual | None:
    """The last hour, where it is unusual. `pieces` counts complaints by piece; `since` is when counting began.

    Usual is what the same time of day brought on the days before, an hour either way, leaned against the
    mean of all hours where there are few days. An hour that was unusual itself counts no more than the limit
    that it crossed, so that one bad day doesn't hide the next.
    """
    count = last_hour(pieces, now)
    start = max(since, now - BACK)
    known = now - HOUR - start
    if count < LEAST or known < _KNOWN:
        return None
    usual = _usual(pieces, now, start)
    if count <= usual + _FAR * sqrt(usual + 1):
        return None
    return Unusual(count, round(usual))


def _usual(pieces: Mapping[int, int], now: int, start: int) -> float:
    """Complaints in an hour like this one."""
    hours = max(1.0, (now - HOUR - start) / HOUR)
    first, here = piece_of(start), piece_of(now) - HOUR // PIECE
    mean = _mean([pieces.get(piece, 0) for piece in range(first, here + 1)], hours)
    same: list[int] = []
    days = 0
    for day in range(1, BACK // _DAY + 1):
        middle = now - day * _DAY
        if middle - 2 * HOUR < start:
            break
        days += 1
        same += [
            pieces.get(piece, 0)
            for piece in range(piece_of(middle - 2 * HOUR) + 1, piece_of(middle + HOUR) + 1)
        ]
    if not days:
        return mean
    at_this_time = _mean(same, 3.0 * days)
    weight = days / (days + 3)
    return weight * at_this_time + (1 - weight) * mean


def _mean(counts: list[int], hours: float) -> float:
    """Per hour, with what is far out of the ordinary cut back to its edge."""
    plain = sum(counts) / hours
    per_piece = plain * PIECE / HOUR
    edge = per_piece + _FAR * sqrt(per_piece + 1)
    return sum(min(count, edge) for count in counts) / hours
