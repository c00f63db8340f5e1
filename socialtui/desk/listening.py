"""What is listened to by a person's choice, what may have been missed, and where nothing is heard at all."""

from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.desk.room import Done, Room, refuse
from socialtui.domain.card import NETWORK as CARDS
from socialtui.domain.errors import ConfigFault
from socialtui.domain.health import BlindSpot, quiet, unserved
from socialtui.store import accounts, health, listening
from socialtui.store.health import Missing

if TYPE_CHECKING:
    from socialtui.desk.cadence import CadenceDesk
    from socialtui.store.accounts import Source

__all__ = ["BlindSpot", "Health", "ListeningDesk", "Missing"]


class Health(Struct, frozen=True):
    """What is to be known of the sources beside their state."""

    costs: dict[int, float]
    """Source → US dollars today; those that cost nothing are left out."""
    quiet: dict[int, str]
    """Source → that nothing came through it for long."""
    missing: tuple[Missing, ...]
    """What may have been missed, newest first."""
    unserved: tuple[BlindSpot, ...]
    """Parts of the schedule that nothing is connected for."""


class ListeningDesk:
    """Sources beyond what signing in brings; gaps; blind spots."""

    def __init__(self, room: Room, cadence: "CadenceDesk") -> None:
        self._room, self._cadence = room, cadence

    async def health(self) -> Health:
        """Costs of today, blind spots and gaps."""
        db, now = self._room.db, self._room.now()
        # Through cards by hand nothing comes by itself, and their silence is no fault.
        words = {one.id: one.words for one in await accounts.sources(db) if one.network != CARDS}
        silent = await health.silent(db, self._room.settings.sync.quiet, now)
        return Health(
            await health.costs(db, self._cadence.midnight(self._cadence.day())),
            {id: quiet(newest, now, words[id]) for id, newest in silent.items() if id in words},
            tuple(await health.missing(db)),
            await self._unserved(),
        )

    async def _unserved(self) -> tuple[BlindSpot, ...]:
        try:
            return unserved(self._cadence.plan(), await self._cadence.roles())
        except ConfigFault:
            return ()  # the status line names what is wrong with the schedule

    async def fill(self, account: str = "", source: str = "", ids: list[int] | None = None) -> Done:
        """Asks the network again for what was missed: all of it, an account's, a source's, or these gaps."""
        found = [
            gap
            for gap in await health.missing(self._room.db, ids)
            if account in ("", gap.account) and source in ("", gap.source)
        ]
        if not found:
            raise refuse("No gap is known there.", "`socialtui sources` lists them.")
        asked = 0
        async with self._room.db.atomic() as write:
            for gap in found:
                asked += await health.ask(write, gap, self._room.who, self._room.now())
        if not asked:
            raise refuse("That is being fetched already.")
        return Done(f"fetching what was missed in {asked} gap{'' if asked == 1 else 's'}")

    async def forget_gap(self, id: int) -> Done:
        """Takes a gap out of the list: whoever does so has looked on the network themselves."""
        async with self._room.db.atomic() as write:
            await health.forget(write, id)
        return Done("the gap is not shown any more")

    async def drop(self, source: "Source") -> Done:
        """Stops listening to something that a person chose; what was heard stays."""
        if not await listening.drop(self._room.db, source.id):
            raise refuse(
                f"{source.words} belongs to the account {source.account}.",
                f"`socialtui account remove {source.account}` stops all of it.",
            )
        return Done(f"{source.account} no longer listens to {source.words}; what was heard stays")
