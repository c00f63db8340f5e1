"""Remembers where this desk stood, and tells what came while it was away."""

from socialtui.desk.room import Room
from socialtui.store import desks
from socialtui.store.desks import Place, SinceYouLeft

__all__ = ["Place", "PlaceDesk", "SinceYouLeft"]


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

    async def since(self, seen_at: int) -> SinceYouLeft:
        """What came and still waits, what was missed, and what of ours is stuck."""
        return await desks.since(self._room.db, seen_at)
