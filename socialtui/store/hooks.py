"""What hooks tell of: how far each has been told, and how its last run ended."""

import json
from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.mention import Band
from socialtui.store.database import Database, Reader, Row, Writer

CLASSIFY = "classify"
"""Not a hook: the command that judges; kept here for its trouble."""
AKISMET = "akismet"
"""Nor is this: the second opinion on spam."""
COMPLAINT_IN, SENT, PROMISE_DUE = "complaint-in", "sent", "promise-due"
NAMES = (COMPLAINT_IN, SENT, PROMISE_DUE)

_COMPLAINT = int(Band.COMPLAINT)

MOST = 100
"""Happenings read at a time."""
_NEWS = 86_400
"""Seconds after which a complaint is history, such as a new account brings along, and no news."""


class Hook(Struct, frozen=True):
    """How a hook fares. Times are UTC seconds."""

    name: str
    mark: int
    """An id, or for what falls due a moment: what lies behind it was told."""
    ran_at: int | None
    trouble: str
    """How its last run failed; empty when it didn't."""
    failures: int
    """Failures in a row."""
    left_out: int
    """Happenings that came while too many waited."""


async def hooks(db: Reader) -> dict[str, Hook]:
    """Every hook that is set, by name."""
    rows = await db.rows("SELECT name, mark, ran_at, trouble, failures, left_out FROM hooks")
    return {row[0]: Hook(*row) for row in rows}


async def begin(write: Writer, names: Iterable[str], now: int) -> None:
    """Lets new hooks begin with what happens from now on, and forgets those that are set no more.

    What was left out before is history by then.
    """
    wanted = list(names)
    await write.run("UPDATE hooks SET left_out = 0 WHERE left_out > 0")
    await write.run(
        "DELETE FROM hooks WHERE name NOT IN (SELECT value FROM json_each(?))",
        (json.dumps([*wanted, CLASSIFY, AKISMET]),),
    )
    for name in wanted:
        await write.run(
            "INSERT INTO hooks (name, mark) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (name, await _now(write, name, now)),
        )


async def _now(read: Reader, name: str, now: int) -> int:
    """Where a hook stands when everything was told."""
    if name == PROMISE_DUE:
        return now
    table = "mentions" if name == COMPLAINT_IN else "events"
    row = await read.one(f"SELECT coalesce(max(id), 0) FROM {table}")
    return int(row[0]) if row else 0


async def happened(db: Database, hook: Hook, now: int) -> tuple[list[int], int]:
    """The conversations to tell of behind the hook's mark, each once and oldest first, and the mark behind them."""
    end = await _now(db, hook.name, now)
    if end <= hook.mark:
        return [], hook.mark
    rows = await db.rows(
        _ASKED[hook.name], {"mark": hook.mark, "end": end, "most": MOST, "news": now - _NEWS}
    )
    found = list(dict.fromkeys(row[0] for row in rows))
    return found, _behind(rows, end)


def _behind(rows: list[Row], end: int) -> int:
    return int(rows[-1][1]) if len(rows) == MOST else end


_ASKED = {
    COMPLAINT_IN: (
        "SELECT c.id, m.id FROM mentions m LEFT JOIN wholes w ON w.id = m.conversation_id"
        " CROSS JOIN conversations c ON c.id = coalesce(w.whole_id, m.conversation_id)"
        " LEFT JOIN sources s ON s.id = m.source_id WHERE m.id > :mark AND m.id <= :end AND m.ours = 0"
        f" AND (m.evidence >= '{_COMPLAINT} ' AND m.evidence < '{_COMPLAINT}!'"
        f" OR c.mention_id = m.id AND c.kind = {_COMPLAINT})"
        " AND coalesce(s.addressed, 1) = 1 AND c.state IN (0, 1) AND m.said_at >= :news ORDER BY m.id LIMIT :most"
    ),
    SENT: (
        "SELECT conversation_id, id FROM events WHERE id > :mark AND id <= :end AND verb = 'sent'"
        " AND conversation_id IS NOT NULL ORDER BY id LIMIT :most"
    ),
    PROMISE_DUE: (
        "SELECT conversation_id, due_at FROM promises WHERE state IN ('open', 'broken') AND due_at > :mark"
        " AND due_at <= :end ORDER BY due_at, id"
    ),
}


async def go_on(write: Writer, hook: Hook, mark: int) -> bool:
    """Moves a hook's mark; False when another process told of these meanwhile."""
    return (
        await write.run("UPDATE hooks SET mark=? WHERE name=? AND mark=?", (mark, hook.name, hook.mark)) > 0
    )


async def ran(write: Writer, name: str, trouble: str, now: int) -> None:
    """Records how a run ended; `trouble` is empty for one that was fine."""
    await write.run(
        "UPDATE hooks SET ran_at=?1, trouble=?2, failures=CASE ?2 WHEN '' THEN 0 ELSE failures + 1 END"
        " WHERE name=?3",
        (now, trouble, name),
    )


async def note(write: Writer, name: str, trouble: str, now: int) -> None:
    """Records how a command ended that is told of nothing: the classifier."""
    await write.run("INSERT INTO hooks (name, mark) VALUES (?, 0) ON CONFLICT DO NOTHING", (name,))
    await ran(write, name, trouble, now)


async def left_out(write: Writer, name: str, many: int) -> None:
    """Counts what was not told, since too many waited already."""
    await write.run("UPDATE hooks SET left_out = left_out + ? WHERE name=?", (many, name))
