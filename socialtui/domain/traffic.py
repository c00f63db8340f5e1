"""How many people came to a site: the numbers of days and weeks, and the port that every counting service fills."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.weeks import monday_of

BY_HAND = "hand"
"""The service of a site whose numbers a person types in."""
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LENGTH = 7
"""Days of a week."""
COUNTS = ("visitors", "visits", "views")
"""What is counted; a comparison takes the first that there is."""


class Span(StrEnum):
    """What a number counts. A visitor who comes on two days is one of the week, and one of each day."""

    DAY = "day"
    WEEK = "week"


class Visits(Struct, frozen=True):
    """What was counted in a day or a week; None where the service doesn't count it."""

    start: date
    """The day, or the week's Monday, in the site's own zone."""
    span: Span = Span.DAY
    visitors: int | None = None
    visits: int | None = None
    views: int | None = None
    """Pages seen."""

    @property
    def end(self) -> date:
        """Its last day."""
        return self.start if self.span is Span.DAY else self.start + 6 * A_DAY


class Site(Struct, frozen=True):
    """A place whose visitors are counted."""

    id: int
    name: str
    """What the person calls it; unique."""
    service: str
    url: str = ""
    """The service's address, where it has more than one; of a site by hand its own."""
    key: str = ""
    """What the service calls the site: shop.example, 1, a UUID."""
    user: str = ""
    zone: str = "UTC"
    """Where its days begin, for a service that has to be told."""


class Counter(Protocol):
    """One site on one service. Raises only `NetworkTrouble`; raw answers never leave its file.

    Each file in `services/traffic/` has `ABOUT: About` (flags of its questions: url, site, user, secret) and
    `connect(site: Site, secret: str, http: HttpClient, clock: Clock) -> Counter`.
    """

    async def count(self, first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
        """Each day from `first` to `last`, and each week by its Monday; nought where nobody came.

        A week is counted as one: who came twice is one visitor, where the service tells people apart.
        """
        ...


class Week(Struct, frozen=True):
    """A week of a site beside the one before it."""

    visits: Visits
    days: int
    """How many of its days are over."""
    by_days: bool
    """Added up from days: the service, or the person, gave no number for the whole week."""
    by: str = ""
    """Who typed it in; empty for what the service said."""
    change: float | None = None
    """0.12 for twelve in a hundred more than before; None where nothing can be said."""

    @property
    def words(self) -> str:
        """412 visitors, 980 pages; 12 % more than the week before."""
        told = [
            f"{count} {one if count == 1 else more}"
            for count, one, more in (
                (self.visits.visitors, "visitor", "visitors"),
                (self.visits.visits, "visit", "visits"),
                (self.visits.views, "page", "pages"),
            )
            if count is not None
        ]
        words = ", ".join(told) or "nothing was counted"
        than = "the week before" if self.days >= LENGTH else "the same days a week before"
        change = change_words(self.change, than)
        return f"{words}; {change}" if change else words


def change_words(change: float | None, than: str) -> str:
    """12 % more than the week before."""
    if change is None:
        return ""
    share = round(abs(change) * 100)
    return f"as many as {than}" if not share else f"{share} % {'more' if change > 0 else 'fewer'} than {than}"


Told = Mapping[date, tuple[Visits, str]]
"""First day → what was counted, and who typed it in."""


def weeks_of(days: Told, weeks: Told, today: date, many: int) -> tuple[Week, ...]:
    """The newest weeks that anything is known of, the present one first, each beside the one before.

    A week that isn't over is compared with the same days of the one before, since half a week beside a whole one
    always looks like a loss; and like is compared with like, since the visitors of seven days added up are more
    than those of the week.
    """
    found = []
    for number in range(many):
        monday = monday_of(today) - number * A_WEEK
        over = min((today - monday).days, LENGTH)
        whole = weeks.get(monday) if over == LENGTH or weeks.get(monday, (None, ""))[1] else None
        added = _summed(monday, days, over)
        if whole is not None:
            found.append(Week(whole[0], over, False, whole[1], _change(monday, over, days, weeks)))
        elif added is not None:
            typed = [days[day][1] for day in _week(monday, over) if day in days]
            found.append(Week(added, over, True, max(typed), _change(monday, over, days, weeks)))
    return tuple(found)


def _week(monday: date, over: int) -> tuple[date, ...]:
    return tuple(monday + n * A_DAY for n in range(over))


def _summed(monday: date, days: Told, over: int) -> Visits | None:
    """The days that are over, added up; None where none of them is known."""
    known = [days[day][0] for day in _week(monday, over) if day in days]
    if not known:
        return None

    def added(name: str) -> int | None:
        found = [value for one in known if (value := getattr(one, name)) is not None]
        return sum(found) if found else None

    return Visits(monday, Span.WEEK, *(added(name) for name in COUNTS))


def _change(monday: date, over: int, days: Told, weeks: Told) -> float | None:
    earlier = monday - A_WEEK
    if over == LENGTH and monday in weeks and earlier in weeks:
        return compared(weeks[monday][0], weeks[earlier][0])
    both = [offset for offset in range(over) if monday + offset * A_DAY in days]
    if not both or both != [offset for offset in range(over) if earlier + offset * A_DAY in days]:
        return None
    now, before = _summed(monday, days, over), _summed(earlier, days, over)
    return compared(now, before) if now and before else None


def compared(now: Visits, before: Visits) -> float | None:
    """How much more there is now, by the first number that both have; None where nothing can be said."""
    for name in COUNTS:
        new, old = getattr(now, name), getattr(before, name)
        if new is not None and old is not None:
            return (new - old) / old if old else None
    return None


def every_day(first: date, last: date, known: Mapping[date, Visits], like: Visits) -> tuple[Visits, ...]:
    """Each day of a stretch; what a service leaves out is a day like `like`: noughts where it counts."""
    length = (last - first).days + 1
    days = (first + n * A_DAY for n in range(length))
    return tuple(known.get(day) or replace(like, start=day) for day in days)


def may_carry(url: str) -> bool:
    """Whether a secret may travel there: encrypted, or on this machine."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.hostname or "") in ("localhost", "127.0.0.1", "::1")
