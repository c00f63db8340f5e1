"""What is listened to and how it fares: last success, next try, trouble with what to do, budget and gaps."""

from collections.abc import Hashable, Sequence

from socialtui.desk.health import Kept, KeptSite, Source
from socialtui.domain.network import Gap
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given
from socialtui.ui.screens.account_guide import AccountGuide
from socialtui.ui.screens.lists import ListSheet, many, until
from socialtui.ui.times import clock, coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

FEW_LEFT = 30
"""Requests left in a network's window under which the number is shown in amber."""


class Sources(ListSheet):
    """g s. Result: always None. With a guide given, `a` connects another account."""

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

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._guide = given.guide

    async def read(self) -> Sequence[Row]:
        """Every source, by account."""
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
            *[Row(source.id, self._cells(source)) for source in self._sources.values()],
            *hooks,
        ]

    def _counting(self, kept: KeptSite) -> Cell:
        """How the counting of a site's visitors fares."""
        asked = f"asked {coarse(self.now - kept.last_success)} ago" if kept.last_success else "not asked yet"
        words = f"{kept.site.name}: visitors by {kept.site.service}, {kept.trouble or asked}"
        return words, self.look.ink.soon if kept.trouble else self.look.ink.muted

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
        """Trouble and what to do first; then facts, gaps, and what can't be done from here."""
        source, ink = self._sources[id], self.look.ink
        trouble, next_step, _ = self._trouble(source)
        lines = self.wrapped(trouble, width, ink.soon) if trouble else []
        lines += self.wrapped(next_step, width) if next_step else []
        lines.append(self.line(self._facts(source), width))
        for gap in sorted(source.gaps, key=lambda gap: -gap.end):
            lines.append(self.line(f"gap {self._span(gap)}: {gap.reason}", width, ink.soon))
        for verb, reason in source.cannot.items():
            lines += self.wrapped(f"no {verb}: {reason}", width, ink.muted)
        return lines

    def _facts(self, source: Source) -> str:
        since, left = source.trouble_since, source.budget_left
        return self.facts(
            f"{source.account} on {source.network}",
            f"heard {when(source.last_success, self.now, self.zone)}"
            if source.last_success
            else "never heard",
            f"asked every {coarse(source.every) if source.every >= 60 else f'{source.every} s'}",
            f"{many(left, 'request')} left" if left is not None else "",
            f"trouble for {coarse(self.now - since)}, {many(source.failures, 'try', 'tries')}"
            if since
            else "",
        )

    def _span(self, gap: Gap) -> str:
        start = when(gap.start, self.now, self.zone)
        end = (
            clock(gap.end, self.zone) if gap.end - gap.start < 86_400 else when(gap.end, self.now, self.zone)
        )
        return f"{start}–{end}"

    # Verbs

    def can(self, id: str) -> bool:
        """Connecting needs the guide, asking a source."""
        if id == "sources.connect":
            return self._guide is not None
        return id != "sources.ask" or bool(self._sources)

    async def verb_sources_ask(self) -> None:
        """Makes every source due."""
        self.say((await self.desk.verbs.poll_now()).words)
        self.reload()

    async def verb_sources_connect(self) -> None:
        """Opens the guide; the new account is in the list afterwards."""
        if self._guide is None:
            return

        def connected(name: str | None) -> None:
            if name:
                self.say(f"{name} is connected.")
                self.reload()

        self.app.push_screen(AccountGuide(self._spot, self._guide()), connected)
