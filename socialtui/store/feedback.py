"""Lessons and the conversations that taught them."""

import json
from collections import defaultdict

from socialtui.domain.lesson import Lesson, LessonState, Voice, What
from socialtui.domain.text import opening
from socialtui.store import patches
from socialtui.store.database import Reader, Writer

_COLUMNS = "id, what, text, answer, state, changed, who, at, changed_at"
_TEXT = 240
"""Letters of what somebody said."""
_VOICES = (
    f"SELECT k.lesson_id, c.id, i.name, i.handle, a.network, a.name, substr(m.text, 1, {_TEXT + 1}),"
    " (SELECT min(at) FROM (SELECT min(o.said_at) AS at FROM mentions o INDEXED BY mentions_conversation"
    "   WHERE o.conversation_id IN (c.id, w.whole_id) AND o.ours > 0 AND o.said_at > l.changed_at"
    "  UNION ALL SELECT min(n.created_at) FROM intents n WHERE n.conversation_id IN (c.id, w.whole_id)"
    "   AND n.kind = 'reply' AND n.state NOT IN ('recalled', 'refused') AND n.created_at >= l.changed_at))"
    " FROM feedback_marks k JOIN feedback l ON l.id = k.lesson_id JOIN conversations c ON c.id = k.conversation_id"
    " JOIN identities i ON i.id = c.identity_id JOIN accounts a ON a.id = c.account_id"
    " JOIN mentions m ON m.id = c.mention_id LEFT JOIN wholes w ON w.id = c.id"
    " WHERE k.lesson_id IN (SELECT value FROM json_each(?)) ORDER BY k.id"
)


async def lessons(read: Reader, ids: list[int] | None = None) -> list[Lesson]:
    """Lessons with everybody behind them: what is open first, what more people said before what fewer did."""
    where, values = (
        ("WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]) if ids is not None else ("", [])
    )
    rows = await read.rows(
        f"SELECT {_COLUMNS} FROM feedback {where}"
        " ORDER BY state = 'changed', what = 'idea', what = 'faq', heard DESC, id DESC",
        values,
    )
    voices: dict[int, list[Voice]] = defaultdict(list)
    for lesson, cid, name, handle, network, account, text, answered in await read.rows(
        _VOICES, (json.dumps([row[0] for row in rows]),)
    ):
        person = name or (f"@{handle}" if handle else "somebody")
        voices[lesson].append(Voice(cid, person, handle, network, account, opening(text, _TEXT), answered))
    return [
        Lesson(
            row[0],
            What(row[1]),
            row[2],
            row[3],
            LessonState(row[4]),
            row[5],
            row[6],
            row[7],
            row[8],
            tuple(voices[row[0]]),
        )
        for row in rows
    ]


async def add(write: Writer, what: What, text: str, answer: str, who: str, now: int) -> int:
    """Writes a new one; its id."""
    return await write.insert(
        "INSERT INTO feedback (what, text, answer, state, who, at) VALUES (?,?,?,'open',?,?)",
        (what.value, text, answer, who, now),
    )


async def mark(write: Writer, lesson: int, ids: list[int], who: str, now: int) -> list[int]:
    """Puts conversations behind a lesson; the new marks' ids."""
    return [
        await write.insert(
            "INSERT INTO feedback_marks (lesson_id, conversation_id, who, at) VALUES (?,?,?,?)",
            (lesson, cid, who, now),
        )
        for cid in ids
    ]


async def marks(read: Reader, lesson: int) -> dict[int, int]:
    """The conversations behind a lesson, each with its mark."""
    rows = await read.rows("SELECT conversation_id, id FROM feedback_marks WHERE lesson_id=?", (lesson,))
    return {row[0]: row[1] for row in rows}


async def unmark(write: Writer, lesson: int, ids: list[int]) -> None:
    """Takes marks away by their ids."""
    await write.many("DELETE FROM feedback_marks WHERE id=? AND lesson_id=?", [(one, lesson) for one in ids])


async def row(read: Reader, lesson: int) -> patches.Rows:
    """A lesson's row, for undo."""
    return await patches.rows_of(read, "feedback", [lesson])


async def mark_rows(read: Reader, ids: list[int]) -> patches.Rows:
    """Rows of marks, for undo."""
    return await patches.rows_of(read, "feedback_marks", ids)


async def count(write: Writer, lesson: int) -> None:
    """Counts how many conversations are behind it."""
    await write.run(
        "UPDATE feedback SET heard=(SELECT count(*) FROM feedback_marks WHERE lesson_id=?1) WHERE id=?1",
        (lesson,),
    )


async def stand(write: Writer, lesson: int, state: LessonState, changed: str, at: int | None) -> None:
    """Says how far it is."""
    await write.run(
        "UPDATE feedback SET state=?, changed=?, changed_at=? WHERE id=?", (state.value, changed, at, lesson)
    )


async def word(write: Writer, lesson: int, text: str) -> None:
    """Puts it in other words."""
    await write.run("UPDATE feedback SET text=? WHERE id=?", (text, lesson))


async def drop(write: Writer, lesson: int) -> None:
    """Takes it out with its marks."""
    await write.run("DELETE FROM feedback_marks WHERE lesson_id=?", (lesson,))
    await write.run("DELETE FROM feedback WHERE id=?", (lesson,))


async def of_conversation(read: Reader, cid: int) -> list[int]:
    """The lessons that a conversation taught."""
    return [row[0] for row in await read.rows(
        "SELECT lesson_id FROM feedback_marks WHERE conversation_id=? ORDER BY id", (cid,))]  # fmt: skip
