"""How the sources fare, and the status line in one reading."""

from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.desk.room import Room
from socialtui.domain.conversation import Counts
from socialtui.domain.errors import ConfigFault
from socialtui.domain.reply import OutboxLine, OutboxState
from socialtui.store import accounts, conversations, intents
from socialtui.store.accounts import Kept, Source
from socialtui.store.traffic import KeptSite

if TYPE_CHECKING:
    from socialtui.desk.cadence import CadenceDesk
    from socialtui.domain.unusual import Unusual

__all__ = ["HealthDesk", "Kept", "KeptSite", "Source", "Status"]


class Status(Struct, frozen=True):
    """What the status line shows, in its order."""

    brand: str
    counts: Counts
    plan_done: int
    plan_total: int
    trouble: tuple[str, ...]
    """One line for each account or source in trouble, with what to do."""
    leaving: OutboxLine | None
    """The newest answer still within its recall window."""
    zone: str
    unusual: str = ""
    """38 complaints in 1 h, usually 2; empty in an ordinary hour."""
    paused: str = ""
    """Own posts are paused: …; empty while they go, and while none waits."""


class HealthDesk:
    """Sources, accounts and the status line."""

    def __init__(self, room: Room, cadence: "CadenceDesk") -> None:
        self._room, self._cadence = room, cadence
        self._rush: tuple[tuple[int, int], Unusual | None] | None = None

    async def sources(self) -> list[Source]:
        """Every source with its health."""
        return await accounts.sources(self._room.db)

    async def accounts(self) -> list[Kept]:
        """Every account."""
        return await accounts.all_accounts(self._room.db)

    async def sites(self) -> list[KeptSite]:
        """Every site whose visitors a service counts, with its health."""
        from socialtui.domain.traffic import BY_HAND
        from socialtui.store import traffic

        return [kept for kept in await traffic.sites(self._room.db) if kept.site.service != BY_HAND]

    async def hooks(self) -> tuple[str, ...]:
        """A line for each hook whose last run failed."""
        settings = self._room.settings
        if not (settings.hooks.commands or settings.classify_command or settings.akismet.on):
            return ()
        from socialtui.store.hooks import AKISMET, CLASSIFY, hooks

        found = await hooks(self._room.db)
        judging, spam = found.pop(CLASSIFY, None), found.pop(AKISMET, None)
        told = [f"hook {hook.name}: {hook.trouble}" for hook in found.values() if hook.trouble]
        if judging and judging.trouble and settings.classify_command:
            told.append(f"classify_command: {judging.trouble}; our own judgement stands meanwhile")
        if spam and spam.trouble and settings.akismet.on:
            told.append(f"akismet: {spam.trouble}; our own judgement stands meanwhile")
        return tuple(told)

    async def unusual(self) -> "Unusual | None":
        """The last hour, where it brought many more complaints than usual."""
        from socialtui.domain.unusual import LEAST, piece_of
        from socialtui.store import rushes

        now = self._room.now()
        count = await rushes.lately(self._room.db, now)
        if count < LEAST:
            return None
        if self._rush is None or self._rush[0] != (piece_of(now), count):
            self._rush = (piece_of(now), count), await rushes.unusual(self._room.db, now)
        return self._rush[1]

    async def status(self) -> Status:
        """The status line's facts."""
        counts = await conversations.counts(self._room.db, self._room.now())
        leaving = await intents.lines(self._room.db, states=(OutboxState.LEAVING,), limit=1)
        trouble = await self._trouble()
        try:
            today = (await self._cadence.panel()).today
            done, total = today.kept, today.due
        except ConfigFault as fault:
            done, total = 0, 0
            trouble = (*trouble, *fault.faults)
        brand = self._room.settings.brand
        rush = await self.unusual()
        return Status(
            brand, counts, done, total, trouble, leaving[0] if leaving else None, self._room.hours.zone,
            rush.words if rush else "", await self._paused(),
        )  # fmt: skip

    async def _paused(self) -> str:
        """Why own posts wait, as it is written; the sync process and whoever looks at posts write it."""
        from socialtui.domain.pausing import told
        from socialtui.store import pausing, posts

        pause = await pausing.now_open(self._room.db)
        waiting = await posts.waiting(self._room.db) if pause is not None else 0
        return told(pause, waiting, self._room.now()) if pause is not None and waiting else ""

    async def _trouble(self) -> tuple[str, ...]:
        troubled = [kept for kept in await self.accounts() if kept.trouble]
        found = [f"{kept.account.name}: {kept.trouble} {kept.next_step}".strip() for kept in troubled]
        stopped = {kept.account.id for kept in troubled if kept.state != "ok"}
        for source in await self.sources():
            if source.trouble and source.account_id not in stopped:
                found.append(f"{source.account} {source.words}: {source.trouble} {source.next_step}".strip())
        found += [
            f"{kept.site.name}: {kept.trouble} {kept.next_step}".strip()
            for kept in await self.sites()
            if kept.trouble
        ]
        return tuple(found)
