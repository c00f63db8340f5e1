"""How much of a task's work is done: counted in its view and in the log, never asked of anybody."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from socialtui.desk.room import Room
from socialtui.domain import cadence
from socialtui.domain.cadence import Count, Task
from socialtui.domain.conversation import LISTED
from socialtui.domain.deadlines import local_day, midnight
from socialtui.domain.plan import PLANNED
from socialtui.domain.query import Query, parse
from socialtui.store import cadence as ticking
from socialtui.store import posts
from socialtui.store.accounts import sources
from socialtui.store.asking import accounts_of, among
from socialtui.store.cadence import Work

if TYPE_CHECKING:
    from socialtui.desk.queue import QueueDesk


class Counting:
    """Reads; writes nothing."""

    def __init__(self, room: Room, queue: "QueueDesk") -> None:
        self._room, self._queue = room, queue

    def day(self) -> date:
        """Today in the person's zone."""
        return local_day(self._room.now(), self._room.hours.zone)

    def midnight(self, day: date) -> int:
        """When a day begins in the person's zone (UTC seconds)."""
        return midnight(day, self._room.hours.zone)

    async def counts(self, tasks: Sequence[Task]) -> dict[str, Count]:
        """How much is left in each task's view, and how much was answered there in its round."""
        if not tasks:
            return {}
        begins = {task.id: self.midnight(cadence.since(task, self.day())) for task in tasks}
        worked = await ticking.worked(self._room.db, min(begins.values()))
        counts = {}
        for task in tasks:
            if task.opens in PLANNED:
                counts[task.id] = Count(await self._posts(task))
                continue
            query = await self._queue.resolve(parse(task.opens))
            done = await self._done(task, query, [one for one in worked if one.at >= begins[task.id]])
            left: int | None = await self._queue.count(query)
            if not left and not await self._heard(query):
                left = None
            counts[task.id] = Count(done, left)
        return counts

    async def _posts(self, task: Task) -> int:
        """Posts of ours at the accounts of a task's roles: of today, or of the seven days ahead."""
        day = self.day()
        last = day + timedelta(days=7 if task.opens == "go:week" else 1)
        found = await posts.own(self._room.db, self.midnight(day), self.midnight(last))
        query = await self._queue.resolve(Query(roles=task.roles))
        mine = query.account_ids
        return sum(mine is None or row[0] in mine for row in found)

    async def _heard(self, query: Query) -> bool:
        """Whether every source of a view was heard today: what nobody asked for may hold anything."""
        today, asked = self.midnight(self.day()), await accounts_of(self._room.db, query)
        if asked == []:
            return False  # nothing listens for it yet
        return not any(
            source.last_success < today
            for source in await sources(self._room.db)
            if source.state != "paused" and (asked is None or source.account_id in asked)
        )

    async def _done(self, task: Task, query: Query, worked: list[Work]) -> int:
        """How many of a task's view somebody answered; in a view to be empty, what was closed counts too."""
        wanted = ("sent",) if task.completes == "target" else ("sent", "done", "answered")
        ids = list(dict.fromkeys(one.conversation_id for one in worked if one.verb in wanted))
        if not ids:
            return 0
        if (opens := parse(task.opens)).hot:
            # What was joined is no longer there to be joined; it counts wherever it was heard.
            query = await self._queue.resolve(replace(opens, hot=False, addressed=False))
        whole = replace(
            query, states=LISTED, bands=None, late=False, unread=False, mine=False, claimed=False,
            due_span=None, said_span=None,
        )  # fmt: skip
        return await among(self._room.db, whole, self._room.who, self._room.now(), ids)

    async def worker(self, task: Task) -> str:
        """Who did the newest work in a task's view; who sits here, where nobody did."""
        if task.opens in PLANNED:
            return self._room.who
        query = await self._queue.resolve(parse(task.opens))
        worked = await ticking.worked(self._room.db, self.midnight(cadence.since(task, self.day())))
        others = [one for one in worked if one.who not in (self._room.who, "sync")]
        for one in reversed(others[-20:]):
            if await self._done(task, query, [one]):
                return one.who
        return self._room.who
