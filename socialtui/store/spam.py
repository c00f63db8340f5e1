"""What the second opinion on spam said, where its key is kept, and which corrections wait to be told."""

import json
from collections.abc import Iterable, Mapping

from msgspec import Struct

from socialtui.domain.mention import BAND_OF, Kind
from socialtui.domain.spam import Verdict
from socialtui.store.database import Reader, Writer

KEPT = 90 * 86_400
"""Seconds for which a verdict is remembered."""
_SPAM = int(BAND_OF[Kind.SPAM])


class Key(Struct, frozen=True):
    """Where a service's key is."""

    way: str
    ref: str


class Contradicted(Struct, frozen=True):
    """A comment about which a person and the service differ."""

    conversation_id: int
    account_id: int
    mention_id: int
    remote_id: str
    decided: Verdict


class Said(Struct, frozen=True):
    """A comment as the store has it."""

    text: str
    author: str
    url: str
    said_at: int
    language: str


async def key_of(read: Reader, name: str) -> Key | None:
    """Where the key of a service is; None where there is none."""
    row = await read.one("SELECT secret_way, secret_ref FROM services WHERE name=?", (name,))
    return Key(row[0], row[1]) if row else None


async def keep_key(write: Writer, name: str, key: Key, now: int) -> None:
    """Remembers where the key of a service is."""
    await write.run(
        "INSERT INTO services VALUES (?,?,?,?) ON CONFLICT (name) DO UPDATE SET secret_way=excluded.secret_way,"
        " secret_ref=excluded.secret_ref, at=excluded.at",
        (name, key.way, key.ref, now),
    )


async def forget_key(write: Writer, name: str) -> None:
    """Forgets it."""
    await write.run("DELETE FROM services WHERE name=?", (name,))


async def verdicts(read: Reader, account_id: int, asked: Mapping[str, str]) -> dict[str, Verdict]:
    """Of these (remote id → digest of its words) those that were asked about in these words."""
    rows = await read.rows(
        "SELECT remote_id, digest, verdict FROM spam_verdicts WHERE account_id=?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (account_id, json.dumps(list(asked))),
    )
    return {row[0]: Verdict(row[2]) for row in rows if asked[row[0]] == row[1]}


async def asked_since(read: Reader, since: int) -> int:
    """How many were asked about since a moment (UTC seconds)."""
    row = await read.one("SELECT count(*) FROM spam_verdicts WHERE at >= ?", (since,))
    return row[0] if row else 0


async def keep(write: Writer, account_id: int, found: Iterable[tuple[str, str, Verdict]], now: int) -> None:
    """Keeps verdicts: remote id, digest, verdict; forgets those that are too old to be corrected."""
    await write.many(
        "INSERT INTO spam_verdicts VALUES (?,?,?,?,?) ON CONFLICT (account_id, remote_id) DO UPDATE SET"
        " digest=excluded.digest, verdict=excluded.verdict, at=excluded.at",
        [(account_id, remote_id, digest, verdict.value, now) for remote_id, digest, verdict in found],
    )
    await write.run("DELETE FROM spam_verdicts WHERE at < ?", (now - KEPT,))


async def contradicted(read: Reader, conversation_ids: Iterable[int]) -> list[Contradicted]:
    """Of what these rows show: where the last decision of a person and the verdict differ."""
    rows = await read.rows(
        "SELECT c.id, m.account_id, m.id, m.remote_id, v.verdict, l.kind, l.how FROM conversations c"
        " JOIN mentions m ON m.id = c.mention_id"
        " JOIN spam_verdicts v ON v.account_id = m.account_id AND v.remote_id = m.remote_id"
        " JOIN lessons l ON l.id = (SELECT max(id) FROM lessons WHERE mention_id = m.id AND how NOT IN"
        "  ('more', 'less')) WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(conversation_ids)),),
    )
    found = []
    for cid, account, mention, remote, verdict, kind, how in rows:
        decided = _decided(kind, how)
        if decided is not None and decided.value != verdict:
            found.append(Contradicted(cid, account, mention, remote, decided))
    return found


def _decided(kind: int, how: str) -> Verdict | None:
    """What a decision says of spam; None where it was taken back."""
    if how == "withdrawn":
        return None
    return Verdict.SPAM if kind == _SPAM and how != "approved" else Verdict.HAM


async def still_decided(read: Reader, mention_id: int) -> Verdict | None:
    """What a person's last decision about a mention says of spam, if it wasn't undone."""
    row = await read.one(
        "SELECT l.kind, l.how FROM lessons l LEFT JOIN events e ON e.id = l.event_id WHERE l.mention_id=?"
        " AND l.how NOT IN ('more', 'less') AND e.undone_at IS NULL ORDER BY l.id DESC LIMIT 1",
        (mention_id,),
    )
    return _decided(row[0], row[1]) if row else None


async def said(read: Reader, mention_id: int) -> Said | None:
    """A comment's words."""
    row = await read.one(
        "SELECT m.text, coalesce(nullif(i.name, ''), i.handle, ''), coalesce(m.url, ''), m.said_at,"
        " coalesce(m.language, '') FROM mentions m LEFT JOIN identities i ON i.id = m.identity_id WHERE m.id=?",
        (mention_id,),
    )
    return Said(*row) if row else None


async def corrected(write: Writer, account_id: int, remote_id: str, verdict: Verdict) -> None:
    """The service was told; its verdict is what the person decided."""
    await write.run(
        "UPDATE spam_verdicts SET verdict=? WHERE account_id=? AND remote_id=?",
        (verdict.value, account_id, remote_id),
    )
