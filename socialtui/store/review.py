"""What a week is told by, row for row. Times are UTC seconds; each end is exclusive."""

import json
from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.text import opening
from socialtui.store.database import Reader

_TEXT = 120
"""Letters of what somebody said."""
MOST = 20_000
"""Rows behind one number."""


class Owed(Struct, frozen=True):
    """A conversation whose answer fell due."""

    id: int
    kind: int
    due_at: int
    person: str
    text: str
    in_time: bool
    answered: bool
    """At all, in time or later."""


class Helped(Struct, frozen=True):
    """A first answer of ours in a conversation."""

    id: int
    kind: int
    person_id: int
    person: str
    account: str
    asked_at: int
    answered_at: int


async def owed(read: Reader, begin: int, end: int, now: int) -> list[Owed]:
    """Conversations whose answer fell due, or was given before it did.

    What was closed without an answer counts where it was a complaint.
    """
    rows = await read.rows(
        f"SELECT c.id, c.kind, c.due_at, coalesce(nullif(n.name, ''), n.handle, ''), substr(m.text, 1, {_TEXT + 1}),"
        " EXISTS (SELECT 1 FROM mentions o WHERE o.conversation_id = c.id AND o.ours = 1"
        "  AND o.said_at BETWEEN c.first_at AND c.due_at),"
        " EXISTS (SELECT 1 FROM mentions o WHERE o.conversation_id = c.id AND o.ours = 1"
        "  AND o.said_at >= c.first_at),"
        " c.state FROM conversations c INDEXED BY conversations_kind JOIN identities n ON n.id = c.identity_id"
        " JOIN mentions m ON m.id = c.mention_id WHERE c.state IN (0, 1, 2, 3) AND c.kind IN (1, 2, 3, 4, 5)"
        " AND c.band IN (0, 1, 2, 3, 4, 5) AND c.due_at >= ?1 AND c.due_at < ?2 AND (c.state = 2 OR c.due_at <= ?3)"
        f" LIMIT {MOST}",
        (begin, end, now),
    )
    found = [
        Owed(row[0], row[1], row[2], row[3], opening(row[4], _TEXT), bool(row[5]), bool(row[6]))
        for row in rows
        if row[7] != 3 or row[1] == 1 or row[5]
    ]
    return sorted(found, key=lambda one: (one.due_at, one.id))


async def first_answers(read: Reader, begin: int, end: int) -> list[Helped]:
    """First words of ours in conversations that were owed an answer, with how long they took."""
    rows = await read.rows(
        "SELECT c.id, c.kind, n.person_id, coalesce(nullif(n.name, ''), n.handle, ''), a.name, min(t.said_at), o.at"
        " FROM (SELECT conversation_id, min(said_at) AS at FROM mentions INDEXED BY mentions_ours_at WHERE ours > 0"
        "  AND said_at >= ?1 AND said_at < ?2 AND conversation_id IS NOT NULL AND removed_at IS NULL"
        "  GROUP BY conversation_id) o"
        " JOIN conversations c ON c.id = o.conversation_id JOIN identities n ON n.id = c.identity_id"
        " JOIN accounts a ON a.id = c.account_id"
        " JOIN mentions t ON t.conversation_id = c.id AND t.ours = 0 AND t.said_at <= o.at"
        " WHERE c.kind IN (1, 2, 3, 4, 5) AND NOT EXISTS (SELECT 1 FROM mentions e WHERE e.conversation_id = c.id"
        "  AND e.ours > 0 AND e.said_at < ?1) GROUP BY c.id ORDER BY o.at, c.id",
        (begin, end),
    )
    return [Helped(*row) for row in rows]


async def promises(read: Reader, begin: int, end: int) -> list[tuple[str, int, str, str, int]]:
    """Promises that were kept or broken: state, conversation, to whom, what, and when it ended."""
    rows = await read.rows(
        "SELECT p.state, p.conversation_id, coalesce(nullif(n.name, ''), n.handle, ''), p.text, p.closed_at"
        " FROM promises p JOIN conversations c ON c.id = p.conversation_id JOIN identities n ON n.id = c.identity_id"
        " WHERE p.state IN ('kept', 'broken') AND p.closed_at >= ? AND p.closed_at < ? ORDER BY p.closed_at, p.id",
        (begin, end),
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


async def lessons(read: Reader, begin: int, end: int, *, changed: bool = False) -> list[tuple[int, str, int]]:
    """Lessons for the product that were written down, or changed: id, text, when."""
    column = "changed_at" if changed else "at"
    only = " AND state = 'changed'" if changed else ""
    rows = await read.rows(
        f"SELECT id, text, {column} FROM feedback WHERE what = 'lesson'{only} AND {column} >= ? AND {column} < ?"
        f" ORDER BY {column}, id",
        (begin, end),
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def venues(read: Reader, begin: int, end: int) -> dict[int, tuple[int, int]]:
    """Account → conversations whose newest word fell into that time, and when anything was last said there."""
    rows = await read.rows(
        "SELECT id, (SELECT count(*) FROM conversations c WHERE c.account_id = a.id AND c.last_at >= ?"
        "  AND c.last_at < ?), (SELECT max(last_at) FROM conversations c WHERE c.account_id = a.id) FROM accounts a",
        (begin, end),
    )
    return {row[0]: (row[1], row[2] or 0) for row in rows}


async def answers_that_helped(read: Reader, begin: int, end: int) -> list[tuple[int, str, str, int]]:
    """Answers after which somebody thanked us: conversation, person, our words, when they thanked."""
    rows = await read.rows(
        "SELECT t.conversation_id, coalesce(nullif(n.name, ''), n.handle, ''), (SELECT o.text FROM mentions o"
        "  WHERE o.conversation_id = t.conversation_id AND o.ours = 1 AND o.said_at <= t.at"
        "  ORDER BY o.said_at DESC LIMIT 1), t.at FROM memories t JOIN identities n ON n.id = t.identity_id"
        " WHERE t.kind = 'thanks' AND t.state <> 'removed' AND t.at >= ? AND t.at < ?"
        " AND t.conversation_id IS NOT NULL ORDER BY t.at",
        (begin, end),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows if row[2]]


async def people_of(read: Reader, ids: Iterable[int]) -> dict[int, str]:
    """Conversation → the person's name."""
    rows = await read.rows(
        "SELECT c.id, coalesce(nullif(n.name, ''), n.handle, '') FROM conversations c"
        " JOIN identities n ON n.id = c.identity_id WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(rows)


async def accounts_of(read: Reader, ids: Iterable[int]) -> dict[int, int]:
    """Conversation → its account."""
    rows = await read.rows(
        "SELECT id, account_id FROM conversations WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(rows)
