"""Conversations as rows of the queue: windows by key, kept counts, and what time itself changes."""

import json
from typing import Any

from socialtui.domain.conversation import Card, Counts, State
from socialtui.domain.mention import BAND_OF, LAST_OWED, Band
from socialtui.domain.query import Query, match_expression
from socialtui.store.database import Database, Row, Writer
from socialtui.store.mentions import kind_of

Key = tuple[int, int, int, int]
"""band, due, first unanswered word, id: the order of the queue."""

CAP = 1000
"""Counts that depend on the time or a filter stop here."""

LAST: Key = (99, 2**41, 2**41, 2**60)
"""After every row."""

_CARD = (
    "c.id, c.account_id, c.state, c.band, c.kind, c.pinned, c.due_at, c.first_at, c.last_at, c.wake_at,"
    " c.claimed_by, c.claimed_until, c.unread, c.tags, c.version, substr(m.text, 1, 240), m.hidden,"
    " i.name, i.handle, a.code, a.network, a.name, coalesce(s.addressed, 1)"
)
_JOINED = (
    " JOIN mentions m ON m.id = c.mention_id JOIN identities i ON i.id = c.identity_id"
    " JOIN accounts a ON a.id = c.account_id LEFT JOIN sources s ON s.id = m.source_id"
)
_ORDER = "c.band, c.due_at, c.first_at, c.id"
_REVERSE = "c.band DESC, c.due_at DESC, c.first_at DESC, c.id DESC"


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
    where, values = _where(query, who, now)
    if after is not None:
        where, values = f"{where} AND ({_ORDER}) > (?,?,?,?)", [*values, *after]
    if before is not None:
        where, values = f"{where} AND ({_ORDER}) < (?,?,?,?)", [*values, *before]
    order = _REVERSE if before is not None else _ORDER
    # The inner question walks the index alone; the joins are made for the rows that are shown.
    rows = await db.rows(
        f"SELECT {_CARD} FROM (SELECT c.* FROM conversations c {_index(query)} WHERE {where}"
        f" ORDER BY {order} LIMIT ?) c {_JOINED} ORDER BY {order}",
        [*values, limit],
    )
    cards = [card_of(row) for row in rows]
    return cards[::-1] if before is not None else cards


def _index(query: Query) -> str:
    narrowed = query.words or query.handles or query.networks or query.accounts or query.roles or query.mine
    return "" if narrowed else "INDEXED BY conversations_queue"


class _Condition:
    """The condition of a query over `conversations c`, put together a part at a time."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []

    def also(self, sql: str, *bound: Any) -> None:
        self.parts.append(sql)
        self.values.extend(bound)


def _where(query: Query, who: str, now: int) -> tuple[str, list[Any]]:
    states = ",".join(str(int(state)) for state in query.states)
    condition = _Condition()
    # A plain = lets the index give the order; IN with several would sort.
    condition.also(f"c.state = {states}" if len(query.states) == 1 else f"c.state IN ({states})")
    if query.bands:
        condition.also(f"c.band BETWEEN {int(query.bands[0])} AND {int(query.bands[1])}")
    for wanted, sql, bound in (
        (query.late, "c.due_at < ?", [now]),
        (query.unread, "c.unread > 0", []),
        (query.mine, "c.claimed_by = ?", [who]),
        (query.claimed, "c.claimed_by IS NOT NULL", []),
    ):
        if wanted:
            condition.also(sql, *bound)
    if query.kinds:
        condition.also(f"c.kind IN ({','.join(str(int(BAND_OF[kind])) for kind in query.kinds)})")
    for tag in query.tags:
        condition.also("c.tags LIKE ? ESCAPE '\\'", f"% {_like(tag)} %")
    _where_from(query, condition)
    _where_said(query, condition)
    return " AND ".join(condition.parts), condition.values


def _where_said(query: Query, condition: _Condition) -> None:
    for handle in query.handles:
        condition.also(
            "c.identity_id IN (SELECT id FROM identities WHERE handle LIKE ? ESCAPE '\\'"
            " OR name LIKE ? ESCAPE '\\' LIMIT 1000)",
            f"{_like(handle)}%", f"{_like(handle)}%",
        )  # fmt: skip
    expression = match_expression(query.words)
    if expression:
        condition.also(
            "c.id IN (SELECT m.conversation_id FROM mentions m WHERE m.id IN"
            " (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1000))",
            expression,
        )


def _where_from(query: Query, condition: _Condition) -> None:
    for column, wanted in (("network", query.networks), ("name", query.accounts), ("role", query.roles)):
        if wanted:
            marks = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for _ in wanted)
            code = f" OR code IN ({','.join('?' * len(wanted))})" if column == "network" else ""
            bound = [f"{_like(word)}%" for word in wanted] + (list(wanted) if code else [])
            condition.also(f"c.account_id IN (SELECT id FROM accounts WHERE {marks}{code})", *bound)
    shown = (
        "EXISTS (SELECT 1 FROM mentions m JOIN sources s ON s.id = m.source_id WHERE m.id = c.mention_id AND "
    )
    if query.sources:
        condition.also(f"{shown}s.name IN ({','.join('?' * len(query.sources))}))", *query.sources)
    if query.addressed is not None:
        condition.also(f"{shown}s.addressed = ?)", int(query.addressed))


def _like(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def total(db: Database, query: Query) -> int | None:
    """How many rows a query has by the kept counts; None where a filter makes that unknown."""
    if not query.counted:
        return None
    first, last = query.bands or (0, 99)
    row = await db.one(
        "SELECT coalesce(sum(n), 0) FROM tallies WHERE state IN (SELECT value FROM json_each(?))"
        " AND band BETWEEN ? AND ?",
        (json.dumps([int(state) for state in query.states]), first, last),
    )
    return int(row[0]) if row else 0


async def position(db: Database, query: Query, who: str, now: int, key: Key) -> int:
    """How many rows stand before a key, at most `CAP`."""
    where, values = _where(query, who, now)
    row = await db.one(
        f"SELECT count(*) FROM (SELECT 1 FROM conversations c {_index(query)} WHERE {where}"
        f" AND ({_ORDER}) < (?,?,?,?) LIMIT {CAP})",
        [*values, *key],
    )
    return int(row[0]) if row else 0


async def count(db: Database, query: Query, who: str, now: int) -> int:
    """How many rows a query has, at most `CAP`."""
    where, values = _where(query, who, now)
    row = await db.one(
        f"SELECT count(*) FROM (SELECT 1 FROM conversations c {_index(query)} WHERE {where} LIMIT {CAP})",
        values,
    )
    return int(row[0]) if row else 0


async def cards(db: Database, ids: list[int]) -> dict[int, Card]:
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
    row = await db.one(
        "SELECT count(*) FROM (SELECT 1 FROM conversations INDEXED BY conversations_queue WHERE state = 0"
        f" AND band IN (0,1,2,3,4,5) AND due_at < ? LIMIT {CAP})",
        (now,),
    )
    return Counts(tally["complaints"], row[0] if row else 0, tally["owed"], tally["others"], tally["snoozed"])


async def newest_mention(db: Database) -> int:
    """A mark: the newest mention's id."""
    row = await db.one("SELECT coalesce(max(id), 0) FROM mentions")
    return int(row[0]) if row else 0


async def arrived(db: Database, query: Query, who: str, now: int, mark: int) -> int:
    """How many rows of a query have something new since a mark, at most `CAP`."""
    where, values = _where(query, who, now)
    row = await db.one(
        "SELECT count(DISTINCT c.id) FROM (SELECT conversation_id FROM mentions WHERE id > ? AND ours = 0"
        f" LIMIT {CAP}) n JOIN conversations c ON c.id = n.conversation_id WHERE {where}",
        [mark, *values],
    )
    return int(row[0]) if row else 0


async def next_owed(db: Database, who: str, now: int, after: Card | None) -> int | None:
    """The open conversation that is due next over all bands; after a card, the one behind it."""
    found: list[tuple[int, int, int]] = []
    for band in range(int(LAST_OWED) + 1):
        row = await db.one(
            "SELECT due_at, first_at, id FROM conversations INDEXED BY conversations_queue WHERE state = 0"
            " AND band = ? AND (due_at, first_at, id) > (?,?,?) AND (claimed_by IS NULL OR claimed_by = ?"
            " OR claimed_until < ?) ORDER BY due_at, first_at, id LIMIT 1",
            (band, *((after.due_at, after.first_at, after.id) if after else (0, 0, 0)), who, now),
        )
        if row:
            found.append((row[0], row[1], row[2]))
    return min(found)[2] if found else None


async def wake(db: Database, now: int) -> int:
    """Writes what time itself changes: snoozes end, claims run out, promises break. How many rows."""
    row = await db.one(
        "SELECT EXISTS (SELECT 1 FROM conversations WHERE wake_at <= ?)"
        " + EXISTS (SELECT 1 FROM conversations WHERE claimed_until <= ?)"
        " + EXISTS (SELECT 1 FROM promises WHERE state = 'open' AND due_at <= ?)",
        (now, now, now),
    )
    if not row or not row[0]:
        return 0
    async with db.atomic() as write:
        changed = await write.run(
            "UPDATE conversations SET state=CASE state WHEN 1 THEN 0 ELSE state END, wake_at=NULL,"
            " version=version+1 WHERE wake_at <= ?",
            (now,),
        )
        changed += await write.run(
            "UPDATE conversations SET claimed_by=NULL, claimed_until=NULL WHERE claimed_until <= ?",
            (now,),
        )
        changed += await _break_promises(write, now)
    return changed


async def _break_promises(write: Writer, now: int) -> int:
    broken = await write.run(
        "UPDATE conversations SET band=0, state=0, version=version+1 WHERE state IN (0, 1) AND id IN"
        " (SELECT conversation_id FROM promises WHERE state='open' AND due_at <= ?)",
        (now,),
    )
    await write.run(
        "UPDATE promises SET state='broken', closed_at=? WHERE state='open' AND due_at<=?", (now, now)
    )
    return broken


async def mark_read(write: Writer, conversation_id: int) -> bool:
    """Clears what is unread; whether there was any."""
    return (
        await write.run("UPDATE conversations SET unread=0 WHERE id=? AND unread>0", (conversation_id,)) > 0
    )


async def claim(write: Writer, conversation_id: int, who: str, until: int) -> None:
    """Keeps a claim alive while its holder writes; no event, nothing to undo."""
    await write.run(
        "UPDATE conversations SET claimed_by=?, claimed_until=? WHERE id=?", (who, until, conversation_id)
    )


async def unclaim(write: Writer, conversation_id: int, who: str) -> None:
    """Ends a claim of `who`."""
    await write.run(
        "UPDATE conversations SET claimed_by=NULL, claimed_until=NULL WHERE id=? AND claimed_by=?",
        (conversation_id, who),
    )
