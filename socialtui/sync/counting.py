"""Asks the services that count a site's visitors, a few times a day; a trouble of theirs stops nothing else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date

from socialtui.domain.deadlines import local_day
from socialtui.domain.errors import CredentialFault, NetworkTrouble, SignedOut, SocialtuiError
from socialtui.domain.network import Clock
from socialtui.domain.traffic import A_DAY, A_WEEK, Counter
from socialtui.domain.weeks import monday_of
from socialtui.store import traffic
from socialtui.store.database import Database
from socialtui.store.traffic import KeptSite
from socialtui.sync.waiting import pause, try_again_at

log = logging.getLogger("socialtui.sync")

EVERY = 6 * 3600
"""Seconds between two questions: the numbers are looked at by the week."""
PATIENCE = 600
"""Seconds for which one process has a site to itself."""
AT_FIRST, AFTERWARDS = 8, 2
"""Weeks whose days are asked for: all that aren't known, and two, within which what came late is corrected."""
FIRST_PAUSE = 60

OpenCounter = Callable[[KeptSite], Awaitable[Counter]]
"""Reads the site's key and opens its service; raises `CredentialFault` where the key can't be had."""


class Counting:
    """All sites of the brand."""

    def __init__(self, connect: OpenCounter, clock: Clock, zone: str, dice: Callable[[], float]) -> None:
        self._connect, self._clock, self._zone, self._dice = connect, clock, zone, dice
        self._one_at_a_time = asyncio.Lock()

    async def round(self, db: Database) -> tuple[str, ...]:
        """Asks every site that is due; one sentence for each in trouble."""
        troubles: list[str] = []
        async with self._one_at_a_time:
            while await traffic.is_due(db, self._clock.now()):
                kept = await traffic.take(db, self._clock.now(), PATIENCE)
                if kept is None:
                    break
                if trouble := await self._ask(db, kept):
                    troubles.append(f"{kept.site.name}: {trouble}")
        return tuple(troubles)

    async def _ask(self, db: Database, kept: KeptSite) -> str:
        first, last, weeks = await self._wanted(db, kept)
        try:
            counter = await self._connect(kept)
            counted = await counter.count(first, last, weeks)
        except SocialtuiError as trouble:
            if not isinstance(trouble, NetworkTrouble | CredentialFault):
                raise
            return await self._troubled(db, kept, trouble)
        now = self._clock.now()
        async with db.atomic() as write:
            await traffic.keep(write, kept.site.id, counted, "", now)
            await traffic.answered(write, kept.site.id, now, now + EVERY)
        return ""

    async def _wanted(self, db: Database, kept: KeptSite) -> tuple[date, date, list[date]]:
        """Which days, and which weeks: those that are over and not known yet; the last one is corrected late."""
        today = local_day(self._clock.now(), self._zone)
        over = [monday_of(today) - number * A_WEEK for number in range(AT_FIRST, 0, -1)]
        known = await traffic.weeks_known(db, kept.site.id, over)
        weeks = [monday for monday in over if monday not in known or today - monday < A_WEEK + 4 * A_DAY]
        return min([*weeks, over[-AFTERWARDS]]), today, weeks

    async def _troubled(self, db: Database, kept: KeptSite, trouble: SocialtuiError) -> str:
        now = self._clock.now()
        state, step = "trouble", trouble.next_step
        if isinstance(trouble, SignedOut):
            state, step = (
                "signed_out",
                f"socialtui traffic add {kept.site.service} --name {kept.site.name}",
            )
        if isinstance(trouble, NetworkTrouble):
            again = try_again_at(trouble, kept.failures + 1, now, self._dice, FIRST_PAUSE)
        else:
            again = now + pause(kept.failures + 1, self._dice, FIRST_PAUSE)
        log.info("traffic of %s: %s", kept.site.name, trouble.what)
        async with db.atomic() as write:
            await traffic.troubled(write, kept.site.id, state, trouble.what, step, again)
        return trouble.what
