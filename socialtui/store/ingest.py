"""Stores a page of mentions with its cursor, and decides what each does to its conversation.

Everything is set-based: a batch of a hundred costs about a dozen hops to the database's thread,
whatever it holds. Cleaning, judging and parsing happen before; at most a hundred rows go into one
transaction, since a person's draft may be waiting for it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from socialtui.domain.conversation import State
from socialtui.domain.mention import BAND_OF, Band, Kind, Mention
from socialtui.domain.network import Account, Page
from socialtui.store.accounts import Source
from socialtui.store.database import Database, Writer
from socialtui.store.mentions import INSERT, Arrival, encode_evidence, values_of

BATCH = 100
"""Rows in one transaction, at most."""

DueAt = Callable[[Kind, int], int]
"""Kind and first unanswered word (UTC seconds) → due (UTC seconds)."""

_NEVER = 2**40
_SHORT_WORD = 80


@dataclass(slots=True)
class _Conversation:
    id: int
    identity_id: int
    thread: str
    state: State
    band: int
    kind: int
    pinned: int
    due_at: int
    first_at: int
    last_at: int
    mention_id: int
    unread: int
    wake_at: int | None = None
    reason: str = ""
    answered_at: int = 0
    """Our newest answer in it."""
    new: bool = False
    changed: bool = False


@dataclass(slots=True)
class _Batch:
    """What one transaction knows and gathers."""

    account: Account
    source: Source
    due: DueAt
    now: int
    identities: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    """Remote id → conversation and thread."""
    by_key: dict[tuple[int, str], _Conversation] = field(default_factory=dict)
    by_id: dict[int, _Conversation] = field(default_factory=dict)
    orphans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Answers of ours that came before what they answer: parent → (id, said at)."""
    adopted: list[tuple[int, int]] = field(default_factory=list)
    """(conversation, mention) pairs to join."""
    rows: list[tuple[object, ...]] = field(default_factory=list)
    events: list[tuple[str, str, int]] = field(default_factory=list)
    next_mention: int = 0
    next_conversation: int = 0

    def keep(self, conversation: _Conversation) -> None:
        self.by_key[(conversation.identity_id, conversation.thread)] = conversation
        self.by_id[conversation.id] = conversation


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
    batch = _Batch(account, source, due, now)
    arrivals = await _only_new(write, account, arrivals, batch)
    if not arrivals:
        return 0
    await _load_identities(write, batch, arrivals)
    await _load_places(write, batch, arrivals)
    await _load_conversations(write, batch, arrivals)
    for arrival in arrivals:
        if arrival.mention.ours:
            _take_ours(batch, arrival)
        else:
            _take_theirs(batch, arrival)
    await _write_batch(write, batch)
    return len(arrivals)


async def _only_new(write: Writer, account: Account, arrivals: list[Arrival], batch: _Batch) -> list[Arrival]:
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
    batch: _Batch,
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


async def _load_identities(write: Writer, batch: _Batch, arrivals: list[Arrival]) -> None:
    authors = {a.mention.author.remote_id: a.mention.author for a in arrivals if not a.mention.ours}
    rows = await write.rows(
        "SELECT remote_id, id, handle, name FROM identities WHERE account_id = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (batch.account.id, json.dumps(list(authors))),
    )
    batch.identities = {row[0]: row[1] for row in rows}
    renamed = [
        (authors[row[0]].handle, authors[row[0]].name, authors[row[0]].url, row[1])
        for row in rows
        if (row[2], row[3]) != (authors[row[0]].handle, authors[row[0]].name)
    ]
    if renamed:
        await write.many("UPDATE identities SET handle=?, name=?, url=? WHERE id=?", renamed)
    new = [author for key, author in authors.items() if key not in batch.identities]
    if not new:
        return
    row = await write.one(
        "SELECT coalesce(max(id), 0), (SELECT coalesce(max(id), 0) FROM identities) FROM people"
    )
    assert row is not None
    person, identity = row
    for offset, author in enumerate(new, 1):
        batch.identities[author.remote_id] = identity + offset
    await write.many(
        "INSERT INTO people (id, name) VALUES (?,?)",
        [(person + n, author.name or author.handle) for n, author in enumerate(new, 1)],
    )
    await write.many(
        "INSERT INTO identities (id, person_id, account_id, remote_id, handle, name, url) VALUES (?,?,?,?,?,?,?)",
        [
            (
                identity + n,
                person + n,
                batch.account.id,
                author.remote_id,
                author.handle,
                author.name,
                author.url,
            )
            for n, author in enumerate(new, 1)
        ],
    )


async def _load_places(write: Writer, batch: _Batch, arrivals: list[Arrival]) -> None:
    parents = {a.mention.parent for a in arrivals if a.mention.parent}
    if parents:
        for remote_id, conversation, thread in await write.rows(
            "SELECT m.remote_id, m.conversation_id, c.thread FROM mentions m"
            " LEFT JOIN conversations c ON c.id = m.conversation_id WHERE m.account_id = ?"
            " AND m.remote_id IN (SELECT value FROM json_each(?))",
            (batch.account.id, json.dumps(list(parents))),
        ):
            batch.places[remote_id] = (conversation, thread or remote_id)
    for parent, mention_id, said_at in await write.rows(
        "SELECT parent, id, said_at FROM mentions WHERE account_id = ? AND ours > 0 AND conversation_id IS NULL"
        " AND parent IN (SELECT value FROM json_each(?))",
        (batch.account.id, json.dumps([a.mention.remote_id for a in arrivals if not a.mention.ours])),
    ):
        batch.orphans.setdefault(parent, []).append((mention_id, said_at))
    row = await write.one(
        "SELECT coalesce(max(id), 0), (SELECT coalesce(max(id), 0) FROM conversations) FROM mentions"
    )
    assert row is not None
    batch.next_mention, batch.next_conversation = row[0] + 1, row[1] + 1


_CONVERSATION = (
    "c.id, c.identity_id, c.thread, c.state, c.band, c.kind, c.pinned, c.due_at, c.first_at, c.last_at,"
    " c.mention_id, c.unread, c.wake_at, c.reason,"
    " coalesce((SELECT max(said_at) FROM mentions m WHERE m.conversation_id = c.id AND m.ours = 1), 0)"
)


async def _load_conversations(write: Writer, batch: _Batch, arrivals: list[Arrival]) -> None:
    threads = {_thread(batch, arrival.mention) for arrival in arrivals}
    for remote_id in (arrival.mention.remote_id for arrival in arrivals):
        threads.add(remote_id)
    ids = [place[0] for place in batch.places.values() if place[0] is not None]
    rows = await write.rows(
        f"SELECT {_CONVERSATION} FROM conversations c WHERE c.account_id = ?"
        " AND c.thread IN (SELECT value FROM json_each(?))"
        " AND c.identity_id IN (SELECT value FROM json_each(?))",
        (batch.account.id, json.dumps(list(threads)), json.dumps(list(batch.identities.values()))),
    )
    if ids:
        rows += await write.rows(
            f"SELECT {_CONVERSATION} FROM conversations c WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
    for row in rows:
        if row[0] not in batch.by_id:
            batch.keep(_Conversation(row[0], row[1], row[2], State(row[3]), *row[4:]))


def _thread(batch: _Batch, mention: Mention) -> str:
    thread, parent = mention.thread, mention.parent
    if thread:
        return thread
    if parent:
        return batch.places[parent][1] if parent in batch.places else parent
    return mention.remote_id


def _band(source: Source, kind: Kind) -> int:
    """Where a kind stands in the queue: what we only listen to is owed nothing."""
    band = BAND_OF[kind]
    return band if source.addressed or band is Band.SPAM else Band.CHATTER


def _take_theirs(batch: _Batch, arrival: Arrival) -> None:
    mention, judgement = arrival.mention, arrival.judgement
    assert judgement is not None
    identity = batch.identities[mention.author.remote_id]
    thread = _thread(batch, mention)
    kind = judgement.kind
    band = _band(batch.source, kind)
    conversation = batch.by_key.get((identity, thread))
    mention_id = batch.next_mention
    batch.next_mention += 1
    if conversation is None:
        due = batch.due(kind, mention.said_at) if band <= Band.PRAISE else _NEVER
        conversation = _Conversation(
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
    batch: _Batch, conversation: _Conversation, arrival: Arrival, mention_id: int, band: int
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
        conversation.first_at, conversation.due_at = mention.said_at, _NEVER
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


def _take_ours(batch: _Batch, arrival: Arrival) -> None:
    mention = arrival.mention
    conversation_id, thread = batch.places.get(mention.parent, (None, _thread(batch, mention)))
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


def _answer(batch: _Batch, conversation: _Conversation, said_at: int) -> None:
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


async def _write_batch(write: Writer, batch: _Batch) -> None:
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
