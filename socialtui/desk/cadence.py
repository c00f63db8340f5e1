"""The schedule on a person's desk: what is due today, how far it is, and ticks."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.room import Done, Room, refuse
from socialtui.domain import cadence
from socialtui.domain.cadence import Count, How, Row, Task, Tick, Today
from socialtui.domain.deadlines import local_day, zone_of
from socialtui.domain.query import parse
from socialtui.store import cadence as ticking
from socialtui.store import events, traffic
from socialtui.store.accounts import all_accounts

if TYPE_CHECKING:
    from socialtui.desk.queue import QueueDesk

SHIPPED_PLAN = Path(__file__).parent.parent / "cadence.toml"
"""The schedule that a person starts from."""

_ROUND = timedelta(days=31)


class CadencePanel(Struct, frozen=True):
    """What the panel shows: today's tasks, and all of them."""

    day: date
    today: Today
    rows: tuple[Row, ...]


class CadenceDesk:
    """The plan lives in the person's file; the shipped one stands in until there is one."""

    def __init__(self, room: Room, queue: "QueueDesk", plan_file: Path) -> None:
        self._room, self._queue, self._file = room, queue, plan_file
        self._read: tuple[float, tuple[Task, ...]] | None = None

    def plan(self) -> tuple[Task, ...]:
        """The tasks, read again when the file changed; raises `ConfigFault` with every fault by line."""
        stamp = self._file.stat().st_mtime if self._file.exists() else 0.0
        if self._read is None or self._read[0] != stamp:
            from socialtui.settings import read_toml

            path = self._file if stamp else SHIPPED_PLAN
            toml = read_toml(path)
            self._read = (stamp, cadence.parse_plan(toml.value, toml.line, path.name))
        return self._read[1]

    async def panel(self) -> CadencePanel:
        """Today's plan with its progress, counted from the views and from what was answered."""
        tasks, day = self.plan(), self.day()
        roles = await self._roles()
        once = [task.id for task in tasks if task.days == "once"]
        ticks = await ticking.ticks(self._room.db, day - _ROUND, day, once)
        due = cadence.due_today(tasks, day, roles, ticks)
        counts = {task.id: await self._count(task) for task in due if task.completes != "hand"}
        today = cadence.today(tasks, ticks, counts, day, roles)
        return CadencePanel(day, today, cadence.rows(tasks, ticks, counts, day, roles))

    def day(self) -> date:
        """Today in the person's zone."""
        return local_day(self._room.now(), self._room.hours.zone)

    async def _roles(self) -> frozenset[str]:
        accounts = [kept.account for kept in await all_accounts(self._room.db)]
        roles = {account.role for account in accounts}
        names = {account.name for account in accounts}
        for role in ("short", "page", "professional", "blog", "alerts", "mail", "site"):
            if names & set(getattr(self._room.settings.roles, role, ())):
                roles.add(role)
        if await traffic.any_site(self._room.db):
            roles.add("site")
        return frozenset(roles)

    async def _count(self, task: Task) -> Count:
        """How much is left in the task's view, and how much was answered there today."""
        if not task.opens:
            return Count()
        query = parse(task.opens)
        left = await self._queue.count(query)
        query = await self._queue.resolve(query)
        mine = {
            kept.account.id
            for kept in await all_accounts(self._room.db)
            if query.account_ids is None or kept.account.id in query.account_ids
        }
        verbs = ("sent",) if task.completes == "target" else ("sent", "done")
        worked = await ticking.worked(self._room.db, self._midnight())
        return Count(sum(n for account, verb, n in worked if account in mine and verb in verbs), left)

    def _midnight(self) -> int:
        zone = zone_of(self._room.hours.zone)
        day = self.day()
        return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())

    async def tick(self, task: str, how: How = How.DONE, note: str = "") -> Done:
        """Says done, skip or not appropriate today; undo takes it back."""
        known = {one.id: one for one in self.plan()}
        if task not in known:
            from difflib import get_close_matches

            near = get_close_matches(task, known, n=1)
            raise refuse(
                f"{task} is no task{f'; did you mean {near[0]}?' if near else '.'}",
                "`socialtui cadence` lists them.",
            )
        row = next(row for row in (await self.panel()).rows if row.task.id == task)
        if row.why:
            raise refuse(
                f"{row.task.words} sleeps: {row.why}.", "Wake it in cadence.toml, or connect an account."
            )
        words = {How.DONE: "done", How.SKIP: "skipped", How.NOT_APPROPRIATE: "not appropriate today"}[how]
        tick = Tick(task, self.day(), how, self._room.now(), self._room.who, note.strip())
        async with self._room.db.atomic() as write:
            before = await ticking.put(write, tick)
            await ticking.remember(write, (known[task],), self._room.now())
            act = self._room.act("tick", f"{known[task].words}: {words}")
            await events.ticked(write, act, task, tick.day.isoformat(), before)
        return Done(f"{known[task].words}: {words}")

    async def note(self, task: str, text: str) -> Done:
        """Writes a note to a task's tick of today; refused where there is none."""
        ticks = await ticking.ticks(self._room.db, self.day(), self.day())
        tick = next((tick for tick in ticks if tick.task == task), None)
        if tick is None:
            raise refuse(
                "A note goes with a tick.", "Tick the task first: e done, s skip, - not appropriate."
            )
        async with self._room.db.atomic() as write:
            before = await ticking.put(write, replace(tick, note=text.strip(), at=self._room.now()))
            await events.ticked(
                write, self._room.act("tick", "note on a tick"), task, tick.day.isoformat(), before
            )
        return Done("noted")
