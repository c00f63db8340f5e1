"""How a query is asked of the store: walks along an index in the queue's order, and conditions on each row."""

import json
from itertools import product
from typing import Any

from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, Band
from socialtui.domain.query import Query, is_on, match_expression
from socialtui.store import search
from socialtui.store.database import Database

Key = tuple[int, int, int, int]
"""band, due, first unanswered word, id: the order of the queue."""

_ORDER = "c.band, c.due_at, c.first_at, c.id"
_MOST_WALKS = 40
"""A question with more states, accounts and kinds than this is gathered and sorted instead."""


class Condition:
    """What a query asks of each row of `conversations c` beside its walk, put together a part at a time."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []
        self.index: str | None = None
        """Set where few rows are meant, which are found first and sorted then: the index to find them by."""

    def also(self, sql: str, *bound: Any, index: str | None = None) -> None:
        """One more part; `index` where it means few rows."""
        self.parts.append(sql)
        self.values.extend(bound)
        self.index = index if index is not None else self.index


async def walks(
    db: Database, query: Query, who: str, now: int, beyond: tuple[str, Key] | None = None
) -> tuple[str, list[Any]]:
    """Ids and keys of a query's rows, asked for so that an index gives the order.

    Each state, and each account, kind or late band where one is asked for, is a walk of its own along
    an index: SQLite merges the walks and stops at the limit, where IN would gather and sort them all.
    """
    condition = await _conditions(db, query, who, now, beyond)
    sides = [[f"c.state = {int(state)}" for state in query.states]]
    index = "INDEXED BY conversations_queue"
    accounts = await accounts_of(db, query)
    if accounts is not None:
        sides.append([f"c.account_id = {number}" for number in accounts or [-1]])
        index = "INDEXED BY conversations_account"
    elif query.kinds:
        index = "INDEXED BY conversations_kind"
    if query.kinds:
        sides.append([f"c.kind = {int(BAND_OF[kind])}" for kind in query.kinds])
    if _by_due(query):
        first, last = query.bands or (int(Band.BROKEN_PROMISE), int(Band.SPAM))
        sides.append([f"c.band = {band}" for band in range(first, last + 1)])
    terms = [" AND ".join(parts) for parts in product(*sides)]
    if condition.index is not None or len(terms) > _MOST_WALKS:
        # A plus keeps a term from choosing the index: few rows are found first, and looked at then.
        index = condition.index or ""
        plus = "+" if condition.index == "" else ""
        terms = [" AND ".join(f"({' OR '.join(plus + term for term in side)})" for side in sides)]
    asked = [
        f"SELECT c.id, c.band, c.due_at, c.first_at FROM conversations c {index} WHERE "
        + " AND ".join((term, *condition.parts))
        for term in terms
    ]
    return " UNION ALL ".join(asked), condition.values * len(asked)


async def among(db: Database, query: Query, who: str, now: int, ids: list[int]) -> int:
    """How many of these rows, each named once, a query has."""
    condition = await _conditions(db, query, who, now)
    if query.bands:
        condition.also(f"c.band BETWEEN {int(query.bands[0])} AND {int(query.bands[1])}")
    condition.also(f"c.state IN ({','.join(str(int(state)) for state in query.states)})")
    await _of_place(db, query, condition)
    # CROSS: each of these rows is looked up; the planner would rather go through all that are open.
    row = await db.one(
        "SELECT count(*) FROM json_each(?) given CROSS JOIN conversations c ON c.id = given.value"
        f" WHERE {' AND '.join(condition.parts)}",
        [json.dumps(ids), *condition.values],
    )
    return int(row[0]) if row else 0


async def _of_place(db: Database, query: Query, condition: Condition) -> None:
    """Kinds and accounts as conditions, where they are no walks."""
    if query.kinds:
        condition.also(f"c.kind IN ({','.join(str(int(BAND_OF[kind])) for kind in query.kinds)})")
    accounts = await accounts_of(db, query)
    if accounts is not None:
        condition.also("c.account_id IN (SELECT value FROM json_each(?))", json.dumps(accounts))


async def accounts_of(db: Database, query: Query) -> list[int] | None:
    """The accounts that a query names by network, name or role; None where it names none.

    What we only listen to is looked for at the accounts that listen: elsewhere all rows would be walked in vain.
    """
    listened = query.addressed is False
    if not (listened or query.accounts or query.networks or query.roles or query.account_ids is not None):
        return None
    rows = await db.rows(
        "SELECT id, name, network, code, role FROM accounts a"
        + (
            " WHERE EXISTS (SELECT 1 FROM sources s WHERE s.account_id = a.id AND NOT s.addressed)"
            if listened
            else ""
        )
        + " ORDER BY id"
    )
    named = {row[1].lower() for row in rows}
    return [
        number
        for number, name, network, code, role in rows
        if (query.account_ids is None or number in query.account_ids)
        and (not query.accounts or _is_named(name.lower(), query.accounts, named))
        and (not query.networks or is_on(network, code, query.networks))
        and (not query.roles or role in (*query.roles, "all"))
    ]


def _is_named(name: str, asked: tuple[str, ...], named: set[str]) -> bool:
    """A whole name means that account alone; the beginning of one, all that begin so."""
    return any(name == one or (one not in named and name.startswith(one)) for one in asked)


async def _conditions(
    db: Database, query: Query, who: str, now: int, beyond: tuple[str, Key] | None = None
) -> Condition:
    condition = Condition()
    if beyond is not None and _by_due(query):
        condition.also(f"({_ORDER}) {beyond[0]} (?,?,?,?)", *beyond[1])
    elif beyond is not None:
        _bound(condition, query.bands or (int(Band.BROKEN_PROMISE), int(Band.SPAM)), *beyond)
    elif query.bands and not _by_due(query):
        condition.also(f"c.band BETWEEN {int(query.bands[0])} AND {int(query.bands[1])}")
    _of_row(query, condition, who, now)
    _of_words_shown(query, condition)
    _of_people(query, condition)
    if query.words and (found := await search.everywhere(db, query.words)) is not None:
        condition.also("c.id IN (SELECT value FROM json_each(?))", json.dumps(found), index="")
    for one in query.without:
        await _but(db, one, condition, who, now)
    return condition


async def _but(db: Database, query: Query, condition: Condition, who: str, now: int) -> None:
    """A term that must not hold; what can't be told of a row counts as not so."""
    other = Condition()
    if query.bands:
        other.also(f"c.band BETWEEN {int(query.bands[0])} AND {int(query.bands[1])}")
    _of_row(query, other, who, now)
    _of_words_shown(query, other)
    _of_people(query, other)
    await _of_place(db, query, other)
    if query.words:
        # Asked of each row that is walked: the newest thousand that hold a word are not all of them.
        other.also(
            "EXISTS (SELECT 1 FROM mentions m CROSS JOIN words ON words.rowid = m.id"
            " WHERE m.conversation_id = c.id AND words MATCH ?)",
            match_expression(query.words),
        )
    if other.parts:
        condition.also(f"NOT coalesce({' AND '.join(f'({part})' for part in other.parts)}, 0)", *other.values)


def _by_due(query: Query) -> bool:
    """Whether a moment bounds the due time, which each band has in order."""
    return query.late or query.due_span is not None


def _bound(condition: Condition, bands: tuple[int, int], side: str, key: Key) -> None:
    """From a key to the end of the bands, both as whole keys: beside `band BETWEEN` the index would not seek."""
    start, end = (bands[0], 0, 0, 0), (bands[1] + 1, 0, 0, 0)
    if side == ">":
        condition.also(f"({_ORDER}) > (?,?,?,?)", *max(key, start))
        condition.also(f"({_ORDER}) < (?,?,?,?)", *end)
    else:
        condition.also(f"({_ORDER}) < (?,?,?,?)", *min(key, end))
        condition.also(f"({_ORDER}) >= (?,?,?,?)", *start)


def _of_row(query: Query, condition: Condition, who: str, now: int) -> None:
    """What the conversation's own row tells."""
    if query.late:
        condition.also("c.due_at < ?", now)
    if query.due_span is not None:
        condition.also("c.due_at >= ? AND c.due_at < ?", query.due_span[0], min(query.due_span[1], NEVER))
    if query.said_span is not None:
        condition.also("c.last_at >= ? AND c.last_at < ?", *query.said_span)
    if query.unread:
        condition.also("c.unread > 0")
    if query.mine:
        condition.also("c.claimed_by = ?", who)
    if query.claimed or query.mine:
        condition.also("c.claimed_until IS NOT NULL", index="INDEXED BY conversations_claim")
    for tag in query.tags:
        condition.also(
            "c.tags <> '' AND c.tags LIKE ? ESCAPE '\\'", f"% {search.like(tag)} %",
            index="INDEXED BY conversations_tagged",
        )  # fmt: skip


def _of_words_shown(query: Query, condition: Condition) -> None:
    """What the mention that the row shows tells."""
    shown = "EXISTS (SELECT 1 FROM mentions m WHERE m.id = c.mention_id AND "
    if query.sources:
        named = " OR ".join("s.name LIKE ? ESCAPE '\\' OR a.role = ?" for _ in query.sources)
        condition.also(
            f"{shown}m.source_id IN (SELECT s.id FROM sources s JOIN accounts a ON a.id = s.account_id"
            f" WHERE {named}))",
            *(value for name in query.sources for value in (f"{search.like(name)}%", name)),
        )  # fmt: skip
    if query.addressed is not None:
        condition.also(
            f"{shown}coalesce((SELECT s.addressed FROM sources s WHERE s.id = m.source_id), 1) = ?)",
            int(query.addressed),
        )
    if query.languages:
        spoken = " OR ".join("lower(m.language) = ? OR lower(m.language) LIKE ?" for _ in query.languages)
        spoken += " OR coalesce(m.language, '') = ''" if "none" in query.languages else ""
        condition.also(
            f"{shown}({spoken}))",
            *(value for one in query.languages for value in (one, f"{search.like(one)}-%")),
        )


_KEPT = {
    "draft": "SELECT conversation_id FROM drafts WHERE text <> ''",
    "lesson": "SELECT conversation_id FROM feedback_marks",
    "note": "SELECT conversation_id FROM notes WHERE removed = 0",
    "promise": "SELECT conversation_id FROM promises",
}


def _hanging(kept: str) -> str:
    """The rows on which something hangs: a part of a joined row is seen on the one that stands for it."""
    return (
        "c.id IN (SELECT coalesce((SELECT w.whole_id FROM wholes w WHERE w.id = k.conversation_id),"
        f" k.conversation_id) FROM ({kept}) k)"
    )


def _of_people(query: Query, condition: Condition) -> None:
    """What people did, wrote and are called: few rows, found first."""
    if query.ids is not None:
        condition.also("c.id IN (SELECT value FROM json_each(?))", json.dumps(query.ids), index="")
    for handle in query.handles:
        condition.also(f"c.identity_id IN ({search.CALLED})", *search.called(handle), index="")
    for word in query.has:
        if word == "tag":
            condition.also("c.tags <> ''", index="INDEXED BY conversations_tagged")
        else:
            condition.also(_hanging(_KEPT[word]), index="")
    if query.promises:
        marks = ",".join("?" * len(query.promises))
        condition.also(
            _hanging(f"SELECT conversation_id FROM promises WHERE state IN ({marks})"),
            *query.promises,
            index="",
        )
    for note in query.notes:
        like = f"%{search.like(note)}%"
        condition.also(_hanging(search.NOTED), like, like, index="")
