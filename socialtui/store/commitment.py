"""What was answered in time, what we joined in, and which complaints got no public answer: one statement each."""

import json

from socialtui.domain.mention import Band
from socialtui.store.database import Reader

MOST = 20_000
"""Conversations of one week that are looked at."""

_OWED = "1, 2, 3, 4, 5"
_PRIVATE = "('direct', 'private')"


async def in_time(read: Reader, since: int, now: int) -> list[tuple[int, int, int]]:
    """Kind, answered by when it was due, and all that fell due since a moment or was answered before it would.

    What somebody closed without an answer counts where it was a complaint.
    """
    rows = await read.rows(
        "SELECT kind, sum(answered), count(*) FROM (SELECT c.kind, c.state, EXISTS (SELECT 1 FROM mentions m"
        "  WHERE m.conversation_id = c.id AND m.ours = 1 AND m.said_at BETWEEN c.first_at AND c.due_at) AS answered"
        " FROM conversations c INDEXED BY conversations_kind WHERE c.state IN (0, 1, 2, 3)"
        f" AND c.kind IN ({_OWED}) AND c.band IN (0, {_OWED}) AND c.due_at >= ?1"
        f" AND (c.state = 2 OR c.due_at <= ?2) LIMIT {MOST}) WHERE state <> 3 OR kind = {int(Band.COMPLAINT)}"
        " OR answered GROUP BY kind",
        (since, now),
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def joined(read: Reader, since: int, until: int) -> set[int]:
    """Conversations that we only listened to, and into which an answer of ours left or leaves in that time."""
    rows = await read.rows(
        "SELECT DISTINCT i.conversation_id FROM intents i JOIN mentions m ON m.id = i.mention_id"
        " JOIN sources s ON s.id = m.source_id AND s.addressed = 0 WHERE i.state IN"
        " ('leaving', 'due', 'sending', 'unknown', 'sent', 'by_hand') AND i.due_at >= ? AND i.due_at < ?"
        " AND i.kind = 'reply'",
        (since, until),
    )
    return {row[0] for row in rows}


async def answered_in_private(read: Reader, ids: list[int]) -> set[int]:
    """Of these, the public complaints that got answers of ours for one person's eyes alone."""
    rows = await read.rows(
        "SELECT c.id FROM json_each(?) given CROSS JOIN conversations c ON c.id = given.value"
        " JOIN mentions t ON t.id = c.mention_id JOIN sources s ON s.id = t.source_id AND s.addressed = 1"
        f" WHERE c.state = 2 AND c.kind = {int(Band.COMPLAINT)}"
        f" AND coalesce(t.visibility, '') NOT IN {_PRIVATE}"
        " AND EXISTS (SELECT 1 FROM mentions m WHERE m.conversation_id = c.id AND m.ours = 1)"
        " AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.conversation_id = c.id AND m.ours = 1"
        f"  AND coalesce(m.visibility, '') NOT IN {_PRIVATE})",
        (json.dumps(ids),),
    )
    return {row[0] for row in rows}
