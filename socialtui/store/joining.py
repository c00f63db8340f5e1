"""Joins conversations of one person into one row, and takes them apart again.

The row that stands for all is one of them; the others keep their own columns and their own words, and have the
state MERGED until they are taken apart. Their threads stay theirs: what is said there is stored there, and decided
on the row that stands for all.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from socialtui.domain.conversation import State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.joining import UNANSWERED, Part, folded
from socialtui.domain.mention import Band
from socialtui.store import events, patches
from socialtui.store.database import Reader, Row, Writer
from socialtui.store.events import Act
from socialtui.store.people import BESIDE_IT
from socialtui.store.unanswered import Waiting, waiting

if TYPE_CHECKING:
    from socialtui.store.batch import DueAt

_OWN = (
    "state",
    "band",
    "kind",
    "pinned",
    "due_at",
    "first_at",
    "last_at",
    "mention_id",
    "unread",
    "wake_at",
    "tags",
)
"""What a row says by itself, kept while it says it for all."""

_PART = (
    f"c.id, c.account_id, i.person_id, {', '.join('c.' + name for name in _OWN)},"
    " (SELECT coalesce(max(m.id), 0) FROM mentions m WHERE m.conversation_id = c.id),"
    " EXISTS (SELECT 1 FROM wholes g WHERE g.whole_id = c.id),"
    " CASE WHEN EXISTS (SELECT 1 FROM intents n WHERE n.conversation_id = c.id AND n.kind = 'reply'"
    "   AND n.state IN ('leaving', 'due', 'sending', 'unknown')) THEN 'an answer on its way'"
    "  WHEN EXISTS (SELECT 1 FROM drafts d WHERE d.conversation_id = c.id AND d.text <> '') THEN 'a draft'"
    "  WHEN EXISTS (SELECT 1 FROM promises p WHERE p.conversation_id = c.id AND p.state = 'open')"
    "   THEN 'an open promise'"
    "  WHEN EXISTS (SELECT 1 FROM waits f WHERE f.id = c.id) THEN 'a follow-up' ELSE '' END,"
    " CASE WHEN c.claimed_by <> ?2 AND c.claimed_until > ?3 THEN c.claimed_by ELSE '' END"
)


class Apart(Struct, frozen=True):
    """One conversation of a joined row, and how it stood before."""

    id: int
    newest: int
    before: dict[str, Any]


async def parts(reader: Reader, ids: Iterable[int], who: str, now: int) -> list[Part]:
    """These conversations, each as it stands by itself."""
    rows = await reader.rows(
        f"SELECT {_PART} FROM conversations c JOIN identities i ON i.id = c.identity_id"
        " WHERE c.id IN (SELECT value FROM json_each(?1)) ORDER BY c.id",
        (json.dumps(list(ids)), who, now),
    )
    return [_part(row) for row in rows]


def _part(row: Row) -> Part:
    values = list(row)
    values[3], values[15] = State(row[3]), bool(row[15])
    return Part(*values)


async def beside(reader: Reader, conversation_id: int) -> list[int]:
    """What else of this person waits for an answer at the same account."""
    rows = await reader.rows(
        f"SELECT o.id FROM conversations c JOIN conversations o ON {BESIDE_IT} WHERE c.id = ? LIMIT 100",
        (conversation_id,),
    )
    return [row[0] for row in rows]


async def whole_of(reader: Reader, conversation_id: int) -> int | None:
    """The row that stands for this one; itself for that row, None for what stands alone."""
    row = await reader.one("SELECT whole_id FROM wholes WHERE id = ?", (conversation_id,))
    return row[0] if row else None


async def members(reader: Reader, whole_id: int) -> list[int]:
    """What a row stands for, itself among it; nothing for a row that stands alone."""
    return [row[0] for row in await reader.rows("SELECT id FROM wholes WHERE whole_id = ?", (whole_id,))]


async def merge(write: Writer, act: Act, head: Part, joined: list[Part]) -> None:
    """Makes `head` stand for all of them."""
    subject = await events.one_act(write)
    new = [part for part in joined if part.id != head.id]
    joining = new if head.whole else [head, *new]
    await write.many(
        "INSERT INTO wholes (id, whole_id, newest, before) VALUES (?,?,?,?)",
        [(part.id, head.id, part.newest, json.dumps(_own(part))) for part in joining],
    )
    await events.rewrote(write, act, {"wholes": dict.fromkeys(part.id for part in joining)}, head.id, subject)
    changes: dict[int, dict[str, Any]] = {part.id: {"state": int(State.MERGED)} for part in new}
    await events.change(write, act, {head.id: folded(head, new), **changes}, subject)


def _own(part: Part) -> dict[str, Any]:
    return {name: getattr(part, name) for name in _OWN}


async def split(write: Writer, act: Act, whole_id: int, due: "DueAt") -> list[int]:
    """Gives each conversation its own row back; what was said and answered meanwhile counts for where it stands."""
    apart = [
        Apart(row[0], row[1], json.loads(row[2]))
        for row in await write.rows(
            "SELECT id, newest, before FROM wholes WHERE whole_id = ? ORDER BY id = whole_id, id", (whole_id,)
        )
    ]
    whole = await _row(write, whole_id)
    answered = await _answered_since(write, apart)
    changes: dict[int, dict[str, Any]] = {}
    unread = int(whole["unread"])
    for one in apart:
        change = await _alone(write, one, whole, answered, due, act.at)
        if one.id == whole_id:
            change |= {"unread": unread} | _kept_by_hand(one, whole, change)
        else:
            change["unread"] = min(int(one.before["unread"]), unread)
            unread -= change["unread"]
        changes[one.id] = change
    subject = await events.one_act(write)
    before = await patches.rows_of(write, "wholes", [one.id for one in apart])
    await write.run("DELETE FROM wholes WHERE whole_id = ?", (whole_id,))
    await events.rewrote(write, act, {"wholes": before}, whole_id, subject)
    await events.change(write, act, changes, subject)
    return [whole_id, *(one.id for one in apart if one.id != whole_id)]


async def _row(write: Writer, conversation_id: int) -> dict[str, Any]:
    row = await write.one(
        f"SELECT {', '.join(_OWN)}, reason, EXISTS (SELECT 1 FROM promises p WHERE p.conversation_id = c.id"
        "  AND p.state IN ('open', 'broken')) FROM conversations c WHERE id = ?",
        (conversation_id,),
    )
    assert row is not None
    return dict(zip((*_OWN, "reason", "promised"), row, strict=True))


async def _answered_since(write: Writer, apart: list[Apart]) -> int:
    """Our newest answer in any of them that was not there when they were joined."""
    said = [
        await write.one(
            "SELECT max(said_at) FROM mentions WHERE conversation_id = ? AND ours = 1 AND id > ?",
            (one.id, one.newest),
        )
        for one in apart
    ]
    return max((row[0] for row in said if row and row[0] is not None), default=0)


async def _alone(
    write: Writer, one: Apart, whole: dict[str, Any], answered: int, due: "DueAt", now: int
) -> dict[str, Any]:
    """How a conversation stands by itself again."""
    last = await write.one(
        "SELECT coalesce(max(id), 0), max(said_at) FROM mentions WHERE conversation_id = ? AND ours = 0",
        (one.id,),
    )
    change = dict(one.before)
    if last and last[1] is not None:
        change["last_at"] = last[1]
    if change["state"] == State.SNOOZED and (change["wake_at"] or NEVER) <= now:
        change |= {"state": int(State.OPEN), "wake_at": None}
    state = State(whole["state"])
    if state not in UNANSWERED:
        change |= {"state": int(state), "reason": whole["reason"], "wake_at": None}
        if state is State.SPAM:
            change["band"] = int(Band.SPAM)
        return change
    if answered or (last and last[0] > one.newest):
        since = max(answered, await _answered_in(write, one.id))
        change |= _of(await waiting(write, [one.id], since, due), change)
    if change["state"] == State.OPEN and state is State.SNOOZED:
        change |= {"state": int(state), "wake_at": whole["wake_at"]}
    return change


async def _answered_in(write: Writer, conversation_id: int) -> int:
    row = await write.one(
        "SELECT coalesce(max(said_at), 0) FROM mentions WHERE conversation_id = ? AND ours = 1",
        (conversation_id,),
    )
    return int(row[0]) if row else 0


def _of(found: Waiting | None, before: dict[str, Any]) -> dict[str, Any]:
    """What waits in it now; nothing any more where our answer came behind all of its words."""
    if found is None:
        return {"state": int(State.ANSWERED), "reason": "answered together with others", "wake_at": None}
    now: dict[str, Any] = {
        "state": int(State.OPEN), "wake_at": None, "first_at": found.first_at, "mention_id": found.mention_id,
    }  # fmt: skip
    if before["pinned"]:
        return now
    return now | {"band": found.band, "kind": found.kind, "due_at": found.due_at}


def _kept_by_hand(one: Apart, whole: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """What was decided about the row that stood for all, and is no sum of its parts, stays with it."""
    own, now = set(str(one.before["tags"]).split()), str(whole["tags"]).split()
    tags = [tag for tag in now if tag in own] if set(now) >= own else now
    kept: dict[str, Any] = {"tags": f" {' '.join(tags)} " if tags else ""}
    if whole["pinned"] and not one.before["pinned"] and change["state"] == State.OPEN:
        kept |= {name: whole[name] for name in ("band", "kind", "pinned")}
    if whole["promised"]:
        kept |= {name: whole[name] for name in ("band", "due_at")}
    return kept


async def name_of(reader: Reader, conversation_id: int) -> str:
    """Whose conversation it is, for the log."""
    row = await reader.one(
        "SELECT coalesce(nullif(i.name, ''), '@' || i.handle) FROM conversations c JOIN identities i"
        " ON i.id = c.identity_id WHERE c.id = ?",
        (conversation_id,),
    )
    return row[0] if row else "somebody"
