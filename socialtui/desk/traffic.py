"""The sites' visitors on a person's desk: week beside week, day by day, and numbers typed in by hand."""

from datetime import date

from msgspec import Struct

from socialtui.desk.room import Done, Room, refuse
from socialtui.domain.deadlines import local_day
from socialtui.domain.nearest import instead
from socialtui.domain.text import one_line
from socialtui.domain.traffic import A_DAY, A_WEEK, BY_HAND, Site, Span, Visits, Week, weeks_of
from socialtui.domain.weeks import monday_of
from socialtui.store import events
from socialtui.store import traffic as kept
from socialtui.store.accounts import NOWHERE
from socialtui.store.traffic import KeptSite

__all__ = ["KeptSite", "SiteWeeks", "TrafficDesk"]

WEEKS = 8
MOST = 10**12
"""Nobody has more visitors; what is longer is a slip of the hand."""


class SiteWeeks(Struct, frozen=True):
    """A site with its newest weeks, the present one first."""

    kept: KeptSite
    weeks: tuple[Week, ...]

    @property
    def name(self) -> str:
        """The site's name."""
        return self.kept.site.name

    @property
    def trouble(self) -> str:
        """What is wrong with its counting and what to do; empty where nothing is."""
        return f"{self.kept.trouble} {self.kept.next_step}".strip()

    @property
    def last(self) -> Week | None:
        """The last whole week: the one to look at on a Friday, beside this week so far."""
        return next((week for week in self.weeks if week.days >= 7), None)

    @property
    def present(self) -> Week | None:
        """This week so far."""
        return next((week for week in self.weeks if week.days < 7), None)


class TrafficDesk:
    """Numbers are read from the store alone; the sync process asks the services."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def today(self) -> date:
        """Today in the person's zone."""
        return local_day(self._room.now(), self._room.hours.zone)

    async def sites(self) -> list[KeptSite]:
        """Every site with its health."""
        return await kept.sites(self._room.db)

    async def weeks(self, many: int = WEEKS) -> tuple[SiteWeeks, ...]:
        """Every site, week beside week: what the Friday review and the task "traffic" show."""
        since = monday_of(self.today()) - many * A_WEEK
        found = []
        for site in await self.sites():
            days = await kept.counted(self._room.db, site.site.id, Span.DAY, since)
            weeks = await kept.counted(self._room.db, site.site.id, Span.WEEK, since)
            found.append(SiteWeeks(site, weeks_of(days, weeks, self.today(), many)))
        return tuple(found)

    async def days(self, name: str, many: int = 14) -> list[tuple[Visits, str]]:
        """A site's newest days, the newest first, each with who typed it in."""
        site = await self._site(name)
        since = self.today() - (many - 1) * A_DAY
        days = await kept.counted(self._room.db, site.site.id, Span.DAY, since)
        return list(days.values())[::-1]

    async def add_by_hand(self, name: str, url: str = "") -> Done:
        """A site whose numbers are typed in."""
        name = one_line(name).strip()
        if not name or len(name) > 60:
            raise refuse("A site's name is one line of at most 60 letters.", "Give another.")
        async with self._room.db.atomic() as write:
            if any(one.site.name == name for one in await kept.sites(write)):
                raise refuse(f"There is a site {name} already.", "Give this one another name.")
            site = Site(0, name, BY_HAND, url=one_line(url).strip())
            await kept.add(write, site, NOWHERE, "", self._room.now())
            await events.log(write, self._room.act("traffic", f"site {name} added, by hand"))
        return Done(f"{name} is there; its numbers are typed in: `socialtui traffic set`")

    async def set(self, name: str, counted: Visits) -> Done:
        """Types in a day's or a week's numbers; undo takes them back."""
        told = [count for count in (counted.visitors, counted.visits, counted.views) if count is not None]
        if not told:
            raise refuse("There is no number.", "Give --visitors, --visits or --views.")
        if any(not 0 <= count <= MOST for count in told):
            raise refuse("A number of visitors is nought or more.", "Give another.")
        if counted.start > self.today():
            raise refuse(f"{counted.start} is not over yet.", "Give a day or a week that was.")
        if counted.span is Span.WEEK and counted.start.weekday():
            raise refuse("A week begins on Monday.", f"Give {monday_of(counted.start)}.")
        site = await self._site(name)
        words = f"{site.site.name}, {_stretch(counted)}: {_numbers(counted)}"
        async with self._room.db.atomic() as write:
            number = await kept.place(write, site.site.id, counted.span, counted.start)
            before = await kept.rows(write, [number]) if number is not None else {}
            await kept.keep(write, site.site.id, [counted], self._room.who, self._room.now())
            if number is None:
                number = await kept.place(write, site.site.id, counted.span, counted.start)
                assert number is not None
                before = {number: None}
            await events.rewrote(write, self._room.act("traffic", words), {"visits": before}, None)
        return Done(words)

    async def remove(self, name: str) -> KeptSite:
        """Takes a site out with its numbers; what it was, so that its secret can go too."""
        site = await self._site(name)
        async with self._room.db.atomic() as write:
            await kept.remove(write, site.site.id)
            await events.log(write, self._room.act("traffic", f"site {name} removed, with its numbers"))
        return site

    async def _site(self, name: str) -> KeptSite:
        sites = {one.site.name: one for one in await self.sites()}
        if name in sites:
            return sites[name]
        if not name and len(sites) == 1:
            return next(iter(sites.values()))
        there = f"There are: {', '.join(sites)}." if sites else "`socialtui traffic add` brings one."
        what = f"There is no site called {name}." if name else "Which site?"
        raise refuse(what, instead(name, sites, there))


def _stretch(counted: Visits) -> str:
    return f"{'week of ' if counted.span is Span.WEEK else ''}{counted.start}"


def _numbers(counted: Visits) -> str:
    return Week(counted, 7, False).words
