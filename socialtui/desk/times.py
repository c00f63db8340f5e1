"""Reads the times that people type: 15:30, 2h, tomorrow, fri 9:00."""

import re
from datetime import datetime, timedelta, tzinfo

from socialtui.domain.deadlines import WorkingHours, zone_of
from socialtui.domain.errors import UsageFault

_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"(\d{1,4})\s*(m|min|h|d|w)")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WAS = "Write 14:05, 2h ago, yesterday 9:30 or 2026-11-20 9:30."
_FORMS = "Write 2h, 15:30, tomorrow, fri 9:00 or 2026-12-24 10:00."


def choices(now: int, hours: WorkingHours) -> dict[str, int]:
    """The snooze menu: h 1 hour, t tomorrow's opening, m Monday's opening (UTC seconds)."""
    here = datetime.fromtimestamp(now, zone_of(hours.zone))
    days_to_monday = 7 - here.weekday()
    return {
        "h": now + 3600,
        "t": _opening(here + timedelta(days=1), hours),
        "m": _opening(here + timedelta(days=days_to_monday), hours),
    }


def parse_time(text: str, now: int, hours: WorkingHours) -> int:
    """The moment (UTC seconds) a person means, always after `now`; raises `UsageFault` with the forms."""
    words = text.strip().lower()
    if (span := _SPAN.fullmatch(words)) and int(span[1]):
        return now + int(span[1]) * _UNITS[span[2]]
    zone = zone_of(hours.zone)
    here = datetime.fromtimestamp(now, zone)
    day, rest = _day(words, here)
    if day is None:
        day, rest = here, words
    if not rest:
        moment = _opening(day, hours)
    else:
        clock = _CLOCK.fullmatch(rest)
        if clock is None or not _valid(clock):
            raise UsageFault(f"“{text}” is no time.", _FORMS)
        moment = int(_at(day, _minutes(clock), zone).timestamp())
        if moment <= now and words == rest:
            moment = int(_at(day + timedelta(days=1), _minutes(clock), zone).timestamp())
    if moment <= now:
        raise UsageFault(f"“{text}” is over already.", _FORMS)
    return moment


def past_time(text: str, now: int, hours: WorkingHours) -> int:
    """The moment (UTC seconds) at which something was said; never after `now`. Raises `UsageFault` with the forms."""
    words = text.strip().lower().removesuffix(" ago").removeprefix("today ").strip()
    if span := _SPAN.fullmatch(words):
        return now - int(span[1]) * _UNITS[span[2]]
    zone = zone_of(hours.zone)
    here = datetime.fromtimestamp(now, zone)
    first, _, rest = words.partition(" ")
    try:
        if first == "yesterday":
            day, words = here - timedelta(days=1), rest or "12:00"
        elif found := _DATE.match(first):
            day, words = (
                here.replace(year=int(found[1]), month=int(found[2]), day=int(found[3])),
                rest or "12:00",
            )
            if "t" in first:
                return int(_known_zone(datetime.fromisoformat(text.strip()), zone).timestamp())
        else:
            day = here
    except ValueError as error:
        raise UsageFault(f"“{text}” is no date.", _WAS) from error
    clock = _CLOCK.fullmatch(words)
    if clock is None or not _valid(clock):
        raise UsageFault(f"“{text}” is no time.", _WAS)
    moment = int(_at(day, _minutes(clock), zone).timestamp())
    if moment > now and day == here:
        moment = int(_at(day - timedelta(days=1), _minutes(clock), zone).timestamp())
    if moment > now:
        raise UsageFault(f"“{text}” has not come yet.", _WAS)
    return moment


def _known_zone(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _day(words: str, here: datetime) -> tuple[datetime | None, str]:
    first, _, rest = words.partition(" ")
    if first in ("today", "tomorrow"):
        return here + timedelta(days=first == "tomorrow"), rest.strip()
    if len(first) > 2 and any(day.startswith(first) for day in _NAMES):
        ahead = (_DAYS.index(first[:3]) - here.weekday()) % 7 or 7
        return here + timedelta(days=ahead), rest.strip()
    if found := _DATE.fullmatch(first):
        try:
            return here.replace(year=int(found[1]), month=int(found[2]), day=int(found[3])), rest.strip()
        except ValueError as error:
            raise UsageFault(f"“{first}” is no date.", _FORMS) from error
    return None, ""


def _valid(clock: re.Match[str]) -> bool:
    hour, minute = int(clock[1]), int(clock[2] or 0)
    return (1 <= hour <= 12 if clock[3] else hour <= 23) and minute <= 59


def _minutes(clock: re.Match[str]) -> int:
    hour = int(clock[1])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3] == "pm" else 0)
    return hour * 60 + int(clock[2] or 0)


def _at(day: datetime, minutes: int, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone)


def _opening(day: datetime, hours: WorkingHours) -> int:
    """When work opens on a day; nine o'clock where it doesn't."""
    spans = hours.spans[day.weekday()] if hours.spans else ()
    minutes = spans[0][0] if spans else 9 * 60
    return int(_at(day, minutes, zone_of(hours.zone)).timestamp())
