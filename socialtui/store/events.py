"""The log of who did what, and the patches that take it back.

A verb changes rows and writes one event a row with the values it found. Undo puts them back only
where nobody else wrote since: each conversation has a version, and an event remembers the one it
left behind.
"""

import json
from dataclasses import dataclass
from typing import Any

from socialtui.domain.errors import DeskRefusal
from socialtui.store.database import Database, Writer

COLUMNS = (
    "state",
    "band",
    "kind",
    "pinned",
    "due_at",
    "wake_at",
    "claimed_by",
    "claimed_until",
    "tags",
    "reason",
)
"""What a verb may change in a conversation."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the log. Times are UTC seconds."""

    id: int
    at: int
    who: str
    verb: str
    words: str
    conversation_id: int | None
    undoable: bool
    undone_at: int | None


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, when, in words for the log."""

    who: str
    verb: str
    words: str
    at: int


async def log(write: Writer, act: Act, conversation_id: int | None = None, subject: str = "") -> int:
    """Records what can't be taken back here."""
    return await write.insert(
        "INSERT INTO events (at, who, verb, words, conversation_id, subject) VALUES (?,?,?,?,?,?)",
        (act.at, act.who, act.verb, act.words, conversation_id, subject),
    )


async def change(write: Writer, act: Act, changes: dict[int, dict[str, Any]]) -> None:
    """Changes conversations and records how each was: id → column → new value."""
    rows = await write.rows(
        f"SELECT id, version, {', '.join(COLUMNS)} FROM conversations"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(changes)),),
    )
    first = await write.one("SELECT coalesce(max(id), 0) + 1 FROM events")
    assert first is not None
    batch = f"act {first[0]}"
    for row in rows:
        new = changes[row[0]]
        before = {column: value for column, value in zip(COLUMNS, row[2:], strict=True) if column in new}
        names = ", ".join(f"{column}=?" for column in new)
        await write.run(
            f"UPDATE conversations SET {names}, version=version+1 WHERE id=?", (*new.values(), row[0])
        )
        await write.run(
            "INSERT INTO events (at, who, verb, words, conversation_id, subject, before, version_before,"
            " version_after) VALUES (?,?,?,?,?,?,?,?,?)",
            (act.at, act.who, act.verb, act.words, row[0], batch, json.dumps({"conversation": before}),
             row[1], row[1] + 1),
        )  # fmt: skip


async def added(write: Writer, act: Act, table: str, row_id: int, conversation_id: int | None) -> None:
    """Records a row that undo takes out again (a note)."""
    await _patch(write, act, {"added": [table, row_id]}, conversation_id)


async def ticked(write: Writer, act: Act, task: str, day: str, before: tuple[Any, ...] | None) -> None:
    """Records a tick with the one that stood there before."""
    await _patch(write, act, {"tick": [task, day, before]}, None)


async def _patch(write: Writer, act: Act, before: dict[str, Any], conversation_id: int | None) -> None:
    await write.run(
        "INSERT INTO events (at, who, verb, words, conversation_id, subject, before) VALUES (?,?,?,?,?,'',?)",
        (act.at, act.who, act.verb, act.words, conversation_id, json.dumps(before)),
    )


async def undo(write: Writer, who: str, now: int) -> tuple[str, list[int]]:
    """Takes back this person's newest act, whole or not at all; its words and the conversations touched.

    Raises `DeskRefusal` when somebody else wrote to one of its rows since, and changes nothing then.
    """
    row = await write.one(
        "SELECT id, subject, words FROM events INDEXED BY events_undo WHERE who=? AND before IS NOT NULL"
        " AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        (who,),
    )
    if row is None:
        raise DeskRefusal("Nothing to undo.")
    parts = await write.rows(
        "SELECT id, before, conversation_id, version_before, version_after FROM events"
        " WHERE (id = ? OR (subject = ? AND subject <> '')) AND who = ? AND undone_at IS NULL",
        (row[0], row[1], who),
    )
    for _, _, conversation_id, _, after in parts:
        if after is not None:
            await _refuse_if_changed(write, conversation_id, after, row[2])
    for event_id, before, conversation_id, version_before, after in parts:
        await _put_back(write, json.loads(before), conversation_id)
        if after is not None:
            # The act before this one left `version_before` behind; it can still be taken back.
            await write.run(
                "UPDATE events SET version_after=? WHERE conversation_id=? AND version_after=? AND undone_at IS NULL",
                (after + 1, conversation_id, version_before),
            )
        await write.run("UPDATE events SET undone_at=? WHERE id=?", (now, event_id))
    return row[2], [part[2] for part in parts if part[2] is not None]


async def _refuse_if_changed(write: Writer, conversation_id: int, version: int, words: str) -> None:
    row = await write.one("SELECT version FROM conversations WHERE id=?", (conversation_id,))
    if row and row[0] == version:
        return
    other = await write.one(
        "SELECT who, words FROM events WHERE conversation_id=? AND version_after IS NOT ? ORDER BY id DESC LIMIT 1",
        (conversation_id, version),
    )
    by = f" ({other[0]}: {other[1]})" if other else ""
    raise DeskRefusal(f"Not undone: “{words}” was changed since{by}.", "Open it and set it by hand.")


async def _put_back(write: Writer, patch: dict[str, Any], conversation_id: int | None) -> None:
    if "conversation" in patch:
        values: dict[str, Any] = patch["conversation"]
        names = ", ".join(f"{column}=?" for column in values if column in COLUMNS)
        await write.run(
            f"UPDATE conversations SET {names}, version=version+1 WHERE id=?",
            (*values.values(), conversation_id),
        )
    elif "added" in patch and patch["added"][0] == "notes":
        await write.run("UPDATE notes SET removed=1 WHERE id=?", (patch["added"][1],))
    elif "tick" in patch:
        task, day, before = patch["tick"]
        await write.run("DELETE FROM ticks WHERE task=? AND day=?", (task, day))
        if before:
            await write.run("INSERT INTO ticks VALUES (?,?,?,?,?,?,?)", tuple(before))


async def lines(db: Database, limit: int, who: str | None = None) -> list[EventLine]:
    """The newest of the log."""
    where, values = ("WHERE who = ?", [who]) if who else ("", [])
    rows = await db.rows(
        "SELECT id, at, who, verb, words, conversation_id, before IS NOT NULL AND undone_at IS NULL, undone_at"
        f" FROM events {where} ORDER BY id DESC LIMIT ?",
        [*values, limit],
    )
    return [EventLine(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), row[7]) for row in rows]
