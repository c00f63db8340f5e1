"""Every wish that needs the wire, from the moment it is written to where it stands on the network.

What writes takes the `Writer` of a transaction, so that a caller can join a draft's end, a claim and
an event to it. Each change of state names the states that it may come from: whoever is second, finds
nothing to change.
"""

import os
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from socialtui.domain.conversation import encode_id
from socialtui.domain.media import Attached
from socialtui.domain.reply import UNDER_WAY, OutboxLine, OutboxState, Seen
from socialtui.store import attachments, chains, drafts
from socialtui.store.database import Database, Reader, Row, Writer
from socialtui.store.mentions import OF_ROW
from socialtui.store.wishes import HERE, INTENT, Intent, Payload, Wish, encode, intent_of

SAYING = ("reply", "post")
"""The kinds that say something: the outbox."""
ERRANDS = ("like", "moderate", "thread", "poll", "fill", "opinion")
"""The kinds that may be repeated without harm."""


def _states(*states: OutboxState) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


_UNDER_WAY = _states(*UNDER_WAY)
_WAITING = _states(OutboxState.LEAVING, OutboxState.DUE)
_SAYING = "('reply', 'post')"


# --- what desks write


async def add(db: Database, wish: Wish, now: int) -> int:
    """Stores a wish in a transaction of its own; its id."""
    async with db.atomic() as write:
        return await put(write, wish, now)


async def put(write: Writer, wish: Wish, now: int) -> int:
    """Stores a wish; its id. A reply remembers what its writer can't have read yet."""
    payload = wish.payload
    if wish.kind == "reply" and not payload.newest:
        payload = replace(payload, newest=await _newest(write, wish.conversation_id))
    return await write.insert(
        "INSERT INTO intents (kind, account_id, conversation_id, mention_id, text, payload, key, state, due_at,"
        " who, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            wish.kind, wish.account_id, wish.conversation_id, wish.mention_id, wish.text,
            encode(payload), wish.key or os.urandom(16).hex(), wish.state.value,
            wish.due_at or now, wish.who, now,
        ),
    )  # fmt: skip


async def _newest(write: Writer, conversation_id: int | None) -> int:
    row = await write.one(
        f"SELECT coalesce(max(id), 0) FROM mentions WHERE conversation_id IN {OF_ROW}", (conversation_id,)
    )
    return int(row[0]) if row else 0


async def ask(
    write: Writer, kind: str, conversation_id: int | None, payload: dict[str, Any], who: str, now: int
) -> None:
    """Stores an errand: a like, a moderation, a thread to load, or (for no conversation) a poll of every account.

    `payload` may hold `remote_id` (else the shown mention's) and `verb`. One that already waits is not
    stored again.
    """
    if conversation_id is None:
        places = [
            (row[0], None, "") for row in await write.rows("SELECT id FROM accounts WHERE state <> 'removed'")
        ]
    else:
        places = [
            (row[0], row[1], row[2])
            for row in await write.rows(
                "SELECT c.account_id, c.mention_id, m.remote_id FROM conversations c"
                " JOIN mentions m ON m.id = c.mention_id WHERE c.id = ?",
                (conversation_id,),
            )
        ]
    for account_id, mention_id, remote_id in places:
        about = Payload(in_reply_to=payload.get("remote_id") or remote_id, verb=payload.get("verb", ""))
        waiting = await write.one(
            "SELECT 1 FROM intents WHERE state='due' AND kind=? AND account_id=? AND conversation_id IS ?"
            " AND payload=?",
            (kind, account_id, conversation_id, encode(about)),
        )
        if waiting is None:
            wish = Wish(
                kind, account_id, who, conversation_id=conversation_id, mention_id=mention_id, payload=about
            )
            await put(write, wish, now)


async def earlier_try(read: Reader, conversation_id: int, text: str, typed: str = "") -> list[Intent]:
    """What was refused with these very words: `again` sends it with its own keys, so that it can't stand twice.

    Of an answer in parts, all that is left of it, where `typed` is what was typed from there to the end. One
    part by its own `text` only where nothing but that part would leave, and ends the answer.
    """
    row = await read.one(
        f"SELECT {INTENT} FROM intents i WHERE conversation_id=? AND state='refused' AND kind='reply'"
        f" AND ((text=? AND {chains.ALONE}) OR (json_extract(payload, '$.rest')=? AND {chains.OPENS}))"
        " ORDER BY id DESC LIMIT 1",
        (conversation_id, text, typed),
    )
    if row is None:
        return []
    first = intent_of(row)
    return [first, *await chains.behind(read, first)]


async def replan(
    write: Writer, intent_id: int, at: int, state: OutboxState, media: tuple[Attached, ...]
) -> bool:
    """Lets a refused post leave at another time (UTC seconds) under its own key, so that it can't stand twice."""
    intent = await get(write, intent_id)
    about = replace(intent.payload, planned=at, missed=False, kept="", media=attachments.fresh(media))
    return bool(
        await write.run(
            "UPDATE intents SET state=?, due_at=?, payload=?, trouble='', next_step='', cut_off=0"
            " WHERE id=? AND kind='post' AND state='refused'",
            (state.value, at, encode(about), intent_id),
        )
    )


async def came_back(read: Reader, conversation_id: int) -> Intent | None:
    """The conversation's newest answer, where it was taken back or refused; of one in parts, the first that was."""
    row = await read.one(
        f"SELECT {INTENT} FROM intents WHERE conversation_id=? AND kind='reply' ORDER BY id DESC LIMIT 1",
        (conversation_id,),
    )
    parts = await chains.of(read, intent_of(row)) if row else []
    back = [one for one in parts if one.state in (OutboxState.RECALLED, OutboxState.REFUSED)]
    return back[0] if back else None


async def recall(write: Writer, intent_id: int, now: int) -> Intent | None:
    """Takes back what is leaving, or waits and never went out; its words are a draft again. None when too late.

    Of an answer in parts all go that have not left; the first of them is what comes back.
    """
    first = await chains.recall(write, await get(write, intent_id))
    if first is None:
        return None
    intent = await get(write, first.id)
    await _draft_again(write, intent, now)
    return intent


async def again(write: Writer, intent_id: int, now: int, chosen: Payload | None = None) -> Intent | None:
    """Sends a refused reply once more, under the same key; None when it isn't refused.

    What the sender found on the network when it asked counts as read now. `chosen` brings the audience
    and the promise of a second review to every part, its files and the time it is planned for to the first;
    without it those of before stand, and it leaves now.
    """
    planned = chosen.planned if chosen is not None else 0
    freed = await chains.again(write, await get(write, intent_id), planned or now)
    if not freed:
        return None
    intent = await get(write, freed[0].id)
    newest = await _newest(write, intent.conversation_id)
    for part in freed:
        at = planned if part.id == intent.id else 0
        about = replace(part.payload, newest=newest or part.payload.newest, planned=at)
        if chosen is not None:
            about = replace(
                about, visibility=chosen.visibility, ack=chosen.ack, promise_at=chosen.promise_at,
                promise_text=chosen.promise_text, promise_deed=chosen.promise_deed, also=chosen.also,
                keeps=chosen.keeps, media=chosen.media if part.id == intent.id else about.media,
            )  # fmt: skip
        about = replace(about, media=attachments.fresh(about.media))
        await write.run("UPDATE intents SET payload=? WHERE id=?", (encode(about), part.id))
    await write.run(
        "DELETE FROM drafts WHERE conversation_id=? AND text=?", (intent.conversation_id, intent.typed)
    )
    if intent.conversation_id is not None:
        await attachments.take_out(write, intent.conversation_id, intent.payload.media)
    return intent


async def _draft_again(write: Writer, intent: Intent, now: int) -> None:
    """Words that did not leave are a draft again, held by nobody."""
    if intent.conversation_id is not None and intent.kind == "reply":
        await drafts.restore(write, intent.conversation_id, intent.typed, now)
        await attachments.add(write, intent.conversation_id, intent.payload.media)


async def get(write: Writer, intent_id: int) -> Intent:
    """One wish, inside a transaction."""
    row = await write.one(f"SELECT {INTENT} FROM intents WHERE id = ?", (intent_id,))
    assert row is not None
    return intent_of(row)


# --- what the sender writes


async def take(write: Writer, intent_id: int, now: int) -> Intent | None:
    """Marks a due wish as sending, before the wire is touched; None when it was recalled or isn't due."""
    changed = await write.run(
        "UPDATE intents SET state='sending', attempts=attempts+1, tried_at=coalesce(tried_at, ?1), last_try_at=?1"
        f" WHERE id=?2 AND state IN ({_WAITING}) AND due_at <= ?1",
        (now, intent_id),
    )
    return await get(write, intent_id) if changed else None


async def uploaded(write: Writer, intent_id: int, remote_ids: tuple[str, ...]) -> None:
    """The network has these of its files; what it calls them is kept for every try."""
    intent = await get(write, intent_id)
    media = tuple(
        replace(one, remote_id=remote_id)
        for one, remote_id in zip(intent.payload.media, remote_ids, strict=True)
    )
    payload = encode(replace(intent.payload, media=media))
    await write.run("UPDATE intents SET payload=? WHERE id=?", (payload, intent_id))


async def put_off(write: Writer, intent_id: int, due_at: int, trouble: str, next_step: str) -> bool:
    """Nothing left this machine: it is due again at `due_at` (UTC seconds)."""
    return bool(
        await write.run(
            "UPDATE intents SET state='due', due_at=?, trouble=?, next_step=?"
            f" WHERE id=? AND state IN ({_WAITING}, 'sending')",
            (due_at, trouble, next_step, intent_id),
        )
    )


async def never_left(write: Writer, intent_id: int) -> None:
    """Takes the first try back: what surely did not leave need not be looked for."""
    await write.run("UPDATE intents SET tried_at=NULL WHERE id=? AND attempts=1", (intent_id,))


async def doubt(write: Writer, intent_id: int, look_at: int, trouble: str, next_step: str) -> bool:
    """Nobody can say whether it arrived; it is read back at `look_at` (UTC seconds)."""
    changed = await write.run(
        "UPDATE intents SET state='unknown', due_at=?, trouble=?, next_step=?"
        " WHERE id=? AND state IN ('sending', 'unknown')",
        (look_at, trouble, next_step, intent_id),
    )
    await chains.hold(write, await get(write, intent_id))
    return bool(changed)


async def look_again(write: Writer, intent_id: int, at: int) -> None:
    """It wasn't there at the first reading; the second is at `at` (UTC seconds)."""
    await write.run("UPDATE intents SET due_at=? WHERE id=? AND state='unknown'", (at, intent_id))


async def send_once_more(write: Writer, intent_id: int, now: int) -> bool:
    """What was cut off and isn't there is due again; the cut is forgotten, so that this happens once."""
    return bool(
        await write.run(
            "UPDATE intents SET state='due', due_at=?, cut_off=0, trouble='', next_step=''"
            " WHERE id=? AND state='unknown' AND cut_off=1",
            (now, intent_id),
        )
    )


async def refuse(
    write: Writer, intent_id: int, now: int, trouble: str, next_step: str, seen: Seen | None = None,
    missed: bool = False,
) -> bool:  # fmt: skip
    """It will not be sent as it is: the words are a draft again, the conversation stays as it was.

    `seen` is what stands on the network now, for when its writer sends it all the same; `missed` says of a post
    that its time went by.
    """
    changed = await write.run(
        f"UPDATE intents SET state='refused', trouble=?, next_step=? WHERE id=? AND state IN ({_UNDER_WAY})",
        (trouble, next_step, intent_id),
    )
    if not changed:
        return False
    intent = await get(write, intent_id)
    if seen is not None or missed:
        payload = encode(replace(intent.payload, seen=seen or intent.payload.seen, missed=missed))
        await write.run("UPDATE intents SET payload=? WHERE id=?", (payload, intent_id))
    await chains.stop(write, intent)
    await _draft_again(write, intent, now)
    if intent.kind in SAYING:
        await log(write, intent, now, "refused", trouble)
    return True


async def done(write: Writer, intent_id: int, now: int) -> None:
    """A like, a moderation, a thread or a poll has been seen to."""
    await write.run(
        "UPDATE intents SET state='sent', sent_at=?, trouble='', next_step='' WHERE id=?", (now, intent_id)
    )


async def recover(
    write: Writer, account_id: int, now: int, trouble: str, next_step: str, cut_off: bool = True
) -> int:
    """What was left in the middle: replies become unknown, the rest is due again; how many replies.

    `cut_off` says that the connection died with its process, so that no answer can still arrive.
    """
    await write.run(
        f"UPDATE intents SET state='due', due_at=? WHERE account_id=? AND state='sending' AND kind NOT IN {_SAYING}",
        (now, account_id),
    )
    cut = await write.run(
        "UPDATE intents SET state='unknown', cut_off=?, due_at=?, trouble=?, next_step=?"
        " WHERE account_id=? AND state='sending'",
        (int(cut_off), now, trouble, next_step, account_id),
    )
    await write.run(
        "UPDATE intents SET due_at=min(due_at, ?) WHERE account_id=? AND state='unknown'", (now, account_id)
    )
    return cut


async def log(write: Writer, intent: Intent, now: int, verb: str, words: str) -> None:
    """Writes what became of it into the event log."""
    await write.run(
        "INSERT INTO events (at, who, verb, words, conversation_id, subject) VALUES (?,?,?,?,?,?)",
        (now, intent.who, verb, words, intent.conversation_id, encode_id(intent.id, "o")),
    )


async def sweep(write: Writer, before: int) -> None:
    """Forgets errands that were done before `before` (UTC seconds); what was said is kept."""
    await write.run(
        "DELETE FROM intents WHERE kind IN ('thread', 'poll', 'fill') AND state IN ('sent', 'refused')"
        " AND created_at < ?",
        (before,),
    )


# --- what both read


async def by_id(db: Database, intent_id: int) -> Intent | None:
    """One wish."""
    row = await db.one(f"SELECT {INTENT} FROM intents WHERE id = ?", (intent_id,))
    return intent_of(row) if row else None


_LINE = (
    "i.id, i.kind, i.conversation_id, a.name, coalesce(nullif(n.name, ''), n.handle, ''), i.text, i.state,"
    " i.due_at, i.attempts, i.remote_id, i.url, i.trouble, i.next_step, i.who, i.created_at, i.sent_at,"
    " coalesce(json_extract(i.payload, '$.part'), 0), coalesce(json_extract(i.payload, '$.parts'), 0),"
    " coalesce(json_extract(i.payload, '$.planned'), 0),"
    f" coalesce(json_extract(i.payload, '$.kept'), '') NOT IN ('', '{HERE}')"
)


async def lines(
    db: Reader,
    limit: int = 100,
    *,
    states: Iterable[OutboxState] = (),
    conversation_id: int | None = None,
    intent_id: int | None = None,
    under_way: bool = False,
) -> list[OutboxLine]:
    """The outbox, newest first; of some states (or all that may still arrive), of one conversation, or one line."""
    if under_way:
        states = UNDER_WAY
    parts: list[str] = []
    values: list[Any] = []
    for column, wanted in (("id", intent_id), ("conversation_id", conversation_id)):
        if wanted is not None:
            parts.append(f"i.{column} = ?")
            values.append(wanted)
    if states := tuple(states):
        parts.append(f"i.state IN ({_states(*states)})")
    # The + keeps a few rows from being looked for along the whole outbox.
    rows = await db.rows(
        f"SELECT {_LINE} FROM outbox i JOIN accounts a ON a.id = i.account_id"
        " LEFT JOIN conversations c ON c.id = i.conversation_id LEFT JOIN identities n ON n.id = c.identity_id"
        f" {'WHERE ' if parts else ''}{' AND '.join(parts)} ORDER BY {'+' if parts else ''}i.id DESC LIMIT ?",
        (*values, limit),
    )
    return [_line(row) for row in rows]


def _line(row: Row) -> OutboxLine:
    values: list[Any] = list(row)
    values[6], values[-1] = OutboxState(row[6]), bool(row[-1])
    return OutboxLine(*values)
