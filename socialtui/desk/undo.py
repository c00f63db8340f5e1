"""Takes back local acts, newest first, and shows the log."""

from socialtui.desk.files import Files
from socialtui.desk.room import Done, Room
from socialtui.domain.errors import DeskRefusal
from socialtui.store import events
from socialtui.store.events import EventLine

__all__ = ["EventLine", "UndoDesk"]


class UndoDesk:
    """This person's undo list; it survives a restart."""

    def __init__(self, room: Room, files: Files) -> None:
        self._room, self._files = room, files

    async def undo(self) -> Done:
        """Takes back this person's newest local act; refused, with the reason, when somebody wrote since.

        What was refused once stays as it is: the next call takes the act before it.
        """
        try:
            async with self._room.db.atomic() as write:
                undone = await events.undo(write, self._room.who, self._room.now())
                self._files.put_back(undone.files, undone.words)
        except DeskRefusal as refusal:
            if refusal.next_step:
                async with self._room.db.atomic() as write:
                    await events.give_up(write, self._room.who)
            raise
        return Done(f"Undone: {undone.words}", undone.ids)

    async def events(self, limit: int = 100, mine: bool = False) -> list[EventLine]:
        """The newest of the log."""
        return await events.lines(self._room.db, limit, self._room.who if mine else None)
