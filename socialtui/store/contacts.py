"""The people we talk with, as a list, as a card, and as those who may be one: read when somebody asks."""

import json
from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.conversation import Handle, Memo, PromiseLine
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import Band, Kind
from socialtui.domain.person import Known, Memory, Thanked, full_name, link_of
from socialtui.domain.query import match_expression
from socialtui.store.database import Database, Reader, Writer
from socialtui.store.mentions import kind_of
from socialtui.store.people import MEMO

NEWEST = 10_000
"""Answers of ours, an account, from which the list of people is made."""
MOST = 300
"""People in the list."""
_ALIKE = 50
_BEGINS = ("https://", "http://", "https://www.", "http://www.")

_HELPED = ",".join(str(int(band)) for band in (Band.COMPLAINT, Band.QUESTION, Band.LEAD, Band.ERROR))


class Ours(Struct, frozen=True):
    """One answer of ours to a person."""

    conversation_id: int
    at: int
    who: str
    text: str
    kind: Kind
    """What it answered."""


# --- who is meant


async def person_of(read: Reader, conversation_id: int) -> tuple[int, int] | None:
    """The person and the identity behind a conversation."""
    row = await read.one(
        "SELECT i.person_id, i.id FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE c.id = ?",
        (conversation_id,),
    )
    return (row[0], row[1]) if row else None


async def identity_of(read: Reader, person_id: int) -> int | None:
    """The handle under which a person was last heard."""
    row = await read.one(
        "SELECT i.id FROM identities i LEFT JOIN conversations c ON c.identity_id = i.id WHERE i.person_id = ?"
        " ORDER BY c.last_at DESC, i.id LIMIT 1",
        (person_id,),
    )
    return int(row[0]) if row else None


async def by_handle(read: Reader, handle: str) -> list[int]:
    """People with that handle, whole or up to its server."""
    rows = await read.rows(
        "SELECT DISTINCT person_id FROM identities WHERE handle = ?1 COLLATE NOCASE"
        " OR (handle > ?1 || '@' COLLATE NOCASE AND handle < ?1 || '@\uffff' COLLATE NOCASE) LIMIT 20",
        (handle.lstrip("@"),),
    )
    return [row[0] for row in rows]


# --- a card


async def ours(read: Reader, person_id: int, limit: int = 20) -> list[Ours]:
    """Our newest answers to a person."""
    rows = await read.rows(
        "SELECT c.id, m.said_at, coalesce(m.said_by, ''), m.text, c.kind FROM identities i"
        " JOIN conversations c ON c.identity_id = i.id JOIN mentions m ON m.conversation_id = c.id AND m.ours > 0"
        " WHERE i.person_id = ? ORDER BY m.said_at DESC, m.id DESC LIMIT ?",
        (person_id, limit),
    )
    return [Ours(row[0], row[1], row[2], row[3], kind_of(row[4])) for row in rows]


async def promises(read: Reader, person_id: int) -> list[PromiseLine]:
    """What we promised them, the newest first."""
    rows = await read.rows(
        "SELECT p.text, p.due_at, p.state, p.who FROM identities i JOIN conversations c ON c.identity_id = i.id"
        " JOIN promises p ON p.conversation_id = c.id WHERE i.person_id = ? ORDER BY p.id DESC LIMIT 20",
        (person_id,),
    )
    return [PromiseLine(*row) for row in rows]


# --- the list


async def known(db: Database, only: Iterable[int] | None = None) -> list[Known]:
    """Those whom we have answered, from our newest answers; or these people, answered or not."""
    counted = await _counted(db) if only is None else await _of(db, only)
    ids = json.dumps(list(counted))
    theirs = {
        row[0]: (row[1], row[2])
        for row in await db.rows(
            "SELECT i.person_id, count(*), max(m.said_at) FROM identities i JOIN conversations c"
            " ON c.identity_id = i.id JOIN mentions m ON m.conversation_id = c.id AND m.ours = 0"
            " WHERE i.person_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
            (ids,),
        )
    }
    tags: dict[int, list[str]] = {}
    for number, tag in await db.rows(
        "SELECT i.person_id, m.text FROM identities i JOIN memories m ON m.identity_id = i.id AND m.kind = 'tag'"
        " AND m.state <> 'removed' WHERE i.person_id IN (SELECT value FROM json_each(?))",
        (ids,),
    ):
        tags.setdefault(number, []).append(tag)
    handles = await _handles(db, ids)
    return [
        Known(
            number, names[0].name, tuple(dict.fromkeys(one.handle for one in names if one.handle)),
            tuple(dict.fromkeys(one.network for one in names)), theirs.get(number, (0, 0))[0], given, helped,
            max(last, theirs.get(number, (0, 0))[1]),
            tuple(sorted(set(tags.get(number, [])), key=lambda tag: (tag != "vip", tag))),
        )
        for number, (given, helped, last) in counted.items()
        if (names := handles.get(number))
    ]  # fmt: skip


async def _counted(db: Database) -> dict[int, tuple[int, int, int]]:
    """Person → answers, those that helped, the newest: from the index of our own words alone."""
    found: dict[int, tuple[int, int, int]] = {}
    accounts = [row[0] for row in await db.rows("SELECT id FROM accounts")]
    for account in accounts:
        for person, given, helped, last in await db.rows(
            f"SELECT i.person_id, count(*), sum(c.kind IN ({_HELPED})), max(w.said_at) FROM ("
            "  SELECT conversation_id, said_at FROM mentions INDEXED BY mentions_ours WHERE account_id = ?"
            "  AND ours > 0 AND parent > '' ORDER BY parent DESC LIMIT ?) w"
            " JOIN conversations c ON c.id = w.conversation_id JOIN identities i ON i.id = c.identity_id"
            f" GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST}",
            (account, NEWEST),
        ):
            before = found.get(person, (0, 0, 0))
            found[person] = (before[0] + given, before[1] + helped, max(before[2], last))
    best = sorted(found, key=lambda number: -found[number][0])[:MOST]
    return {number: found[number] for number in best}


async def _of(db: Database, only: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    rows = await db.rows(
        f"SELECT i.person_id, count(m.id), coalesce(sum(m.id IS NOT NULL AND c.kind IN ({_HELPED})), 0),"
        " coalesce(max(m.said_at), 0) FROM identities i LEFT JOIN conversations c ON c.identity_id = i.id"
        " LEFT JOIN mentions m ON m.conversation_id = c.id AND m.ours > 0"
        " WHERE i.person_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (json.dumps(list(only)),),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


async def _handles(db: Database, ids: str) -> dict[int, list[Handle]]:
    found: dict[int, list[Handle]] = {}
    for person, *row in await db.rows(
        "SELECT i.person_id, i.id, a.name, a.network, i.handle, coalesce(nullif(i.name, ''), i.handle), i.url"
        " FROM identities i JOIN accounts a ON a.id = i.account_id"
        " WHERE i.person_id IN (SELECT value FROM json_each(?)) ORDER BY i.id",
        (ids,),
    ):
        found.setdefault(person, []).append(Handle(*row))
    return found


async def named(db: Database, words: str, limit: int = 50) -> list[int]:
    """People whose handle begins so, or a word of whose name does."""
    begin = words.strip().lstrip("@")
    rows = await db.rows(
        "SELECT DISTINCT person_id FROM identities WHERE handle >= ?1 COLLATE NOCASE"
        " AND handle < ?1 || '\uffff' COLLATE NOCASE LIMIT ?2",
        (begin, limit),
    )
    if expression := match_expression(begin):
        rows += await db.rows(
            "SELECT DISTINCT i.person_id FROM (SELECT rowid AS id FROM names WHERE names MATCH ? LIMIT ?) n"
            " JOIN identities i ON i.id = n.id",
            (expression, limit),
        )
    return [row[0] for row in rows]


async def tagged(db: Database) -> list[int]:
    """People with a tag: small, since a person put each there."""
    rows = await db.rows(
        "SELECT DISTINCT i.person_id FROM memories m JOIN identities i ON i.id = m.identity_id"
        " WHERE m.kind = 'tag' AND m.state <> 'removed'"
    )
    return [row[0] for row in rows]


# --- the jar


async def jar(db: Database, since: int, limit: int = 300, end: int = NEVER) -> list[Thanked]:
    """Thanks after our answers, and praise that was said to us, since a moment; the newest before the `end` first."""
    thanks = await db.rows(
        "SELECT m.at, i.person_id, coalesce(nullif(i.name, ''), i.handle), a.network,"
        " coalesce(nullif(m.text, ''), s.text, ''), m.conversation_id, m.mention_id IS NOT NULL"
        " FROM memories m INDEXED BY memories_thanks JOIN identities i ON i.id = m.identity_id"
        " JOIN accounts a ON a.id = i.account_id LEFT JOIN mentions s ON s.id = m.mention_id"
        " WHERE m.kind = 'thanks' AND m.state <> 'removed' AND m.at >= ? AND m.at < ?"
        " ORDER BY m.at DESC LIMIT ?",
        (since, end, limit),
    )
    # Praise is due after it was said: what was said since is among what is due since.
    praise = await db.rows(
        "SELECT m.said_at, i.person_id, coalesce(nullif(i.name, ''), i.handle), a.network, m.text, c.id, 0"
        " FROM conversations c INDEXED BY conversations_kind JOIN mentions m ON m.id = c.mention_id"
        " JOIN identities i ON i.id = c.identity_id JOIN accounts a ON a.id = c.account_id"
        f" WHERE c.state IN (0, 1, 2, 3) AND c.kind = {int(Band.PRAISE)} AND c.band = {int(Band.PRAISE)}"
        " AND c.due_at >= ?1 AND m.said_at >= ?1 AND m.said_at < ?2"
        " AND NOT EXISTS (SELECT 1 FROM memories t WHERE t.identity_id = i.id AND t.mention_id = m.id)"
        " ORDER BY m.said_at DESC LIMIT ?3",
        (since, end, limit),
    )
    found = [
        Thanked(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in (*thanks, *praise)
    ]
    return sorted(found, key=lambda one: -one.at)[:limit]


# --- what is remembered


async def add_memo(write: Writer, memo: Memo) -> int:
    """Writes a line about a person; its id."""
    return await write.insert(
        "INSERT INTO memories (identity_id, kind, text, at, who, state, due_at, conversation_id)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (
            memo.identity_id, memo.kind, memo.text, memo.at, memo.who, memo.state, memo.due_at,
            memo.conversation_id,
        ),
    )  # fmt: skip


async def memo(read: Reader, number: int) -> Memo | None:
    """One line about a person."""
    row = await read.one(
        f"SELECT {MEMO} FROM memories m LEFT JOIN mentions s ON s.id = m.mention_id WHERE m.id = ?"
        " AND m.state <> 'removed'",
        (number,),
    )
    return Memo(*row) if row else None


async def memos(read: Reader, person_id: int, kind: Memory) -> list[Memo]:
    """What holds of one kind, oldest first."""
    rows = await read.rows(
        f"SELECT {MEMO} FROM memories m LEFT JOIN mentions s ON s.id = m.mention_id WHERE m.kind = ?"
        " AND m.identity_id IN (SELECT id FROM identities WHERE person_id = ?) AND m.state <> 'removed'"
        " ORDER BY m.id",
        (kind.value, person_id),
    )
    return [Memo(*row) for row in rows]


async def settle(write: Writer, number: int, state: str) -> None:
    """Where a line about a person stands from now on."""
    await write.run("UPDATE memories SET state=? WHERE id=?", (state, number))


# --- who may be one


async def candidates(
    db: Database, person_id: int, handles: Iterable[Handle], names: Iterable[str]
) -> list[tuple[int, str, list[Handle]]]:
    """Others with one of these handles, names or links, who were not said to be somebody else."""
    found: dict[int, None] = {}
    handles = tuple(handles)
    for name in names:
        rows = await db.rows(
            "SELECT DISTINCT person_id FROM identities WHERE handle = ?1 COLLATE NOCASE"
            " OR (handle >= ?1 || '.' COLLATE NOCASE AND handle < ?1 || '.\uffff' COLLATE NOCASE)"
            " OR (handle >= ?1 || '@' COLLATE NOCASE AND handle < ?1 || '@\uffff' COLLATE NOCASE) LIMIT ?2",
            (name, _ALIKE),
        )
        found |= dict.fromkeys(row[0] for row in rows)
    rows = await db.rows(
        "SELECT DISTINCT person_id FROM identities WHERE url <> '' AND url IN (SELECT value FROM json_each(?))"
        " LIMIT ?",
        (json.dumps([url for one in handles if one.url for url in _spellings(one.url)]), _ALIKE),
    )
    for name in {full_name(one.name) for one in handles} - {""}:
        rows += await db.rows(
            "SELECT DISTINCT i.person_id FROM (SELECT rowid AS id FROM names WHERE names MATCH ? LIMIT ?) n"
            " JOIN identities i ON i.id = n.id",
            (f'"{name}"', _ALIKE),
        )
    found |= dict.fromkeys(row[0] for row in rows)
    apart = await apart_from(db, person_id)
    wanted = [number for number in found if number != person_id and number not in apart]
    people = await _handles(db, json.dumps(wanted))
    return [(number, people[number][0].name, people[number]) for number in wanted if number in people]


def _spellings(url: str) -> set[str]:
    """A link as people write it: with or without a slash at its end, s and www."""
    bare = link_of(url)
    return {url, *(f"{begin}{bare}{end}" for begin in _BEGINS for end in ("", "/"))}


async def apart_from(read: Reader, person_id: int) -> set[int]:
    """Those who were said not to be this person."""
    rows = await read.rows(
        "SELECT other_id FROM merges WHERE person_id = ?1 AND state IN ('declined', 'split')"
        " UNION SELECT person_id FROM merges WHERE other_id = ?1 AND state IN ('declined', 'split')",
        (person_id,),
    )
    return {row[0] for row in rows}


async def identities(read: Reader, person_id: int) -> list[int]:
    """The handles of a person."""
    return [
        row[0]
        for row in await read.rows("SELECT id FROM identities WHERE person_id=? ORDER BY id", (person_id,))
    ]


async def put_merge(
    write: Writer,
    person_id: int,
    other_id: int,
    moved: list[int],
    state: str,
    reasons: str,
    at: int,
    who: str,
) -> int:
    """Records that two people are one, or are not; its id."""
    return await write.insert(
        "INSERT INTO merges (person_id, other_id, identities, state, reasons, at, who) VALUES (?,?,?,?,?,?,?)",
        (person_id, other_id, json.dumps(moved), state, reasons, at, who),
    )


async def move(write: Writer, moved: list[int], person_id: int) -> None:
    """Gives handles to a person."""
    await write.run(
        "UPDATE identities SET person_id=? WHERE id IN (SELECT value FROM json_each(?))",
        (person_id, json.dumps(moved)),
    )


async def merge_of(read: Reader, person_id: int, identity_id: int) -> tuple[int, int, list[int]] | None:
    """How a handle came to a person: the merge, whose it was, and the handles that came with it."""
    for number, other, moved in await read.rows(
        "SELECT id, other_id, identities FROM merges WHERE person_id=? AND state='merged' ORDER BY id DESC",
        (person_id,),
    ):
        came: list[int] = json.loads(moved)
        if identity_id in came:
            return number, other, came
    return None


async def end_merge(write: Writer, number: int) -> None:
    """Two people are two again."""
    await write.run("UPDATE merges SET state='split' WHERE id=?", (number,))
