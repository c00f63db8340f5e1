"""Where each desk stood, and what came since a moment."""

from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.domain.mention import Band
from socialtui.store.database import Database

if TYPE_CHECKING:
    from socialtui.domain.since import SinceYouLeft

_LOOK_BACK = 20_000
"""Mentions: what is counted on coming back stays quick at any size of the store."""


class Place(Struct, frozen=True):
    """Where a desk stood."""

    conversation_id: int | None
    view: str
    seen_at: int
    """UTC seconds; 0 for the first time."""
    ended: str
    """left, cut, or empty while it runs."""


async def remember(db: Database, name: str, place: Place) -> None:
    """Writes where a desk stands."""
    async with db.atomic() as write:
        await write.run(
            "INSERT INTO desks VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET seen_at=excluded.seen_at,"
            " conversation_id=excluded.conversation_id, view=excluded.view, ended=excluded.ended",
            (name, place.seen_at, place.conversation_id, place.view, place.ended),
        )


async def recalled(db: Database, name: str) -> Place:
    """Where a desk stood last."""
    row = await db.one("SELECT conversation_id, view, seen_at, ended FROM desks WHERE name=?", (name,))
    return Place(*row) if row else Place(None, "", 0, "")


async def since(db: Database, seen_at: int, day_end: int) -> "SinceYouLeft":
    """What came and still waits, what falls due before `day_end`, what was missed, and what of ours is stuck."""
    from socialtui.domain.since import Missed, SinceYouLeft

    rows = await db.rows(
        "SELECT kind, count(*), min(CASE WHEN band <= 1 THEN due_at END) FROM conversations WHERE state = 0"
        " AND id IN (SELECT coalesce((SELECT whole_id FROM wholes WHERE id = conversation_id),"
        "  conversation_id) FROM mentions WHERE id > (SELECT max(id) FROM mentions) - ?"
        "  AND said_at >= ? AND ours = 0) GROUP BY 1",
        (_LOOK_BACK, seen_at),
    )
    kinds: dict[int, int] = {row[0]: row[1] for row in rows}
    first_due = min((row[2] for row in rows if row[2] is not None), default=None)
    gaps = await db.rows(
        "SELECT DISTINCT a.name, a.network, g.start_at, g.end_at FROM gaps g JOIN sources s ON s.id = g.source_id"
        " JOIN accounts a ON a.id = s.account_id WHERE g.end_at >= ? ORDER BY g.start_at LIMIT 100",
        (seen_at,),
    )
    promises = await db.one("SELECT count(*) FROM promises WHERE state = 'open' AND due_at < ?", (day_end,))
    # A refused answer is settled once another took its place or its conversation was closed.
    stuck = await db.one(
        "SELECT count(*) FROM outbox o LEFT JOIN conversations c ON c.id = o.conversation_id"
        " WHERE o.state = 'unknown' OR (o.state = 'refused' AND coalesce(c.state, 0) IN (0, 1) AND NOT EXISTS"
        "  (SELECT 1 FROM outbox n WHERE n.conversation_id = o.conversation_id AND n.id > o.id"
        "   AND n.state <> 'recalled'))"
    )
    rest = sum(kinds.get(int(band), 0) for band in (Band.LEAD, Band.ERROR, Band.CHATTER))
    return SinceYouLeft(
        seen_at, kinds.get(int(Band.COMPLAINT), 0), kinds.get(int(Band.QUESTION), 0), kinds.get(int(Band.PRAISE), 0),
        rest, first_due, promises[0] if promises else 0, tuple(Missed(*row) for row in gaps),
        stuck[0] if stuck else 0,
    )  # fmt: skip
