"""Stores a page of mentions with its cursor, and decides what each does to its conversation.

Everything is set-based: a batch of a hundred costs about a dozen hops to the database's thread,
whatever it holds. Cleaning, judging and parsing happen before; at most a hundred rows go into one
transaction, since a person's draft may be waiting for it.
"""

import json
from collections.abc import Iterable

from socialtui.domain.conversation import State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, Band, Kind
from socialtui.domain.network import Account, Page
from socialtui.store.accounts import Source
from socialtui.store.batch import Batch, Conversation, DueAt, load, thread_of
from socialtui.store.database import Database, Writer
from socialtui.store.mentions import INSERT, Arrival, encode_evidence, values_of

BATCH = 100
"""Rows in one transaction, at most."""

_SHORT_WORD = 80


async def store_arrivals(
    db: Database, account: Account, source: Source, arrivals: list[Arrival], due: DueAt, now: int
) -> int:
    """Stores at most `BATCH` arrivals that aren't stored yet, without moving the cursor; how many."""
    async with db.atomic() as write:
        return await _store(write, account, source, arrivals, due, now)


async def store_page(
    db: Database, account: Account, source: Source, page: Page, arrivals: list[Arrival], due: DueAt, now: int
) -> int:
    """Stores a page's new mentions and its cursor in one transaction; how many were new.

    A page longer than a batch is stored in several; the cursor goes with the last one, so a page
    that was cut off is read again and stored once.
    """
    stored = 0
    while len(arrivals) > BATCH:
        stored += await store_arrivals(db, account, source, arrivals[:BATCH], due, now)
        arrivals = arrivals[BATCH:]
    async with db.atomic() as write:
        stored += await _store(write, account, source, arrivals, due, now)
        await _remove(write, account, page.removed, now)
        if page.gap:
            await write.run(
                "INSERT INTO gaps (source_id, start_at, end_at, reason) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
                (source.id, page.gap.start, page.gap.end, page.gap.reason),
            )
        newest = max((mention.said_at for mention in page.mentions), default=0)
        await write.run(
            "UPDATE sources SET cursor=?, state='ok', trouble='', next_step='', trouble_since=0, failures=0,"
            " last_success=?, newest=max(newest, ?), budget_left=?, next_try=? WHERE id=?",
            (page.cursor, now, newest, page.budget_left, now if page.more else now + source.every, source.id),
        )
    return stored


async def _store(
    write: Writer, account: Account, source: Source, arrivals: list[Arrival], due: DueAt, now: int
) -> int:
    if not arrivals:
        return 0
    batch = Batch(account, source, due, now)
    arrivals = await _only_new(write, account, arrivals, batch)
    if not arrivals:
        return 0
    await load(write, batch, arrivals)
    for arrival in arrivals:
        if arrival.mention.ours:
            _take_ours(batch, arrival)
        else:
            _take_theirs(batch, arrival)
    await _write_batch(write, batch)
    return len(arrivals)


async def _only_new(write: Writer, account: Account, arrivals: list[Arrival], batch: Batch) -> list[Arrival]:
    ids = json.dumps([arrival.mention.remote_id for arrival in arrivals])
    rows = await write.rows(
        "SELECT remote_id, id, text, conversation_id, visibility FROM mentions WHERE account_id = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (account.id, ids),
    )
    known = {row[0]: row for row in rows}
    fresh: dict[str, Arrival] = {}
    for arrival in arrivals:
        row = known.get(arrival.mention.remote_id)
        if row is None:
            fresh.setdefault(arrival.mention.remote_id, arrival)
        elif row[2] != arrival.mention.text or (row[4] or "") != arrival.mention.visibility:
            await _edit(write, batch, arrival, row[1], row[3], row[2])
    return list(fresh.values())


async def _edit(
    write: Writer,
    batch: Batch,
    arrival: Arrival,
    mention_id: int,
    conversation_id: int | None,
    old_text: str,
) -> None:
    mention, judgement = arrival.mention, arrival.judgement
    edited = mention.text != old_text
    await write.run(
        "UPDATE mentions SET text=?, original=?, tone=?, evidence=?, hidden=?, visibility=?,"
        " edited_at=CASE WHEN ? THEN ? ELSE edited_at END WHERE id=?",
        (
            mention.text, mention.original or None, judgement.tone if judgement else None,
            encode_evidence(judgement) if judgement else None, int(arrival.hidden), mention.visibility or None,
            edited, batch.now, mention_id,
        ),
    )  # fmt: skip
    if conversation_id is None or judgement is None:
        return
    if mention.visibility in ("spam", "trash"):
        state = State.SPAM if mention.visibility == "spam" else State.DONE
        await write.run(
            "UPDATE conversations SET state=?, reason='moderated on the network', version=version+1"
            " WHERE id=? AND mention_id=? AND state<>?",
            (state, conversation_id, mention_id, state),
        )
        return
    band = _band(batch.source, judgement.kind)
    await write.run(
        "UPDATE conversations SET band=min(band, ?), kind=min(kind, ?), due_at=min(due_at, ?), version=version+1"
        " WHERE id=? AND state=0 AND pinned=0",
        (band, band, batch.due(judgement.kind, mention.said_at), conversation_id),
    )


def _band(source: Source, kind: Kind) -> int:
    """Where a kind stands in the queue: what we only listen to is owed nothing."""
    band = BAND_OF[kind]
    return band if source.addressed or band is Band.SPAM else Band.CHATTER


def _take_theirs(batch: Batch, arrival: Arrival) -> None:
    mention, judgement = arrival.mention, arrival.judgement
    assert judgement is not None
    identity = batch.identities[mention.author.remote_id]
    thread = thread_of(batch, mention)
    kind = judgement.kind
    band = _band(batch.source, kind)
    conversation = batch.by_key.get((identity, thread))
    mention_id = batch.next_mention
    batch.next_mention += 1
    if conversation is None:
        due = batch.due(kind, mention.said_at) if band <= Band.PRAISE else NEVER
        conversation = Conversation(
            batch.next_conversation, identity, thread, State.OPEN, band, BAND_OF[kind], 0, due, mention.said_at,
            mention.said_at, mention_id, 0, new=True,
        )  # fmt: skip
        batch.next_conversation += 1
        if mention.visibility == "spam":
            conversation.state, conversation.reason = State.SPAM, "the network holds it for spam"
        batch.keep(conversation)
    else:
        _write_again(batch, conversation, arrival, mention_id, band)
    conversation.unread += 1
    conversation.last_at = max(conversation.last_at, mention.said_at)
    conversation.changed = True
    batch.places[mention.remote_id] = (conversation.id, thread)
    ids = (batch.account.id, conversation.id, batch.source.id, identity)
    batch.rows.append(values_of(arrival, mention_id, ids))
    for ours_id, said_at in batch.orphans.pop(mention.remote_id, ()):
        batch.adopted.append((conversation.id, ours_id))
        _answer(batch, conversation, said_at)


def _write_again(
    batch: Batch, conversation: Conversation, arrival: Arrival, mention_id: int, band: int
) -> None:
    """A further word lifts or leaves, never postpones; after an answer it opens again, thanks alone don't."""
    mention, judgement = arrival.mention, arrival.judgement
    assert judgement is not None
    if mention.said_at <= conversation.answered_at or conversation.state is State.SPAM:
        return
    if conversation.state in (State.ANSWERED, State.DONE):
        if band >= Band.PRAISE and len(mention.text) <= _SHORT_WORD and "?" not in mention.text:
            return
        conversation.state, conversation.reason, conversation.pinned = State.OPEN, "", 0
        conversation.band, conversation.kind = band, BAND_OF[judgement.kind]
        conversation.first_at, conversation.due_at = mention.said_at, NEVER
        conversation.mention_id = mention_id
        batch.events.append(
            ("opened again", f"{mention.author.name or mention.author.handle} wrote again", conversation.id)
        )
    conversation.state, conversation.wake_at = State.OPEN, None
    conversation.first_at = min(conversation.first_at, mention.said_at)
    if band <= conversation.band and not conversation.pinned:
        conversation.band, conversation.kind = band, BAND_OF[judgement.kind]
        conversation.mention_id = mention_id
    if band <= Band.PRAISE:
        conversation.due_at = min(conversation.due_at, batch.due(judgement.kind, conversation.first_at))


def _take_ours(batch: Batch, arrival: Arrival) -> None:
    mention = arrival.mention
    conversation_id, thread = batch.places.get(mention.parent, (None, thread_of(batch, mention)))
    mention_id = batch.next_mention
    batch.next_mention += 1
    batch.places[mention.remote_id] = (conversation_id, thread)
    batch.rows.append(
        values_of(arrival, mention_id, (batch.account.id, conversation_id, batch.source.id, None))
    )
    if conversation_id is not None:
        _answer(batch, batch.by_id[conversation_id], mention.said_at)
    elif mention.parent:
        batch.orphans.setdefault(mention.parent, []).append((mention_id, mention.said_at))


def _answer(batch: Batch, conversation: Conversation, said_at: int) -> None:
    """An answer that didn't leave from here closes what it answers."""
    conversation.answered_at = max(conversation.answered_at, said_at)
    if conversation.state in (State.OPEN, State.SNOOZED) and conversation.last_at <= said_at:
        conversation.state, conversation.reason, conversation.wake_at = (
            State.ANSWERED,
            "answered elsewhere",
            None,
        )
        batch.events.append(("answered elsewhere", "answered elsewhere", conversation.id))
    elif conversation.state is State.OPEN:
        conversation.first_at = max(conversation.first_at, min(said_at + 1, conversation.last_at))
    conversation.changed = True


async def _write_batch(write: Writer, batch: Batch) -> None:
    new = [c for c in batch.by_id.values() if c.new]
    if new:
        await write.many(
            "INSERT INTO conversations (id, account_id, identity_id, thread, state, band, kind, pinned, due_at,"
            " first_at, last_at, mention_id, unread, reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (c.id, batch.account.id, c.identity_id, c.thread, c.state, c.band, c.kind, c.pinned, c.due_at,
                 c.first_at, c.last_at, c.mention_id, c.unread, c.reason)
                for c in new
            ],
        )  # fmt: skip
    changed = [c for c in batch.by_id.values() if c.changed and not c.new]
    if changed:
        await write.many(
            "UPDATE conversations SET state=?, band=?, kind=?, pinned=?, due_at=?, first_at=?, last_at=?,"
            " mention_id=?, unread=?, wake_at=?, reason=?, version=version+1 WHERE id=?",
            [
                (c.state, c.band, c.kind, c.pinned, c.due_at, c.first_at, c.last_at, c.mention_id, c.unread,
                 c.wake_at, c.reason, c.id)
                for c in changed
            ],
        )  # fmt: skip
    await write.many(INSERT, batch.rows)
    if batch.adopted:
        await write.many("UPDATE mentions SET conversation_id=? WHERE id=?", batch.adopted)
    if batch.events:
        await write.many(
            "INSERT INTO events (at, who, verb, words, conversation_id) VALUES (?, 'sync', ?, ?, ?)",
            [(batch.now, *event) for event in batch.events],
        )


async def _remove(write: Writer, account: Account, removed: Iterable[str], now: int) -> None:
    ids = json.dumps(list(removed))
    if ids == "[]":
        return
    await write.run(
        "UPDATE mentions SET removed_at=? WHERE account_id=? AND removed_at IS NULL"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (now, account.id, ids),
    )
    await write.run(
        "UPDATE conversations SET state=3, reason='they took it back', version=version+1 WHERE state IN (0, 1)"
        " AND id IN (SELECT conversation_id FROM mentions WHERE account_id=? AND remote_id IN"
        " (SELECT value FROM json_each(?))) AND NOT EXISTS (SELECT 1 FROM mentions m"
        "  WHERE m.conversation_id = conversations.id AND m.ours = 0 AND m.removed_at IS NULL)",
        (account.id, ids),
    )
