"""Asks one source, page after page, and remembers how it fares; a trouble never moves its cursor."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from socialtui.domain.errors import NetworkTrouble, SignedOut
from socialtui.domain.network import Account, Network
from socialtui.store import accounts
from socialtui.store.accounts import Source
from socialtui.sync.parts import Parts
from socialtui.sync.taking import Intake
from socialtui.sync.waiting import try_again_at, until

log = logging.getLogger("socialtui.sync")

LEAST_PACE = 3
"""Seconds between two polls that a stream asks for: a rush of events must not eat the budget."""


async def nothing() -> None:
    """What is done by default when a source answers."""


class Poller:
    """One source of one account."""

    def __init__(
        self,
        parts: Parts,
        account: Account,
        network: Network,
        intake: Intake,
        source_id: int,
        answered: Callable[[], Awaitable[None]] = nothing,
    ) -> None:
        self._parts = parts
        self._account = account
        self._network = network
        self._intake = intake
        self._source_id = source_id
        self._answered = answered
        self._bell = asyncio.Event()
        self._asked_for = False
        self._polled_at = 0

    def ring(self, *, now: bool = False) -> None:
        """There is something new; `now` when a person asks, whatever the trouble."""
        self._asked_for = self._asked_for or now
        self._bell.set()

    async def run(self) -> None:
        """Polls at the source's pace and when the bell rings, until the source is gone."""
        while (source := await self._source()) is not None:
            now = self._parts.clock.now()
            if self._asked_for or source.next_try <= now:
                self._asked_for = False
                await self.poll()
                continue
            rang = await until(self._parts.clock, source.next_try, self._bell)
            if not rang or self._asked_for or source.state != "ok":
                continue
            wait = self._polled_at + LEAST_PACE - self._parts.clock.now()
            if wait > 0:
                await self._parts.clock.sleep(wait)
            await self.poll()

    async def poll(self) -> int:
        """Takes in all that is new; how many. A dead token is raised, other troubles are written down."""
        source = await self._source()
        if source is None:
            return 0
        self._polled_at = self._parts.clock.now()
        stored, cursor = 0, source.cursor
        try:
            while True:
                page = await self._network.pull(source.name, cursor)
                stored += await self._intake.page(source, page)
                if not page.more:
                    break
                if page.cursor == cursor:
                    await self._wait_a_turn(source)
                    break
                cursor = page.cursor
        except SignedOut:
            raise
        except NetworkTrouble as trouble:
            await self._troubled(source, trouble)
        else:
            await self._answered()
        return stored

    async def _source(self) -> Source | None:
        found = await accounts.sources(self._parts.ingest, self._account.id)
        return next((source for source in found if source.id == self._source_id), None)

    async def _wait_a_turn(self, source: Source) -> None:
        """A network that promises more and brings nothing further is asked again at its pace."""
        await accounts.source_next(self._parts.ingest, source.id, self._parts.clock.now() + source.every)

    async def _troubled(self, source: Source, trouble: NetworkTrouble) -> None:
        now = self._parts.clock.now()
        again = try_again_at(trouble, source.failures + 1, now, self._parts.dice)
        log.info("%s %s: %s", source.account, source.name, trouble.what)
        await accounts.source_trouble(
            self._parts.ingest, source.id, "trouble", trouble.what, trouble.next_step, again, now
        )
