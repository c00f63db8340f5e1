"""Decides what of the schedule is asked for today, how far it is, and what is left of it."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.plan import Task, Window, next_day, parse_plan, window
from socialtui.domain.weeks import monday_of

__all__ = [
    "Count",
    "How",
    "Row",
    "State",
    "Task",
    "Tick",
    "Today",
    "Week",
    "Window",
    "completed",
    "due_this_week",
    "due_today",
    "missed",
    "next_day",
    "parse_plan",
    "rows",
    "sleeps",
    "today",
    "window",
]


class How(StrEnum):
    """What a person said about a task on a day."""

    DONE = "done"
    SKIP = "skip"
    NOT_APPROPRIATE = "not_appropriate"
    TAKEN_BACK = "taken_back"
    """It ticked itself, and somebody says that it isn't done: it waits for a hand that day."""


class State(StrEnum):
    """How far a task is; the screen has a sign for each."""

    OPEN = "open"
    HALF = "half"
    DONE = "done"
    SKIPPED = "skipped"
    NOT_APPROPRIATE = "not_appropriate"
    SLEEPING = "sleeping"


SETTLED = frozenset((State.DONE, State.SKIPPED, State.NOT_APPROPRIATE))
"""States that leave nothing to do."""

KEPT = frozenset((State.DONE, State.NOT_APPROPRIATE))
"""States that count as kept: seeing that today is not the day is a full answer."""


class Tick(Struct, frozen=True):
    """Somebody's word about a task on a day. A fact; undo takes it away again."""

    task: str
    """The task's id."""
    day: date
    how: How
    at: int
    """UTC seconds."""
    who: str = ""
    note: str = ""
    count: int = 0
    """How many of the target this one stands for; 0 means all of it."""


class Count(Struct, frozen=True):
    """What a task's view holds, as counted in the store."""

    done: int = 0
    """Answered or settled in this round."""
    left: int | None = None
    """Still waiting; None where nobody can say."""


class Row(Struct, frozen=True):
    """One line of the panel."""

    task: Task
    state: State
    due: bool
    """Asked for on this day."""
    progress: str
    """3 of 7, 4 left, or nothing."""
    done: int
    minutes_left: int
    why: str = ""
    """Why it sleeps; empty otherwise."""
    note: str = ""
    """What was said with its newest tick."""
    ticked: bool = False
    """Somebody's word or its own is written down; else its state is only what was counted."""
    by_hand: bool = False
    """It doesn't tick itself today: somebody took that back."""
    for_whom: str = ""
    """Whom the event of its round is about."""
    comes: date | None = None
    """The next day on which it is asked for, where that isn't today."""


class Today(Struct, frozen=True):
    """The day's plan: its rows, and what the status line says of them."""

    rows: tuple[Row, ...]
    kept: int
    """Done, or seen to be not appropriate."""
    due: int
    minutes_left: int


class Week(Struct, frozen=True):
    """A week's plan, Monday first."""

    days: tuple[tuple[date, tuple[Task, ...]], ...]
    any_day: tuple[Task, ...]
    """Those for which any day will do."""


def sleeps(task: Task, roles_present: AbstractSet[str]) -> str:
    """Why a task sleeps, in words; empty when it is awake. What sleeps is never missed."""
    if task.roles and roles_present.isdisjoint(task.roles):
        return f"no {' or '.join(task.roles)} account"
    return "" if task.awake else "not woken yet"


def due_today(
    tasks: Iterable[Task],
    day: date,
    roles_present: AbstractSet[str],
    ticks: Iterable[Tick] = (),
    happened: frozenset[str] = frozenset(),
) -> tuple[Task, ...]:
    """The awake tasks that are asked for on `day`, the local day of a person's zone.

    A weekly or monthly one is asked for on every day of its round until a tick of an earlier day settles it.
    """
    by_task = _by_task(ticks)
    return tuple(
        task
        for task in tasks
        if not sleeps(task, roles_present)
        and (span := window(task, day, happened)) is not None
        and not _settled_before(task, span, day, by_task.get(task.id, ()))
    )


def since(task: Task, day: date) -> date:
    """The first day whose work counts for the round of `day`; work of a task for any time counts from that day."""
    span = window(task, day)
    return span.first if span is not None and span.first != date.min else day


def due_this_week(tasks: Sequence[Task], day: date, roles_present: AbstractSet[str]) -> Week:
    """The week around `day`: what is bound to a day by day, and beside it what any day will do for."""
    awake = [task for task in tasks if not sleeps(task, roles_present)]
    monday = monday_of(day)
    bound: list[tuple[date, tuple[Task, ...]]] = []
    for step in range(7):
        this = monday + timedelta(days=step)
        bound.append((this, tuple(task for task in awake if window(task, this) == (this, this))))
    loose = tuple(task for task in awake if (span := window(task, day)) and span.first != span.last)
    return Week(tuple(bound), loose)


def completed(task: Task, count: Count) -> bool:
    """Whether what was counted ends a task without a word from anybody."""
    if task.completes == "empty":
        return count.left == 0
    return task.completes == "target" and count.done >= task.target


def rows(
    tasks: Iterable[Task],
    ticks: Iterable[Tick],
    counts: Mapping[str, Count],
    day: date,
    roles_present: AbstractSet[str],
    happened: frozenset[str] = frozenset(),
) -> tuple[Row, ...]:
    """Every task with its state on `day`, in the plan's order, those that sleep last."""
    by_task = _by_task(ticks)
    made = []
    for task in tasks:
        said = by_task.get(task.id, ())
        span = window(task, day, happened)
        count = counts.get(task.id, Count())
        due = span is not None and not _settled_before(task, span, day, said)
        due = due and _still_asked(task, count, day, said)
        comes = None if due else _comes(task, span, day)
        made.append(_row(task, span, due, said, count, sleeps(task, roles_present), comes))
    return tuple(sorted(made, key=lambda row: row.state is State.SLEEPING))


def today(
    tasks: Iterable[Task],
    ticks: Iterable[Tick],
    counts: Mapping[str, Count],
    day: date,
    roles_present: AbstractSet[str],
    happened: frozenset[str] = frozenset(),
) -> Today:
    """The panel of one day: what is due, how much of it is kept, and the minutes left."""
    due = tuple(row for row in rows(tasks, ticks, counts, day, roles_present, happened) if row.due)
    return Today(due, sum(row.state in KEPT for row in due), len(due), sum(row.minutes_left for row in due))


def missed(
    task: Task, ticks: Iterable[Tick], first: date, last: date, roles_present: AbstractSet[str]
) -> tuple[Window, ...]:
    """The rounds that ended within these days without a word about the task; none while it sleeps."""
    if sleeps(task, roles_present):
        return ()
    said = {tick.day for tick in ticks if tick.task == task.id and tick.how is not How.TAKEN_BACK}
    ended: dict[Window, None] = {}
    for step in range((last - first).days + 1):
        span = window(task, first + timedelta(days=step))
        if span is not None and span.last <= last:
            ended[span] = None
    return tuple(span for span in ended if not any(span.first <= day <= span.last for day in said))


def _by_task(ticks: Iterable[Tick]) -> dict[str, list[Tick]]:
    by_task: dict[str, list[Tick]] = {}
    for tick in sorted(ticks, key=lambda tick: tick.at):
        by_task.setdefault(tick.task, []).append(tick)
    return by_task


def _still_asked(task: Task, count: Count, day: date, said: Sequence[Tick]) -> bool:
    """Whether one waits for a task of an event, or was done on this very day."""
    return not task.event or count.left != 0 or any(tick.day == day for tick in said)


def _settled_before(task: Task, span: Window, day: date, said: Sequence[Tick]) -> bool:
    if span.first == span.last:
        return False
    earlier = [tick for tick in said if span.first <= tick.day < day]
    return _state(task, earlier, Count()) in SETTLED


def _ticked(said: Sequence[Tick]) -> int:
    return sum(tick.count for tick in said if tick.how is How.DONE)


def _state(task: Task, said: Sequence[Tick], count: Count) -> State:
    """The newest word decides; without one, what was counted does."""
    done = count.done + _ticked(said)
    if task.event and count.left:
        return State.HALF if any(tick.how is How.DONE for tick in said) else State.OPEN
    if said:
        newest = said[-1]
        if newest.how is How.TAKEN_BACK:
            return State.HALF if done else State.OPEN
        if newest.how is How.SKIP:
            return State.SKIPPED
        if newest.how is How.NOT_APPROPRIATE:
            return State.NOT_APPROPRIATE
        if newest.count == 0:
            return State.DONE
    if completed(task, Count(done, count.left)):
        return State.DONE
    if task.completes == "hand" and 0 < task.target <= done:
        return State.DONE
    return State.HALF if done else State.OPEN


def _comes(task: Task, span: Window | None, day: date) -> date | None:
    """The day of the next round; None for what comes no more, or with an event."""
    after = day if span is None else span.last
    return next_day(task, after + timedelta(days=1)) if after < date.max and not task.event else None


def _row(
    task: Task, span: Window | None, due: bool, said: Sequence[Tick], count: Count, asleep: str,
    comes: date | None,
) -> Row:  # fmt: skip
    if asleep:
        return Row(task, State.SLEEPING, False, "", 0, 0, asleep)
    if span is None:
        return Row(task, State.OPEN, False, "", 0, 0, comes=comes)
    said = [tick for tick in said if span.first <= tick.day <= span.last]
    state = _state(task, said, count)
    done = count.done + _ticked(said)
    whole = _whole(task, done, count)
    left = task.minutes
    if state in SETTLED or not due:
        left = 0
    elif state is State.HALF and whole:
        left = -(-task.minutes * (whole - min(done, whole)) // whole)
    note = next((tick.note for tick in reversed(said) if tick.note), "")
    newest = said[-1].how if said else None
    return Row(
        task, state, due, _progress(task, done, whole, count), done, left, note=note,
        ticked=newest is not None and newest is not How.TAKEN_BACK, by_hand=newest is How.TAKEN_BACK,
        comes=None if due else comes,
    )  # fmt: skip


def _whole(task: Task, done: int, count: Count) -> int:
    """Of how many; 0 where nothing is counted."""
    if task.completes == "empty":
        return done + (count.left or 0)
    return task.target


def _progress(task: Task, done: int, whole: int, count: Count) -> str:
    if task.event:
        return f"{count.left} wait{'s' if count.left == 1 else ''}" if count.left else ""
    if task.completes == "empty":
        if count.left is None:
            return ""
        return f"{done} of {whole}" if done and count.left else f"{count.left} left"
    return f"{min(done, whole)} of {whole}" if whole else ""
