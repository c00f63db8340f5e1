"""Decides what an answer that stands on the network does to its conversation, its promises and the log."""

import json
from collections.abc import Iterable

from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import Kind
from socialtui.domain.network import Sent
from socialtui.domain.reply import OutboxState
from socialtui.store import attachments, chains, intents, promises
from socialtui.store.batch import DueAt
from socialtui.store.database import Database, Reader, Writer
from socialtui.store.mentions import OF_ROW, kind_of
from socialtui.store.wishes import Intent


async def settle_sent(
    write: Writer, intent_id: int, sent: Sent, due: DueAt, now: int, words: str = ""
) -> bool:
    """Records that a reply or post stands; False when that was recorded before.

    One transaction holds the state, our words in the thread, the conversation, the promise and the event.
    """
    changed = await write.run(
        "UPDATE intents SET state='sent', remote_id=?, url=?, sent_at=?, trouble='', next_step=''"
        " WHERE id=? AND (state IN ('leaving', 'due', 'sending', 'unknown', 'refused')"
        "  OR kind='post' AND state='recalled')",  # a network that kept it may have been quicker
        (sent.remote_id, sent.url, sent.sent_at, intent_id),
    )
    if not changed:
        return False
    intent = await intents.get(write, intent_id)
    # What was given up and arrived all the same must not be written a second time.
    await chains.go_on(write, intent, sent.remote_id, now)
    await write.run(
        "DELETE FROM drafts WHERE conversation_id=? AND text=?", (intent.conversation_id, intent.typed)
    )
    if intent.conversation_id is not None:
        await attachments.take_out(write, intent.conversation_id, intent.payload.media)
    verb = "sent" if intent.last else "part"  # an answer counts once
    await intents.log(write, intent, now, verb, words or await _words(write, intent))
    await _stands(write, intent, sent, due, now)
    return True


async def settle_by_hand(write: Writer, intent_id: int, due: DueAt, now: int, url: str = "") -> None:
    """Records that a person posted an answer themselves, where the network takes none from here."""
    intent = replace(await intents.get(write, intent_id), state=OutboxState.BY_HAND)
    await write.run(
        "UPDATE intents SET state='by_hand', url=?, sent_at=?, trouble='', next_step='' WHERE id=?",
        (url, now, intent_id),
    )
    verb = "sent" if intent.last else "part"
    await intents.log(write, intent, now, verb, f"{await _words(write, intent)} by hand")
    await _stands(write, intent, Sent(f"{BY_HAND}{intent.key}", url, now), due, now)


BY_HAND = "by-hand:"
"""Before the key of an answer that a person posted themselves: what the network calls it isn't known."""


async def by_hand(read: Reader, account_id: int, parents: Iterable[str]) -> list[tuple[int, str, str, str]]:
    """Answers to these that were posted by hand: id, what they answer, text, remote id."""
    rows = await read.rows(
        "SELECT id, parent, text, remote_id FROM mentions WHERE account_id=? AND ours > 0"
        " AND parent IN (SELECT value FROM json_each(?)) AND remote_id LIKE 'by-hand:%' ORDER BY id",
        (account_id, json.dumps(list(parents))),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def seen_there(write: Writer, mention_id: int, key: str, remote_id: str, url: str) -> None:
    """An answer that was posted by hand stands on the network: from now on it has the network's name."""
    await write.run("UPDATE mentions SET remote_id=?, url=? WHERE id=?", (remote_id, url or None, mention_id))
    await write.run(
        "UPDATE intents SET remote_id=?, url=? WHERE key=? AND state='by_hand'", (remote_id, url, key)
    )


async def _words(write: Writer, intent: Intent) -> str:
    if intent.conversation_id is None:
        return "posted"
    row = await write.one(
        "SELECT coalesce(nullif(n.name, ''), n.handle, 'somebody') FROM conversations c"
        " LEFT JOIN identities n ON n.id = c.identity_id WHERE c.id = ?",
        (intent.conversation_id,),
    )
    about = intent.payload
    part = f", part {about.part} of {about.parts}" if about.group else ""
    return f"{'acknowledged' if about.ack else 'answered'} {row[0] if row else 'somebody'}{part}"


async def _stands(write: Writer, intent: Intent, sent: Sent, due: DueAt, now: int) -> None:
    about = intent.payload
    await write.run(
        "INSERT INTO mentions (account_id, conversation_id, remote_id, parent, text, said_at, url, visibility,"
        " language, ours, said_by) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (account_id, remote_id) DO UPDATE SET"
        " ours=excluded.ours, said_by=excluded.said_by, parent=coalesce(parent, excluded.parent),"
        " conversation_id=coalesce(excluded.conversation_id, conversation_id)",
        (
            intent.account_id, await _thread_of(write, intent), sent.remote_id, about.in_reply_to or None,
            intent.text, sent.sent_at, sent.url or None, about.visibility or None, about.language or None,
            2 if about.ack else 1, intent.who,
        ),
    )  # fmt: skip
    if intent.conversation_id is None or not intent.last:
        return
    await promises.stands(write, intent, now)
    if about.ack:
        await _acknowledged(write, intent)
    else:
        await _answered(write, intent, due)


async def _thread_of(write: Writer, intent: Intent) -> int | None:
    """Of the conversations that a row stands for, the one with the word that it answers."""
    row = await write.one(
        "SELECT m.conversation_id FROM mentions m JOIN wholes w ON w.id = m.conversation_id"
        " WHERE m.id = ? AND w.whole_id = ?",
        (intent.mention_id, intent.conversation_id),
    )
    return row[0] if row else intent.conversation_id


async def _acknowledged(write: Writer, intent: Intent) -> None:
    """Open until the promise's date. A poll that took our own words for an answer is put right."""
    await write.run(
        "UPDATE conversations SET state=CASE WHEN state=?1 THEN ?2 ELSE state END,"
        " due_at=coalesce(?3, due_at), reason='', version=version+1 WHERE id=?4",
        (State.ANSWERED, State.OPEN, intent.payload.promise_at, intent.conversation_id),
    )


async def _answered(write: Writer, intent: Intent, due: DueAt) -> None:
    """Closes the conversation, unless they wrote again after the words were written."""
    later = await write.one(
        f"SELECT id, said_at FROM mentions WHERE conversation_id IN {OF_ROW} AND ours=0 AND removed_at IS NULL"
        " AND id > ?2 AND said_at > ?3 ORDER BY said_at, id LIMIT 1",
        (intent.conversation_id, intent.payload.newest, await _answered_until(write, intent)),
    )
    if later is None or not intent.payload.newest:
        await write.run(
            "UPDATE conversations SET state=?, reason=?, wake_at=NULL, claimed_by=NULL, claimed_until=NULL,"
            " version=version+1 WHERE id=?",
            (State.ANSWERED, f"answered by {intent.who}", intent.conversation_id),
        )
        return
    row = await write.one("SELECT kind FROM conversations WHERE id=?", (intent.conversation_id,))
    kind = kind_of(row[0]) if row else Kind.CHATTER
    await write.run(
        "UPDATE conversations SET state=?, wake_at=NULL, reason='', first_at=?, mention_id=?,"
        " due_at=CASE WHEN due_at >= ? THEN due_at ELSE ? END, version=version+1 WHERE id=?",
        (
            State.OPEN, later[1], later[0], NEVER, due(kind, later[1]), intent.conversation_id,
        ),
    )  # fmt: skip


async def _answered_until(write: Writer, intent: Intent) -> int:
    """When the newest word that the writer can have read was said."""
    row = await write.one(
        f"SELECT max(said_at) FROM mentions WHERE conversation_id IN {OF_ROW} AND ours=0 AND id <= ?2",
        (intent.conversation_id, intent.payload.newest),
    )
    return row[0] if row and row[0] is not None else 0


async def wrote_since(db: Database, intent: Intent) -> int | None:
    """When they wrote after an answer's words were written (UTC seconds); None when they didn't."""
    row = await db.one(
        f"SELECT max(said_at) FROM mentions WHERE conversation_id IN {OF_ROW} AND ours=0 AND removed_at IS NULL"
        " AND id > ?2",
        (intent.conversation_id, intent.payload.newest),
    )
    return row[0] if row else None


async def ours_known(db: Database, intent: Intent) -> set[str]:
    """Remote ids of answers in the conversation that the same person wrote: no news to them."""
    rows = await db.rows(
        "SELECT remote_id FROM intents WHERE conversation_id=? AND who=? AND remote_id <> ''",
        (intent.conversation_id, intent.who),
    )
    return {row[0] for row in rows}


async def answers_here(db: Database, intent: Intent) -> list[tuple[str, str, str, int]]:
    """Our answers in the conversation as the store knows them: remote id, who (empty when unknown), text, said at."""
    rows = await db.rows(
        f"SELECT remote_id, coalesce(said_by, ''), text, said_at FROM mentions WHERE conversation_id IN {OF_ROW}"
        " AND ours > 0 ORDER BY said_at",
        (intent.conversation_id,),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def source_of(db: Database, intent: Intent) -> int | None:
    """The source by which what the intent acts on came in; None when that isn't known."""
    row = await db.one("SELECT source_id FROM mentions WHERE id=?", (intent.mention_id,))
    return row[0] if row else None
