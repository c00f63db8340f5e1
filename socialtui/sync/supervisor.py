"""Keeps every account at work: begins crews, begins them again after a fault, and knows when to end.

A fault of ours stops one loop for a while and leaves a trace in the log file; nothing else stops.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from msgspec import Struct

from socialtui.domain.errors import SignedOut, SocialtuiError, StoreFault
from socialtui.store import accounts, conversations, handing, intents, pausing, pending, rushes, watching
from socialtui.store.accounts import Kept, Source
from socialtui.sync.crew import Crew, Loop
from socialtui.sync.house import SharedClock
from socialtui.sync.lease import Leases, Presence
from socialtui.sync.parts import Parts
from socialtui.sync.waiting import pause, until
from socialtui.sync.watch import Watch

log = logging.getLogger("socialtui.sync")

T = TypeVar("T")

TICK = 5
"""Seconds between two looks at accounts, timers and the end."""
_BEAT = 60
_SWEEP = 3600
_A_DAY = 86_400
_LONG_ENOUGH = 600
"""Seconds after which a loop that fails is taken for a new one."""


class Report(Struct, frozen=True):
    """What one round brought."""

    new: int
    """Mentions that weren't known."""
    elsewhere: tuple[str, ...]
    """Accounts that another process works for."""
    troubles: tuple[str, ...]
    """One sentence each, with the source where it is one's."""


class Sync:
    """The process that talks to the networks."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._leases = Leases(parts.locks)
        self._desks = Presence(parts.locks)
        self._crews: dict[int, Crew] = {}
        self._begun: set[int] = set()
        self._bell = asyncio.Event()
        self._heard, self._asked = asyncio.Event(), asyncio.Event()
        self._watch = Watch(parts.db, self._written)
        self._done_at: dict[str, int] = {}
        self._started_at = parts.clock.now()
        self.elsewhere: tuple[str, ...] = ()
        """Accounts that another process works for."""

    async def run(self, *, forever: bool = False, only: str = "") -> str:
        """Works until it is cancelled or nobody needs it; says why it ended.

        newer: the store was migrated by a newer version. elsewhere: other processes have every account.
        idle: nothing is under way and no desk was there for as long as the settings say.
        """
        self._watch.start()
        clock = self._parts.clock
        beside = [
            asyncio.create_task(self.keep("rules and hooks", self._act_by_itself)),
            asyncio.create_task(self.keep("traffic", self._count)),
        ]
        try:
            while True:
                reason = await self._turn(forever, only)
                if reason:
                    log.info("ends: %s", reason)
                    return reason
                await until(clock, clock.now() + TICK, self._bell)
        finally:
            self._watch.stop()
            for task in beside:
                task.cancel()
            if self._parts.hooks is not None:
                await self._parts.hooks.end()
            await asyncio.gather(
                *beside, *(crew.end() for crew in self._crews.values()), return_exceptions=True
            )
            self._crews.clear()
            self._leases.let_all_go()

    async def once(self, only: str = "") -> Report:
        """Polls everything, waits out the recall windows that are open, sends, settles what is unknown."""
        await conversations.wake(self._parts.db, self._parts.clock.now())
        crews: list[Crew] = []
        faults: list[str] = []
        for kept, sources in await self._accounts(only):
            if self._leases.take(kept.account.id):
                crews.append(Crew(self._parts, kept, sources, cut_off=True))
            else:
                self._note_elsewhere(kept.account.name)
        try:
            await self._noted(
                "rules and hooks", faults, self._rules_once
            )  # what a hook is told of begins here
            told = faults if not only else []
            counting = asyncio.create_task(self._noted("traffic", told, partial(self._count_once, told)))
            done = await asyncio.gather(*(self._noted(crew.name, faults, crew.once) for crew in crews))
            await counting
            await self._noted("rules and hooks", faults, self._rules_once)
            await conversations.wake(self._parts.db, self._parts.clock.now())
            ids = {crew.kept.account.id for crew in crews}
            troubles = [
                f"{source.account} {source.name}: {source.trouble}"
                for source in await accounts.sources(self._parts.db)
                if source.state != "ok" and source.trouble and source.account_id in ids
            ]
        finally:
            self._leases.let_all_go()
        return Report(sum(new or 0 for new in done), self.elsewhere, (*faults, *troubles))

    async def _noted(self, name: str, faults: list[str], work: Callable[[], Awaitable[T]]) -> T | None:
        """Does one thing of a round; what goes wrong with it is one of the round's faults, and stops nothing else."""
        try:
            return await work()
        except SocialtuiError as fault:
            faults.append(f"{name}: {fault.what}")
        except Exception:
            log.exception("%s failed", name)
            faults.append(f"{name}: something went wrong here; the log has the trace.")
        return None

    async def _rules_once(self) -> None:
        await self._by_itself()
        if self._parts.hooks is not None:
            await self._parts.hooks.rest()

    async def _count_once(self, faults: list[str]) -> None:
        if self._parts.counting is not None:
            faults += await self._parts.counting.round(self._parts.ingest)

    async def _count(self) -> None:
        """Asks how many people came, whenever a site is due."""
        while self._parts.counting is not None:
            self._asked.clear()
            await self._parts.counting.round(self._parts.ingest)
            await until(self._parts.clock, self._parts.clock.now() + _BEAT, self._asked)
            await self._parts.clock.sleep(TICK)

    async def _act_by_itself(self) -> None:
        """Rules act on what was stored, then hooks tell of it; what goes wrong in this loop stops nothing else."""
        while True:
            self._heard.clear()
            await self._by_itself()
            await until(self._parts.clock, self._parts.clock.now() + TICK, self._heard)

    async def _by_itself(self) -> None:
        if self._parts.ruling is not None:
            async with self._parts.quiet:
                await self._parts.ruling.round()
        if self._parts.hooks is not None:
            await self._parts.hooks.round()

    async def keep(self, name: str, loop: Loop) -> None:
        """Runs a loop; begins it again after a fault, later each time. A dead token is the caller's."""
        clock, failures = self._parts.clock, 0
        while True:
            begun = clock.now()
            try:
                return await loop()
            except SignedOut:
                raise
            except StoreFault as fault:
                log.warning("%s: %s", name, fault)
            except Exception:
                log.exception("%s failed", name)
            failures = 1 if clock.now() - begun >= _LONG_ENOUGH else failures + 1
            await clock.sleep(pause(failures, self._parts.dice))

    def _written(self) -> None:
        """Somebody wrote to the store."""
        self._bell.set()
        self._heard.set()
        self._asked.set()
        for crew in self._crews.values():
            crew.wake()

    async def _turn(self, forever: bool, only: str) -> str:
        """One look around; why to end, or nothing. A store in trouble is looked at again."""
        try:
            if await watching.is_newer(self._parts.db):
                return "newer"
            await self._look_around(only)
            await self._chores()
            return "" if forever else await self._over()
        except StoreFault as fault:
            log.warning("%s", fault)
        except Exception:
            log.exception("the look around failed")
        return ""

    async def _accounts(self, only: str = "") -> list[tuple[Kept, tuple[Source, ...]]]:
        sources: dict[int, list[Source]] = {}
        for source in await accounts.sources(self._parts.db):
            sources.setdefault(source.account_id, []).append(source)
        return [
            (kept, tuple(sources.get(kept.account.id, ())))
            for kept in await accounts.all_accounts(self._parts.db)
            if kept.state != "paused" and only in ("", kept.account.name)
        ]

    async def _look_around(self, only: str) -> None:
        """Begins, renews and ends crews so that they fit the accounts as they are stored."""
        wanted = {kept.account.id: (kept, sources) for kept, sources in await self._accounts(only)}
        for account_id, crew in list(self._crews.items()):
            if account_id not in wanted or not crew.same_as(*wanted[account_id]):
                del self._crews[account_id]
                await crew.end()
                if account_id not in wanted:
                    self._leases.let_go(account_id)
        still_elsewhere = []
        for account_id, (kept, sources) in wanted.items():
            if account_id in self._crews:
                continue
            if not self._leases.take(account_id):
                still_elsewhere.append(kept.account.name)
                self._note_elsewhere(kept.account.name)
                continue
            crew = Crew(self._parts, kept, sources, cut_off=account_id not in self._begun)
            self._begun.add(account_id)
            self._crews[account_id] = crew
            crew.begin(self.keep)
        self.elsewhere = tuple(still_elsewhere)

    def _note_elsewhere(self, name: str) -> None:
        if name not in self.elsewhere:
            log.info("%s: another process works for it", name)
            self.elsewhere = (*self.elsewhere, name)

    async def _chores(self) -> None:
        """What time itself asks for."""
        now = self._parts.clock.now()
        await conversations.wake(self._parts.db, now)
        await pausing.settle(self._parts.db, now)
        if isinstance(self._parts.due, SharedClock):
            await self._parts.due.keep(self._parts.db)
        if self._is_time("beat", _BEAT) and self._crews:
            await accounts.beat(self._parts.ingest, list(self._crews), self._parts.pid, now)
        if self._is_time("sweep", _SWEEP):
            async with self._parts.ingest.atomic() as write:
                await intents.sweep(write, now - _A_DAY)
                await rushes.sweep(write, now)

    def _is_time(self, chore: str, every: int) -> bool:
        now = self._parts.clock.now()
        if now - self._done_at.get(chore, -every) < every:
            return False
        self._done_at[chore] = now
        return True

    async def _over(self) -> str:
        """Why this process isn't needed; nothing while it is."""
        if self.elsewhere and not self._crews:
            return "elsewhere"
        now, linger = self._parts.clock.now(), self._parts.settings.sync.linger
        at_work = [account_id for account_id, crew in self._crews.items() if not crew.over]
        db = self._parts.db
        if (
            self._desks.anybody()
            or await pending.under_way(db, at_work, now + linger)
            or await handing.unsettled(db, at_work)
        ):
            self._done_at["needed"] = now
            return ""
        last = max(
            self._started_at,
            self._done_at.get("needed", 0),
            await watching.last_desk(self._parts.db),
            await pending.newest_wish(self._parts.db),
        )
        return "idle" if now - last >= linger else ""
