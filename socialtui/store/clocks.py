"""Keeps by which hours and clocks the rows are due, and reckons the open ones anew when these change.

The newest word holds: who starts with other settings writes them down, and a process that runs already takes
them over. The reckoning goes along the rows in small transactions; where it stands is kept, so that whoever
comes next goes on.
"""

from typing import TYPE_CHECKING

from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import Band
from socialtui.store.database import Database, Writer
from socialtui.store.mentions import kind_of

if TYPE_CHECKING:
    from socialtui.store.batch import DueAt

BATCH = 100
"""Rows in one transaction, at most."""
AT_ONCE = 2_000
"""Rows that a person waits for; the rest is reckoned by whoever looks next."""

_CLOCK, _LEFT = "clock", "clock_left"
_READ = "SELECT name, value FROM kept WHERE name IN ('clock', 'clock_left')"


async def told(db: Database) -> str:
    """The clock as it was written down last; empty for a new store."""
    return (await _kept(db)).get(_CLOCK, "")


async def _kept(db: Database) -> dict[str, str]:
    return {name: value for name, value in await db.rows(_READ)}


async def keep(db: Database, words: str, due: "DueAt", at_once: int = AT_ONCE) -> int:
    """Holds the rows to this clock; how many are due at another time now.

    What a promise or a follow-up has moved stays at its date, and what is closed stays as it is.
    """
    kept = await _kept(db)
    if kept.get(_CLOCK) == words and _LEFT not in kept:
        return 0
    if kept.get(_CLOCK) != words:
        async with db.atomic() as write:
            await _put(write, _CLOCK, words)
            # A new store's rows are all reckoned by the clock that its first process brings.
            if _CLOCK in kept:
                await _put(write, _LEFT, "0")
        if _CLOCK not in kept:
            return 0
        kept[_LEFT] = "0"
    return await _go_on(db, due, int(kept[_LEFT]), at_once)


async def _put(write: Writer, name: str, value: str) -> None:
    await write.run(
        "INSERT INTO kept VALUES (?,?) ON CONFLICT DO UPDATE SET value=excluded.value", (name, value)
    )


async def _go_on(db: Database, due: "DueAt", after: int, at_once: int) -> int:
    changed, looked_at = 0, 0
    while looked_at < at_once:
        rows = await db.rows(
            "SELECT id, band, kind, due_at, first_at FROM conversations c NOT INDEXED WHERE id > ?"
            f" AND state IN (0, 1) AND band BETWEEN 1 AND 5 AND due_at < {NEVER} AND NOT EXISTS ("
            "  SELECT 1 FROM promises p WHERE p.conversation_id = c.id AND p.state = 'open') AND NOT EXISTS ("
            "  SELECT 1 FROM waits w WHERE w.id = c.id AND w.until = c.due_at) ORDER BY id LIMIT ?",
            (after, BATCH),
        )
        # Reckoned before the transaction: a person may be typing.
        new = [(_due(due, *row[1:]), row[0], row[3], row[4]) for row in rows]
        new = [row for row in new if row[0] != row[2]]
        after = rows[-1][0] if rows else after
        async with db.atomic() as write:
            for values in new:
                changed += await write.run(
                    "UPDATE conversations SET due_at=? WHERE id=? AND due_at=? AND first_at=? AND state IN (0, 1)",
                    values,
                )
            if len(rows) < BATCH:
                await write.run("DELETE FROM kept WHERE name=?", (_LEFT,))
                return changed
            await _put(write, _LEFT, str(after))
        looked_at += len(rows)
    return changed


def _due(due: "DueAt", band: int, kind: int, _due_at: int, first_at: int) -> int:
    """By its kind; what a person has lifted out of the chatter goes by its band."""
    by_kind = due(kind_of(kind), first_at)
    return by_kind if by_kind < NEVER else due(kind_of(max(band, Band.COMPLAINT)), first_at)
