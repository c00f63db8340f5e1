"""When posts of our own are held back: begun and ended by time itself or by a person, in one row each."""

from socialtui.domain.pausing import Late, Pause, Why, cause
from socialtui.domain.post import LATEST
from socialtui.domain.unusual import LEAST, Unusual
from socialtui.store import posts, rushes
from socialtui.store.database import Database, Reader, Row, Writer

_PAUSE = (
    "p.id, p.at, p.why, p.words, p.conversation_id, p.who, p.ended_at, p.ended_by,"
    " coalesce(nullif(n.name, ''), n.handle), c.due_at"
)
_JOINED = (
    " FROM pauses p LEFT JOIN conversations c ON c.id = p.conversation_id"
    " LEFT JOIN identities n ON n.id = c.identity_id"
)


def _pause(row: Row) -> Pause:
    late = Late(row[4], row[8] or "somebody", row[9]) if row[4] is not None and row[9] is not None else None
    return Pause(row[0], row[1], Why(row[2]), row[3], row[4], row[5], row[6], row[7], late)


async def held(read: Reader) -> bool:
    """Whether posts of our own are paused, as it is written."""
    return await read.one("SELECT 1 FROM pauses WHERE ended_at IS NULL") is not None


async def now_open(read: Reader) -> Pause | None:
    """The pause that holds; None where posts go."""
    row = await read.one(f"SELECT {_PAUSE}{_JOINED} WHERE p.ended_at IS NULL ORDER BY p.id DESC")
    return _pause(row) if row else None


async def covered(read: Reader, at: int, now: int) -> bool:
    """Whether posts were paused at a moment (UTC seconds), or shortly after it."""
    row = await read.one(
        "SELECT 1 FROM pauses WHERE at <= ? AND (ended_at IS NULL OR ended_at > ?)",
        (min(at + LATEST, now), at),
    )
    return row is not None


async def between(read: Reader, begin: int, end: int) -> list[Pause]:
    """Pauses that began within, `end` exclusive (UTC seconds)."""
    rows = await read.rows(
        f"SELECT {_PAUSE}{_JOINED} WHERE p.at >= ? AND p.at < ? ORDER BY p.id", (begin, end)
    )
    return [_pause(row) for row in rows]


async def overdue(read: Reader, now: int, after: int = 0) -> Late | None:
    """The complaint that is late for longest, of those that fell due since a moment (UTC seconds)."""
    row = await read.one(
        "SELECT c.id, coalesce(nullif(n.name, ''), n.handle, 'somebody'), c.due_at FROM conversations c"
        " INDEXED BY conversations_kind JOIN identities n ON n.id = c.identity_id WHERE c.state = 0 AND c.kind = 1"
        " AND c.band IN (0, 1) AND c.due_at < ? AND c.due_at >= ? ORDER BY c.due_at LIMIT 1",
        (now, after),
    )
    return Late(row[0], row[1], row[2]) if row else None


async def let_go_at(read: Reader) -> int | None:
    """When somebody let the posts go last (UTC seconds)."""
    row = await read.one("SELECT max(ended_at) FROM pauses WHERE ended_by <> ''")
    return row[0] if row else None


async def settle(db: Database, now: int, *, wanting: bool = False) -> Pause | None:
    """Writes what time itself changes: a pause begins, or its cause is gone or another. The pause that holds then.

    Nothing begins while no post waits, unless somebody is `wanting` to let one leave.
    """
    here = await now_open(db)
    if here is not None and here.why is Why.HAND:
        return here
    if here is None and not wanting and not await posts.waiting(db):
        return None
    since = await let_go_at(db)
    late, rush = await overdue(db, now, since or 0), await _rush(db, now)
    why = cause(late, rush, since, now)
    cid = late.conversation_id if late and why is Why.LATE else None
    if why is None and here is None:
        return None
    if here is not None and (here.why, here.conversation_id) == (why, cid):
        return here
    words = rush.words if why is Why.RUSH and rush is not None else ""
    async with db.atomic() as write:
        if why is None:
            await write.run("UPDATE pauses SET ended_at=? WHERE ended_at IS NULL AND why <> 'hand'", (now,))
        elif await now_open(write) is None:
            await begin(write, why, words, cid, "", now)
        else:
            await write.run(
                "UPDATE pauses SET why=?, words=?, conversation_id=? WHERE ended_at IS NULL AND why <> 'hand'",
                (why.value, words, cid),
            )
        return await now_open(write)


async def _rush(db: Database, now: int) -> Unusual | None:
    return await rushes.unusual(db, now) if await rushes.lately(db, now) >= LEAST else None


async def begin(write: Writer, why: Why, words: str, conversation_id: int | None, who: str, now: int) -> None:
    """Holds posts back from now on; what was about to leave waits with its own time."""
    await write.run(
        "INSERT INTO pauses (at, why, words, conversation_id, who) VALUES (?,?,?,?,?)",
        (now, why.value, words, conversation_id, who),
    )
    await write.run("UPDATE intents SET state='due' WHERE kind='post' AND state='leaving'")


async def end(write: Writer, who: str, now: int) -> int:
    """A person lets the posts go; how many pauses ended by that."""
    return await write.run("UPDATE pauses SET ended_at=?, ended_by=? WHERE ended_at IS NULL", (now, who))
