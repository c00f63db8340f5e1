"""Counts complaints by the ten minutes in which they were said, so that an unusual hour is seen at once."""

from socialtui.domain.unusual import BACK, HOUR, PIECE, Unusual, piece_of, unusual_hour
from socialtui.store.database import Database, Writer


async def count(write: Writer, counted: dict[int, int], now: int) -> None:
    """Adds so many complaints to each piece of time that isn't too old to tell anything."""
    oldest = piece_of(now - BACK)
    if not counted:
        return
    await write.many(
        "INSERT INTO rushes VALUES (?,?) ON CONFLICT DO UPDATE SET complaints = complaints + excluded.complaints",
        [(piece, number) for piece, number in counted.items() if piece >= oldest],
    )


async def lately(db: Database, now: int) -> int:
    """Complaints of the last hour."""
    here = piece_of(now)
    row = await db.one(
        "SELECT coalesce(sum(complaints), 0) FROM rushes WHERE piece > ? AND piece <= ?",
        (here - HOUR // PIECE, here),
    )
    return row[0] if row else 0


async def unusual(db: Database, now: int) -> Unusual | None:
    """The last hour, where it is unusual."""
    rows = await db.rows("SELECT piece, complaints FROM rushes WHERE piece > ?", (piece_of(now - BACK),))
    # What a first look brings was said before anybody listened here; how much else was said then, nobody knows.
    began = await db.one("SELECT at FROM migrations WHERE name = 'rushes'")
    return unusual_hour(dict(rows), now, began[0] if began else now)


async def sweep(write: Writer, now: int) -> None:
    """Forgets what is too old to tell what is usual."""
    await write.run("DELETE FROM rushes WHERE piece < ?", (piece_of(now - BACK),))
