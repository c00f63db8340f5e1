"""Decides what somebody who comes back is told: what came and still waits, what was promised, missed and stuck."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from socialtui.domain.text import one_line

AWAY = 30 * 60
"""Seconds after which a person is told what came meanwhile."""

_HOUR, _DAY = 3600, 86_400
_NAMES = {"wordpress": "WordPress", "rss": "RSS", "demo": "the practice brand"}


class Missed(Struct, frozen=True):
    """A stretch that a network may have kept from us (UTC seconds)."""

    account: str
    network: str
    start: int
    end: int


class SinceYouLeft(Struct, frozen=True):
    """What came since a moment (UTC seconds)."""

    seen_at: int
    complaints: int
    questions: int
    thanks: int
    others: int
    first_due: int | None
    """When the first of the complaints is due (UTC seconds)."""
    promises: int
    """Promises of ours that fall due before the day is over."""
    gaps: tuple[Missed, ...]
    stuck: int
    """Answers of ours that need a person."""


def words(since: SinceYouLeft, now: int, zone: tzinfo, *, keys: bool = True) -> list[str]:
    """Two sentences; `keys` names where to look."""
    return [_came(since, now, zone), _standing(since, now, zone, keys)]


def _came(since: SinceYouLeft, now: int, zone: tzinfo) -> str:
    """Since 18:04 (15 h): 9 complaints, first due 10:00 · 22 questions · 31 thanks · 118 others"""
    head = f"Since {_left(since.seen_at, now, zone)} ({_stretch(now - since.seen_at)}):"
    if not (since.complaints or since.questions or since.thanks or since.others):
        return f"{head} nobody wrote who still waits"
    due = f", first due {_when(since.first_due, now, zone)}" if since.complaints and since.first_due else ""
    return (
        f"{head} {_many(since.complaints, 'complaint')}{due} · {_many(since.questions, 'question')}"
        f" · {since.thanks} thanks · {_many(since.others, 'other')}"
    )


def _standing(since: SinceYouLeft, now: int, zone: tzinfo, keys: bool) -> str:
    """2 promises due today · 1 gap on Mastodon 03:10–03:40 (g s) · nothing of yours is stuck"""
    parts = []
    if since.promises:
        parts.append(f"{_many(since.promises, 'promise')} due today")
    if since.gaps:
        parts.append(_gaps(since.gaps, now, zone) + (" (g s)" if keys else ""))
    if since.stuck:
        parts.append(f"{_many(since.stuck, 'answer')} of yours stuck" + (" (g o)" if keys else ""))
    else:
        parts.append("nothing of yours is stuck")
    return " · ".join(parts)


def _gaps(gaps: tuple[Missed, ...], now: int, zone: tzinfo) -> str:
    named = ", ".join(dict.fromkeys(_named(gap, gaps) for gap in gaps))
    if len(gaps) > 1:
        return f"{len(gaps)} gaps on {named}"
    return f"1 gap on {named} {_when(gaps[0].start, now, zone)}–{_clock(gaps[0].end, zone)}"


def _named(gap: Missed, gaps: Iterable[Missed]) -> str:
    """By its network; by the account where two of one network missed something."""
    if len({other.account for other in gaps if other.network == gap.network}) > 1:
        return one_line(gap.account)
    return _NAMES.get(gap.network, gap.network.capitalize())


def _left(moment: int, now: int, zone: tzinfo) -> str:
    at = _clock(moment, zone)
    return at if now - moment < _DAY else f"{datetime.fromtimestamp(moment, zone):%a} {at}"


def _stretch(seconds: int) -> str:
    """45 min, 15 h, 3 d."""
    if seconds < _HOUR:
        return f"{seconds // 60} min"
    return f"{seconds // _HOUR} h" if seconds < 2 * _DAY else f"{seconds // _DAY} d"


def _when(moment: int, now: int, zone: tzinfo) -> str:
    """10:00, tomorrow 10:00, Mon 10:00, or 24 Dec 10:00; what was on another day names it too."""
    there, here = datetime.fromtimestamp(moment, zone), datetime.fromtimestamp(now, zone)
    days = there.date() - here.date()
    at = _clock(moment, zone)
    if not days or (days == timedelta(days=-1) and now - moment < _DAY):
        return at
    if days == timedelta(days=1):
        return f"tomorrow {at}"
    return f"{there:%a} {at}" if abs(days) < timedelta(days=7) else f"{there.day} {there:%b} {at}"


def _clock(moment: int, zone: tzinfo) -> str:
    return f"{datetime.fromtimestamp(moment, zone):%H:%M}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
