"""What one transaction of arrivals has to know before it decides: read in sets, never a row at a time."""

import json
from collections.abc import Callable

from msgspec import Struct, field

from socialtui.domain.conversation import State
from socialtui.domain.mention import Kind, Mention
from socialtui.domain.network import Account
from socialtui.store.accounts import Source
from socialtui.store.database import Row, Writer
from socialtui.store.mentions import Arrival

DueAt = Callable[[Kind, int], int]
"""Kind and first unanswered word (UTC seconds) → due (UTC seconds)."""


class Conversation(Struct):
    """A conversation while a batch decides about it; its fields are the table's columns."""

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
    acknowledged_at: int = 0
    """Our newest acknowledgement in it."""
    rests: float | None = None
    """The tone of their last word when it was let rest, 9 where it wasn't judged; None while it isn't resting."""
    new: bool = False
    changed: bool = False
    found: tuple[object, ...] = ()
    """Its `decided` as it was read."""

    @property
    def decided(self) -> tuple[object, ...]:
        """What a person's verbs change too: only when this changed can't their acts be taken back."""
        return self.state, self.band, self.kind, self.pinned, self.due_at, self.wake_at, self.reason


class Batch(Struct):
    """What one transaction knows and gathers."""

    account: Account
    source: Source
    due: DueAt
    now: int
    identities: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    """Remote id → conversation and thread."""
    by_key: dict[tuple[int, str], Conversation] = field(default_factory=dict)
    by_id: dict[int, Conversation] = field(default_factory=dict)
    orphans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Answers of ours that came before what they answer: parent → (id, said at)."""
    adopted: list[tuple[int, int]] = field(default_factory=list)
    """(conversation, mention) pairs to join."""
    rows: list[tuple[object, ...]] = field(default_factory=list)
    events: list[tuple[str, str, int]] = field(default_factory=list)
    thanks: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(identity, said at, conversation, mention) of what thanks us for an answer."""
    wholes: dict[int, int] = field(default_factory=dict)
    """Conversation → the one whose row stands for it; itself among them."""
    complaints: dict[int, int] = field(default_factory=dict)
    """New complaints to us, by the piece of time in which they were said."""
    behind: set[int] = field(default_factory=set)
    """Conversations in which an answer of ours came in later than what they said after it."""
    closed: set[int] = field(default_factory=set)
    """Conversations that an answer given elsewhere closed; their thanks close a row too, and keep no promise."""
    woken: list[int] = field(default_factory=list)
    """Conversations that were let rest, in which the tone changed."""
    next_mention: int = 0
    next_conversation: int = 0

    def keep(self, conversation: Conversation) -> None:
        """Makes a conversation findable by its key and its id."""
        self.by_key[(conversation.identity_id, conversation.thread)] = conversation
        self.by_id[conversation.id] = conversation

    def whole(self, conversation: Conversation) -> Conversation:
        """The one whose row stands for it, where several are joined: what is said is decided there."""
        return self.by_id[self.wholes.get(conversation.id, conversation.id)]

    def parts(self, conversation: Conversation) -> list[int]:
        """All that its row stands for."""
        return [part for part, whole in self.wholes.items() if whole == conversation.id] or [conversation.id]


async def load(write: Writer, batch: Batch, arrivals: list[Arrival]) -> None:
    """Fills a batch: who speaks, where their words belong, and the conversations that they touch."""
    await _load_identities(write, batch, arrivals)
    await _load_places(write, batch, arrivals)
    await _load_conversations(write, batch, arrivals)


async def _load_identities(write: Writer, batch: Batch, arrivals: list[Arrival]) -> None:
    authors = {a.mention.author.remote_id: a.mention.author for a in arrivals if not a.mention.ours}
    rows = await write.rows(
        "SELECT remote_id, id, handle, name, url FROM identities WHERE account_id = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (batch.account.id, json.dumps(list(authors))),
    )
    batch.identities = {row[0]: row[1] for row in rows}
    renamed = [
        (authors[row[0]].handle, authors[row[0]].name, authors[row[0]].url, row[1])
        for row in rows
        if row[2:] != (authors[row[0]].handle, authors[row[0]].name, authors[row[0]].url)
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


async def _load_places(write: Writer, batch: Batch, arrivals: list[Arrival]) -> None:
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
        # What the log tells of keeps its number, though it may have been taken out since.
        "SELECT coalesce(max(id), 0), max((SELECT coalesce(max(id), 0) FROM conversations),"
        " (SELECT coalesce(max(conversation_id), 0) FROM events)) FROM mentions"
    )
    assert row is not None
    batch.next_mention, batch.next_conversation = row[0] + 1, row[1] + 1


_CONVERSATION = (
    "c.id, c.identity_id, c.thread, c.state, c.band, c.kind, c.pinned, c.due_at, c.first_at, c.last_at,"
    " c.mention_id, c.unread, c.wake_at, c.reason,"
    # What left from here answers what was there when it was written, not what crossed it on the way.
    " coalesce((SELECT max(coalesce(i.created_at, m.said_at)) FROM mentions m LEFT JOIN intents i ON i.remote_id"
    "  = m.remote_id AND i.conversation_id = coalesce((SELECT whole_id FROM wholes WHERE id = c.id), c.id)"
    "  WHERE m.conversation_id = c.id AND m.ours = 1), 0),"
    " coalesce((SELECT max(said_at) FROM mentions m WHERE m.conversation_id = c.id AND m.ours = 2), 0),"
    " (SELECT coalesce(r.tone, 9) FROM abdications r WHERE r.id = c.id)"
)


async def _load_conversations(write: Writer, batch: Batch, arrivals: list[Arrival]) -> None:
    threads = {thread_of(batch, arrival.mention) for arrival in arrivals}
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
    _take_in(batch, rows)
    await _load_wholes(write, batch)


def _take_in(batch: Batch, rows: list[Row]) -> None:
    for row in rows:
        if row[0] not in batch.by_id:
            conversation = Conversation(row[0], row[1], row[2], State(row[3]), *row[4:])
            conversation.found = conversation.decided
            batch.keep(conversation)


async def _load_wholes(write: Writer, batch: Batch) -> None:
    """Where a row stands for several conversations, an answer in any of them is one in all."""
    batch.wholes = dict(
        await write.rows(
            "SELECT id, whole_id FROM wholes WHERE whole_id IN (SELECT whole_id FROM wholes"
            " WHERE id IN (SELECT value FROM json_each(?)))",
            (json.dumps(list(batch.by_id)),),
        )
    )
    if not batch.wholes:
        return
    _take_in(
        batch,
        await write.rows(
            f"SELECT {_CONVERSATION} FROM conversations c WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(batch.wholes)),),
        ),
    )
    for part, whole in batch.wholes.items():
        one, all_of_them = batch.by_id[part], batch.by_id[whole]
        all_of_them.answered_at = max(all_of_them.answered_at, one.answered_at)
        all_of_them.acknowledged_at = max(all_of_them.acknowledged_at, one.acknowledged_at)


def thread_of(batch: Batch, mention: Mention) -> str:
    """The thread that a mention belongs to, by the network's word, its parent, or itself."""
    thread, parent = mention.thread, mention.parent
    if thread:
        return thread
    if parent:
        return batch.places[parent][1] if parent in batch.places else parent
    return mention.remote_id
