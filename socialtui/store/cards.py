"""Cards as rows: stored the way of every mention, and taken out again whole."""

from typing import Any

from msgspec import Struct

from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Author
from socialtui.domain.network import Account
from socialtui.store import events
from socialtui.store.accounts import Source
from socialtui.store.batch import DueAt
from socialtui.store.database import Reader, Writer
from socialtui.store.events import COLUMNS, Act
from socialtui.store.ingest import take_in
from socialtui.store.mentions import Arrival


class Stood(Struct, frozen=True):
    """How a card's conversation and person stood before it; None where there were none."""

    conversation: dict[str, Any] | None
    version: int
    identity: bool


class Thread(Struct, frozen=True):
    """What a card that goes on with a conversation begins with."""

    account_id: int
    thread: str
    author: Author
    url: str


async def thread_of(read: Reader, cid: int) -> Thread | None:
    """The conversation that a card goes on with; None where it is gone."""
    row = await read.one(
        "SELECT c.account_id, c.thread, i.remote_id, i.handle, i.name, i.url, m.url FROM conversations c"
        " JOIN identities i ON i.id = c.identity_id JOIN mentions m ON m.id = c.mention_id WHERE c.id=?",
        (cid,),
    )
    return Thread(row[0], row[1], Author(*row[2:6]), row[6] or "") if row else None


async def add(
    write: Writer, account: Account, source: Source, arrival: Arrival, due: DueAt, act: Act, subject: str
) -> int:
    """Stores a card and the event that takes it back; its conversation."""
    said = arrival.mention
    stood = await _stood(write, account.id, said.thread or said.remote_id, said.author.remote_id)
    await take_in(write, account, source, [arrival], due, act.at)
    row = await write.one(
        "SELECT m.id, m.conversation_id, m.identity_id, i.person_id, c.version FROM mentions m"
        " JOIN identities i ON i.id = m.identity_id JOIN conversations c ON c.id = m.conversation_id"
        " WHERE m.account_id=? AND m.remote_id=?",
        (account.id, said.remote_id),
    )
    assert row is not None
    mention, cid, identity, person, version = row
    await events.carded(
        write, act, subject, cid, stood.conversation or {}, (stood.version, version),
        {
            "mention": mention, "conversation": stood.conversation is None,
            "identity": None if stood.identity else [identity, person],
        },
    )  # fmt: skip
    number: int = cid
    return number


async def _stood(read: Reader, account_id: int, thread: str, author: str) -> Stood:
    identity = await read.one(
        "SELECT id FROM identities WHERE account_id=? AND remote_id=?", (account_id, author)
    )
    if identity is None:
        return Stood(None, 0, False)
    row = await read.one(
        f"SELECT version, {', '.join(COLUMNS)} FROM conversations WHERE account_id=? AND thread=? AND identity_id=?",
        (account_id, thread, identity[0]),
    )
    if row is None:
        return Stood(None, 0, True)
    return Stood(dict(zip(COLUMNS, row[1:], strict=True)), row[0], True)


async def refuse_if_used(read: Reader, cid: int, card: dict[str, Any], words: str) -> None:
    """Raises `DeskRefusal` where something hangs on the card by now."""
    used = await read.one(
        "SELECT 1 FROM intents WHERE conversation_id=?1 AND kind='reply' AND state NOT IN ('recalled', 'refused')"
        "  AND (?3 OR mention_id=?2)"
        " UNION ALL SELECT 1 FROM feedback_marks WHERE conversation_id=?1 AND ?3"
        " UNION ALL SELECT 1 FROM mentions WHERE conversation_id=?1 AND id <> ?2 AND ?3"
        " UNION ALL SELECT 1 FROM promises WHERE conversation_id=?1 AND state='open' AND ?3 LIMIT 1",
        (cid, card["mention"], card["conversation"]),
    )
    if used:
        raise DeskRefusal(
            f"Not undone: “{words}” was answered or gone on with since.", "Close it instead: e."
        )


async def take_out(write: Writer, cid: int, card: dict[str, Any], now: int) -> None:
    """The card never was; neither were the conversation and the person that came with it.

    An empty row stays in its place: what was told of by its number (rules, hooks) must not meet that number again.
    """
    await write.run("DELETE FROM memories WHERE mention_id=?", (card["mention"],))
    await write.run(
        "UPDATE mentions SET conversation_id=NULL, identity_id=NULL, text='', original=NULL, url=NULL, evidence=NULL,"
        " tone=NULL, removed_at=? WHERE id=?",
        (now, card["mention"]),
    )
    if card["conversation"]:
        for table in ("drafts", "notes"):
            await write.run(f"DELETE FROM {table} WHERE conversation_id=?", (cid,))
        await write.run("DELETE FROM conversations WHERE id=?", (cid,))
    if card["identity"]:
        await _take_out_person(write, *card["identity"])


async def _take_out_person(write: Writer, identity: int, person: int) -> None:
    """Only where nothing else is known of them."""
    gone = await write.run(
        "DELETE FROM identities WHERE id=?1 AND person_id=?2"
        " AND NOT EXISTS (SELECT 1 FROM conversations WHERE identity_id=?1)"
        " AND NOT EXISTS (SELECT 1 FROM memories WHERE identity_id=?1)"
        " AND NOT EXISTS (SELECT 1 FROM merges WHERE person_id=?2 OR other_id=?2)",
        (identity, person),
    )
    if gone:
        await write.run(
            "DELETE FROM people WHERE id=?1 AND NOT EXISTS (SELECT 1 FROM identities WHERE person_id=?1)",
            (person,),
        )


async def places(read: Reader) -> dict[str, int]:
    """The cards of each place that are still open, by the account's name."""
    rows = await read.rows(
        "SELECT a.name, (SELECT count(*) FROM conversations c WHERE c.account_id = a.id AND c.state IN (0, 1))"
        " FROM accounts a WHERE a.network='cards' AND a.state <> 'removed' ORDER BY a.name"
    )
    return {row[0]: row[1] for row in rows}


async def give_role(write: Writer, name: str, role: str) -> None:
    """Says which tasks a place serves."""
    await write.run("UPDATE accounts SET role=? WHERE name=? AND network='cards'", (role, name))
