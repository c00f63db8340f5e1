"""Does what people ask of the network beside answering: likes, moderation, threads and gaps to load, polls now."""

import asyncio
from collections.abc import Callable

from socialtui.domain.errors import (
    Garbled,
    NetworkTrouble,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Account, FillsGaps, Network
from socialtui.store import accounts, health, intents, pending, standing
from socialtui.store.accounts import Source
from socialtui.store.wishes import Intent
from socialtui.sync.parts import Parts
from socialtui.sync.taking import Intake
from socialtui.sync.waiting import try_again_at, until

_AT_MOST = 5
"""Tries of what the network keeps failing at."""
_PERHAPS_DONE = (Silent, ServerTrouble, Garbled)
_SOON = 5
_MOST_PAGES = 200
"""Of one gap; a network that never comes to its end must not be asked for ever."""


class Errands:
    """The errands of one account."""

    def __init__(
        self, parts: Parts, account: Account, network: Network, intake: Intake, poll: Callable[[str], None]
    ) -> None:
        self._parts = parts
        self._account = account
        self._network = network
        self._intake = intake
        self._poll = poll
        self.bell = asyncio.Event()

    async def run(self) -> None:
        """Does errands for good, oldest first."""
        while True:
            self.bell.clear()
            await self.round()
            moment = await pending.next_due(self._parts.db, self._account.id, intents.ERRANDS)
            if moment is not None and moment <= self._parts.clock.now():
                moment = self._parts.clock.now() + 1
            await until(self._parts.clock, moment, self.bell)

    async def round(self) -> None:
        """Does what is due."""
        now = self._parts.clock.now()
        for intent in await pending.due(self._parts.db, self._account.id, intents.ERRANDS, now):
            async with self._parts.db.atomic() as write:
                taken = await pending.take(write, intent, now)
            if taken is not None:
                await self._try(taken)

    async def _try(self, intent: Intent) -> None:
        now = self._parts.clock.now()
        try:
            await self._do(intent)
        except SignedOut as trouble:
            await self._later(intent, trouble, now)
            raise
        except (RateLimited, Unreachable) as trouble:
            await self._later(intent, trouble)
        except _PERHAPS_DONE as trouble:
            # A second report would count as two, so only what is harmless is done again.
            if intent.kind == "moderate" or intent.attempts >= _AT_MOST:
                await self._refuse(intent, trouble, "Look there whether it was done.")
            else:
                await self._later(intent, trouble)
        except NetworkTrouble as trouble:
            await self._refuse(intent, trouble)
        else:
            async with self._parts.db.atomic() as write:
                await intents.done(write, intent.id, self._parts.clock.now())

    async def _do(self, intent: Intent) -> None:
        about = intent.payload
        if intent.kind == "like":
            await self._network.like(about.in_reply_to)
        elif intent.kind == "moderate":
            await self._network.moderate(about.in_reply_to, about.verb)
        elif intent.kind == "thread":
            said = await self._network.thread(about.in_reply_to)
            source = await self._source_of(intent)
            if source is not None:
                await self._intake.thread(source, said)
        elif intent.kind == "fill":
            await self._fill(about.gap)
        elif intent.kind == "opinion":
            if self._parts.spam is not None:
                await self._parts.spam.report(self._parts.db, self._account, self._network, intent)
        elif intent.kind == "poll":
            self._poll(about.source)
        else:
            raise Refused(f"There is no way to {intent.kind} here.")

    async def _fill(self, number: int) -> None:
        """Fetches what was said within a gap; the source's own cursor stays where it is."""
        gap = next(iter(await health.missing(self._parts.ingest, [number])), None)
        found = await accounts.sources(self._parts.ingest, self._account.id)
        source = next((source for source in found if gap and source.id == gap.source_id), None)
        if gap is None or source is None:
            return
        if not isinstance(self._network, FillsGaps):
            raise Refused(
                f"{self._account.network} can't be asked again for what was missed.", "Look there yourself."
            )
        cursor, rest = "", None
        for _ in range(_MOST_PAGES):
            page = await self._network.fill(source.name, gap.gap, cursor)
            await self._intake.thread(source, page.mentions)
            if page.cost:
                async with self._parts.ingest.atomic() as write:
                    await health.spent(write, source.id, page.cost, self._parts.clock.now())
            rest = page.gap
            if not page.more or page.cursor == cursor:
                break
            cursor = page.cursor
        else:
            rest = rest or gap.gap  # it never came to its end, so nobody can say that nothing is missing
        async with self._parts.ingest.atomic() as write:
            await health.filled(write, gap, rest)

    async def _source_of(self, intent: Intent) -> Source | None:
        """The source that the shown mention came by; what its thread holds beyond it is told the same way."""
        found = await accounts.sources(self._parts.ingest, self._account.id)
        by = await standing.source_of(self._parts.db, intent)
        return next((source for source in found if source.id == by), found[0] if found else None)

    async def _later(self, intent: Intent, trouble: NetworkTrouble, at: int | None = None) -> None:
        now = self._parts.clock.now()
        again = try_again_at(trouble, intent.attempts, now, self._parts.dice, _SOON) if at is None else at
        async with self._parts.db.atomic() as write:
            await intents.put_off(write, intent.id, again, trouble.what, trouble.next_step)

    async def _refuse(self, intent: Intent, trouble: NetworkTrouble, next_step: str = "") -> None:
        now, step = self._parts.clock.now(), next_step or trouble.next_step
        async with self._parts.db.atomic() as write:
            await intents.refuse(write, intent.id, now, trouble.what, step)
            if intent.kind == "fill":
                await health.not_filled(write, intent.payload.gap, f"{trouble.what} {step}".strip())
