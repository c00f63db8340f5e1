"""Accounts and the sources they listen to."""

import json
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.network import Account, Gap, Limits, SignedIn, SourceAbout
from socialtui.domain.reply import UNDER_WAY, OutboxState
from socialtui.store import intents
from socialtui.store.database import Database, Reader, Row, Writer

_ACCOUNT = "id, name, network, url, user, handle, remote_id, code, role, limits, confirm"
_SOURCE = (
    "s.id, s.account_id, a.name, a.network, s.name, s.words, s.addressed, s.every, s.cannot, s.cursor, s.state,"
    " s.trouble, s.next_step, s.trouble_since, s.failures, s.last_success, s.next_try, s.newest, s.budget_left,"
    " s.chosen"
)
IN_VAULT, NOWHERE = "vault", "none"
"""Ways of keeping a secret, as they are stored; the others name themselves."""

_NEVER_LEFT = (
    "The account was removed before this left.",
    "The text is a draft again, and can be copied from there.",
)
_MAY_STAND = (
    "The account was removed while this was being sent; nobody can look any more whether it arrived.",
    "Look at the network itself before you post it again; the text is a draft.",
)
_KEPT_THERE = (
    "The account was removed while its network kept this until its time: it is published there.",
    "Take it out on the network's own page if it isn't to be; the text is a draft.",
)


class Kept(Struct, frozen=True):
    """An account with where its secret is and how it fares."""

    account: Account
    secret_way: str
    secret_ref: str
    state: str
    trouble: str
    next_step: str


class Source(Struct, frozen=True):
    """One thing an account listens to. Times are UTC seconds, 0 for never."""

    id: int
    account_id: int
    account: str
    network: str
    name: str
    words: str
    addressed: bool
    every: int
    cannot: dict[str, str]
    cursor: str
    state: str
    trouble: str
    next_step: str
    trouble_since: int
    failures: int
    last_success: int
    next_try: int
    newest: int
    budget_left: int | None
    chosen: bool = False
    """Listened to by a person's choice, beyond what signing in brings."""
    gaps: tuple[Gap, ...] = ()


def _account(row: Row) -> Account:
    return Account(
        id=row[0], name=row[1], network=row[2], url=row[3], user=row[4], handle=row[5], remote_id=row[6],
        code=row[7], role=row[8], limits=msgspec.json.decode(row[9], type=Limits), confirm=bool(row[10]),
    )  # fmt: skip


def _source(row: Row) -> Source:
    values: list[Any] = list(row)
    values[6], values[19] = bool(values[6]), bool(values[19])
    values[8] = msgspec.json.decode(values[8])
    return Source(*values)


async def all_accounts(db: Database) -> list[Kept]:
    """Every account that wasn't removed, by name."""
    rows = await db.rows(
        f"SELECT {_ACCOUNT}, secret_way, secret_ref, state, trouble, next_step FROM accounts"
        " WHERE state <> 'removed' ORDER BY name"
    )
    return [Kept(_account(row), *row[11:]) for row in rows]


async def by_name(db: Database, name: str) -> Kept | None:
    """The account of that name."""
    return next((kept for kept in await all_accounts(db) if kept.account.name == name), None)


async def add(db: Database, account: Account, signed_in: SignedIn, way: str, ref: str, now: int) -> Account:
    """Stores a new account with the sources that its network offers; again under the same name renews it."""
    async with db.atomic() as write:
        await write.run(
            "INSERT INTO accounts (name, network, url, user, handle, remote_id, code, role, limits, confirm,"
            " secret_way, secret_ref, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (name) DO UPDATE SET network=excluded.network, url=excluded.url, user=excluded.user,"
            " handle=excluded.handle, remote_id=excluded.remote_id, code=excluded.code, role=excluded.role,"
            " limits=excluded.limits, confirm=excluded.confirm, secret_way=excluded.secret_way,"
            " secret_ref=excluded.secret_ref, state='ok', trouble='', next_step=''",
            (
                account.name, account.network, account.url, account.user, signed_in.handle, signed_in.remote_id,
                signed_in.code, account.role or signed_in.role, msgspec.json.encode(signed_in.limits).decode(),
                account.confirm, way, ref, now,
            ),
        )  # fmt: skip
        row = await write.one("SELECT id FROM accounts WHERE name = ?", (account.name,))
        assert row is not None
        await _offer(write, row[0], signed_in.sources)
    return replace(
        account, id=row[0], handle=signed_in.handle, remote_id=signed_in.remote_id, code=signed_in.code,
        role=account.role or signed_in.role, limits=signed_in.limits,
    )  # fmt: skip


async def _offer(write: Writer, account_id: int, sources: tuple[SourceAbout, ...]) -> None:
    await write.many(
        "INSERT INTO sources (account_id, name, words, addressed, every, cannot) VALUES (?,?,?,?,?,?)"
        " ON CONFLICT (account_id, name) DO UPDATE SET words=excluded.words, addressed=excluded.addressed,"
        " every=excluded.every, cannot=excluded.cannot, state='ok', trouble='', next_step='', next_try=0,"
        " failures=0, trouble_since=0",
        [
            (
                account_id,
                about.name,
                about.words,
                about.addressed,
                about.every,
                msgspec.json.encode(about.cannot).decode(),
            )
            for about in sources
        ],
    )


async def remove(db: Database, account_id: int, now: int) -> None:
    """Stops an account: its words on the way are drafts again, its conversations are closed; what was said stays."""
    async with db.atomic() as write:
        await write.run(
            "UPDATE accounts SET state='removed', name = name || ' (removed ' || id || ')' WHERE id=?",
            (account_id,),
        )
        await write.run(
            "DELETE FROM gaps WHERE source_id IN (SELECT id FROM sources WHERE account_id=?)", (account_id,)
        )
        await _give_up(write, account_id, now)
        await _close_all(write, account_id, now)


class Going(Struct, frozen=True):
    """What of an account ends with it, and what stays."""

    mentions: int
    """Stay, to be read and searched."""
    waiting: int
    """Open conversations: they are closed."""
    under_way: int
    """Answers and posts on their way: they are drafts again."""
    promises: int
    """Open ones: they are withdrawn."""
    sources: int
    """Not asked any more."""
    kept: int = 0
    """Posts that the network keeps, or may keep: it publishes them at their time."""


async def going(db: Database, account_id: int) -> Going:
    """What removing an account would do."""
    counts = (
        "(SELECT count(*) FROM mentions WHERE account_id = ?1)",
        f"(SELECT count(*) FROM conversations WHERE account_id = ?1 AND state IN ({State.OPEN}, {State.SNOOZED}))",
        "(SELECT count(*) FROM outbox WHERE account_id = ?1 AND state IN (SELECT value FROM json_each(?2)))",
        "(SELECT count(*) FROM promises p JOIN conversations c ON c.id = p.conversation_id"
        " WHERE c.account_id = ?1 AND p.state = 'open')",
        "(SELECT count(*) FROM sources WHERE account_id = ?1 AND NOT dropped)",
    )
    under_way = json.dumps([state.value for state in UNDER_WAY])
    row = await db.one(f"SELECT {', '.join(counts)}", (account_id, under_way))
    assert row is not None
    mentions, waiting, on_the_way, promised, sources = row
    return Going(mentions, waiting, on_the_way, promised, sources, len(await _kept_there(db, account_id)))


async def _kept_there(read: Reader, account_id: int) -> set[int]:
    """Posts that the network keeps until their time, or may keep."""
    from socialtui.store.handing import to_take_back

    return {intent.id for intent in await to_take_back(read, account_id, all_of_them=True)}


async def ask_again(db: Database, account_id: int, confirm: bool) -> None:
    """Whether each send of an account is asked about once more."""
    async with db.atomic() as write:
        await write.run("UPDATE accounts SET confirm=? WHERE id=?", (confirm, account_id))


async def _give_up(write: Writer, account_id: int, now: int) -> None:
    """Nothing is sent for it any more; what may stand on the network can't be read back."""
    kept = await _kept_there(write, account_id)
    for state in UNDER_WAY:
        told = _MAY_STAND if state in (OutboxState.SENDING, OutboxState.UNKNOWN) else _NEVER_LEFT
        for row in await write.rows(
            "SELECT id FROM intents WHERE account_id=? AND state=? ORDER BY id", (account_id, state.value)
        ):
            await intents.refuse(write, row[0], now, *(_KEPT_THERE if row[0] in kept else told))


async def _close_all(write: Writer, account_id: int, now: int) -> None:
    """Nobody can answer there from here, so nothing is owed there any more."""
    await write.run(
        "UPDATE promises SET state='withdrawn', reason='account removed', closed_at=? WHERE state='open'"
        " AND conversation_id IN (SELECT id FROM conversations WHERE account_id=?)",
        (now, account_id),
    )
    await write.run(
        "UPDATE conversations SET state=?, reason='account removed', wake_at=NULL, claimed_by=NULL,"
        " claimed_until=NULL, version=version+1 WHERE account_id=? AND state IN (?, ?)",
        (State.DONE, account_id, State.OPEN, State.SNOOZED),
    )


async def sources(db: Database, account_id: int | None = None) -> list[Source]:
    """Every source of the accounts there are, with its health and gaps, by account."""
    one, values = ("AND s.account_id = ?", (account_id,)) if account_id else ("", ())
    rows = await db.rows(
        f"SELECT {_SOURCE} FROM sources s JOIN accounts a ON a.id = s.account_id"
        f" WHERE a.state <> 'removed' AND NOT s.dropped {one} ORDER BY a.name, s.name",
        values,
    )
    gaps: dict[int, list[Gap]] = {}
    for source_id, start, end, reason in await db.rows(
        "SELECT source_id, start_at, end_at, reason FROM gaps"
    ):
        gaps.setdefault(source_id, []).append(Gap(start, end, reason))
    return [replace(_source(row), gaps=tuple(gaps.get(row[0], ()))) for row in rows]


async def account_trouble(db: Database, account_id: int, state: str, trouble: str, next_step: str) -> None:
    """Records how an account fares; only when it changed."""
    async with db.atomic() as write:
        await write.run(
            "UPDATE accounts SET state=?, trouble=?, next_step=? WHERE id=? AND (state<>? OR trouble<>?)",
            (state, trouble, next_step, account_id, state, trouble),
        )


async def account_remark(db: Database, account_id: int, trouble: str, next_step: str) -> None:
    """Records what is wrong with an account that works all the same; empty takes it back."""
    await db.alone(
        "UPDATE accounts SET trouble=?, next_step=? WHERE id=? AND state='ok' AND trouble<>?",
        (trouble, next_step, account_id, trouble),
    )


async def stream_remark(db: Database, account_id: int, why: str) -> None:
    """Records with an account's sources why there is no stream of its news; empty takes it back."""
    if why:
        await db.alone(
            "UPDATE sources SET cannot=json_set(cannot, '$.stream', ?) WHERE account_id=?", (why, account_id)
        )
        return
    await db.alone(
        "UPDATE sources SET cannot=json_remove(cannot, '$.stream') WHERE account_id=?"
        " AND json_extract(cannot, '$.stream') IS NOT NULL",
        (account_id,),
    )


async def source_trouble(
    db: Database, source_id: int, state: str, trouble: str, next_step: str, next_try: int, now: int
) -> None:
    """Records a failed poll. The cursor stays where it was."""
    async with db.atomic() as write:
        await write.run(
            "UPDATE sources SET state=?, trouble=?, next_step=?, next_try=?, failures=failures+1,"
            " trouble_since=CASE WHEN trouble_since=0 THEN ? ELSE trouble_since END WHERE id=?",
            (state, trouble, next_step, next_try, now, source_id),
        )


async def source_next(db: Database, source_id: int, next_try: int) -> None:
    """Moves the next poll, without any other news."""
    async with db.atomic() as write:
        await write.run("UPDATE sources SET next_try=? WHERE id=?", (next_try, source_id))


async def ask_all(write: Writer) -> None:
    """Makes every source due at once, those of dead tokens aside."""
    await write.run("UPDATE sources SET next_try=0 WHERE state <> 'signed_out'")


async def beat(db: Database, account_ids: list[int], pid: int, now: int) -> None:
    """Shows which process syncs which account."""
    async with db.atomic() as write:
        await write.many(
            "INSERT INTO leases VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET"
            " since=CASE WHEN pid=excluded.pid THEN since ELSE excluded.since END, pid=excluded.pid,"
            " beat_at=excluded.beat_at",
            [(account_id, pid, now, now) for account_id in account_ids],
        )


async def leases(db: Database) -> dict[int, tuple[int, int]]:
    """Account → the process that syncs it and when it last said so."""
    return {row[0]: (row[1], row[2]) for row in await db.rows("SELECT account_id, pid, beat_at FROM leases")}
