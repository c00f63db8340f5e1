"""Reads what is needed to find conversations that say the same: how rare words are, and who used them lately."""

from collections.abc import Sequence

from socialtui.domain.conversation import State
from socialtui.store.database import Database, Row

COMMON = 5_000
"""In more texts than this a word is simply common."""
NEWEST = 2_000
"""Texts with one of the words that are looked at, the newest first."""


async def counts(db: Database, words: Sequence[str]) -> tuple[dict[str, int], int]:
    """In how many texts each of these words stands, and how many texts there are."""
    if not words:
        return {}, 0
    one = f"SELECT ?, (SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {COMMON}))"
    asked = " UNION ALL ".join([one] * len(words))
    rows = await db.rows(asked, [value for word in words for value in (word, f'"{word}"')])
    newest = await db.one("SELECT coalesce(max(id), 0) FROM mentions")
    return {row[0]: row[1] or 0 for row in rows}, newest[0] if newest else 0


async def shown(db: Database, conversation_id: int) -> tuple[str, int] | None:
    """What a conversation's row shows, and the band of its kind."""
    row = await db.one(
        "SELECT m.text, c.kind FROM conversations c JOIN mentions m ON m.id = c.mention_id WHERE c.id = ?",
        (conversation_id,),
    )
    return (row[0], row[1]) if row else None


async def saying_any(
    db: Database, words: Sequence[str], kind: int, since: int, without: int
) -> list[tuple[int, str]]:
    """Texts of other conversations of a kind with a word that begins so, said since then: (row, text)."""
    expression = " OR ".join(f'"{word}"*' for word in words)
    rows = await db.rows(
        "SELECT coalesce(g.whole_id, m.conversation_id) AS row, m.text FROM (SELECT rowid AS id FROM words"
        f" WHERE words MATCH ? ORDER BY rowid DESC LIMIT {NEWEST}) w JOIN mentions m ON m.id = w.id"
        " JOIN conversations c ON c.id = m.conversation_id LEFT JOIN wholes g ON g.id = m.conversation_id"
        f" WHERE m.ours = 0 AND m.removed_at IS NULL AND m.said_at >= ? AND c.kind = ? AND c.state <> {State.SPAM:d}"
        " AND row <> ?",
        (expression, since, kind, without),
    )
    return [(row[0], row[1]) for row in rows]


async def newest_answer(db: Database, conversation_ids: Sequence[int], since: int) -> Row | None:
    """Our newest full answer to one of these: its text as typed, and to whom: name and handle."""
    import json

    rows = await db.rows(
        "SELECT n.text, coalesce(json_extract(n.payload, '$.signed'), ''), i.name, i.handle FROM intents n"
        " JOIN conversations c ON c.id = n.conversation_id JOIN identities i ON i.id = c.identity_id"
        " WHERE n.conversation_id IN (SELECT value FROM json_each(?)) AND n.kind = 'reply'"
        " AND n.state IN ('leaving', 'due', 'sending', 'unknown', 'sent', 'by_hand') AND n.created_at >= ?"
        " AND coalesce(json_extract(n.payload, '$.ack'), 0) = 0 ORDER BY n.id DESC LIMIT 1",
        (json.dumps(list(conversation_ids)), since),
    )
    return rows[0] if rows else None
