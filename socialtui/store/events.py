"""The log of who did what, and the patches that take it back.

A verb changes rows and writes one event a row with the values it found. Undo puts them back only
where nobody else wrote since: each conversation has a version, and an event remembers the one it
left behind.
"""

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from socialtui.domain.errors import DeskRefusal
from socialtui.domain.why import at_the_act
from socialtui.store import patches
from socialtui.store.database import Database, Reader, Row, Writer
from socialtui.store.mentions import decode_evidence, kind_of

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
    "first_at",
    "last_at",
    "mention_id",
    "unread",
)
"""What a verb may change in a conversation."""


class EventLine(Struct, frozen=True):
    """One line of the log. Times are UTC seconds."""

    id: int
    at: int
    who: str
    verb: str
    words: str
    conversation_id: int | None
    undoable: bool
    undone_at: int | None
    band: int | None = None
    """Where the conversation stood when it was done; None where there is none."""
    why: str = ""
    """Why it stood there, in words."""


class Act(Struct, frozen=True):
    """Who does what, when, in words for the log."""

    who: str
    verb: str
    words: str
    at: int


class Undone(Struct, frozen=True):
    """An act that was taken back: its words, and the conversations touched."""

    words: str
    ids: tuple[int, ...]
    files: tuple[tuple[str, str | None, str | None], ...] = ()
    """The files that it wrote: name, before and after."""


async def log(write: Writer, act: Act, conversation_id: int | None = None, subject: str = "") -> int:
    """Records what can't be taken back here."""
    return await write.insert(
        "INSERT INTO events (at, who, verb, words, conversation_id, subject) VALUES (?,?,?,?,?,?)",
        (act.at, act.who, act.verb, act.words, conversation_id, subject),
    )


async def one_act(write: Writer) -> str:
    """A subject for the events of one act, which undo takes back together."""
    row = await write.one("SELECT coalesce(max(id), 0) + 1 FROM events")
    assert row is not None
    return f"act {row[0]}"


async def change(
    write: Writer, act: Act, changes: dict[int, dict[str, Any]], subject: str | None = None
) -> None:
    """Changes conversations and records how each was: id → column → new value."""
    rows = await write.rows(
        f"SELECT id, version, {', '.join(COLUMNS)} FROM conversations"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(changes)),),
    )
    subject = subject or await one_act(write)
    for row in rows:
        new = changes[row[0]]
        before = {column: value for column, value in zip(COLUMNS, row[2:], strict=True) if column in new}
        patch: dict[str, Any] = {"conversation": before}
        if "claimed_by" in new:
            patch["holder"] = new["claimed_by"]
        # The event comes first: it keeps why the row ranked where the act found it.
        await write.run(
            "INSERT INTO events (at, who, verb, words, conversation_id, subject, before, version_before,"
            " version_after) VALUES (?,?,?,?,?,?,?,?,?)",
            (act.at, act.who, act.verb, act.words, row[0], subject, json.dumps(patch), row[1], row[1] + 1),
        )
        names = ", ".join(f"{column}=?" for column in new)
        await write.run(
            f"UPDATE conversations SET {names}, version=version+1 WHERE id=?", (*new.values(), row[0])
        )


async def added(
    write: Writer, act: Act, table: str, row_id: int, conversation_id: int | None, subject: str = ""
) -> None:
    """Records a row that undo takes out again (a note)."""
    await _patch(write, act, {"added": [table, row_id]}, conversation_id, subject)


async def asked(write: Writer, act: Act, intent_id: int, conversation_id: int, subject: str = "") -> None:
    """Records a wish to a network, which undo takes back while it still waits."""
    await _patch(write, act, {"asked": intent_id}, conversation_id, subject)


async def drafted(write: Writer, act: Act, conversation_id: int, text: str, subject: str = "") -> None:
    """Records a draft that was put where none stood; undo takes it out again while nobody wrote on it."""
    await _patch(write, act, {"draft": text}, conversation_id, subject)


async def let_go(
    write: Writer, act: Act, conversation_id: int, held: tuple[str, int, str], subject: str
) -> None:
    """Records that an act ended the writing of a draft (text, saved at, writer); undo hands it back."""
    await _patch(write, act, {"held": list(held)}, conversation_id, subject)


async def ticked(
    write: Writer, act: Act, task: str, day: str, before: tuple[Any, ...] | None, subject: str = ""
) -> None:
    """Records a tick with the one that stood there before."""
    after = await _tick(write, task, day)
    await _patch(write, act, {"tick": [task, day, before, after]}, None, subject)


async def newest_act(read: Reader, who: str, since: int) -> tuple[str, bool] | None:
    """The subject of this person's newest act since a moment that undo takes back, and whether it is a row's."""
    row = await read.one(
        "SELECT subject, conversation_id IS NOT NULL FROM events INDEXED BY events_undo WHERE who=?"
        " AND before IS NOT NULL AND undone_at IS NULL AND at >= ? ORDER BY id DESC LIMIT 1",
        (who, since),
    )
    return (row[0], bool(row[1])) if row else None


async def rewrote(
    write: Writer,
    act: Act,
    before: Mapping[str, patches.Rows],
    conversation_id: int | None,
    subject: str = "",
) -> None:
    """Records rows of other tables, each as it was before (`patches.rows_of`), which undo puts back."""
    await _patch(write, act, await patches.patch(write, before), conversation_id, subject)


async def wrote_file(
    write: Writer,
    act: Act,
    name: str,
    before: str | None,
    after: str | None,
    conversation_id: int | None = None,
    subject: str = "",
) -> None:
    """Records a person's file with its text before and after; who takes it back writes the file."""
    await _patch(write, act, {"file": [name, before, after]}, conversation_id, subject)


async def carded(
    write: Writer, act: Act, subject: str, cid: int, before: dict[str, Any], versions: tuple[int, int],
    card: dict[str, Any],
) -> None:  # fmt: skip
    """Records a card, which undo takes out again; `before` is its conversation, where there was one already."""
    await write.run(
        "INSERT INTO events (at, who, verb, words, subject, conversation_id, before, version_before, version_after)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        (
            act.at, act.who, act.verb, act.words, subject, cid,
            json.dumps({"conversation": before, "card": card}), *versions,
        ),
    )  # fmt: skip


async def _tick(write: Writer, task: str, day: str) -> list[Any] | None:
    row = await write.one(
        "SELECT task, day, how, count, at, who, note FROM ticks WHERE task=? AND day=?", (task, day)
    )
    return list(row) if row else None


async def _patch(
    write: Writer, act: Act, before: dict[str, Any], conversation_id: int | None, subject: str
) -> None:
    await write.run(
        "INSERT INTO events (at, who, verb, words, conversation_id, subject, before) VALUES (?,?,?,?,?,?,?)",
        (act.at, act.who, act.verb, act.words, conversation_id, subject, json.dumps(before)),
    )


async def undo(write: Writer, who: str, now: int, conversation_id: int | None = None) -> Undone:
    """Takes back this person's newest act, whole or not at all; its files are left to whoever writes files.

    With a conversation given, their newest there. Raises `DeskRefusal` when somebody else wrote to one of
    its rows since, and changes nothing then.
    """
    words, parts = await _newest(write, who, conversation_id)
    if any('["posts",' in part[1] for part in parts):
        from socialtui.store import gone_on

        await gone_on.refuse(write, [json.loads(part[1]).get("rows", []) for part in parts], words)
    for part in parts:
        await _refuse_if_changed(write, part, who, words)
    files: list[tuple[str, str | None, str | None]] = []
    for event_id, before, conversation_id, version_before, after, _ in reversed(parts):
        patch = json.loads(before)
        if "file" in patch:
            files.insert(0, tuple(patch["file"]))
        await _put_back(write, patch, conversation_id, now)
        if after is not None:
            # The act before this one left `version_before` behind; it can still be taken back.
            await write.run(
                "UPDATE events SET version_after=? WHERE conversation_id=? AND version_after=? AND undone_at IS NULL",
                (after + 1, conversation_id, version_before),
            )
        await write.run("UPDATE events SET undone_at=? WHERE id=?", (now, event_id))
    return Undone(words, tuple(dict.fromkeys(part[2] for part in parts if part[2] is not None)), tuple(files))


async def give_up(write: Writer, who: str) -> None:
    """Leaves this person's newest act as it is, so that the one before it can be taken back."""
    _, parts = await _newest(write, who)
    await write.many("UPDATE events SET before=NULL WHERE id=?", [(part[0],) for part in parts])


async def _newest(write: Writer, who: str, conversation_id: int | None = None) -> tuple[str, list[Row]]:
    row = await write.one(
        "SELECT id, subject FROM events INDEXED BY events_undo WHERE who=? AND before IS NOT NULL"
        " AND undone_at IS NULL AND (?2 IS NULL OR conversation_id = ?2) ORDER BY id DESC LIMIT 1",
        (who, conversation_id),
    )
    if row is None:
        raise DeskRefusal("Nothing to undo.")
    parts = await write.rows(
        "SELECT id, before, conversation_id, version_before, version_after, words FROM events INDEXED BY events_undo"
        " WHERE (id = ? OR (subject = ? AND subject <> '')) AND who = ? AND before IS NOT NULL"
        " AND undone_at IS NULL ORDER BY id",
        (row[0], row[1], who),
    )
    # What came true by itself with an act is taken back with it, and the act's own words tell of both.
    return parts[0][5], parts


async def _refuse_if_changed(write: Writer, part: Row, who: str, words: str) -> None:
    event_id, before, conversation_id, _, version = part[:5]
    patch = json.loads(before)
    if "asked" in patch and not await write.one(
        "SELECT 1 FROM intents WHERE id=? AND state='due' AND attempts=0", (patch["asked"],)
    ):
        raise DeskRefusal(f"Not undone: “{words}” went to the network already.", "Set it right there.")
    if "tick" in patch and await _tick(write, *patch["tick"][:2]) != patch["tick"][3]:
        raise DeskRefusal(f"Not undone: “{words}” was changed since.", "Tick it anew.")
    if "rows" in patch and not await patches.as_left(write, patch["rows"]):
        raise DeskRefusal(f"Not undone: “{words}” was changed since.", "Look at it, and set it by hand.")
    if "draft" in patch and await write.one(
        "SELECT 1 FROM drafts WHERE conversation_id=? AND (text<>? OR writer<>'')",
        (conversation_id, patch["draft"]),
    ):
        raise DeskRefusal("Not undone: somebody writes on that draft.", "Open it and throw it away by hand.")
    if "card" in patch:
        from socialtui.store.cards import refuse_if_used

        await refuse_if_used(write, conversation_id, patch["card"], words)
    if version is None:
        return
    row = await write.one("SELECT version, claimed_by FROM conversations WHERE id=?", (conversation_id,))
    known = (None, who, patch.get("holder"), patch["conversation"].get("claimed_by"))
    if row and row[0] == version and ("holder" not in patch or row[1] in known):
        return
    other = await write.one(
        "SELECT who, words FROM events WHERE conversation_id=? AND id > ? AND who <> ? ORDER BY id DESC LIMIT 1",
        (conversation_id, event_id, who),
    )
    by = f" ({other[0]}: {other[1]})" if other else " (they wrote)"
    if row and row[0] == version:
        by = f" ({row[1]} is answering)"
    raise DeskRefusal(f"Not undone: “{words}” was changed since{by}.", "Open it and set it by hand.")


async def _put_back(write: Writer, patch: dict[str, Any], conversation_id: int | None, now: int) -> None:
    if "card" in patch and conversation_id is not None:
        from socialtui.store.cards import take_out

        await take_out(write, conversation_id, patch["card"], now)
    if "conversation" in patch:
        values = {column: value for column, value in patch["conversation"].items() if column in COLUMNS}
        names = "".join(f"{column}=?, " for column in values)
        await write.run(
            f"UPDATE conversations SET {names}version=version+1 WHERE id=?",
            (*values.values(), conversation_id),
        )
    elif "added" in patch and patch["added"][0] == "notes":
        await write.run("UPDATE notes SET removed=1 WHERE id=?", (patch["added"][1],))
    elif "asked" in patch:
        await write.run("UPDATE intents SET state='recalled' WHERE id=? AND state='due'", (patch["asked"],))
    elif "rows" in patch:
        await patches.put_back(write, patch["rows"])
    elif "draft" in patch:
        await write.run(
            "DELETE FROM drafts WHERE conversation_id=? AND text=? AND writer=''",
            (conversation_id, patch["draft"]),
        )
    elif "held" in patch:
        await write.run(
            "INSERT INTO drafts VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET writer=excluded.writer WHERE writer=''",
            (conversation_id, *patch["held"]),
        )
    elif "tick" in patch:
        task, day, before, _ = patch["tick"]
        await write.run("DELETE FROM ticks WHERE task=? AND day=?", (task, day))
        if before:
            await write.run("INSERT INTO ticks VALUES (?,?,?,?,?,?,?)", tuple(before))
        # Its words are kept for the history that it no longer has.
        await write.run(
            "DELETE FROM tasks WHERE id=?1 AND NOT EXISTS (SELECT 1 FROM ticks WHERE task=?1)", (task,)
        )


async def lines(db: Database, limit: int, who: str | None = None) -> list[EventLine]:
    """The newest of the log."""
    where, values = ("WHERE e.who = ?", [who]) if who else ("", [])
    rows = await db.rows(
        "SELECT e.id, e.at, e.who, e.verb, e.words, e.conversation_id, e.before IS NOT NULL AND e.undone_at IS NULL,"
        " e.undone_at, e.band, e.kind, e.pinned, e.due_at, m.evidence, m.text FROM events e"
        f" LEFT JOIN mentions m ON m.id = e.mention_id {where} ORDER BY e.id DESC LIMIT ?",
        [*values, limit],
    )
    return [_line(row) for row in rows]


def _line(row: Row) -> EventLine:
    band, kind, pinned, due_at, evidence, text = row[8:]
    why = ""
    if band is not None:
        told = decode_evidence(evidence, text or "")
        why = at_the_act(kind_of(kind), band, due_at, row[1], told, pinned=bool(pinned))
    return EventLine(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), row[7], band, why)
