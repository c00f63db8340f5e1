"""Decisions about mentions, from which judging learns, and the words that somebody had it forget."""

from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.mention import BAND_OF, Kind
from socialtui.store import patches
from socialtui.store.database import Reader, Writer
from socialtui.store.mentions import kind_of

MOST = 4_000
"""Newest decisions that are looked at."""

_URGENCY = ("more", "less")


class Decision(Struct, frozen=True):
    """What somebody said that a mention is."""

    id: int
    at: int
    """UTC seconds."""
    who: str
    kind: Kind
    how: str
    """kind, spam, approved, more or less."""
    mention_id: int
    conversation_id: int | None
    text: str
    language: str
    tone: float | None
    addressed: bool
    network: str


async def teach(write: Writer, who: str, at: int, decided: Iterable[tuple[int, Kind, str]]) -> None:
    """Keeps decisions: conversation, kind, how. Each ends with the newest event of its conversation."""
    await write.many(
        "INSERT INTO lessons (at, who, mention_id, kind, how, event_id)"
        " SELECT ?, ?, c.mention_id, ?, ?, (SELECT max(id) FROM events WHERE conversation_id = c.id)"
        " FROM conversations c WHERE c.id = ?",
        [(at, who, int(BAND_OF[kind]), how, number) for number, kind, how in decided],
    )


async def mark(read: Reader) -> tuple[int, ...]:
    """Changes whenever a decision or a forgotten word comes or goes."""
    row = await read.one(
        "SELECT count(*), coalesce(max(l.id), 0), count(e.undone_at), (SELECT count(*) FROM forgotten),"
        " (SELECT coalesce(max(id), 0) FROM forgotten) FROM lessons l LEFT JOIN events e ON e.id = l.event_id"
    )
    return tuple(row) if row else ()


async def decisions(read: Reader) -> list[Decision]:
    """What holds, oldest first: the last word on each mention, and of urgency where there is no plainer one."""
    rows = await read.rows(
        "SELECT l.id, l.at, l.who, l.kind, l.how, m.id, m.conversation_id, m.text, coalesce(m.language, ''), m.tone,"
        " coalesce(s.addressed, 1), coalesce(a.network, '') FROM lessons l JOIN mentions m ON m.id = l.mention_id"
        " LEFT JOIN events e ON e.id = l.event_id LEFT JOIN sources s ON s.id = m.source_id"
        " LEFT JOIN accounts a ON a.id = m.account_id WHERE e.undone_at IS NULL ORDER BY l.id DESC LIMIT ?",
        (MOST,),
    )
    plain: dict[int, Decision] = {}
    urgent: dict[int, Decision] = {}
    for row in rows:
        found = Decision(
            row[0], row[1], row[2], kind_of(row[3]), row[4], row[5], row[6], row[7], row[8], row[9], bool(row[10]),
            row[11],
        )  # fmt: skip
        (urgent if found.how in _URGENCY else plain).setdefault(found.mention_id, found)
    last = [one for one in (urgent | plain).values() if one.how != "withdrawn"]
    return sorted(last, key=lambda one: one.id)


async def forgotten(read: Reader) -> list[str]:
    """Words that are passed over."""
    return [row[0] for row in await read.rows("SELECT word FROM forgotten ORDER BY word")]


async def forget(write: Writer, word: str, who: str, at: int) -> int | None:
    """Passes a word over from now on; the row's id, None where it was passed over already."""
    found = await write.one("SELECT id FROM forgotten WHERE word = ?", (word,))
    if found:
        return None
    return await write.insert("INSERT INTO forgotten (word, at, who) VALUES (?,?,?)", (word, at, who))


async def remember(write: Writer, word: str) -> dict[str, patches.Rows] | None:
    """Hears a word again; the row that it had, as undo wants it, None where it was heard anyway."""
    found = await write.one("SELECT id FROM forgotten WHERE word = ?", (word,))
    if found is None:
        return None
    before = {"forgotten": await patches.rows_of(write, "forgotten", [found[0]])}
    await write.run("DELETE FROM forgotten WHERE id = ?", (found[0],))
    return before
