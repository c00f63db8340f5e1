"""Decides which moment words of time mean: by Friday, within the hour, tomorrow morning, 5 pm UTC.

A day's words mean its end of work, a part of a day its end, and a range its later edge: the moment at which
nobody can say any more that it was kept. Words without an edge (soon, in a few days) mean none.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache

from msgspec import Struct

from socialtui.domain.date_words import (
    CLOCK,
    DAY,
    FIRST,
    JOINT,
    MONTHS,
    NOT_BEFORE,
    NUMBERS,
    OR,
    PART,
    PERIOD,
    PLACES,
    PREPOSITION,
    SPAN,
    SPAN_BEHIND,
    STARTS,
    WEEKDAY,
    WEEKDAYS,
)
from socialtui.domain.deadlines import WorkingHours, zone_of
from socialtui.domain.weeks import monday_of

_CLOSING = 18 * 60
"""When a day ends on which nobody works, or all do."""
_LAST_MINUTE = 24 * 60 - 1
_AWAKE = (7 * 60, 20 * 60)
"""Between these minutes a bare hour is meant."""
_FARTHEST = 400 * 86_400


class Moment(Struct, frozen=True):
    """A stretch of text that names a moment (UTC seconds)."""

    due_at: int
    start: int
    end: int
    firm: bool
    """Said as a deadline (by, before, within), rather than as a day."""


class _Here(Struct, frozen=True):
    """Where and when the words are said."""

    now: int
    hours: WorkingHours
    local: datetime

    def at(self, day: date, minute: int, zone: str = "") -> int:
        """UTC seconds of a wall clock's minute, of the person's own or of a named zone."""
        if minute == 24 * 60:
            day, minute = day + timedelta(days=1), 0
        there = zone_of(zone) if zone else self.local.tzinfo
        return int(
            datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=there).timestamp()
        )

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """When somebody works on that day."""
        weekly = self.hours.spans[day.weekday()] if len(self.hours.spans) > day.weekday() else ()
        return () if day in self.hours.holidays else weekly

    def works(self, day: date) -> bool:
        """Whether it is a working day; Monday to Friday where no hours are set."""
        if self.hours.round_the_clock:
            return day.weekday() < 5 and day not in self.hours.holidays
        return bool(self.spans(day))

    def closing(self, day: date) -> int:
        """The minute at which a day's work ends."""
        spans = self.spans(day)
        return max(end for _, end in spans) if spans else _CLOSING

    def opening(self, day: date) -> int:
        """The minute at which a day's work begins."""
        spans = self.spans(day)
        return min(start for start, _ in spans) if spans else 9 * 60

    def end_of(self, day: date) -> int | None:
        """The end of a day's work; of a day whose work is over, its last minute; None once that is over too."""
        return self.first_ahead(day, (self.closing(day), _LAST_MINUTE))

    def first_ahead(self, day: date, minutes: tuple[int, ...]) -> int | None:
        """The first of these minutes of a day that is still to come."""
        moments = (self.at(day, minute) for minute in minutes)
        return next((moment for moment in moments if moment > self.now), None)

    @property
    def today(self) -> date:
        """The day on the wall."""
        return self.local.date()


def moments(text: str, now: int, hours: WorkingHours) -> list[Moment]:
    """Every moment that a text names as one to come, in its order. `now` in UTC seconds."""
    text = text.replace("’", "'")
    here = _Here(now, hours, datetime.fromtimestamp(now, zone_of(hours.zone)))
    found: list[Moment] = []
    place = 0
    while start := STARTS.search(text, place):
        moment = _one(text, start.start(), here)
        if moment is None:
            place = start.start() + 1
            continue
        place = moment.end
        if moment.due_at:
            found.append(moment)
    return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _one(text: str, start: int, here: _Here) -> Moment | None:
    """The moment whose words begin exactly here; with `or`, the later of two. Due 0 for one that can't be meant."""
    moment = _alone(text, start, here)
    if moment is None:
        return None
    if (
        NOT_BEFORE.search(text[max(0, start - 14) : start])
        or text[moment.end : moment.end + 2].lower() == "'s"
    ):
        return Moment(0, start, moment.end, False)
    joined = OR.match(text, moment.end)
    other = _alone(text, joined.end(), here) if joined else None
    if other is not None and other.due_at > moment.due_at:
        moment = Moment(other.due_at, moment.start, other.end, moment.firm or other.firm)
    meant = here.now < moment.due_at <= here.now + _FARTHEST
    return moment if meant else Moment(0, start, moment.end, False)


def _alone(text: str, start: int, here: _Here) -> Moment | None:
    for pattern in (SPAN, SPAN_BEHIND):
        if found := _compiled(pattern).match(text, start):
            return Moment(_after(found, here) or 0, start, found.end(), True)
    preposition = PREPOSITION.match(text, start)
    said = preposition[0].strip().lower() if preposition else ""
    firm, bare = bool(preposition and preposition["by"]), not said
    # `this Friday` and `this afternoon` are read whole.
    place = preposition.end() if preposition and said != "this" else start
    whole = _compiled(rf"(?:the )?(?:very )?end of (?=(?:today|tomorrow|{WEEKDAY})\b)").match(text, place)
    parts, end = _parts(text, whole.end() if whole else place)
    if not parts or (bare and "clock" in parts and len(parts) == 1 and not parts["clock"]["named"]):
        return None
    if "period" in parts and bare and not _says_when(parts["period"]):
        return None
    return Moment(_moment(parts, said == "before", here) or 0, start, end, firm or "period" in parts)


def _says_when(period: re.Match[str]) -> bool:
    return bool(period["edge"] or period["short"] or period["whose"] in ("this", "next", "This", "Next"))


def _parts(text: str, place: int) -> tuple[dict[str, re.Match[str]], int]:
    """Day, time, part of day or period that stand side by side from here on, each once."""
    found: dict[str, re.Match[str]] = {}
    end = at = place
    while True:
        for name, pattern in (("first", FIRST), ("part", rf"(?:this )?{PART}"), ("day", DAY),
                              ("period", rf"(?:this )?{PERIOD}"), ("clock", CLOCK)):  # fmt: skip
            named = name == "day" and name in found and found[name]["weekday"]  # Tuesday, 29 September
            if (name in found and not named) or (name == "period" and found):
                continue
            match = _compiled(rf"(?:{pattern})(?![\w%€$£])").match(text, at)
            if match and match.end() > at:
                found[name], end = match, match.end()
                break
        else:
            return found, end
        joint = JOINT.match(text, end)
        at = joint.end() if joint else end


def _number(word: str | None) -> float:
    word = (word or "one").lower()
    return NUMBERS[word] if word in NUMBERS else float(word.replace(",", "."))


def _after(found: re.Match[str], here: _Here) -> int | None:
    """A stretch of time from now on."""
    many = 2.0 if found.groupdict().get("late") else _number(found["many"])
    unit = found["unit"].lower()
    if found["many"] is None and not re.search(r"the|next|coming", found[0], re.I):
        return None  # `in days`, `within hours`: no edge
    if unit.startswith("m") and not unit.startswith("mo"):
        return here.now + int(many * 60) if many > 1 else None  # `in a minute` is a way of speaking
    if unit.startswith("h"):
        return here.now + int(many * 3600)
    if found["work"] and unit.startswith("day"):
        return _working_days(int(many), here)
    whole = found["many"] is None or found["many"].lower() in ("the", "next")
    if unit.startswith("d"):
        return here.end_of(here.today) if whole else here.end_of(here.today + timedelta(days=round(many)))
    if unit.startswith("w"):
        return here.end_of(here.today + timedelta(days=round(7 * many)))
    return here.end_of(_months_on(here.today, round(many)))


def _working_days(many: int, here: _Here) -> int | None:
    day = here.today
    for _ in range(400):
        day += timedelta(days=1)
        many -= here.works(day)
        if many <= 0:
            return here.end_of(day)
    return None


def _months_on(day: date, many: int) -> date:
    month = day.month - 1 + many
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _moment(parts: dict[str, re.Match[str]], before: bool, here: _Here) -> int | None:
    if "period" in parts:
        return _period(parts["period"], parts.get("day"), here)
    day = _day(parts["day"], here) if "day" in parts else None
    if "day" in parts and day is None:
        return None
    due = _on(parts, day, before, here)
    if due is None and day is not None and parts["day"]["weekday"]:
        return _on(parts, day + timedelta(days=7), before, here)  # today, and over
    return due


def _on(parts: dict[str, re.Match[str]], day: date | None, before: bool, here: _Here) -> int | None:
    """The moment on a day, or on the next one that has it."""
    clock, part = parts.get("clock"), parts.get("part")
    if clock is not None:
        return _timed(clock, part, day, here)
    if "first" in parts:
        return _first_thing(parts["first"], day, here)
    night = "day" in parts and parts["day"][0].lower() == "tonight"
    if part is not None or night:
        return _part("night" if part is None else part["part"].lower(), day or here.today, here)
    if day is None:
        return None
    return here.first_ahead(day, (0,)) if before else here.end_of(day)


def _first_thing(words: re.Match[str], day: date | None, here: _Here) -> int | None:
    """The first hour of that day's work."""
    if day is None:
        if "morning" not in words[0].lower():
            return None
        day = here.today + timedelta(days=1)
    return here.first_ahead(day, (here.opening(day) + 60,))


def _part(part: str, day: date, here: _Here) -> int | None:
    """The end of a part of a day."""
    if part == "morning":
        return here.first_ahead(day, (12 * 60,))
    if part in ("evening", "night"):
        return here.first_ahead(day, (22 * 60, _LAST_MINUTE))
    closing = here.closing(day)
    if part != "afternoon":
        return here.first_ahead(day, (closing, _LAST_MINUTE))
    return here.first_ahead(day, (closing if 13 * 60 < closing < 19 * 60 else _CLOSING, _LAST_MINUTE))


def _timed(clock: re.Match[str], part: re.Match[str] | None, day: date | None, here: _Here) -> int | None:
    minute, sure = _minute(clock)
    if minute is None:
        return None
    zone = PLACES.get((clock["place"] or "").lower(), "")
    if part is not None and part["part"].lower() in ("afternoon", "evening", "night") and minute < 12 * 60:
        minute, sure = minute + 12 * 60, True
    elif part is not None:
        sure = True
    day_of = datetime.fromtimestamp(here.now, zone_of(zone)).date() if zone else here.today
    days = (day,) if day is not None else (day_of, day_of + timedelta(days=1))
    minutes = (minute,) if sure else (minute, minute + 12 * 60)
    for one in days:
        for wanted in minutes:
            awake = sure or _AWAKE[0] <= wanted <= _AWAKE[1]
            if awake and (moment := here.at(one, wanted, zone)) > here.now:
                return moment
    return None


def _minute(clock: re.Match[str]) -> tuple[int | None, bool]:
    """The minute of the day, and whether it is sure which half of the day is meant."""
    if clock["named"]:
        return (24 * 60 if clock["named"].lower() == "midnight" else 12 * 60), True
    hour = int(clock["hour"] or clock["hour2"] or clock["bare"])
    minute = int(clock["minute"] or 0)
    half = (clock["half"] or clock["half2"] or "").lower().replace(".", "")
    if minute > 59 or hour > 24:
        return None, True
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None, True
        return (hour % 12 + (12 if half == "pm" else 0)) * 60 + minute, True
    spelled = clock["hour"] or clock["hour2"] or clock["bare"]
    sure = hour > 12 or hour == 0 or spelled.startswith("0") or half == "h"
    return hour * 60 + minute, sure


def _day(found: re.Match[str], here: _Here) -> date | None:
    today = here.today
    if found["after"]:
        return today + timedelta(days=2)
    if found["today"]:
        return today + timedelta(days=found["today"].lower().startswith(("tom", "tmrw")))
    if found["weekday"]:
        return _weekday(found, today)
    try:
        return _dated(found, today)
    except ValueError:
        return None


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(found["weekday"].lower()[:3]))
    if (found["which"] or "").strip().lower() == "next":
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _dated(found: re.Match[str], today: date) -> date | None:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["nth"]:
        nth = int(found["nth"])
        whose = today if nth >= today.day else _months_on(today.replace(day=1), 1)
        return whose.replace(day=nth)
    if found["dotted"] or found["slashed"]:
        numbers = [int(part) for part in re.split(r"[./]", found["dotted"] or found["slashed"]) if part]
        day, month = numbers[:2]
        if found["slashed"] and day <= 12 and month <= 12 and day != month:
            return None  # 3/4 is March or April: whose calendar was meant, nobody said
        if month > 12:
            day, month = month, day
        year = numbers[2] if len(numbers) > 2 else 0
    else:
        day = int(found["day"] or found["day2"])
        month = MONTHS.index((found["month"] or found["month2"]).lower()[:3]) + 1
        year = int(found["year"] or found["year2"] or 0)
    wanted = date(year or today.year, month, day)
    return wanted if year or wanted >= today else wanted.replace(year=today.year + 1)


def _period(found: re.Match[str], day: re.Match[str] | None, here: _Here) -> int | None:
    """The end of a day, week or month, or its beginning or middle where that is said."""
    short = (found["short"] or "").lower()
    period = {"eod": "day", "cob": "day", "eob": "day", "eow": "week", "eom": "month"}.get(
        short, (found["period"] or "").lower()
    )
    edge, later = (found["edge"] or "").lower(), (found["whose"] or "").lower() == "next"
    if period in ("day", "business"):
        which = _day(day, here) if day is not None else here.today + timedelta(days=later)
        return here.end_of(which) if which is not None else None
    if period == "month":
        return _month(edge, later, here)
    monday = monday_of(here.today) + timedelta(days=7 * later)
    if period == "weekend":
        whole = not edge and (found["whose"] or "").lower() in ("this", "next")
        return here.end_of(monday + timedelta(days=6)) if whole else _last_work(monday, here)
    days = {"beginning": 0, "start": 0, "early": 1, "middle": 2, "mid": 2}
    if edge in days:
        return here.end_of(monday + timedelta(days=days[edge]))
    return _last_work(monday, here)


def _last_work(monday: date, here: _Here) -> int | None:
    """The end of a week's last working day; of the week itself where that is over."""
    days = [monday + timedelta(days=n) for n in range(7)]
    working = [here.at(day, here.closing(day)) for day in days if here.works(day)]
    last = working[-1] if working else here.at(days[4], _CLOSING)
    return last if last > here.now else here.end_of(days[6])


def _month(edge: str, later: bool, here: _Here) -> int | None:
    first = _months_on(here.today.replace(day=1), int(later))
    if edge in ("beginning", "start", "early"):
        return here.end_of(first.replace(day=7)) if later else None
    if edge in ("middle", "mid"):
        return here.end_of(first.replace(day=15))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    while not here.works(last) and last.day > 20:
        last -= timedelta(days=1)
    return here.end_of(last)
