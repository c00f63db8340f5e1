"""Drafts: one per conversation, one writer each, on disk at every pause."""

from msgspec import Struct

from socialtui.store.database import Database, Reader, Writer


class Draft(Struct, frozen=True):
    """What was typed and not sent."""

    conversation_id: int
    text: str
    saved_at: int
    """UTC seconds; 0 when nothing was saved yet."""
    writer: str
    """The desk that holds it; empty when nobody does."""


class DraftLine(Struct, frozen=True):
    """A draft in the list of drafts."""

    conversation_id: int
    to: str
    text: str
    saved_at: int
    writer: str = ""
    """Who writes it now; empty where it was left for later."""


async def of(db: Reader, conversation_id: int) -> Draft:
    """The conversation's draft; an empty one where there is none."""
    row = await db.one(
        "SELECT text, saved_at, writer FROM drafts WHERE conversation_id=?", (conversation_id,)
    )
    return Draft(conversation_id, *row) if row else Draft(conversation_id, "", 0, "")


async def save(write: Writer, conversation_id: int, text: str, writer: str, now: int) -> bool:
    """Writes the draft if `writer` holds it or nobody does; False when another desk does."""
    changed = await write.run(
        "INSERT INTO drafts VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET text=excluded.text,"
        " saved_at=excluded.saved_at, writer=excluded.writer WHERE writer IN ('', excluded.writer)",
        (conversation_id, text, now, writer),
    )
    return changed > 0


async def take(write: Writer, conversation_id: int, writer: str, now: int) -> None:
    """Makes `writer` the one who writes, whoever did before."""
    await write.run(
        "INSERT INTO drafts VALUES (?, '', ?, ?) ON CONFLICT DO UPDATE SET writer=excluded.writer",
        (conversation_id, now, writer),
    )


async def let_go(write: Writer, conversation_id: int, writer: str) -> None:
    """Ends writing: an empty draft goes, another stays for whoever comes next."""
    await write.run(
        "DELETE FROM drafts WHERE conversation_id=? AND writer=? AND text=''", (conversation_id, writer)
    )
    await write.run(
        "UPDATE drafts SET writer='' WHERE conversation_id=? AND writer=?", (conversation_id, writer)
    )


async def restore(write: Writer, conversation_id: int, text: str, now: int) -> None:
    """Brings a text back as the draft; one that is being written stays above it."""
    await write.run(
        "INSERT INTO drafts VALUES (?,?,?,'') ON CONFLICT DO UPDATE SET saved_at=excluded.saved_at,"
        " text=CASE WHEN text='' OR text=excluded.text THEN excluded.text"
        " ELSE text || char(10) || char(10) || excluded.text END",
        (conversation_id, text, now),
    )


async def drop(write: Writer, conversation_id: int, who: str, text: str = "") -> None:
    """Removes a draft of `who` or of nobody; another's words stay, unless they are these."""
    await write.run(
        "DELETE FROM drafts WHERE conversation_id=? AND (writer IN ('', ?) OR text IN ('', ?))",
        (conversation_id, who, text),
    )


async def lines(db: Database) -> list[DraftLine]:
    """Every draft with words in it, newest first."""
    rows = await db.rows(
        "SELECT d.conversation_id, coalesce(nullif(i.name, ''), i.handle), d.text, d.saved_at, d.writer FROM drafts d"
        " JOIN conversations c ON c.id = d.conversation_id JOIN identities i ON i.id = c.identity_id"
        " WHERE d.text <> '' ORDER BY d.saved_at DESC"
    )
    return [DraftLine(*row) for row in rows]
