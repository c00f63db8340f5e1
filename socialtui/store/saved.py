"""How often each saved reply was put into an answer."""

from socialtui.store.database import Reader, Writer


async def uses(db: Reader) -> dict[str, tuple[int, int]]:
    """Name → how often it was used, and when last (UTC seconds)."""
    return {
        row[0]: (row[1], row[2]) for row in await db.rows("SELECT name, used, last_at FROM saved_replies")
    }


async def count(write: Writer, name: str, now: int) -> None:
    """One more use of a saved reply."""
    await write.run(
        "INSERT INTO saved_replies VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET used=used+1, last_at=excluded.last_at",
        (name, now),
    )
