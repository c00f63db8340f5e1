"""What we wait for (follow-ups), and what we let rest (abdications)."""

from typing import Any

from socialtui.store import events, patches
from socialtui.store.database import Reader, Writer
from socialtui.store.events import Act


async def put(
    write: Writer, act: Act, table: str, conversation_id: int, values: dict[str, Any], subject: str
) -> None:
    """Writes a conversation's one row of a table, so that undo brings back the one before it."""
    before = await patches.rows_of(write, table, [conversation_id])
    names = ("id", *values)
    await write.run(
        f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({','.join('?' * len(names))})",
        (conversation_id, *values.values()),
    )
    await events.rewrote(write, act, {table: before}, conversation_id, subject)


async def last_tone(write: Reader, conversation_id: int) -> float | None:
    """The tone of their newest word; None where it isn't judged."""
    row = await write.one(
        "SELECT tone FROM mentions WHERE conversation_id=? AND ours=0 AND removed_at IS NULL"
        " ORDER BY said_at DESC, id DESC LIMIT 1",
        (conversation_id,),
    )
    return row[0] if row else None


async def wholly_answered(write: Reader, conversation_id: int) -> bool:
    """Whether everything they said has a full answer of ours."""
    row = await write.one(
        "SELECT coalesce(max(CASE WHEN ours = 1 THEN said_at END), 0) >= max(CASE WHEN ours = 0 THEN said_at END)"
        " FROM mentions WHERE conversation_id=? AND removed_at IS NULL",
        (conversation_id,),
    )
    return bool(row and row[0])


async def resting(db: Reader, conversation_id: int) -> bool:
    """Whether it was let rest."""
    return bool(await db.one("SELECT 1 FROM abdications WHERE id=?", (conversation_id,)))
