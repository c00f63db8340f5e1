"""Remembers where this desk stood, and tells what came while it was away."""

from typing import TYPE_CHECKING

from socialtui.desk.room import Room
from socialtui.domain.deadlines import zone_of
from socialtui.store import desks
from socialtui.store.desks import Place

if TYPE_CHECKING:
    from socialtui.domain.since import SinceYouLeft

__all__ = ["Place", "PlaceDesk"]


class PlaceDesk:
    """One row per desk."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def remember(self, cid: int | None, view: str, ended: str = "") -> None:
        """Writes where the desk stands; `ended` when it leaves (left) or is cut off (cut)."""
        await desks.remember(self._room.db, self._room.who, Place(cid, view, self._room.now(), ended))

    async def recalled(self) -> Place:
        """Where this desk stood last."""
        return await desks.recalled(self._room.db, self._room.who)

    async def since(self, seen_at: int) -> "SinceYouLeft":
        """What came and still waits, what was missed, and what of ours is stuck."""
        return await desks.since(self._room.db, seen_at, self._room.midnight(1))

    async def since_words(self, seen_at: int, *, keys: bool = True) -> list[str]:
        """The same in two sentences; none for whoever was away for less than half an hour."""
        from socialtui.domain.since import AWAY, words

        now = self._room.now()
        if not seen_at or now - seen_at < AWAY:
            return []
        return words(await self.since(seen_at), now, zone_of(self._room.hours.zone), keys=keys)
