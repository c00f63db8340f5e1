"""Decides which rounds of the schedule lie behind a person, each judged by the plan of its own days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.cadence import How, Tick
from socialtui.domain.plan import round_of

AWAY = 7
"""So many days in a row without anybody here are an absence, which is no miss."""

_DAY = timedelta(days=1)


class Version(Struct, frozen=True):
    """What the schedule asked of a task from a day on."""

    task: str
    from_day: date
    days: str
    """Its recurrence; see `Task.days`."""
    minutes: int
    target: int
    awake: bool
    """Asked for at all: wanted, and with an account of its role."""


class Fate(StrEnum):
    """What became of a round."""

    KEPT = "kept"
    SKIPPED = "skipped"
    MISSED = "missed"


class Round(Struct, frozen=True):
    """One time that a task was asked for."""

    task: str
    day: date
    """The day on which it was settled; of a missed one its last."""
    fate: Fate
    version: Version
    note: str = ""


class Days(Struct, frozen=True):
    """The days on which somebody was here, each with its zone; `days_of` makes them."""

    zones: Mapping[date, str]
    ordered: tuple[date, ...]

    def absent(self, day: date, newest: date) -> bool:
        """Whether a day isn't asked about: nobody was here for long around it, or nobody could live it.

        `newest` is the last day that there was.
        """
        if day in self.zones:
            return False
        n = bisect_right(self.ordered, day)
        if n == 0:
            return True
        before, open_end = self.ordered[n - 1], n == len(self.ordered)
        after = newest + _DAY if open_end else self.ordered[n]
        gap = (after - before).days - 1
        # A flight over the date line leaves a day out.
        flown = gap == 1 and not open_end and self._zones_differ(before, after)
        return gap >= AWAY or flown

    def _zones_differ(self, before: date, after: date) -> bool:
        one, other = self.zones[before], self.zones[after]
        return bool(one and other and one != other)


def days_of(zones: Mapping[date, str], ticked: Iterable[date] = ()) -> Days:
    """The days on which somebody was here; a day with a tick is one, wherever it was."""
    here = {**dict.fromkeys(ticked, ""), **zones}
    return Days(here, tuple(sorted(here)))


def of_task(
    versions: Sequence[Version], ticks: Iterable[Tick], here: Days, first: date, last: date
) -> Iterator[Round]:
    """The rounds of one task that were settled or ended within these days, oldest first.

    `versions` in the order of their days. The last day still runs: nothing is missed on it yet. A round that a
    change of the plan cut short is none unless it was settled; neither is one that nobody was here for.
    """
    said = {tick.day: tick for tick in sorted(ticks, key=lambda tick: tick.at)}
    starts, told = [version.from_day for version in versions], sorted(said)
    done_until = date.min
    for step in range((last - first).days + 1):
        day = first + step * _DAY
        n = bisect_right(starts, day) - 1
        if n < 0 or day <= done_until:
            continue
        version = versions[n]
        if version.days.startswith("event:"):
            yield from _event(version, said.get(day), day)
            continue
        span = round_of(version.days, day) if version.awake else None
        if span is None:
            continue
        until = starts[n + 1] - _DAY if n + 1 < len(starts) else date.max
        begin, end = max(span.first, version.from_day), min(span.last, until)
        # A round of several days is told once.
        done_until = min(end, last)
        within = told[bisect_left(told, begin) : bisect_right(told, end)]
        settled = [said[d] for d in within if said[d].how is not How.TAKEN_BACK]
        if settled:
            yield _settled(version, settled)
        elif begin == span.first and end == span.last and end < last and not _absent(here, begin, end, last):
            yield Round(version.task, end, Fate.MISSED, version)


def _event(version: Version, tick: Tick | None, day: date) -> Iterator[Round]:
    """An event's task has no day of its own: it is told on the day on which it was done."""
    if tick is not None and tick.how is not How.TAKEN_BACK:
        yield Round(
            version.task, day, Fate.SKIPPED if tick.how is How.SKIP else Fate.KEPT, version, tick.note
        )


def _settled(version: Version, ticks: list[Tick]) -> Round:
    newest = max(ticks, key=lambda tick: tick.at)
    done = sum(tick.count for tick in ticks if tick.how is How.DONE)
    if newest.how is How.NOT_APPROPRIATE or (
        newest.how is How.DONE and (newest.count == 0 or done >= version.target)
    ):
        fate = Fate.KEPT
    else:
        fate = Fate.SKIPPED if newest.how is How.SKIP else Fate.MISSED
    return Round(version.task, newest.day, fate, version, newest.note)


def _absent(here: Days, first: date, last: date, newest: date) -> bool:
    days = ((last - first).days + 1) if last != date.max else 0
    return days > 0 and all(here.absent(first + step * _DAY, newest) for step in range(days))
