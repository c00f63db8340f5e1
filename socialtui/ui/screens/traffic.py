"""The sites' visitors, week beside week; a week's number can be typed in."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from socialtui.desk.traffic import SiteWeeks
from socialtui.domain.traffic import Span, Visits, Week
from socialtui.domain.weeks import monday_of
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.lists import many
from socialtui.ui.times import coarse
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

DAYS = 7
"""Days shown below a week."""


class Traffic(AskingSheet):
    """From the palette, and from the task of the same name. Result: None."""

    WHERE = Where.TRAFFIC
    BINDINGS = bindings(Where.TRAFFIC)
    COLUMNS = (
        Column(16),
        Column(12),
        Column(8, right=True),
        Column(7, right=True),
        Column(8, right=True),
        Column(0),
    )
    EMPTY = "No site is counted yet. `socialtui traffic add` connects one, or takes numbers that you type in."
    EVERY = 5.0
    _sites: dict[str, SiteWeeks] = {}  # noqa: RUF012  replaced whole at each reading
    _days: dict[str, list[tuple[Visits, str]]] = {}  # noqa: RUF012

    async def read(self) -> Sequence[Row]:
        """Every site with its weeks, the present one first."""
        found = await self.desk.traffic.weeks()
        self._days = {one.name: await self.desk.traffic.days(one.name, 7 * 8) for one in found}
        self._sites = {one.name: one for one in found}
        if not found:
            return []
        ink = self.look.ink
        head = " ".join(
            (
                f" {'site':16}",
                f"{'week of':12}",
                f"{'visitors':>8}",
                f"{'visits':>7}",
                f"{'pages':>8}",
                "the week before",
            )
        )
        rows = [Row(None, ((head, ink.muted),))]
        for site in found:
            weeks = site.weeks or (None,)
            rows += [Row((site.name, number), self._cells(site, week)) for number, week in enumerate(weeks)]
        return rows

    def _cells(self, site: SiteWeeks, week: Week | None) -> tuple[Cell, ...]:
        ink = self.look.ink
        if week is None:
            words = site.trouble or "nothing is known yet"
            return (
                (site.name, ink.text), ("", ink.muted), ("", ink.muted), ("", ink.muted), ("", ink.muted),
                (words, ink.soon if site.trouble else ink.muted),
            )  # fmt: skip
        day = f"{week.visits.start:%d %b}" + ("" if week.days >= DAYS else f" ({week.days} d)")
        counts = (week.visits.visitors, week.visits.visits, week.visits.views)
        change = "" if week.change is None else f"{week.change:+.0%}"
        return (
            (site.name, ink.text),
            (day, ink.muted),
            *(("" if count is None else str(count), ink.text) for count in counts),
            (change, ink.text),
        )

    def heading(self) -> tuple[str, str]:
        """How many, and what is wrong."""
        troubled = sum(bool(site.trouble) for site in self._sites.values())
        return "Traffic", self.facts(
            many(len(self._sites), "site") if self._sites else "",
            f"{troubled} in trouble" if troubled else "",
        )

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """The week in words, day by day, and how the counting fares."""
        if not isinstance(id, tuple):
            return []
        ink, site = self.look.ink, self._sites[id[0]]
        lines = [self.line(self._health(site), width, ink.soon if site.trouble else ink.muted)]
        if not site.weeks:
            return lines
        week = site.weeks[id[1]]
        lines.insert(0, self.line(f"{week.words}.", width))
        days = [one for one, _ in self._days[site.name] if monday_of(one.start) == week.visits.start]
        told = "  ".join(f"{one.start:%a} {_main(one)}" for one in reversed(days))
        source = self.facts(
            f"typed by {week.by}" if week.by else "",
            "days added up: who came twice counts twice" if week.by_days else "",
        )
        return [*lines, *(self.line(words, width, ink.muted) for words in (told, source) if words)]

    def _health(self, site: SiteWeeks) -> str:
        if site.kept.site.service == "hand":
            return "Typed in by hand: e types the last week's number."
        asked = coarse(self.now - site.kept.last_success) if site.kept.last_success else ""
        asked = f"asked {asked} ago" if asked else "not asked yet"
        return self.facts(site.kept.site.service, site.trouble or asked)

    def can(self, id: str) -> bool:
        """Typing needs a site."""
        return id != "traffic.set" or isinstance(self.table.current, tuple)

    async def verb_traffic_set(self) -> None:
        """How many people came in the week under the cursor; of a week that isn't over, in the last one."""
        here = self.table.current
        if not isinstance(here, tuple):
            return
        site = self._sites[here[0]]
        monday = self._week(site, here[1])
        said = await self.question(f"Visitors of {site.name} in the week of {monday:%d %b}")
        if said is None or not said.strip():
            return
        digits = said.strip().replace(",", "").replace(".", "").replace(" ", "").replace("’", "")
        if not digits.isdecimal():
            self.say(f"{said.strip()} is no number. A whole number of visitors is wanted.", alarm=True)
            return
        done = await self.desk.traffic.set(site.name, Visits(monday, Span.WEEK, int(digits)))
        self.say(f"{done.words} · u takes it back")
        self.reload()

    def _week(self, site: SiteWeeks, number: int) -> date:
        if number < len(site.weeks) and site.weeks[number].days >= DAYS:
            return site.weeks[number].visits.start
        return monday_of(self.desk.traffic.today()) - timedelta(days=DAYS)

    async def verb_traffic_undo(self) -> None:
        """Takes back the newest act of one's own."""
        self.say((await self.desk.undo.undo()).words)
        self.reload()


def _main(one: Visits) -> str:
    found = next((count for count in (one.visitors, one.visits, one.views) if count is not None), None)
    return "–" if found is None else str(found)
