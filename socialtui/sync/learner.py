"""Decides when the judge learns: before a page is taken in, if people decided something since."""

import asyncio
from collections.abc import Sequence

from socialtui.desk.learning import Memory
from socialtui.store.database import Database
from socialtui.sync.judge import Judge


class Learner:
    """Keeps one judge up to date."""

    def __init__(self, judge: Judge, own_names: Sequence[str] = ()) -> None:
        self._judge = judge
        self._memory = Memory(own_names)
        self._one_at_a_time = asyncio.Lock()

    async def listen(self, db: Database) -> None:
        """Learns anew where a decision came or went; else one small statement."""
        async with self._one_at_a_time:
            if await self._memory.changed(db):
                decisions, forgotten = await self._memory.read(db)
                self._judge.learned = await asyncio.to_thread(self._memory.learn, decisions, forgotten)
