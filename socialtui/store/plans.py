"""What the schedule asked for over time, on which days somebody was here, what happened, and what was offered."""

import json
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from socialtui.domain.livable import Offered, Wanting
from socialtui.domain.rounds import Version
from socialtui.store.database import Reader, Writer


class Happening(Struct, frozen=True):
    """Something that a task waits for: a new client, a project that was done."""

    id: int
    event: str
    person_id: int | None
    words: str
    """Whom or what it is about."""
    day: date


async def versions(read: Reader) -> dict[str, list[Version]]:
    """Every task's plan as it was from which day on, oldest first."""
    found: dict[str, list[Version]] = {}
    for task, day, days, minutes, target, awake in await read.rows(
        "SELECT task, from_day, days, minutes, target, awake FROM plans ORDER BY task, from_day"
    ):
        found.setdefault(task, []).append(
            Version(task, date.fromisoformat(day), days, minutes, target, bool(awake))
        )
    return found


async def put_versions(write: Writer, versions: Iterable[Version]) -> None:
    """From their day on the plan is so."""
    await write.many(
        "INSERT INTO plans (task, from_day, days, minutes, target, awake) VALUES (?,?,?,?,?,?)"
        " ON CONFLICT DO UPDATE SET days=excluded.days, minutes=excluded.minutes, target=excluded.target,"
        " awake=excluded.awake",
        [
            (one.task, one.from_day.isoformat(), one.days, one.minutes, one.target, one.awake)
            for one in versions
        ],
    )


async def here(write: Writer, day: date, zone: str, now: int) -> None:
    """Somebody sits here on that day."""
    await write.run(
        "INSERT INTO days_here (day, zone, first_at) VALUES (?,?,?) ON CONFLICT DO UPDATE SET zone=excluded.zone",
        (day.isoformat(), zone, now),
    )


async def days_here(read: Reader) -> dict[date, str]:
    """Each day on which somebody was here, with its zone."""
    rows = await read.rows("SELECT day, zone FROM days_here")
    return {date.fromisoformat(day): zone for day, zone in rows}


async def happen(write: Writer, event: str, person_id: int | None, words: str, day: date, at: int,
                 who: str) -> int:  # fmt: skip
    """Writes down that something happened; the id of its row."""
    return await write.insert(
        "INSERT INTO happenings (event, person_id, words, day, at, who) VALUES (?,?,?,?,?,?)",
        (event, person_id, words, day.isoformat(), at, who),
    )


async def waiting(read: Reader, task: str, event: str) -> list[Happening]:
    """What a task has still to be done for, oldest first."""
    rows = await read.rows(
        "SELECT id, event, person_id, words, day FROM happenings WHERE event=? AND NOT EXISTS"
        " (SELECT 1 FROM settlings WHERE task=? AND happening_id=happenings.id) ORDER BY id",
        (event, task),
    )
    return [Happening(row[0], row[1], row[2], row[3], date.fromisoformat(row[4])) for row in rows]


async def settle(write: Writer, task: str, happening: int, how: str, day: date, at: int, who: str) -> int:
    """A task was done, or left, for what happened; the id of its row."""
    return await write.insert(
        "INSERT INTO settlings (task, happening_id, how, day, at, who) VALUES (?,?,?,?,?,?)",
        (task, happening, how, day.isoformat(), at, who),
    )


async def offers(read: Reader, standing: bool = False) -> list[Offered]:
    """What was offered, oldest first; with `standing`, only what has no answer yet."""
    rows = await read.rows(
        "SELECT id, what, task, kept, asked, day, answer FROM offers WHERE ? = 0 OR answer = '' ORDER BY id",
        (int(standing),),
    )
    return [
        Offered(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6]) for row in rows
    ]


async def offer(write: Writer, wanting: Wanting, day: date, at: int) -> int:
    """Makes an offer; the id of its row."""
    return await write.insert(
        "INSERT INTO offers (what, task, kept, asked, day, at) VALUES (?,?,?,?,?,?)",
        (wanting.what, wanting.task, wanting.kept, wanting.asked, day.isoformat(), at),
    )


async def answer(write: Writer, offer_id: int, words: str, at: int, who: str) -> bool:
    """Answers an offer; False where somebody did already."""
    changed = await write.run(
        "UPDATE offers SET answer=?, answered_at=?, who=? WHERE id=? AND answer=''",
        (words, at, who, offer_id),
    )
    return changed == 1


async def brought(read: Reader, since: int) -> tuple[int, int]:
    """Answers sent and promises kept since a moment (UTC seconds)."""
    row = await read.one(
        "SELECT (SELECT count(*) FROM events WHERE verb='sent' AND at >= ?1),"
        " (SELECT count(*) FROM promises WHERE state='kept' AND closed_at >= ?1)",
        (since,),
    )
    return (row[0], row[1]) if row else (0, 0)


async def told(write: Writer, day: date, words: str) -> bool:
    """Remembers what was said once on a day; False where it had been said already."""
    row = await write.one("SELECT told FROM days_here WHERE day=?", (day.isoformat(),))
    said = json.loads(row[0]) if row and row[0] else []
    if row is None or words in said:
        return False
    await write.run("UPDATE days_here SET told=? WHERE day=?", (json.dumps([*said, words]), day.isoformat()))
    return True
