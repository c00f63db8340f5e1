"""Hands a conversation to a command of the person's own, and remembers the command."""

import os
from pathlib import Path

from socialtui.desk import programs
from socialtui.desk.programs import Ended
from socialtui.desk.queue import QueueDesk
from socialtui.desk.room import Room, refuse

__all__ = ["Ended", "PipeDesk"]

LAST = "last-pipe.txt"
_LONGEST = 2_000


class PipeDesk:
    """What a command gets is what `socialtui show --json` prints."""

    def __init__(self, room: Room, queue: QueueDesk) -> None:
        self._room, self._queue = room, queue

    @property
    def limit(self) -> int:
        """Seconds that a command may take."""
        return self._room.settings.hooks.limit

    async def run(self, cid: int, command: str) -> Ended:
        """Runs it to its end; refused where it can't begin. Raises `UsageFault` for quotes left open."""
        outside = self._room.outside
        if outside is None:
            raise refuse("No command can be run from here.")
        programs.split(command)
        thread = await self._queue.thread(cid)
        given = outside.told(thread, self._room.now())
        return await programs.run(command, given, programs.environment(outside.env), self.limit)

    @staticmethod
    def last(folder: Path) -> str:
        """The command that was used last; empty at first."""
        try:
            return (folder / LAST).read_text(encoding="utf-8", errors="replace")[:_LONGEST].strip()
        except OSError:
            return ""

    @staticmethod
    def remember(folder: Path, command: str) -> None:
        """Keeps it for the next time, for this user alone; a full disk costs no more than that."""
        try:
            with open(os.open(folder / LAST, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
                file.write(command[:_LONGEST])
        except OSError:
            return
