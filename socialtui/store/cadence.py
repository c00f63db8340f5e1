"""Ticks of the schedule, and how much of a task's work was done."""

import json
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from socialtui.domain.cadence import How, Task, Tick
from socialtui.store.database import Database, Reader, Writer

_TICK = "task, day, how, count, at, who, note"


async def ticks(db: Database, first: date, last: date, whole: Iterable[str] = ()) -> list[Tick]:
    """Every tick of these days, both included, and of the tasks in `whole` every tick there is."""
    rows = await db.rows(
        f"SELECT {_TICK} FROM ticks WHERE day BETWEEN ? AND ?"
        " OR task IN (SELECT value FROM json_each(?)) ORDER BY at",
        (first.isoformat(), last.isoformat(), json.dumps(list(whole))),
    )
    return [
        Tick(
            row[0], date.fromisoformat(row[1]), How(row[2]), at=row[4], who=row[5], note=row[6], count=row[3]
        )
        for row in rows
    ]


async def put(write: Writer, tick: Tick) -> tuple[object, ...] | None:
    """Writes a tick over the one of the same day; the row that stood there before."""
    day = tick.day.isoformat()
    before = await write.one(f"SELECT {_TICK} FROM ticks WHERE task=? AND day=?", (tick.task, day))
    await write.run(
        "INSERT OR REPLACE INTO ticks VALUES (?,?,?,?,?,?,?)",
        (tick.task, day, tick.how.value, tick.count, tick.at, tick.who, tick.note),
    )
    return before


async def remember(write: Writer, tasks: tuple[Task, ...], now: int) -> None:
    """Keeps the words of tasks, so that their history is readable after they leave the plan."""
    await write.many(
        "INSERT INTO tasks VALUES (?,?,?) ON CONFLICT DO UPDATE SET words=excluded.words",
        [(task.id, task.words, now) for task in tasks],
    )


class Work(Struct, frozen=True):
    """A conversation that somebody answered or settled."""

    conversation_id: int
    verb: str
    """`sent` from here or `done`, by who did it; `answered` for each answer of ours, wherever it was given."""
    who: str
    at: int
    """UTC seconds."""


async def worked(db: Database, since: int) -> list[Work]:
    """What people answered and settled since a moment (UTC seconds), oldest first.

    Answers count from when they were given: of those given elsewhere one may hear days later. What was sent from
    here is there twice, as what somebody did and as an answer.
    """
    rows = await db.rows(
        "SELECT conversation_id, verb, who, at FROM events"
        " WHERE id > coalesce((SELECT id FROM events WHERE at < ?1 ORDER BY id DESC LIMIT 1), 0) AND at >= ?1"
        " AND conversation_id IS NOT NULL AND verb IN ('sent', 'done') AND undone_at IS NULL"
        " UNION ALL SELECT coalesce(g.whole_id, m.conversation_id), 'answered', 'sync', m.said_at"
        " FROM mentions m INDEXED BY mentions_ours_at LEFT JOIN wholes g ON g.id = m.conversation_id"
        " WHERE m.ours > 0 AND m.said_at >= ?1 AND m.conversation_id IS NOT NULL AND m.removed_at IS NULL ORDER BY 4",
        (since,),
    )
    return [Work(*row) for row in rows]


async def first_days(read: Reader) -> dict[str, date]:
    """The day of each task's oldest tick."""
    rows = await read.rows("SELECT task, min(day) FROM ticks GROUP BY task")
    return {task: date.fromisoformat(day) for task, day in rows}


async def words(read: Reader) -> dict[str, str]:
    """The words of every task that was ever ticked, those that left the plan among them."""
    return {row[0]: row[1] for row in await read.rows("SELECT id, words FROM tasks")}
