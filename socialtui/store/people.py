"""What is known of a person beside the thread."""

from msgspec import Struct

from socialtui.domain.conversation import Note, PromiseLine
from socialtui.store.database import Database, Writer


class Memory(Struct, frozen=True):
    """What the reading pane shows beside the words."""

    shown: int
    """The mention that the row shows."""
    reason: str
    earlier: int
    person_note: str
    notes: tuple[Note, ...]
    promises: tuple[PromiseLine, ...]


async def memory(db: Database, conversation_id: int, since: int) -> Memory:
    """The person behind a conversation: how often they wrote since then, notes, promises of ours."""
    row = await db.one(
        "SELECT c.mention_id, c.reason, p.note, (SELECT count(*) FROM conversations o JOIN identities oi"
        "  ON oi.id = o.identity_id WHERE oi.person_id = i.person_id AND o.id <> c.id AND o.last_at >= ?)"
        " FROM conversations c JOIN identities i ON i.id = c.identity_id JOIN people p ON p.id = i.person_id"
        " WHERE c.id = ?",
        (since, conversation_id),
    )
    notes = await db.rows(
        "SELECT at, who, text FROM notes WHERE conversation_id=? AND removed=0 ORDER BY id",
        (conversation_id,),
    )
    promises = await db.rows(
        "SELECT text, due_at, state, who FROM promises WHERE conversation_id=? ORDER BY id",
        (conversation_id,),
    )
    shown, reason, note, earlier = row or (0, "", "", 0)
    return Memory(
        shown,
        reason,
        earlier,
        note,
        tuple(Note(*line) for line in notes),
        tuple(PromiseLine(*p) for p in promises),
    )


async def add_note(write: Writer, conversation_id: int, who: str, text: str, now: int) -> int:
    """Writes a private line on a conversation; its id."""
    return await write.insert(
        "INSERT INTO notes (conversation_id, at, who, text) VALUES (?,?,?,?)",
        (conversation_id, now, who, text),
    )
