"""Tells a person's own commands of what happened: beside the sync process's work, and never in its way.

What is told is marked before a command begins: after a cut it is told no second time.
"""

import asyncio
import logging
from collections.abc import Mapping

from socialtui.desk import programs
from socialtui.desk.queue import QueueDesk
from socialtui.desk.room import Outside, Room
from socialtui.domain.errors import DeskRefusal, SocialtuiError
from socialtui.domain.text import one_line
from socialtui.store import hooks

log = logging.getLogger("socialtui.sync")

WAITING = 50
"""Commands that wait for their turn, at most; what happens beyond that is counted and not told."""
_WORDS = 200
"""Letters of a failing command's last line that are kept."""


class Hooks:
    """The commands that the settings name, at most so many at once."""

    def __init__(self, room: Room, outside: Outside) -> None:
        self._room, self._outside = room, outside
        self._queue = QueueDesk(room)
        self._turn = asyncio.Semaphore(room.settings.hooks.at_once)
        self._at_work: set[asyncio.Task[None]] = set()
        self._begun = False

    @property
    def _commands(self) -> Mapping[str, str]:
        return self._room.settings.hooks.commands

    async def round(self) -> None:
        """Lets a command begin for each thing that happened; returns before they have ended."""
        if not self._begun:
            async with self._room.db.atomic() as write:
                await hooks.begin(write, self._commands, self._room.now())
            self._begun = True
        if not self._commands:
            return
        for name, hook in (await hooks.hooks(self._room.db)).items():
            if name in self._commands:
                await self._tell(hook)

    async def _tell(self, hook: hooks.Hook) -> None:
        found, mark = await hooks.happened(self._room.db, hook, self._room.now())
        if mark == hook.mark:
            return
        room = max(0, WAITING - len(self._at_work))
        async with self._room.db.atomic() as write:
            if not await hooks.go_on(write, hook, mark):
                return
            if len(found) > room:
                await hooks.left_out(write, hook.name, len(found) - room)
        for cid in found[:room]:
            task = asyncio.create_task(self._run(hook.name, cid))
            self._at_work.add(task)
            task.add_done_callback(self._over)

    def _over(self, task: "asyncio.Task[None]") -> None:
        """Nobody waits for a hook, so a fault of ours in it is told here."""
        self._at_work.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a hook failed", exc_info=error)

    async def _run(self, name: str, cid: int) -> None:
        async with self._turn:
            trouble = ""
            try:
                await self._command(name, cid)
            except SocialtuiError as error:
                trouble = str(error)
                log.warning("hook %s: %s", name, trouble)
            async with self._room.db.atomic() as write:
                await hooks.ran(write, name, trouble, self._room.now())

    async def _command(self, name: str, cid: int) -> None:
        given = self._outside.told(await self._queue.thread(cid), self._room.now())
        env = programs.environment(self._outside.env, {"SOCIALTUI_HOOK": name})
        ended = await programs.run(self._commands[name], given, env, self._room.settings.hooks.limit)
        if not ended.fine:
            last = one_line(ended.out.strip().rpartition("\n")[2])[:_WORDS]
            raise DeskRefusal(f"{ended.command} {ended.words}{f': {last}' if last else ''}.")

    async def rest(self) -> None:
        """Waits for the commands that have begun; their time is limited."""
        while self._at_work:
            await asyncio.gather(*self._at_work, return_exceptions=True)

    async def end(self) -> None:
        """Stops them."""
        for task in self._at_work:
            task.cancel()
        await self.rest()
