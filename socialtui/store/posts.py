"""Posts of our own and their slots; where each stands is read from its wish in the outbox."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from socialtui.domain.media import Attached
from socialtui.domain.post import Post, Stage
from socialtui.domain.reply import UNDER_WAY, OutboxState
from socialtui.store.database import Reader, Row, Writer

_UNDER_WAY = ", ".join(f"'{state.value}'" for state in UNDER_WAY)
_POST = (
    "p.id, p.account_id, a.name, a.network, p.at, p.text, p.media, p.visibility, p.stage, p.who, p.saved_at,"
    " p.approved_by, p.reason, p.intent_id, i.state, coalesce(json_extract(i.payload, '$.missed'), 0),"
    " coalesce(i.trouble, ''), coalesce(i.next_step, ''), i.sent_at, coalesce(i.url, '')"
)
_JOINED = " FROM posts p JOIN accounts a ON a.id = p.account_id LEFT JOIN intents i ON i.id = p.intent_id"
_MEDIA = msgspec.json.Decoder(tuple[Attached, ...])


def _post(row: Row) -> Post:
    values: list[Any] = list(row)
    values[6], values[8] = _MEDIA.decode(row[6]), Stage(row[8])
    values[14] = OutboxState(row[14]) if row[14] else None
    values[15] = bool(row[15])
    return Post(*values)


async def between(read: Reader, begin: int, end: int) -> list[Post]:
    """Posts whose slot lies within, `end` exclusive (UTC seconds), by time."""
    rows = await read.rows(
        f"SELECT {_POST}{_JOINED} WHERE p.at >= ? AND p.at < ? ORDER BY p.at, p.id", (begin, end)
    )
    return [_post(row) for row in rows]


async def without_slot(read: Reader, limit: int = 200) -> list[Post]:
    """Posts that nobody gave a time, the newest first; what has left is told by its slot."""
    rows = await read.rows(f"SELECT {_POST}{_JOINED} WHERE p.at IS NULL ORDER BY p.id DESC LIMIT ?", (limit,))
    return [_post(row) for row in rows]


async def get(read: Reader, post_id: int) -> Post | None:
    """One post."""
    row = await read.one(f"SELECT {_POST}{_JOINED} WHERE p.id = ?", (post_id,))
    return _post(row) if row else None


async def of_wish(read: Reader, intent_id: int) -> int | None:
    """The post that a wish is to fulfil; None where it has another wish by now, or was taken out."""
    row = await read.one("SELECT id FROM posts WHERE intent_id = ?", (intent_id,))
    return int(row[0]) if row else None


async def missed(read: Reader, limit: int = 200) -> list[Post]:
    """Posts that nothing could send in their time and that wait for another one, oldest first."""
    rows = await read.rows(
        f"SELECT {_POST}{_JOINED} WHERE i.kind = 'post' AND i.state = 'refused' AND p.stage = 'planned'"
        " AND json_extract(i.payload, '$.missed') = 1 ORDER BY p.at, p.id LIMIT ?",
        (limit,),
    )
    return [_post(row) for row in rows]


async def over(read: Reader, begin: int, end: int) -> list[Post]:
    """Posts that were planned although there was no room, with the reason; by when that was said."""
    rows = await read.rows(
        f"SELECT {_POST}{_JOINED} WHERE p.over_at >= ? AND p.over_at < ? ORDER BY p.over_at, p.id",
        (begin, end),
    )
    return [_post(row) for row in rows]


async def add(
    write: Writer, account_id: int, text: str, at: int | None, who: str, now: int,
    media: Iterable[Attached] = (), visibility: str = "",
) -> int:  # fmt: skip
    """Writes a draft; its id."""
    return await write.insert(
        "INSERT INTO posts (account_id, at, text, media, visibility, stage, who, saved_at)"
        " VALUES (?,?,?,?,?,'draft',?,?)",
        (account_id, at, text, encoded(media), visibility, who, now),
    )


def encoded(media: Iterable[Attached]) -> str:
    """What is stored of files: JSON."""
    return msgspec.json.encode(tuple(media)).decode()


async def change(write: Writer, post_id: int, **values: Any) -> None:
    """Sets columns of a post."""
    names = ", ".join(f"{name}=?" for name in values)
    await write.run(f"UPDATE posts SET {names} WHERE id=?", (*values.values(), post_id))


async def save(write: Writer, post_ids: Iterable[int], text: str, who: str, now: int) -> int:
    """Puts words on disk where nothing of them is on its way; how many posts took them.

    Other words than those that were approved or refused are a draft of whoever wrote them.
    """
    return await write.run(
        "UPDATE posts SET saved_at=?4, stage=CASE WHEN text=?1 THEN stage ELSE 'draft' END,"
        " who=CASE WHEN text=?1 THEN who ELSE ?3 END, approved_by=CASE WHEN text=?1 THEN approved_by ELSE '' END,"
        " text=?1 WHERE id IN (SELECT value FROM json_each(?2)) AND (stage <> 'planned'"
        " OR intent_id IN (SELECT id FROM intents WHERE state IN ('recalled', 'refused')))",
        (text, json.dumps(list(post_ids)), who, now),
    )


async def drop(write: Writer, post_id: int) -> None:
    """Takes a post out."""
    await write.run("DELETE FROM posts WHERE id=?", (post_id,))


async def waiting(read: Reader) -> int:
    """How many posts are on their way or planned."""
    row = await read.one("SELECT count(*) FROM intents WHERE state IN ('leaving', 'due') AND kind = 'post'")
    return int(row[0]) if row else 0


async def own(read: Reader, begin: int, end: int) -> list[tuple[int, int, str, int | None]]:
    """Posts of ours of a time (UTC seconds): account, when, text, and the wish of one that is still to come.

    Those that stand on the network count, wherever they were written, and those that may come to stand there.
    """
    rows = await read.rows(
        "SELECT account_id, said_at, text, NULL FROM mentions INDEXED BY mentions_ours_at WHERE ours > 0"
        " AND said_at >= ?1 AND said_at < ?2 AND conversation_id IS NULL AND coalesce(parent, '') = ''"
        " AND removed_at IS NULL UNION ALL"
        " SELECT account_id, coalesce(nullif(json_extract(payload, '$.planned'), 0), due_at) AS at, text, id"
        f" FROM intents WHERE state IN ({_UNDER_WAY}) AND kind = 'post' AND at >= ?1 AND at < ?2 ORDER BY 2",
        (begin, end),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def answered(
    read: Reader, begin: int, end: int, *, linking: bool = False
) -> list[tuple[int, int, int, str]]:
    """Answers of ours of a time (UTC seconds), those in parts once: mention, conversation, its kind, our words.

    `linking` leaves the words away where they can hold no link: most of them are never looked at.
    """
    words = "iif(instr(m.text, '://') OR instr(m.text, 'www.'), m.text, '')" if linking else "m.text"
    rows = await read.rows(
        f"SELECT m.id, c.id, c.kind, {words} FROM mentions m INDEXED BY mentions_ours_at"
        " JOIN conversations c ON c.id = m.conversation_id WHERE m.ours > 0 AND m.said_at >= ? AND m.said_at < ?"
        " AND m.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM intents i"
        "  WHERE i.conversation_id = m.conversation_id AND i.remote_id = m.remote_id"
        "  AND json_extract(i.payload, '$.part') > 1) ORDER BY m.said_at, m.id",
        (begin, end),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def newest_answer(read: Reader, account_id: int, since: int) -> int:
    """When we last answered somebody on an account (UTC seconds); 0 where that is longer ago than `since`."""
    row = await read.one(
        "SELECT coalesce(max(said_at), 0) FROM mentions INDEXED BY mentions_ours_at WHERE ours > 0 AND said_at >= ?"
        " AND account_id = ? AND conversation_id IS NOT NULL AND removed_at IS NULL",
        (since, account_id),
    )
    return int(row[0]) if row else 0


async def changes(read: Reader, begin: int, end: int) -> list[int]:
    """Lessons for the product that were changed in a time (UTC seconds)."""
    rows = await read.rows(
        "SELECT id FROM feedback WHERE what = 'lesson' AND state = 'changed' AND changed_at >= ? AND changed_at < ?",
        (begin, end),
    )
    return [row[0] for row in rows]
