"""The schedule on a person's desk: what is due today, how far it is, and ticks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.counting import Counting
from socialtui.desk.room import Done, Room, refuse
from socialtui.domain import cadence
from socialtui.domain.cadence import Count, How, Row, State, Task, Tick, Today
from socialtui.domain.nearest import meant
from socialtui.domain.rounds import Version
from socialtui.store import cadence as ticking
from socialtui.store import events, plans, traffic
from socialtui.store.accounts import all_accounts
from socialtui.store.database import Writer
from socialtui.store.plans import Happening

if TYPE_CHECKING:
    from socialtui.desk.queue import QueueDesk

SHIPPED_PLAN = Path(__file__).parent.parent / "cadence.toml"
"""The schedule that a person starts from."""

_ROUND = timedelta(days=31)
_AT_ONCE = 5
"""Seconds after an act in which a task that ticks itself does so because of it."""
_WORDS = {
    How.DONE: "done", How.SKIP: "skipped", How.NOT_APPROPRIATE: "not appropriate today",
    How.TAKEN_BACK: "not done after all",
}  # fmt: skip


class CadencePanel(Struct, frozen=True):
    """What the panel shows: today's tasks, and all of them."""

    day: date
    today: Today
    rows: tuple[Row, ...]
    waiting: Mapping[str, Sequence[Happening]] = {}
    """By task: what happened and asks for it."""


class CadenceDesk:
    """The plan lives in the person's file; the shipped one stands in until there is one."""

    def __init__(self, room: Room, queue: "QueueDesk", plan_file: Path) -> None:
        self._room, self._file = room, plan_file
        self._counting = Counting(room, queue)
        self._read: tuple[float, tuple[Task, ...]] | None = None
        self._written: object = None
        """What is written down of the plan and of being here."""

    def plan(self) -> tuple[Task, ...]:
        """The tasks, read again when the file changed; raises `ConfigFault` with every fault by line."""
        stamp = self._file.stat().st_mtime_ns if self._file.exists() else 0
        if self._read is None or self._read[0] != stamp:
            from socialtui.settings import read_toml

            path = self._file if stamp else SHIPPED_PLAN
            toml = read_toml(path)
            self._read = (stamp, cadence.parse_plan(toml.value, toml.line, path.name))
        return self._read[1]

    async def panel(self) -> CadencePanel:
        """Today's plan with its progress, counted from the views and from what was answered."""
        tasks, day = self.plan(), self.day()
        roles = await self.roles()
        once = [task.id for task in tasks if task.days == "once"]
        ticks = await ticking.ticks(self._room.db, day - _ROUND, day, once)
        waiting = await self._waiting(tasks, roles)
        today_too = {tick.task for tick in ticks if tick.day == day}
        happened = frozenset(task.event for task in tasks if waiting.get(task.id) or task.id in today_too)
        due = cadence.due_today(tasks, day, roles, ticks, happened)
        counts = await self._counting.counts(
            [task for task in due if task.completes != "hand" and not task.event]
        )
        counts |= {task: Count(0, len(found)) for task, found in waiting.items()}
        today = cadence.today(tasks, ticks, counts, day, roles, happened)
        rows = cadence.rows(tasks, ticks, counts, day, roles, happened)
        today = replace(today, rows=_named(today.rows, waiting))
        return CadencePanel(day, today, _named(rows, waiting), waiting)

    def day(self) -> date:
        """Today in the person's zone."""
        return self._counting.day()

    def midnight(self, day: date) -> int:
        """When a day begins in the person's zone (UTC seconds)."""
        return self._counting.midnight(day)

    async def roles(self) -> frozenset[str]:
        """The roles for which there is an account."""
        accounts = [kept.account for kept in await all_accounts(self._room.db)]
        roles = {account.role for account in accounts}
        names = {account.name for account in accounts}
        for role in ("short", "page", "professional", "blog", "alerts", "mail", "site"):
            if names & set(getattr(self._room.settings.roles, role, ())):
                roles.add(role)
        if await traffic.any_site(self._room.db):
            roles.add("site")
        return frozenset(roles)

    async def _waiting(self, tasks: Sequence[Task], roles: frozenset[str]) -> dict[str, Sequence[Happening]]:
        return {
            task.id: await plans.waiting(self._room.db, task.id, task.event)
            for task in tasks
            if task.event and not cadence.sleeps(task, roles)
        }

    # What came true by itself

    async def keep(self) -> tuple[CadencePanel, tuple[str, ...]]:
        """Ticks what came true by itself while somebody sits here, and remembers what the plan asks today.

        The panel after it, and the words of what ticked.
        """
        await self._be_here()
        panel = await self.panel()
        done = [row.task for row in panel.today.rows if row.state is State.DONE and not row.ticked]
        if not done:
            return panel, ()
        now, who = self._room.now(), self._room.who
        workers = [await self._counting.worker(task) for task in done]
        async with self._room.db.atomic() as write:
            cause = await events.newest_act(write, who, now - _AT_ONCE)
            subject = cause[0] if cause and cause[1] else ""
            for task, worker in zip(done, workers, strict=True):
                await self._tick_itself(write, task, panel.day, worker, subject)
        return await self.panel(), tuple(task.words for task in done)

    async def _tick_itself(self, write: Writer, task: Task, day: date, who: str, subject: str) -> None:
        """An act that ended it takes the tick back with itself; without one, the pane's own undo does."""
        now = self._room.now()
        before = await ticking.put(write, Tick(task.id, day, How.DONE, now, who))
        await ticking.remember(write, (task,), now)
        act = self._room.act("ticked", f"{task.words}: done, by itself")
        if subject:
            await events.ticked(write, act, task.id, day.isoformat(), before, subject)
        else:
            await events.log(write, act)

    async def _be_here(self) -> None:
        """Writes down that somebody is here today, and what the plan asks from today on, where that is new."""
        day, zone, tasks = self.day(), self._room.hours.zone, self.plan()
        roles = await self.roles()
        state = (day, zone, roles, tasks)
        if state == self._written:
            return
        asked = {
            task.id: Version(
                task.id, day, task.days, task.minutes, task.target, not cadence.sleeps(task, roles)
            )
            for task in tasks
        }
        async with self._room.db.atomic() as write:
            await plans.here(write, day, zone, self._room.now())
            known = {task: mine[-1] for task, mine in (await plans.versions(write)).items()}
            first = await ticking.first_days(write)
            new = [
                one if one.task in known else replace(one, from_day=min(day, first.get(one.task, day)))
                for one in asked.values()
                if one.task not in known or replace(known[one.task], from_day=day) != one
            ]
            gone = [
                replace(one, from_day=day, awake=False)
                for one in known.values()
                if one.task not in asked and one.awake
            ]
            await plans.put_versions(write, [*new, *gone])
        self._written = state

    # A person's word

    async def tick(self, task: str, how: How = How.DONE, note: str = "") -> Done:
        """Says done, skip or not appropriate today; undo takes it back."""
        one = self.task(task)
        await self._be_here()
        panel = await self.panel()
        row = next(row for row in panel.rows if row.task.id == task)
        if row.why:
            raise refuse(
                f"{row.task.words} sleeps: {row.why}.", "Wake it in cadence.toml, or connect an account."
            )
        waits = panel.waiting.get(task, ())
        if one.event and not waits:
            raise refuse(
                f"{one.words} waits for its event, {one.event}.",
                f"c on a person's card says that it happened, or `socialtui happened {one.event}`.",
            )
        words = f"{one.words}: {_WORDS[how]}" + (f", {waits[0].words}" if waits else "")
        tick = Tick(task, self.day(), how, self._room.now(), self._room.who, note.strip())
        async with self._room.db.atomic() as write:
            subject = await events.one_act(write)
            before = await ticking.put(write, tick)
            await ticking.remember(write, (one,), self._room.now())
            act = self._room.act("tick", words)
            await events.ticked(write, act, task, tick.day.isoformat(), before, subject)
            if waits:
                number = await plans.settle(
                    write, task, waits[0].id, how.value, tick.day, tick.at, self._room.who
                )
                await events.rewrote(write, act, {"settlings": {number: None}}, None, subject)
        return Done(words)

    async def untick(self, task: str) -> Done:
        """Takes a task's tick of its round back, whoever made it; it waits for a hand then."""
        one = self.task(task)
        row = next(row for row in (await self.panel()).rows if row.task.id == task)
        if not row.ticked or one.event:
            raise refuse(
                f"{one.words} has no tick to take back.", "`socialtui undo` or u takes back your newest act."
            )
        span = cadence.window(one, self.day())
        first = span.first if span is not None else self.day()
        ticks = [
            tick
            for tick in await ticking.ticks(self._room.db, first, self.day())
            if tick.task == task and tick.how is not How.TAKEN_BACK
        ]
        words = f"{one.words}: {_WORDS[How.TAKEN_BACK]}"
        async with self._room.db.atomic() as write:
            act, subject = self._room.act("tick", words), await events.one_act(write)
            for tick in ticks:
                back = replace(tick, how=How.TAKEN_BACK, at=self._room.now(), who=self._room.who)
                before = await ticking.put(write, back)
                await events.ticked(write, act, task, tick.day.isoformat(), before, subject)
        return Done(words)

    def task(self, task: str) -> Task:
        """A task by its name; refused, with the nearest, where there is none."""
        known = {one.id: one for one in self.plan()}
        if task not in known:
            raise refuse(f"{task} is no task{meant(task, known, '.')}", "`socialtui cadence` lists them.")
        return known[task]

    async def ticked(self, task: str) -> Tick:
        """A task's tick of today, which takes a note; refused where there is none."""
        ticks = await ticking.ticks(self._room.db, self.day(), self.day())
        tick = next((tick for tick in ticks if tick.task == task), None)
        if tick is None:
            raise refuse(
                "A note goes with a tick.",
                "Tick the task first: `socialtui tick`, or e done, s skip, - not appropriate.",
            )
        return tick

    async def note(self, task: str, text: str) -> Done:
        """Writes a note to a task's tick of today; refused where there is none."""
        tick = await self.ticked(task)
        async with self._room.db.atomic() as write:
            before = await ticking.put(write, replace(tick, note=text.strip(), at=self._room.now()))
            await events.ticked(
                write, self._room.act("tick", "note on a tick"), task, tick.day.isoformat(), before
            )
        return Done("noted")

    async def happened(self, event: str, words: str = "", person_id: int | None = None) -> Done:
        """Says that something happened which tasks wait for: a new client, a project that was done."""
        events_known = sorted({task.event for task in self.plan() if task.event})
        if event not in events_known:
            raise refuse(
                f"No task of the plan waits for {event}.", f"Events: {', '.join(events_known) or 'none'}."
            )
        words = " ".join(words.split())[:120]
        async with self._room.db.atomic() as write:
            number = await plans.happen(
                write, event, person_id, words, self.day(), self._room.now(), self._room.who
            )
            said = f"{event}{f': {words}' if words else ''}"
            await events.rewrote(
                write, self._room.act("happened", said), {"happenings": {number: None}}, None
            )
        roles = await self.roles()
        asked = [(task.words, cadence.sleeps(task, roles)) for task in self.plan() if task.event == event]
        tasks = ", ".join(f"{words} (sleeps: {why})" if why else words for words, why in asked)
        return Done(f"{said} · asks for {tasks}")


def _named(rows: tuple[Row, ...], waiting: Mapping[str, Sequence[Happening]]) -> tuple[Row, ...]:
    """Tasks of events say whom the oldest of them is about."""
    return tuple(
        replace(row, for_whom=waiting[row.task.id][0].words) if waiting.get(row.task.id) else row
        for row in rows
    )
