"""Sessions of work, the minutes of a day by network, and how often somebody looked."""

from datetime import date

from socialtui.domain.session import Session
from socialtui.store.database import Reader, Writer

_SESSION = "id, began_at, length, spent, going_since, left_out, desk, seen_at"


async def standing(read: Reader, who: str) -> Session | None:
    """This person's session that hasn't ended."""
    row = await read.one(
        f"SELECT {_SESSION} FROM sessions WHERE who=? AND ended_at IS NULL ORDER BY id DESC LIMIT 1", (who,)
    )
    if row is None:
        return None
    return Session(row[0], row[1], row[2], row[3], row[4], frozenset(row[5].split()), row[6], row[7])


async def begin(write: Writer, who: str, day: date, now: int, length: int, desk: str) -> None:
    """A new one, going at once in a window."""
    await write.run(
        "INSERT INTO sessions (who, day, began_at, length, going_since, desk, seen_at) VALUES (?,?,?,?,?,?,?)",
        (who, day.isoformat(), now, length, now, desk, now),
    )


async def put(write: Writer, session: Session) -> None:
    """Its time, what was put off, and where it goes on."""
    await write.run(
        "UPDATE sessions SET spent=?, going_since=?, left_out=?, desk=?, seen_at=? WHERE id=? AND ended_at IS NULL",
        (
            session.spent, session.going_since, " ".join(sorted(session.passed)), session.desk, session.seen_at,
            session.id,
        ),
    )  # fmt: skip


async def seen(write: Writer, who: str, desk: str, now: int) -> None:
    """It still goes on in that window."""
    await write.run(
        "UPDATE sessions SET seen_at=? WHERE who=? AND ended_at IS NULL AND desk=? AND going_since IS NOT NULL",
        (now, who, desk),
    )


async def end(write: Writer, session: Session, now: int) -> bool:
    """It is over; False where it was already."""
    ended = await write.run(
        "UPDATE sessions SET spent=?, going_since=NULL, ended_at=? WHERE id=? AND ended_at IS NULL",
        (session.used(now), now, session.id),
    )
    return ended > 0


async def done_since(read: Reader, who: str, since: int) -> tuple[int, list[str]]:
    """How many answers this person sent since a moment (UTC seconds), and which tasks their work ticked."""
    row = await read.one("SELECT count(*) FROM events WHERE who=? AND verb='sent' AND at >= ?", (who, since))
    ticked = await read.rows(
        "SELECT task FROM ticks WHERE who=? AND at >= ? AND how IN ('done', 'not_appropriate') ORDER BY at",
        (who, since),
    )
    return (row[0] if row else 0), [task for (task,) in ticked]


async def promises_due(read: Reader, until: int) -> int:
    """Open promises due before a moment (UTC seconds), and broken ones about which nothing was done."""
    row = await read.one(
        "SELECT count(*) FROM promises WHERE (state='open' AND due_at < ?) OR (state='broken' AND reason='')",
        (until,),
    )
    return int(row[0]) if row else 0


async def spend(write: Writer, day: date, who: str, network: str) -> None:
    """One minute more."""
    await write.run(
        "INSERT INTO minutes_spent VALUES (?,?,?,1) ON CONFLICT DO UPDATE SET minutes = minutes + 1",
        (day.isoformat(), who, network),
    )


async def spent(read: Reader, day: date, who: str) -> list[tuple[str, int]]:
    """Network and minutes of a day, most first."""
    rows = await read.rows(
        "SELECT network, minutes FROM minutes_spent WHERE day=? AND who=? ORDER BY minutes DESC, network",
        (day.isoformat(), who),
    )
    return [(row[0], row[1]) for row in rows]


async def look(write: Writer, day: date) -> int:
    """Somebody looked once more whether anything came; how often that was today."""
    await write.run("UPDATE days_here SET looks = looks + 1 WHERE day=?", (day.isoformat(),))
    row = await write.one("SELECT looks FROM days_here WHERE day=?", (day.isoformat(),))
    return int(row[0]) if row else 0


async def came(read: Reader, since: int) -> int:
    """Words to us since a moment (UTC seconds), among the newest few hundred."""
    row = await read.one(
        "SELECT count(*) FROM (SELECT ours, said_at, source_id FROM mentions ORDER BY id DESC LIMIT 300) m"
        " LEFT JOIN sources s ON s.id = m.source_id WHERE m.ours = 0 AND m.said_at >= ? AND coalesce(s.addressed, 1)",
        (since,),
    )
    return int(row[0]) if row else 0


async def told_lately(read: Reader, since: date, words: str) -> bool:
    """Whether something was said on one of the days from `since` on."""
    row = await read.one(
        "SELECT 1 FROM days_here WHERE day >= ? AND instr(told, ?)", (since.isoformat(), words)
    )
    return row is not None
