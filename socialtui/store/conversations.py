"""Conversations as rows of the queue: windows by key, kept counts, and what time itself changes."""

import json
from typing import Any

from socialtui.domain.conversation import Card, Counts, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, LAST_OWED, Band
from socialtui.domain.query import Query
from socialtui.store.asking import Key, accounts_of, among, walks
from socialtui.store.database import Database, Reader, Row, Writer
from socialtui.store.mentions import kind_of

CAP = 1000
"""Counts that depend on the time or a filter stop here."""

LAST: Key = (99, 2**41, 2**41, 2**60)
"""After every row."""

PROMISE_NEAR = (
    "state = 'open' AND told_at IS NULL AND due_at <= ?1 + 86400"
    " AND due_at - min(86400, (due_at - opened_at) / 2) <= ?1"
)
"""An open promise whose date is less than a day away, and half of its time over; ?1 is now."""

_CARD = (
    "c.id, c.account_id, c.state, c.band, c.kind, c.pinned, c.due_at, c.first_at, c.last_at, c.wake_at,"
    " c.claimed_by, c.claimed_until, c.unread, c.tags, c.version, substr(m.text, 1, 240), m.hidden,"
    " i.name, i.handle, a.code, a.network, a.name, coalesce(s.addressed, 1)"
)
_JOINED = (
    " JOIN mentions m ON m.id = c.mention_id JOIN identities i ON i.id = c.identity_id"
    " JOIN accounts a ON a.id = c.account_id LEFT JOIN sources s ON s.id = m.source_id"
)


def card_of(row: Row) -> Card:
    """A row of the columns `_CARD`."""
    return Card(
        id=row[0], account_id=row[1], state=State(row[2]), band=Band(row[3]), kind=kind_of(row[4]),
        pinned=bool(row[5]), due_at=row[6], first_at=row[7], last_at=row[8], wake_at=row[9], claimed_by=row[10],
        claimed_until=row[11], unread=row[12], tags=tuple(row[13].split()), version=row[14], text=row[15],
        hidden=bool(row[16]), name=row[17], handle=row[18], code=row[19], network=row[20], account=row[21],
        addressed=bool(row[22]),
    )  # fmt: skip


async def page(
    db: Database, query: Query, who: str, now: int, after: Key | None, before: Key | None, limit: int
) -> list[Card]:
    """The rows after a key, or those just before one, always in the queue's order."""
    beyond = (">", after) if after is not None else None
    if before is not None:
        beyond = ("<", before)
    found, values = await walks(db, query, who, now, beyond)
    order = "2 DESC, 3 DESC, 4 DESC, 1 DESC" if before is not None else "2, 3, 4, 1"
    # The inner question walks indexes alone; the joins are made for the rows that are shown.
    rows = await db.rows(
        f"SELECT {_CARD} FROM ({found} ORDER BY {order} LIMIT ?) w JOIN conversations c ON c.id = w.id {_JOINED}",
        [*values, limit],
    )
    return sorted((card_of(row) for row in rows), key=lambda card: card.key)


async def total(db: Database, query: Query) -> int | None:
    """How many rows a query has by the kept counts; None where a filter makes that unknown."""
    if not query.counted:
        return None
    first, last = query.bands or (0, 99)
    kinds, accounts = [int(BAND_OF[kind]) for kind in query.kinds], await accounts_of(db, query)
    row = await db.one(
        "SELECT coalesce(sum(n), 0) FROM tallies WHERE state IN (SELECT value FROM json_each(?1))"
        " AND band BETWEEN ?2 AND ?3 AND (?4 IS NULL OR kind IN (SELECT value FROM json_each(?4)))"
        " AND (?5 IS NULL OR account_id IN (SELECT value FROM json_each(?5)))",
        (
            json.dumps([int(state) for state in query.states]), first, last,
            json.dumps(kinds) if kinds else None, None if accounts is None else json.dumps(accounts),
        ),
    )  # fmt: skip
    return int(row[0]) if row else 0


async def position(db: Database, query: Query, who: str, now: int, key: Key) -> int:
    """How many rows stand before a key, at most `CAP`."""
    return await _count(db, *await walks(db, query, who, now, ("<", key)))


async def count(db: Database, query: Query, who: str, now: int) -> int:
    """How many rows a query has, at most `CAP`."""
    kept = await total(db, query)
    return min(kept, CAP) if kept is not None else await _count(db, *await walks(db, query, who, now))


async def _count(db: Database, found: str, values: list[Any]) -> int:
    row = await db.one(f"SELECT count(*) FROM ({found} LIMIT {CAP})", values)
    return int(row[0]) if row else 0


async def cards(db: Reader, ids: list[int]) -> dict[int, Card]:
    """These rows as they are now; ids that are gone are left out."""
    rows = await db.rows(
        f"SELECT {_CARD} FROM conversations c {_JOINED} WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row[0]: card_of(row) for row in rows}


async def counts(db: Database, now: int) -> Counts:
    """The status line's numbers: kept ones, and the late ones up to `CAP`."""
    tally = {"complaints": 0, "owed": 0, "others": 0, "snoozed": 0}
    for state, band, kind, n in await db.rows(
        "SELECT state, band, kind, sum(n) FROM tallies WHERE state IN (0, 1) GROUP BY 1, 2, 3"
    ):
        if state == State.SNOOZED:
            tally["snoozed"] += n
        elif band <= LAST_OWED:
            tally["owed"] += n
            tally["complaints"] += n if kind == Band.COMPLAINT else 0
        elif band == Band.CHATTER:
            tally["others"] += n
    complaints = await _late(db, "kind", f"kind = {Band.COMPLAINT:d} AND", now)
    late = await _late(db, "queue", "", now)
    return Counts(
        tally["complaints"], complaints, tally["owed"], late, tally["others"], tally["snoozed"]
    )  # fmt: skip


async def _late(db: Database, index: str, which: str, now: int) -> int:
    row = await db.one(
        f"SELECT count(*) FROM (SELECT 1 FROM conversations INDEXED BY conversations_{index} WHERE state = 0"
        f" AND {which} band IN (0,1,2,3,4,5) AND due_at < ? LIMIT {CAP})",
        (now,),
    )
    return int(row[0]) if row else 0


async def newest_mention(db: Database) -> int:
    """A mark: the newest mention's id."""
    row = await db.one("SELECT coalesce(max(id), 0) FROM mentions")
    return int(row[0]) if row else 0


async def arrived(db: Database, query: Query, who: str, now: int, mark: int) -> int:
    """How many rows of a query have something new since a mark, at most `CAP`."""
    new = [
        row[0]
        for row in await db.rows(
            "SELECT DISTINCT coalesce(g.whole_id, n.conversation_id) FROM (SELECT conversation_id FROM mentions"
            f" WHERE id > ? AND ours = 0 LIMIT {CAP}) n LEFT JOIN wholes g ON g.id = n.conversation_id",
            (mark,),
        )
    ]
    return await among(db, query, who, now, new) if new else 0


async def next_owed(db: Database, who: str, now: int, after: Card | None) -> int | None:
    """The open conversation that is due next over all bands; after a card, the one behind it."""
    found: list[tuple[int, int, int]] = []
    for band in range(int(LAST_OWED) + 1):
        row = await db.one(
            "SELECT due_at, first_at, id FROM conversations INDEXED BY conversations_queue WHERE state = 0"
            " AND band = ? AND (due_at, first_at, id) > (?,?,?) AND (claimed_by IS NULL OR claimed_by = ?"
            " OR claimed_until <= ?) ORDER BY due_at, first_at, id LIMIT 1",
            (band, *((after.due_at, after.first_at, after.id) if after else (0, 0, 0)), who, now),
        )
        if row:
            found.append((row[0], row[1], row[2]))
    return min(found)[2] if found else None


async def wake(db: Database, now: int) -> int:
    """Writes what time itself changes: snoozes end, claims run out, promises break. How many rows."""
    return (await wake_by(db, now, ""))[0]


async def wake_by(db: Database, now: int, clock: str) -> tuple[int, bool]:
    """The same, and whether the rows are still due by another clock than this one, or some of them are.

    A snooze's end and a claim's are no news that an act taken back later would undo; a broken promise is.
    """
    row = await db.one(
        "SELECT EXISTS (SELECT 1 FROM conversations WHERE wake_at <= ?1)"
        " + EXISTS (SELECT 1 FROM conversations WHERE claimed_until <= ?1)"
        f" + EXISTS (SELECT 1 FROM promises WHERE (state = 'open' AND due_at <= ?1) OR ({PROMISE_NEAR}))"
        " + 8 * EXISTS (SELECT 1 FROM memories WHERE state = 'open' AND due_at <= ?1),"
        " EXISTS (SELECT 1 FROM kept WHERE name = 'clock' AND value <> ?2 OR name = 'clock_left')",
        (now, clock),
    )
    assert row is not None
    return (await _wake(db, now, row[0] >= 8) if row[0] else 0), bool(row[1])


async def _wake(db: Database, now: int, leads: bool) -> int:
    async with db.atomic() as write:
        changed = await write.run(
            "UPDATE conversations SET state=CASE state WHEN 1 THEN 0 ELSE state END, wake_at=NULL"
            " WHERE wake_at <= ?",
            (now,),
        )
        changed += await write.run(
            "UPDATE conversations SET claimed_by=NULL, claimed_until=NULL WHERE claimed_until <= ?",
            (now,),
        )
        if leads:
            from socialtui.store.followups import bring_up

            changed += await bring_up(write, now)
        from socialtui.store import promises

        changed += await promises.wake(write, now)
    return changed


async def mark_read(write: Writer, conversation_id: int) -> bool:
    """Clears what is unread; whether there was any."""
    return (
        await write.run("UPDATE conversations SET unread=0 WHERE id=? AND unread>0", (conversation_id,)) > 0
    )


async def claim(
    write: Writer, conversation_id: int, who: str, until: int, now: int, force: bool = False
) -> None:
    """Keeps a claim alive while its holder writes; no event, nothing to undo.

    A claim of another that still holds is left alone, unless it is taken over by `force`.
    """
    await write.run(
        "UPDATE conversations SET claimed_until=CASE WHEN claimed_by=?1 AND claimed_until > ?2 THEN claimed_until"
        " ELSE ?2 END, claimed_by=?1 WHERE id=?3"
        " AND (?4 OR claimed_by IS NULL OR claimed_by=?1 OR claimed_until <= ?5)",
        (who, until, conversation_id, force, now),
    )


async def unclaim(write: Writer, conversation_id: int, who: str) -> None:
    """Ends a claim of `who`; one without an end, from an escalation, stays."""
    await write.run(
        "UPDATE conversations SET claimed_by=NULL, claimed_until=NULL WHERE id=? AND claimed_by=?"
        " AND claimed_until < ?",
        (conversation_id, who, NEVER),
    )
