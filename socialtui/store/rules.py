"""Rules as a person switched them, what they look at, and where they acted."""

import json
from typing import Any

from msgspec import Struct

from socialtui.domain.conversation import State
from socialtui.domain.rules import Heard
from socialtui.store.database import Database, Reader, Row, Writer
from socialtui.store.mentions import OF_ROW, judged_band, kind_of

BATCH = 100
"""Words looked at, and conversations changed, at a time."""
_WINDOW = 1_000
"""Ids read at a time over history: few enough that keys are heard in between."""
_TOMORROW = 86_400
"""Seconds; a word said later than this from now has a wrong date, and nobody waits for it."""


class Standing(Struct, frozen=True):
    """How a rule stands. Times are UTC seconds."""

    name: str
    sign: str
    tried_at: int
    hits: int
    heard: int
    on_at: int | None
    who: str
    mark: int
    acts: int
    """Conversations on which it has acted."""


class Acted(Struct, frozen=True):
    """Where a rule has acted before."""

    said_at: int
    refused: bool


_HEARD = (
    "SELECT m.id, c.id, m.said_at, m.text, m.evidence, c.pinned OR c.mention_id = m.id, c.kind,"
    " a.network, a.code, coalesce(s.name, ''), coalesce(i.handle, ''), coalesce(i.name, ''),"
    " coalesce(m.language, ''), m.tone, c.tags, c.state, c.first_at"
    " FROM mentions m LEFT JOIN wholes w ON w.id = m.conversation_id"
    " CROSS JOIN conversations c ON c.id = coalesce(w.whole_id, m.conversation_id)"
    " JOIN accounts a ON a.id = c.account_id LEFT JOIN identities i ON i.id = m.identity_id"
    " LEFT JOIN sources s ON s.id = m.source_id WHERE m.ours = 0 AND m.removed_at IS NULL"
)


def _heard(row: Row, now: int) -> Heard:
    """The kind is the word's own; the conversation's where this word gave it, or a person did."""
    state, since = State(row[15]), row[16]
    waits = state is State.OPEN and row[2] >= since
    return Heard(
        mention_id=row[0], conversation_id=row[1], said_at=row[2], text=row[3],
        kind=kind_of(row[6] if row[5] else judged_band(row[4])), network=row[7], code=row[8], source=row[9],
        handle=row[10], name=row[11], language=row[12], tone=row[13], tags=tuple(row[14].split()), state=state,
        waiting_since=since, waited=now - row[2] if waits else None,
    )  # fmt: skip


async def standings(db: Reader) -> dict[str, Standing]:
    """Every rule that was tried once, by name."""
    rows = await db.rows(
        "SELECT name, sign, tried_at, hits, heard, on_at, who, mark,"
        " (SELECT count(*) FROM rule_acts WHERE rule = name) FROM rules"
    )
    return {row[0]: Standing(*row) for row in rows}


async def switched_on(db: Reader) -> dict[str, tuple[str, int]]:
    """Name → sign and mark of the rules that are on."""
    rows = await db.rows("SELECT name, sign, mark FROM rules WHERE on_at IS NOT NULL")
    return {row[0]: (row[1], row[2]) for row in rows}


async def tried(write: Writer, name: str, sign: str, found: tuple[int, int], who: str, now: int) -> None:
    """Records a trial, `found` conversations hit and heard; one that says something else now is off."""
    await write.run(
        "INSERT INTO rules (name, sign, tried_at, hits, heard, who) VALUES (?1,?2,?3,?4,?5,?6)"
        " ON CONFLICT DO UPDATE SET tried_at=?3, hits=?4, heard=?5, who=?6,"
        " on_at=CASE WHEN sign=?2 THEN on_at END, sign=?2",
        (name, sign, now, *found, who),
    )


async def switch(write: Writer, name: str, on_at: int | None, who: str, mark: int) -> None:
    """On from the words after `mark`, or off."""
    await write.run("UPDATE rules SET on_at=?, who=?, mark=? WHERE name=?", (on_at, who, mark, name))


async def newest(db: Reader, until: int | None = None) -> int:
    """The newest mention's id; of those said until a moment where one is given."""
    where, values = ("WHERE said_at <= ?", [until]) if until is not None else ("", [])
    row = await db.one(f"SELECT id FROM mentions {where} ORDER BY id DESC LIMIT 1", values)
    return int(row[0]) if row else 0


async def after(db: Reader, mark: int, now: int, until: int | None = None) -> tuple[list[Heard], int]:
    """The next words behind a mark, at most `BATCH`, and the mark behind them.

    With `until` (UTC seconds) it stops before the first word that was said later.
    """
    end = await _end(db, mark, now, until)
    if end <= mark:
        return [], mark
    rows = await db.rows(f"{_HEARD} AND m.id > ? AND m.id <= ? ORDER BY m.id LIMIT ?", (mark, end, BATCH))
    return [_heard(row, now) for row in rows], rows[-1][0] if len(rows) == BATCH else end


async def _end(db: Reader, mark: int, now: int, until: int | None) -> int:
    """The last id to look at."""
    if until is not None:
        row = await db.one(
            "SELECT id FROM mentions WHERE id > ? AND said_at > ? AND said_at < ? ORDER BY id LIMIT 1",
            (mark, until, now + _TOMORROW),
        )
        if row:
            return int(row[0]) - 1
    return await newest(db)


async def history(db: Database, since: int, now: int, beyond: int) -> tuple[list[Heard], int]:
    """What was said since a moment, of the ids after `beyond`, and the id to go on behind; the same at the end."""
    end = min(await newest(db), beyond + _WINDOW)
    rows = await db.rows(
        f"{_HEARD} AND m.id > ? AND m.id <= ? AND m.said_at >= ? ORDER BY m.id", (beyond, end, since)
    )
    return [_heard(row, now) for row in rows], end


async def waited(db: Database, heard: Heard, now: int) -> int | None:
    """How long a word of the past went without an answer; None where nobody can say."""
    row = await db.one(
        f"SELECT min(said_at) FROM mentions WHERE conversation_id IN {OF_ROW} AND ours>0 AND said_at >= ?2",
        (heard.conversation_id, heard.said_at),
    )
    if row and row[0] is not None:
        return int(row[0]) - heard.said_at
    if heard.state in (State.OPEN, State.SNOOZED):
        return now - heard.said_at
    row = await db.one(
        "SELECT min(at) FROM events WHERE conversation_id=? AND at >= ? AND verb='done' AND undone_at IS NULL",
        (heard.conversation_id, heard.said_at),
    )
    return int(row[0]) - heard.said_at if row and row[0] is not None else None


async def acted(db: Reader, rule: str, conversation_ids: list[int]) -> dict[int, Acted]:
    """Of these conversations, those on which a rule has acted."""
    rows = await db.rows(
        "SELECT conversation_id, said_at, refused FROM rule_acts WHERE rule=?"
        " AND conversation_id IN (SELECT value FROM json_each(?))",
        (rule, json.dumps(conversation_ids)),
    )
    return {row[0]: Acted(row[1], bool(row[2])) for row in rows}


async def has_acted(write: Writer, rule: str, heard: Heard, now: int) -> None:
    """Remembers where a rule acted, and on which word."""
    await write.run(
        "INSERT INTO rule_acts (rule, conversation_id, mention_id, said_at, at) VALUES (?,?,?,?,?)"
        " ON CONFLICT DO UPDATE SET mention_id=excluded.mention_id, said_at=excluded.said_at, at=excluded.at",
        (rule, heard.conversation_id, heard.mention_id, heard.said_at, now),
    )


async def refuse(write: Writer, rule: str, conversation_id: int) -> None:
    """A person took back what a rule did: it keeps away from that conversation."""
    await write.run(
        "UPDATE rule_acts SET refused=1 WHERE rule=? AND conversation_id=?", (rule, conversation_id)
    )


async def go_on(write: Writer, name: str, sign: str, mark: int, beyond: int) -> bool:
    """Moves a rule's mark; False when it was switched, changed or moved by somebody else meanwhile."""
    changed = await write.run(
        "UPDATE rules SET mark=? WHERE name=? AND sign=? AND mark=? AND on_at IS NOT NULL",
        (beyond, name, sign, mark),
    )
    return changed > 0


async def open_acts(db: Reader, rule: str, conversation_ids: list[int]) -> list[int]:
    """The conversations where something that a rule did can still be taken back, newest first; all without ids."""
    where: str = ""
    values: list[Any] = [f"rule {rule}"]
    if conversation_ids:
        where = " AND conversation_id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(conversation_ids))
    rows = await db.rows(
        "SELECT conversation_id FROM events INDEXED BY events_undo WHERE who=? AND before IS NOT NULL"
        f" AND undone_at IS NULL{where} GROUP BY conversation_id ORDER BY max(id) DESC",
        values,
    )
    return [row[0] for row in rows]
