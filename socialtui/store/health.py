"""What a source costs, what it may have missed, and how long nothing came through it."""

import json
import os
from typing import Any

from msgspec import Struct

from socialtui.domain.network import Gap, Page
from socialtui.store.accounts import Source
from socialtui.store.database import Database, Reader, Row, Writer
from socialtui.store.wishes import Payload, encode

PIECE = 900
"""Seconds of a row of costs."""
_KEPT = 400 * 86_400
"""Seconds for which costs are remembered."""


class Missing(Struct, frozen=True):
    """A stretch that may have been missed, and whether it is being asked for. Times are UTC seconds."""

    id: int
    source_id: int
    account_id: int
    account: str
    network: str
    source: str
    """Its name within the account."""
    words: str
    start: int
    end: int
    reason: str
    asked_at: int | None
    trouble: str
    """Why it could not be fetched; empty otherwise."""

    @property
    def gap(self) -> Gap:
        """As the network is asked for it."""
        return Gap(self.start, self.end, self.reason)


def read_on(source: Source, page: Page, now: int) -> tuple[str, tuple[Any, ...]]:
    """The one statement that says how far a source was read, and that it answers."""
    newest = max((mention.said_at for mention in page.mentions), default=0)
    return (
        "UPDATE sources SET cursor=?, state='ok', trouble='', next_step='', trouble_since=0, failures=0,"
        " last_success=?, newest=max(newest, ?), budget_left=?, next_try=? WHERE id=?",
        (page.cursor, now, newest, page.budget_left, now if page.more else now + source.every, source.id),
    )


async def missed(write: Writer, source_id: int, gap: Gap) -> None:
    """Writes down a stretch that may have been missed."""
    await write.run(
        "INSERT INTO gaps (source_id, start_at, end_at, reason) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
        (source_id, gap.start, gap.end, gap.reason),
    )


async def missing(db: Reader, ids: list[int] | None = None) -> list[Missing]:
    """Every gap of the accounts there are, newest first; with `ids` those alone."""
    rows = await db.rows(
        "SELECT g.id, s.id, a.id, a.name, a.network, s.name, s.words, g.start_at, g.end_at, g.reason, g.asked_at,"
        " g.trouble FROM gaps g JOIN sources s ON s.id = g.source_id JOIN accounts a ON a.id = s.account_id"
        " WHERE a.state <> 'removed' AND NOT s.dropped AND (?1 IS NULL OR g.id IN (SELECT value FROM json_each(?1)))"
        " ORDER BY g.end_at DESC, g.id",
        (None if ids is None else json.dumps(ids),),
    )
    return [Missing(*row) for row in rows]


async def ask(write: Writer, gap: Missing, who: str, now: int) -> bool:
    """Stores the wish to fetch it; False where it is on its way already."""
    if gap.asked_at is not None:
        return False
    about = Payload(source=gap.source, gap=gap.id)
    await write.insert(
        "INSERT INTO intents (kind, account_id, payload, key, state, due_at, who, created_at)"
        " VALUES ('fill', ?, ?, ?, 'due', ?, ?, ?)",
        (gap.account_id, encode(about), os.urandom(16).hex(), now, who, now),
    )
    await write.run("UPDATE gaps SET asked_at=?, trouble='' WHERE id=?", (now, gap.id))
    return True


async def filled(write: Writer, gap: Missing, rest: Gap | None) -> None:
    """It was fetched; `rest` is what the network no longer has."""
    await write.run("DELETE FROM gaps WHERE id=?", (gap.id,))
    if rest is not None:
        await write.run(
            "INSERT INTO gaps (source_id, start_at, end_at, reason, trouble) VALUES (?,?,?,?,?)"
            " ON CONFLICT DO NOTHING",
            (gap.source_id, rest.start, rest.end, rest.reason, "The network has no more of it."),
        )


async def not_filled(write: Writer, gap_id: int, trouble: str) -> None:
    """It could not be fetched; asking again is open."""
    await write.run("UPDATE gaps SET asked_at=NULL, trouble=? WHERE id=?", (trouble, gap_id))


async def forget(write: Writer, gap_id: int) -> None:
    """A person knows of it and looks there themselves."""
    await write.run("DELETE FROM gaps WHERE id=?", (gap_id,))


async def spent(write: Writer, source_id: int, dollars: float, now: int) -> None:
    """Adds what a question cost."""
    await write.run(
        "INSERT INTO costs VALUES (?,?,?) ON CONFLICT DO UPDATE SET dollars = dollars + excluded.dollars",
        (source_id, now // PIECE, dollars),
    )
    await write.run("DELETE FROM costs WHERE piece < ?", ((now - _KEPT) // PIECE,))


async def costs(db: Database, since: int) -> dict[int, float]:
    """Source → US dollars since a moment (UTC seconds)."""
    rows = await db.rows(
        "SELECT source_id, sum(dollars) FROM costs WHERE piece >= ? GROUP BY source_id", (since // PIECE,)
    )
    return {row[0]: row[1] for row in rows}


async def silent(db: Database, seconds: int, now: int) -> dict[int, int]:
    """Sources that answered and said nothing new for so long → their newest word, 0 for none ever.

    One that isn't asked any more has a trouble of its own; one of an account that is younger is left out.
    """
    rows = await db.rows(
        "SELECT s.id, s.newest FROM sources s JOIN accounts a ON a.id = s.account_id"
        " WHERE a.state = 'ok' AND s.state = 'ok' AND NOT s.dropped AND a.created_at <= ?2 - ?1"
        " AND s.last_success - max(s.newest, a.created_at) >= ?1",
        (seconds, now),
    )
    return {row[0]: _moment(row) for row in rows}


def _moment(row: Row) -> int:
    value: Any = row[1]
    return int(value)
