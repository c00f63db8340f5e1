"""What is known of a person beside the thread."""

import json

from msgspec import Struct

from socialtui.domain.conversation import Bound, Handle, Memo, Note, Person, State, Talk
from socialtui.domain.text import opening
from socialtui.store import binding
from socialtui.store.database import Database, Reader, Row, Writer
from socialtui.store.mentions import OF_ROW, kind_of

BESIDE = 12
"""Talks told beside a thread."""


class Memory(Struct, frozen=True):
    """What the reading pane shows beside the words."""

    shown: int
    """The mention that the row shows."""
    reason: str
    earlier: int
    person_note: str
    notes: tuple[Note, ...]
    bound: Bound
    person: Person | None
    rules: tuple[Note, ...] = ()
    """What rules did here and nobody took back."""
    beside: int = 0
    """How many more conversations of theirs wait here."""
    parts: tuple[int, ...] = ()
    """The conversations that the row stands for; none for one alone."""


BESIDE_IT = (
    "+o.state = 0 AND +o.band <= 5 AND +o.account_id = c.account_id AND o.id <> c.id AND o.identity_id IN ("
    " SELECT t.id FROM identities h JOIN identities t ON t.person_id = h.person_id WHERE h.id = c.identity_id)"
)
"""Other conversations `o` of the person of `c`, at the same account, that wait for an answer.

The pluses keep SQLite from walking all that is open instead of what is theirs.
"""

TALK = 160
"""Letters of what was said last in another talk."""
MEMO = (
    "m.id, m.identity_id, m.kind, coalesce(nullif(m.text, ''), s.text, ''), m.at, m.who, m.state, m.due_at,"
    " m.conversation_id"
)
# One statement for all of it: it is asked beside every thread.
_PERSON = (
    "p.id, p.name, p.note, (SELECT json_group_array(json_array(h.id, a.name, a.network, h.handle, h.name, h.url))"
    "  FROM identities h JOIN accounts a ON a.id = h.account_id WHERE h.person_id = p.id),"
    f" (SELECT json_group_array(json_array({MEMO})) FROM (SELECT m.* FROM identities h"
    "   JOIN memories m ON m.identity_id = h.id WHERE h.person_id = p.id AND m.state <> 'removed' ORDER BY m.id) m"
    "  LEFT JOIN mentions s ON s.id = m.mention_id),"
    " (SELECT json_group_array(json_array(w.id, a.network, a.name, w.kind, w.state, w.last_at,"
    f"   substr(s.text, 1, {TALK + 1})))"
    "  FROM (SELECT o.* FROM identities h JOIN conversations o ON o.identity_id = h.id"
    "   WHERE h.person_id = p.id AND o.id <> {besides} ORDER BY o.last_at DESC LIMIT {talks}) w"
    "  JOIN accounts a ON a.id = w.account_id JOIN mentions s ON s.id = w.mention_id)"
)


def _person(row: Row) -> Person:
    handles, memos, talks = (json.loads(part) for part in row[3:6])
    told = [
        Talk(one[0], one[1], one[2], kind_of(one[3]), State(one[4]), one[5], opening(one[6], TALK))
        for one in talks
    ]
    return Person(
        row[0], row[1], row[2], tuple(sorted((Handle(*one) for one in handles), key=lambda one: one.id)),
        tuple(sorted((Memo(*one) for one in memos), key=lambda one: one.id)),
        tuple(sorted(told, key=lambda one: (-one.last_at, one.conversation_id))),
    )  # fmt: skip


async def memory(db: Database, conversation_id: int, since: int) -> Memory:
    """The person behind a conversation: how often they wrote since then, notes, promises of ours."""
    row = await db.one(
        f"SELECT {_PERSON.format(besides='c.id', talks=BESIDE)}, c.mention_id, c.reason,"
        " (SELECT count(*) FROM conversations o JOIN identities oi"
        "  ON oi.id = o.identity_id WHERE oi.person_id = i.person_id AND o.id <> c.id AND o.last_at >= ?),"
        f" (SELECT count(*) FROM conversations o WHERE {BESIDE_IT}),"
        " (SELECT json_group_array(w.id) FROM wholes w WHERE w.whole_id = c.id)"
        " FROM conversations c JOIN identities i ON i.id = c.identity_id JOIN people p ON p.id = i.person_id"
        " WHERE c.id = ?",
        (since, conversation_id),
    )
    notes = await db.rows(
        f"SELECT at, who, text, id, 0 FROM notes WHERE conversation_id IN {OF_ROW} AND removed=0"
        f" UNION SELECT at, who, words, 0, 1 FROM events WHERE conversation_id IN {OF_ROW} AND verb='rule'"
        " AND undone_at IS NULL ORDER BY 5, 4, 1",
        (conversation_id,),
    )
    bound = (await binding.of(db, [conversation_id])).get(conversation_id, Bound())
    shown, reason, earlier, beside, parts = row[6:11] if row else (0, "", 0, 0, "[]")
    return Memory(
        shown,
        reason,
        earlier,
        row[2] if row else "",
        tuple(Note(*line[:3]) for line in notes if not line[4]),
        bound,
        _person(row) if row else None,
        # The log's line begins with whose conversation it was; here that is known.
        tuple(Note(at, who, words.rpartition(": ")[2]) for at, who, words, _, acted in notes if acted),
        beside,
        tuple(sorted(json.loads(parts))),
    )


async def person(db: Reader, person_id: int, talks: int = BESIDE) -> Person | None:
    """One person with their handles, what is remembered, and their newest talks; None without a handle."""
    row = await db.one(
        f"SELECT {_PERSON.format(besides=0, talks=talks)} FROM people p WHERE p.id = ?"
        " AND EXISTS (SELECT 1 FROM identities WHERE person_id = p.id)",
        (person_id,),
    )
    return _person(row) if row else None


async def add_note(write: Writer, conversation_id: int, who: str, text: str, now: int) -> int:
    """Writes a private line on a conversation; its id."""
    return await write.insert(
        "INSERT INTO notes (conversation_id, at, who, text) VALUES (?,?,?,?)",
        (conversation_id, now, who, text),
    )
