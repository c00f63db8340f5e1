"""Ticks of the schedule, and how much of a task's work was done."""

import json
from collections.abc import Iterable
from datetime import date

from socialtui.domain.cadence import How, Task, Tick
from socialtui.store.database import Database, Writer

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


async def worked(db: Database, since: int) -> list[tuple[int, str, int]]:
    """Account, verb and how many: what people answered and settled since a moment (UTC seconds)."""
    rows = await db.rows(
        "SELECT c.account_id, e.verb, count(*) FROM events e JOIN conversations c ON c.id = e.conversation_id"
        " WHERE e.id > coalesce((SELECT max(id) FROM events WHERE at < ?), 0) AND e.at >= ?"
        " AND e.verb IN ('sent', 'done') AND e.undone_at IS NULL GROUP BY 1, 2",
        (since, since),
    )
    return [(row[0], row[1], row[2]) for row in rows]
