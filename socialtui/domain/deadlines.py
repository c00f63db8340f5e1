"""Decides when an answer is due, in the hours that a person works, and how time left is put in words."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from msgspec import Struct

from socialtui.domain.errors import ConfigFault
from socialtui.domain.mention import Kind

NEVER = 2**40
"""The due time of what is owed no answer; far past every real moment."""

DEFAULT_LIMITS: Mapping[Kind, int] = {
    Kind.COMPLAINT: 3600,
    Kind.QUESTION: 4 * 3600,
    Kind.LEAD: 4 * 3600,
    Kind.ERROR: 8 * 3600,
    Kind.PRAISE: 24 * 3600,
}
"""Working seconds until an answer is due, where the settings name nothing else."""

Span = tuple[int, int]
Week = tuple[tuple[Span, ...], ...]

_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_LAST_MOMENT = 2**32
_COUNTED = 400 * _DAY
"""Beyond this distance words count calendar days: nobody reads working hours there."""


class WorkingHours(Struct, frozen=True):
    """When somebody is there to answer. No spans at all means round the clock."""

    spans: Week = ()
    """Seven days, Monday first; each a tuple of (first minute, end minute) of the local day, end ≤ 1440."""
    holidays: frozenset[date] = frozenset()
    """Local days without work."""
    zone: str = "UTC"
    """A name of the time zone database, such as Europe/Berlin."""

    @property
    def round_the_clock(self) -> bool:
        """True when no hour is a working hour, and so every hour counts."""
        return not any(self.spans)


@lru_cache(maxsize=16)
def zone_of(name: str) -> tzinfo:
    """The time zone of that name; raises ConfigFault where this machine doesn't know it."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigFault(
            (f"zone: no such time zone: {name}",), "Write one such as Europe/Berlin, or UTC."
        ) from error


def local_day(moment: int, zone: str) -> date:
    """The day that a calendar on the wall of that zone shows. `moment` is in UTC seconds."""
    return datetime.fromtimestamp(moment, zone_of(zone)).date()


def midnight(day: date, zone: str) -> int:
    """When a day begins on the wall of that zone (UTC seconds)."""
    return int(datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)).timestamp())


def _edge(day: date, minute: int, zone: tzinfo, fold: int) -> int:
    """UTC seconds of a wall clock's minute; one that a change of clocks skips is the moment of the change."""
    naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001
    wall = naive.replace(tzinfo=zone, fold=fold)
    moment = int(wall.timestamp())
    if datetime.fromtimestamp(moment, zone).replace(tzinfo=None) == naive:
        return moment
    early, late = sorted((int(wall.replace(fold=0).timestamp()), int(wall.replace(fold=1).timestamp())))
    early, late = early - 1, late + 1
    before = datetime.fromtimestamp(early, zone).utcoffset()
    while late - early > 1:
        middle = (early + late) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late


class _Days:
    """The working spans of each local day in UTC seconds, kept once computed."""

    def __init__(self, hours: WorkingHours) -> None:
        self._hours = hours
        self._zone = zone_of(hours.zone)
        self._known: dict[int, tuple[Span, ...]] = {}

    def spans(self, ordinal: int) -> tuple[Span, ...]:
        """The spans of one local day, by the proleptic ordinal of its date."""
        known = self._known.get(ordinal)
        if known is None:
            known = self._known[ordinal] = self._computed(date.fromordinal(ordinal))
        return known

    def _computed(self, day: date) -> tuple[Span, ...]:
        weekday = day.weekday()
        if day in self._hours.holidays or weekday >= len(self._hours.spans):
            return ()
        # An hour that comes twice belongs to the span both times: the end is the second one.
        edges = (
            (_edge(day, start, self._zone, 0), _edge(day, end, self._zone, 1))
            for start, end in sorted(self._hours.spans[weekday])
        )
        return tuple((start, end) for start, end in edges if start < end)


@lru_cache(maxsize=16)
def _days(hours: WorkingHours) -> _Days:
    return _Days(hours)


def _after(start: int, seconds: int, hours: WorkingHours) -> int:
    """The moment at which that many working seconds have passed since `start`."""
    moment = min(max(start, 0), _LAST_MOMENT)
    ordinal = moment // _DAY + _EPOCH - 1
    spans_of = _days(hours).spans
    while True:
        for opens, closes in spans_of(ordinal):
            if closes <= moment:
                continue
            # Spans may overlap; no second counts twice.
            opens = max(opens, moment)
            if seconds <= closes - opens:
                return opens + seconds
            seconds -= closes - opens
            moment = closes
        ordinal += 1


def due_at(
    kind: Kind, first_unanswered_at: int, hours: WorkingHours, limits: Mapping[Kind, int] = DEFAULT_LIMITS
) -> int:
    """UTC seconds until which an answer is owed; NEVER for what is owed none.

    The clock starts at their first unanswered word, so writing again never postpones.
    """
    limit = limits.get(kind)
    if limit is None or kind is Kind.CHATTER or kind is Kind.SPAM:
        return NEVER
    return moment_after(first_unanswered_at, limit, hours)


def moment_after(start: int, seconds: int, hours: WorkingHours) -> int:
    """The moment, in UTC seconds, at which `seconds` of work have passed since `start`."""
    if hours.round_the_clock:
        return start + seconds
    # The calendar is only walked between 1970 and 2106; outside it every hour counts.
    return max(start + seconds, _after(start, seconds, hours))


def worked(start: int, end: int, hours: WorkingHours) -> int:
    """Working seconds between two moments; 0 when they are the wrong way round."""
    if end <= start or hours.round_the_clock:
        return max(0, end - start)
    if end - start > _COUNTED or start < 0 or end > _LAST_MOMENT:
        return end - start
    spans_of = _days(hours).spans
    total, moment = 0, start
    for ordinal in range(start // _DAY + _EPOCH - 1, end // _DAY + _EPOCH + 2):
        for opens, closes in spans_of(ordinal):
            first, last = max(opens, moment), min(closes, end)
            if first < last:
                total += last - first
                moment = last
    return total


Clock = tuple[WorkingHours, Mapping[Kind, int]]
"""When somebody answers, and how long an answer may take."""


def written_clock(clock: Clock, named_zone: str) -> str:
    """A clock in words, the same for the same clock; empty `named_zone` where the zone is only a terminal's own."""
    from msgspec.json import encode

    hours, limits = clock
    return encode((named_zone, hours.spans, sorted(hours.holidays), sorted(limits.items()))).decode()


def read_clock(words: str, zone: str) -> Clock:
    """The clock that was written down, in `zone` where it names none; ValueError for other words."""
    from msgspec import ValidationError
    from msgspec.json import decode

    try:
        named, week, holidays, limits = decode(
            words, type=tuple[str, Week, tuple[date, ...], tuple[tuple[Kind, int], ...]]
        )
    except ValidationError as error:
        raise ValueError(str(error)) from error
    return WorkingHours(week, frozenset(holidays), named or zone), dict(limits)
