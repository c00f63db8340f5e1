"""Promises of ours: opened by what was sent or by hand, and ended as kept, broken or withdrawn.

A promise of a further answer is kept by that answer. Any other deed is kept when a person says so: nothing
that they write to us, and no other answer of ours, closes it.
"""

from msgspec import Struct

from socialtui.store.conversations import PROMISE_NEAR as _NEAR
from socialtui.store.database import Reader, Writer
from socialtui.store.wishes import Intent


class LedgerLine(Struct, frozen=True):
    """One promise with the person it was made to. Times are UTC seconds."""

    id: int
    conversation_id: int
    to: str
    text: str
    due_at: int
    state: str
    """open, kept, broken or withdrawn."""
    reason: str
    who: str
    opened_at: int
    closed_at: int | None
    deed: bool
    said: str
    """Their newest word since it was made; empty without one."""


_LEDGER = (
    "p.id, p.conversation_id, coalesce(nullif(n.name, ''), n.handle, ''), p.text, p.due_at, p.state, p.reason,"
    " p.who, p.opened_at, p.closed_at, p.deed, coalesce((SELECT m.text FROM mentions m"
    "  WHERE m.conversation_id = p.conversation_id AND m.ours = 0 AND m.removed_at IS NULL"
    "  AND m.said_at >= p.opened_at ORDER BY m.said_at DESC, m.id DESC LIMIT 1), '')"
)
_NAMED = " JOIN conversations c ON c.id = p.conversation_id JOIN identities n ON n.id = c.identity_id"
_RANK = {"broken": 0, "open": 1, "kept": 2, "withdrawn": 2}


def _line(row: tuple[object, ...]) -> LedgerLine:
    values = list(row)
    values[10] = bool(values[10])
    return LedgerLine(*values)  # type: ignore[arg-type]


async def ledger(db: Reader, limit: int) -> list[LedgerLine]:
    """Broken ones whose conversation still waits, then open ones by date, then what was settled, newest first."""
    rows = await db.rows(
        f"SELECT {_LEDGER}, c.band = 0 AND c.state IN (0, 1) FROM (SELECT id FROM promises"
        "  WHERE state = 'open' UNION ALL SELECT * FROM (SELECT id FROM promises WHERE state <> 'open'"
        f"  ORDER BY closed_at DESC LIMIT ?)) l JOIN promises p ON p.id = l.id{_NAMED}",
        (limit,),
    )
    lines = [(_line(row[:-1]), bool(row[-1])) for row in rows]

    def place(one: tuple[LedgerLine, bool]) -> tuple[int, int]:
        line, waits = one
        if line.state == "open" or (line.state == "broken" and waits):
            return _RANK[line.state], line.due_at
        return 2, -(line.closed_at or 0)

    return [line for line, _ in sorted(lines, key=place)]


async def one(db: Reader, promise_id: int) -> LedgerLine | None:
    """One promise."""
    row = await db.one(f"SELECT {_LEDGER} FROM promises p{_NAMED} WHERE p.id = ?", (promise_id,))
    return _line(row) if row else None


async def rate(db: Reader, since: int) -> tuple[int, int]:
    """How many were kept and how many broken since a moment (UTC seconds)."""
    rows = await db.rows(
        "SELECT state, count(*) FROM promises WHERE state IN ('kept', 'broken') AND closed_at >= ? GROUP BY 1",
        (since,),
    )
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    return counts.get("kept", 0), counts.get("broken", 0)


async def due_until(db: Reader, until: int) -> int:
    """How many open ones are due by a moment (UTC seconds)."""
    row = await db.one("SELECT count(*) FROM promises WHERE state = 'open' AND due_at <= ?", (until,))
    return int(row[0]) if row else 0


# --- opening


async def add(
    write: Writer, conversation_id: int, line: tuple[str, int, bool], who: str, now: int,
    intent_id: int | None = None,
) -> int:  # fmt: skip
    """Opens one: its text, its date (UTC seconds) and whether it is a deed; its id."""
    text, due_at, deed = line
    return await write.insert(
        "INSERT INTO promises (conversation_id, intent_id, text, due_at, state, who, opened_at, deed)"
        " VALUES (?,?,?,?,'open',?,?,?)",
        (conversation_id, intent_id, text, due_at, who, now, int(deed)),
    )


async def settle(write: Writer, promise_id: int, new: dict[str, object]) -> None:
    """Changes its state, its reason or when it ended."""
    await write.run(
        "UPDATE promises SET state=coalesce(?, state), reason=coalesce(?, reason), closed_at=coalesce(?, closed_at)"
        " WHERE id=?",
        (new.get("state"), new.get("reason"), new.get("closed_at"), promise_id),
    )


async def stands(write: Writer, intent: Intent, now: int) -> None:
    """What an answer that stands does: it keeps a promised answer or moves its date, and opens its own promises."""
    about = intent.payload
    cid = intent.conversation_id
    if cid is None:
        return
    promised = [(one.text, one.due_at, one.deed) for one in about.also]
    if about.promise_at is not None:
        promised.insert(0, (about.promise_text or intent.typed, about.promise_at, about.promise_deed))
    moved = any(not deed for _, _, deed in promised)
    if about.keeps:
        await _end(write, cid, ("kept", "answered"), now, "")
    elif moved:
        await _end(write, cid, ("withdrawn", "a new date was promised"), now, " AND deed=0")
    elif not about.ack:
        await _end(write, cid, ("kept", "answered"), now, " AND deed=0")
    if about.keeps or not about.ack:
        which = "" if about.keeps else " AND deed=0"
        await write.run(
            "UPDATE promises SET reason='answered late' WHERE conversation_id=? AND state='broken' AND reason=''"
            + which,
            (cid,),
        )
    for line in promised:
        await add(write, cid, line, intent.who, now, intent.id)


async def _end(write: Writer, conversation_id: int, how: tuple[str, str], now: int, which: str) -> None:
    await write.run(
        f"UPDATE promises SET state=?, reason=?, closed_at=? WHERE conversation_id=? AND state='open'{which}",
        (*how, now, conversation_id),
    )


# --- what time changes


async def wake(write: Writer, now: int) -> int:
    """Brings back what is nearly due, and puts what was not kept before all; how many conversations."""
    back = await _come_back(write, now)
    return back + await _break(write, now)


async def _come_back(write: Writer, now: int) -> int:
    """An answered conversation in which something is still owed by its date, once."""
    near = f"SELECT conversation_id FROM promises WHERE {_NEAR} AND due_at > ?1"
    await write.run(
        "INSERT INTO events (at, who, verb, words, conversation_id) SELECT ?1, 'sync', 'promise',"
        f" 'what was promised is nearly due', id FROM conversations WHERE state = 2 AND id IN ({near})",
        (now,),
    )
    changed = await write.run(
        "UPDATE conversations SET state=0, reason='', version=version+1, due_at=(SELECT min(due_at) FROM promises p"
        f"  WHERE p.conversation_id = conversations.id AND p.state = 'open') WHERE state = 2 AND id IN ({near})",
        (now,),
    )
    await write.run(f"UPDATE promises SET told_at=?1 WHERE {_NEAR}", (now,))
    return changed


async def _break(write: Writer, now: int) -> int:
    """Whatever became of its conversation meanwhile, unless it is spam."""
    over = "SELECT conversation_id FROM promises WHERE state = 'open' AND due_at <= ?1"
    await write.run(
        "INSERT INTO events (at, who, verb, words, conversation_id) SELECT ?1, 'sync', 'promise',"
        " 'a promise was not kept', conversation_id FROM promises WHERE state='open' AND due_at <= ?1",
        (now,),
    )
    broken = await write.run(
        "UPDATE conversations SET due_at=CASE WHEN state IN (0, 1) THEN min(due_at, p.due) ELSE p.due END,"
        " band=0, state=0, wake_at=NULL, reason='', version=version+1"
        " FROM (SELECT conversation_id, min(due_at) AS due FROM promises WHERE state = 'open' AND due_at <= ?1"
        "  GROUP BY 1) p"
        f" WHERE p.conversation_id = conversations.id AND state <> 4 AND id IN ({over})",
        (now,),
    )
    await write.run(
        "UPDATE promises SET state='broken', closed_at=?1 WHERE state='open' AND due_at <= ?1", (now,)
    )
    return broken


async def count_open(db: Reader, conversation_id: int) -> int:
    """How many still bind us in a conversation."""
    row = await db.one(
        "SELECT count(*) FROM promises WHERE conversation_id=? AND state='open'", (conversation_id,)
    )
    return int(row[0]) if row else 0
