"""What is listened to and how it fares: last success, next try, trouble with what to do, budget, cost and gaps."""

from collections.abc import Hashable, Sequence

from socialtui.desk.health import Kept, KeptSite, Source
from socialtui.desk.listening import Health, Missing
from socialtui.domain.moderation import ASKED
from socialtui.domain.text import sentence
from socialtui.ui import knowing
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given
from socialtui.ui.screens.account_guide import AccountGuide, Guide
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.holes import GapRow, SpotRow, gap_cells, gap_words, spot_cells
from socialtui.ui.screens.lists import many, until
from socialtui.ui.times import clock, coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

FEW_LEFT = 30
"""Requests left in a network's window under which the number is shown in amber."""


class Sources(AskingSheet):
    """g s. Result: always None. With a guide given, accounts are connected, asked and told what to listen to."""

    WHERE = Where.SOURCES
    BINDINGS = bindings(Where.SOURCES)
    COLUMNS = (
        Column(14),
        Column(0),
        Column(11),
        Column(6, right=True),
        Column(8, right=True),
        Column(6, right=True),
    )
    EMPTY = "Nothing is connected yet."
    EVERY = 1.0
    _sources: dict[Hashable, Source] = {}  # noqa: RUF012  replaced whole at each reading
    _accounts: dict[int, Kept] = {}  # noqa: RUF012
    _health = Health({}, {}, (), ())

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._make_guide = given.guide
        self._made: Guide | None = None

    async def read(self) -> Sequence[Row]:
        """Every source, by account, each with its gaps; then what nothing is connected for."""
        self._health = await self.desk.listening.health()
        self._accounts = {kept.account.id: kept for kept in await self.desk.health.accounts()}
        sources = await self.desk.health.sources()
        self._sources = {source.id: source for source in sources if source.account_id in self._accounts}
        hooks = [Row(None, ((words, self.look.ink.soon),)) for words in await self.desk.health.hooks()]
        hooks += [Row(None, (self._counting(kept),)) for kept in await self.desk.health.sites()]
        if not self._sources:
            return hooks
        muted = self.look.ink.muted
        head = f" {'account':14} {'listens to':{self._flexible}} {'state':11}"
        head += f" {'heard':>6} {'next':>8} {'left':>6}"
        return [
            Row(None, ((head, muted),)),
            *[row for source in self._sources.values() for row in self._rows(source)],
            *[
                Row(SpotRow(spot.role), self._hole(spot_cells(spot, self.look)))
                for spot in self._health.unserved
            ],
            *hooks,
        ]

    def _counting(self, kept: KeptSite) -> Cell:
        """How the counting of a site's visitors fares."""
        asked = f"asked {coarse(self.now - kept.last_success)} ago" if kept.last_success else "not asked yet"
        words = f"{kept.site.name}: visitors by {kept.site.service}, {kept.trouble or asked}"
        return words, self.look.ink.soon if kept.trouble else self.look.ink.muted

    def _rows(self, source: Source) -> list[Row]:
        gaps = [gap for gap in self._health.missing if gap.source_id == source.id]
        return [
            Row(source.id, self._cells(source)),
            *(Row(GapRow(gap.id), self._hole(gap_cells(gap, self.look, self._span(gap)))) for gap in gaps),
        ]

    def _hole(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """A row without numbers at its end."""
        return cells + (("", self.look.ink.muted),) * (len(self.COLUMNS) - len(cells))

    @property
    def _flexible(self) -> int:
        columns = self.COLUMNS
        return max(10, self.app.size.width - 2 - sum(c.width for c in columns) - len(columns) + 1)

    def heading(self) -> tuple[str, str]:
        """How many, and how many are in trouble."""
        troubled = sum(bool(self._trouble(source)[0]) for source in self._sources.values())
        return "Sources", self.facts(
            many(len(self._accounts), "account"),
            many(len(self._sources), "source"),
            f"{troubled} in trouble" if troubled else "all well" if self._sources else "",
            many(len(self._health.missing), "gap") if self._health.missing else "",
            f"${spent:.2f} today" if (spent := sum(self._health.costs.values())) else "",
        )

    def _trouble(self, source: Source) -> tuple[str, str, str]:
        """State, trouble and next step; the account's own goes before the source's."""
        kept = self._accounts.get(source.account_id)
        if kept is not None and kept.trouble:
            return kept.trouble, kept.next_step, kept.state
        return source.trouble, source.next_step, source.state

    def _cells(self, source: Source) -> tuple[Cell, ...]:
        ink = self.look.ink
        trouble, _, state = self._trouble(source)
        left = source.budget_left
        return (
            (source.account, ink.text),
            (source.words, ink.text),
            (state.replace("_", " "), ink.soon if trouble else ink.muted),
            (coarse(self.now - source.last_success) if source.last_success else "never", ink.muted),
            (self._next(source), ink.muted),
            (
                "" if left is None else str(left),
                ink.soon if left is not None and left < FEW_LEFT else ink.muted,
            ),
        )

    def _next(self, source: Source) -> str:
        if self._trouble(source)[2] in ("signed_out", "paused"):
            return "stopped"
        return until(source.next_try - self.now)

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """Trouble and what to do first; then facts, blind spots, and what can't be done from here."""
        ink = self.look.ink
        if isinstance(id, GapRow):
            gap = next(gap for gap in self._health.missing if gap.id == id.id)
            return [
                line
                for words, alarm in gap_words(gap, self._span(gap))
                for line in self.wrapped(words, width, ink.soon if alarm else None)
            ]
        if isinstance(id, SpotRow):
            spot = next(spot for spot in self._health.unserved if spot.role == id.role)
            return [*self.wrapped(spot.what, width, ink.soon), *self.wrapped(spot.next_step, width)]
        source = self._sources[id]
        trouble, next_step, _ = self._trouble(source)
        lines = self.wrapped(trouble, width, ink.soon) if trouble else []
        lines += self.wrapped(next_step, width) if next_step else []
        lines.append(self.line(self._facts(source), width))
        if source.id in self._health.quiet:
            lines += self.wrapped(f"blind spot: {self._health.quiet[source.id]}", width, ink.soon)
        for verb, reason in source.cannot.items():
            if verb not in ASKED:
                lines += self.wrapped(f"no {verb}: {reason}", width, ink.muted)
        if not source.cannot.keys().isdisjoint(ASKED):
            takes = ", ".join(verb for verb in ASKED if verb not in source.cannot)
            lines.append(self.line(f"moderation there: {takes or 'none'}", width, ink.muted))
        return lines

    def _facts(self, source: Source) -> str:
        since, left = source.trouble_since, source.budget_left
        return self.facts(
            f"{source.account} on {knowing.network_name(source.network)}",
            f"heard {when(source.last_success, self.now, self.zone)}"
            if source.last_success
            else "never heard",
            f"asked every {coarse(source.every) if source.every >= 60 else f'{source.every} s'}",
            f"{many(left, 'request')} left" if left is not None else "",
            f"${cost:.3f} today" if (cost := self._health.costs.get(source.id)) else "",
            "" if source.addressed else "not addressed to you",
            f"trouble for {coarse(self.now - since)}, {many(source.failures, 'try', 'tries')}"
            if since
            else "",
        )

    def _span(self, gap: Missing) -> str:
        start = when(gap.start, self.now, self.zone)
        end = (
            clock(gap.end, self.zone) if gap.end - gap.start < 86_400 else when(gap.end, self.now, self.zone)
        )
        return f"{start}–{end}"

    # Verbs

    @property
    def _here(self) -> Source | None:
        """The source under the cursor, or the one whose gap that is."""
        here = self.table.current
        if isinstance(here, GapRow):
            gap = next((gap for gap in self._health.missing if gap.id == here.id), None)
            return self._sources.get(gap.source_id) if gap else None
        return self._sources.get(here)

    @property
    def _guide(self) -> Guide | None:
        """Made when it is first wanted: it knows every network."""
        if self._made is None and self._make_guide is not None:
            self._made = self._make_guide()
        return self._made

    def can(self, id: str) -> bool:
        """Each verb where it has something to act on."""
        here = self.table.current
        if id == "sources.connect":
            return self._make_guide is not None
        if id in ("sources.check", "sources.listen"):
            return self._make_guide is not None and self._here is not None
        if id == "sources.fill":
            return isinstance(here, GapRow) or any(gap.source_id == here for gap in self._health.missing)
        if id == "sources.drop":
            source = self._sources.get(here)
            return isinstance(here, GapRow) or (source is not None and source.chosen)
        return id != "sources.ask" or bool(self._sources)

    async def verb_sources_ask(self) -> None:
        """Makes every source due."""
        self.say(sentence((await self.desk.verbs.poll_now()).words))
        self.reload()

    async def verb_sources_fill(self) -> None:
        """Fetches the gap under the cursor, or all gaps of the source there."""
        here = self.table.current
        ids = [gap.id for gap in self._health.missing if GapRow(gap.id) == here or gap.source_id == here]
        self.say(sentence((await self.desk.listening.fill(ids=ids)).words))
        self.reload()

    async def verb_sources_drop(self) -> None:
        """Stops listening to what was chosen; takes a gap away."""
        here, source = self.table.current, self._here
        if isinstance(here, GapRow):
            self.say(sentence((await self.desk.listening.forget_gap(here.id)).words))
        elif source is not None:
            self.say(sentence((await self.desk.listening.drop(source)).words))
        self.reload()

    async def verb_sources_check(self) -> None:
        """Asks the account's network what each permission allows."""
        from socialtui.ui.screens.account_page import AccountPage

        source, guide = self._here, self._guide
        if source is None or guide is None or guide.check is None:
            return
        self.say(f"Asking {knowing.network_name(source.network)} what {source.account} may do …")
        lines = await guide.check(source.account)
        self.say("")
        self.app.push_screen(AccountPage(self._spot, source.account, lines))
        self.reload()

    async def verb_sources_listen(self) -> None:
        """A search, a hashtag or a list of the account under the cursor."""
        from socialtui.ui.screens.choosing import choose

        source, guide = self._here, self._guide
        if source is not None and guide is not None:
            self.say(await choose(self, guide, source.account, source.network))
            self.reload()

    async def verb_sources_connect(self) -> None:
        """Opens the guide; the new account is in the list afterwards."""
        guide = self._guide
        if guide is None:
            return

        def connected(name: str | None) -> None:
            if name:
                self.say(f"{name} is connected.")
                self.reload()

        self.app.push_screen(AccountGuide(self._spot, guide), connected)
