"""Stores a page of mentions with its cursor, and decides what each does to its conversation.

Everything is set-based: a batch of a hundred costs about a dozen hops to the database's thread,
whatever it holds. Cleaning, judging and parsing happen before; at most a hundred rows go into one
transaction, since a person's draft may be waiting for it.
"""

import json
from collections.abc import Iterable

from socialtui.domain.conversation import State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, Band, Judgement, Kind
from socialtui.domain.network import Account, Page
from socialtui.domain.unusual import piece_of
from socialtui.store import health, rushes, search
from socialtui.store.accounts import Source
from socialtui.store.batch import Batch, Conversation, DueAt, load, thread_of
from socialtui.store.database import Database, Row, Writer
from socialtui.store.mentions import INSERT, Arrival, encode_evidence, heard_elsewhere, values_of
from socialtui.store.resting import stirs
from socialtui.store.unanswered import only_thanks, waiting

BATCH = 100
"""Rows in one transaction, at most."""

_HELD = "the network holds it for spam"
_MODERATED = "moderated on the network"


async def store_arrivals(
    db: Database, account: Account, source: Source, arrivals: list[Arrival], due: DueAt, now: int
) -> int:
    """Stores at most `BATCH` arrivals that aren't stored yet, without moving the cursor; how many."""
    return await db.at_once(lambda write: take_in(write, account, source, arrivals, due, now))


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
    read_on = health.read_on(source, page, now)
    if not (arrivals or page.removed or page.gap or page.cost):
        await db.alone(*read_on)
        return stored

    async def last(write: Writer) -> int:
        new = await take_in(write, account, source, arrivals, due, now)
        await _remove(write, account, page.removed, now)
        if page.gap:
            await health.missed(write, source.id, page.gap)
        if page.cost:
            await health.spent(write, source.id, page.cost, now)
        await write.run(*read_on)
        return new

    return stored + await db.at_once(last)


async def take_in(
    write: Writer, account: Account, source: Source, arrivals: list[Arrival], due: DueAt, now: int
) -> int:
    """Stores at most `BATCH` arrivals inside a transaction; how many were new."""
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
    await rushes.count(write, batch.complaints, batch.now)
    await search.tidy(write)
    return len(arrivals)


async def _only_new(write: Writer, account: Account, arrivals: list[Arrival], batch: Batch) -> list[Arrival]:
    ids = json.dumps([arrival.mention.remote_id for arrival in arrivals])
    rows = await write.rows(
        "SELECT remote_id, id, text, coalesce((SELECT whole_id FROM wholes WHERE id = conversation_id),"
        " conversation_id), visibility FROM mentions WHERE account_id = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (account.id, ids),
    )
    known = {row[0]: row for row in rows}
    elsewhere = await heard_elsewhere(write, account.id, arrivals, batch.now)
    fresh: dict[str, Arrival] = {}
    for arrival in arrivals:
        row = known.get(arrival.mention.remote_id)
        if row is None:
            if arrival.mention.remote_id not in elsewhere:
                fresh.setdefault(arrival.mention.remote_id, arrival)
        elif row[2] != arrival.mention.text or (row[4] or "") != arrival.mention.visibility:
            await _edit(write, batch, arrival, row)
    return list(fresh.values())


async def _edit(write: Writer, batch: Batch, arrival: Arrival, known: Row) -> None:
    mention, judgement = arrival.mention, arrival.judgement
    _, mention_id, old_text, conversation_id, old_visibility = known
    await write.run(
        "UPDATE mentions SET text=?, original=?, tone=?, evidence=?, hidden=?, visibility=?,"
        " edited_at=CASE WHEN ? THEN ? ELSE edited_at END WHERE id=?",
        (
            mention.text, mention.original or None, judgement.tone if judgement else None,
            encode_evidence(judgement) if judgement else None, int(arrival.hidden), mention.visibility or None,
            mention.text != old_text, batch.now, mention_id,
        ),
    )  # fmt: skip
    if conversation_id is None or judgement is None:
        return
    if mention.visibility in _PUT_AWAY or old_visibility in _PUT_AWAY:
        await _moderated(write, mention_id, conversation_id, mention.visibility)
    if mention.visibility not in _PUT_AWAY:
        await _lift(write, batch, arrival, mention_id, conversation_id)


_PUT_AWAY = {"spam": State.SPAM, "trash": State.DONE}
"""Visibility of what somebody moderated on the network → where its conversation goes."""


async def _moderated(write: Writer, mention_id: int, conversation_id: int, visibility: str) -> None:
    state = _PUT_AWAY.get(visibility)
    if state is not None:
        await write.run(
            "UPDATE conversations SET state=?1, band=CASE ?1 WHEN 4 THEN 7 ELSE band END, wake_at=NULL, reason=?2,"
            " version=version+1 WHERE id=?3 AND mention_id=?4 AND state<>?1",
            (state, _MODERATED, conversation_id, mention_id),
        )
        return
    await write.run(
        "UPDATE conversations SET state=0, reason='', version=version+1, band=CASE WHEN kind < 6 AND EXISTS"
        " (SELECT 1 FROM mentions m JOIN sources s ON s.id = m.source_id WHERE m.id=?4 AND s.addressed=0)"
        " THEN 6 ELSE kind END WHERE id=?3 AND mention_id=?4 AND state IN (3, 4) AND reason IN (?1, ?2)",
        (_MODERATED, _HELD, conversation_id, mention_id),
    )


async def _lift(write: Writer, batch: Batch, arrival: Arrival, mention_id: int, conversation_id: int) -> None:
    """What they changed their words to may be more urgent; it is never less, and answered words stay answered."""
    assert arrival.judgement is not None
    kind = arrival.judgement.kind
    band = _band(batch.source, kind)
    row = await write.one(
        "SELECT band, due_at, first_at FROM conversations c WHERE id=? AND state=0 AND pinned=0 AND NOT EXISTS"
        " (SELECT 1 FROM mentions o WHERE o.conversation_id IN (SELECT c.id UNION SELECT id FROM wholes"
        "  WHERE whole_id = c.id) AND o.ours = 1 AND o.said_at >= ?)",
        (conversation_id, arrival.mention.said_at),
    )
    if row is None:
        return
    due = min(row[1], batch.due(kind, row[2])) if band <= Band.PRAISE else row[1]
    if band < row[0]:
        await write.run(
            "UPDATE conversations SET band=?, kind=?, due_at=?, mention_id=?, version=version+1 WHERE id=?",
            (band, BAND_OF[kind], due, mention_id, conversation_id),
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
        if mention.visibility in _PUT_AWAY:
            conversation.state = _PUT_AWAY[mention.visibility]
            held = conversation.state is State.SPAM
            conversation.reason = _HELD if held else _MODERATED
            conversation.band = Band.SPAM if held else band
        batch.keep(conversation)
    elif mention.visibility not in _PUT_AWAY:
        _write_again(batch, batch.whole(conversation), arrival, mention_id, band)
    for one in {conversation.id: conversation, (whole := batch.whole(conversation)).id: whole}.values():
        one.last_at = max(one.last_at, mention.said_at)
        one.changed = True
    whole.unread += mention.said_at > whole.answered_at
    if conversation.id in batch.wholes:
        whole.found = ()  # to join and to take apart counts on what was said till then
    batch.places[mention.remote_id] = (conversation.id, thread)
    ids = (batch.account.id, conversation.id, batch.source.id, identity)
    batch.rows.append(values_of(arrival, mention_id, ids, batch.source.cannot))
    if band == Band.COMPLAINT:
        piece = piece_of(mention.said_at)
        batch.complaints[piece] = batch.complaints.get(piece, 0) + 1
    if 0 < whole.answered_at < mention.said_at and _glad(judgement):
        batch.thanks.append((identity, mention.said_at, conversation.id, mention_id))
    for ours_id, said_at in batch.orphans.pop(mention.remote_id, ()):
        batch.adopted.append((conversation.id, ours_id))
        _answer(batch, conversation, said_at)


def _write_again(
    batch: Batch, conversation: Conversation, arrival: Arrival, mention_id: int, band: int
) -> None:
    """A further word lifts or leaves, never postpones; after an answer it opens again, thanks alone don't."""
    mention, judgement = arrival.mention, arrival.judgement
    assert judgement is not None
    newest = mention.said_at >= conversation.last_at
    if mention.said_at <= conversation.answered_at or conversation.state is State.SPAM:
        return
    rested = conversation.rests is not None
    if rested and not stirs(batch, conversation, judgement, newest):
        return
    waited = conversation.state is State.SNOOZED and conversation.answered_at >= conversation.first_at
    if conversation.state in (State.ANSWERED, State.DONE) or waited:
        # An older word that a thread brings along was there when somebody closed it.
        thanks = only_thanks(band, mention.text) and not rested
        if thanks or (conversation.state is State.DONE and not newest):
            if waited and newest:
                conversation.state, conversation.wake_at = State.ANSWERED, None
                conversation.reason = "they answered"
            return
        conversation.state, conversation.reason, conversation.pinned = State.OPEN, "", 0
        conversation.band, conversation.kind = band, BAND_OF[judgement.kind]
        conversation.first_at, conversation.due_at = mention.said_at, NEVER
        conversation.mention_id = mention_id
        if not conversation.new:
            who = mention.author.name or mention.author.handle
            batch.events.append(("opened again", f"{who} wrote again", conversation.id))
    if newest or band < conversation.band:
        conversation.state, conversation.wake_at = State.OPEN, None
    conversation.first_at = min(conversation.first_at, mention.said_at)
    if (band < conversation.band or (band == conversation.band and newest)) and not conversation.pinned:
        conversation.band, conversation.kind = band, BAND_OF[judgement.kind]
        conversation.mention_id = mention_id
    start = _clock_start(conversation, mention.said_at, only_thanks(band, mention.text))
    if band <= Band.PRAISE and start is not None:
        conversation.due_at = min(conversation.due_at, batch.due(judgement.kind, start))


def _glad(judgement: Judgement) -> bool:
    """Praise, and nothing that is wrong."""
    kinds = {score.kind for score in judgement.kinds}
    return Kind.PRAISE in kinds and not kinds & {Kind.COMPLAINT, Kind.SPAM}


def _clock_start(conversation: Conversation, said_at: int, thanks: bool) -> int | None:
    """From when a further word's time runs; None where it changes nothing: what came before was seen to."""
    seen = max(conversation.acknowledged_at, conversation.answered_at)
    if seen < conversation.first_at:
        return conversation.first_at
    return said_at if said_at > seen and not thanks else None


def _take_ours(batch: Batch, arrival: Arrival) -> None:
    mention = arrival.mention
    conversation_id, thread = batch.places.get(mention.parent, (None, thread_of(batch, mention)))
    mention_id = batch.next_mention
    batch.next_mention += 1
    batch.places[mention.remote_id] = (conversation_id, thread)
    batch.rows.append(
        values_of(
            arrival,
            mention_id,
            (batch.account.id, conversation_id, batch.source.id, None),
            batch.source.cannot,
        )
    )
    if conversation_id is not None:
        # What came in together with its answer was never waiting on anybody's screen.
        answered = batch.by_id[conversation_id]
        _answer(batch, answered, mention.said_at, logged=not answered.new)
    elif mention.parent:
        batch.orphans.setdefault(mention.parent, []).append((mention_id, mention.said_at))


def _answer(batch: Batch, conversation: Conversation, said_at: int, *, logged: bool = True) -> None:
    """An answer that didn't leave from here closes what it answers."""
    conversation = batch.whole(conversation)
    conversation.answered_at = max(conversation.answered_at, said_at)
    if conversation.state in (State.OPEN, State.SNOOZED):
        if conversation.last_at <= said_at:
            _close(batch, conversation, logged=logged)
        elif conversation.first_at <= said_at:
            batch.behind.add(conversation.id)
    conversation.changed = True


def _close(batch: Batch, conversation: Conversation, *, logged: bool = True) -> None:
    conversation.state, conversation.wake_at = State.ANSWERED, None
    conversation.reason = "answered elsewhere"
    batch.closed.add(conversation.id)
    if logged:
        batch.events.append(("answered elsewhere", "answered elsewhere", conversation.id))


async def _catch_up(write: Writer, batch: Batch, conversation: Conversation) -> None:
    """Decides from the words after our answer, as if the answer had come in before them."""
    found = await waiting(write, batch.parts(conversation), conversation.answered_at, batch.due)
    if found is None:
        _close(batch, conversation)
        return
    conversation.state, conversation.wake_at, conversation.pinned = State.OPEN, None, 0
    conversation.band, conversation.kind, conversation.mention_id = found.band, found.kind, found.mention_id
    conversation.first_at, conversation.due_at = found.first_at, found.due_at


async def _write_batch(write: Writer, batch: Batch) -> None:
    await write.many(INSERT, batch.rows)
    if batch.adopted:
        await write.many("UPDATE mentions SET conversation_id=? WHERE id=?", batch.adopted)
    for conversation in (batch.by_id[number] for number in sorted(batch.behind)):
        if conversation.state in (State.OPEN, State.SNOOZED):
            await _catch_up(write, batch, conversation)
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
            " mention_id=?, unread=?, wake_at=?, reason=?, version=version+? WHERE id=?",
            [
                (c.state, c.band, c.kind, c.pinned, c.due_at, c.first_at, c.last_at, c.mention_id, c.unread,
                 c.wake_at, c.reason, c.decided != c.found, c.id)
                for c in changed
            ],
        )  # fmt: skip
    closed = [(batch.now, c.id) for c in changed if c.state is State.ANSWERED and c.id in batch.closed]
    if closed:
        await write.many(
            "UPDATE promises SET state='kept', reason='answered elsewhere', closed_at=?"
            " WHERE conversation_id=? AND state='open' AND deed=0",
            closed,
        )
    if batch.thanks:
        await write.many(
            "INSERT INTO memories (identity_id, kind, text, at, who, state, conversation_id, mention_id)"
            " VALUES (?, 'thanks', '', ?, 'sync', 'open', ?, ?)",
            batch.thanks,
        )
    if batch.woken:
        await write.many("DELETE FROM abdications WHERE id=?", [(cid,) for cid in batch.woken])
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
        "UPDATE conversations SET state=3, wake_at=NULL, reason='they took it back', version=version+1"
        " WHERE state IN (0, 1) AND id IN (SELECT coalesce((SELECT whole_id FROM wholes WHERE id ="
        "  conversation_id), conversation_id) FROM mentions WHERE account_id=? AND remote_id IN"
        "  (SELECT value FROM json_each(?))) AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.conversation_id IN"
        "   (SELECT conversations.id UNION SELECT id FROM wholes WHERE whole_id = conversations.id)"
        "   AND m.ours = 0 AND m.removed_at IS NULL)",
        (account.id, ids),
    )
