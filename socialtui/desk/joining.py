"""One row for what one upset person says in several threads; and each thread its own row again."""

from socialtui.desk.room import GONE, Done, Room, refuse
from socialtui.domain.joining import head_of
from socialtui.store import joining


class JoiningDesk:
    """Joins and takes apart; both are acts that undo takes back."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def merge(self, ids: list[int]) -> Done:
        """Makes one row of conversations of one person; of a single one, with all that waits beside it."""
        async with self._room.db.atomic() as write:
            if len(ids) == 1:
                ids = [ids[0], *await joining.beside(write, ids[0])]
            parts = await joining.parts(write, ids, self._room.who, self._room.now())
            if not parts:
                raise refuse(GONE)
            head = head_of(parts)
            name = await joining.name_of(write, head.id)
            act = self._room.act("merge", f"{name}: {len(parts)} conversations in one row")
            await joining.merge(write, act, head, parts)
        return Done(act.words, (head.id, *(part.id for part in parts if part.id != head.id)))

    async def turn(self, cid: int) -> Done:
        """Joins what else this person has waiting; where nothing is, takes the row apart."""
        if not await joining.beside(self._room.db, cid) and await joining.members(self._room.db, cid):
            return await self.split(cid)
        return await self.merge([cid])

    async def split(self, cid: int) -> Done:
        """Gives each conversation of a row its own row back; any of them may be named."""
        async with self._room.db.atomic() as write:
            whole = await joining.whole_of(write, cid)
            if whole is None:
                raise refuse(
                    "This row stands for one conversation only.",
                    "`socialtui merge ID` or m joins what else they wrote to it.",
                )
            name = await joining.name_of(write, whole)
            count = len(await joining.members(write, whole))
            act = self._room.act("split", f"{name}: {count} conversations, each in its own row")
            ids = await joining.split(write, act, whole, self._room.due)
        return Done(act.words, tuple(ids))

    async def whole_of(self, cid: int) -> int:
        """The row that stands for a conversation; itself where it stands alone."""
        return await joining.whole_of(self._room.db, cid) or cid

    async def members(self, cid: int) -> list[int]:
        """What a row stands for, itself among it; nothing for a row that stands alone."""
        return await joining.members(self._room.db, cid)
