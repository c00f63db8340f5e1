"""Which wishes want attention, and when."""

import json
from collections.abc import Iterable

from socialtui.domain.reply import UNDER_WAY
from socialtui.store import intents
from socialtui.store.chains import WAITS
from socialtui.store.database import Database, Writer
from socialtui.store.wishes import INTENT, Intent, intent_of

_UNDER_WAY = ", ".join(f"'{state.value}'" for state in UNDER_WAY)
_WAITING = "'leaving', 'due'"


async def due(db: Database, account_id: int, kinds: Iterable[str], now: int) -> list[Intent]:
    """What is due on an account, oldest first; without what waits for an earlier answer or part."""
    rows = await db.rows(
        f"SELECT {INTENT} FROM intents i WHERE account_id=?1 AND state IN ({_WAITING}) AND due_at <= ?2"
        f" AND kind IN (SELECT value FROM json_each(?3)) AND {WAITS} ORDER BY due_at, id",
        (account_id, now, json.dumps(list(kinds))),
    )
    return [intent_of(row) for row in rows]


async def still(write: Writer, intent: Intent) -> Intent | None:
    """A wish that was read before, as it is now; None where it was undone: its id may be another one's by then."""
    row = await write.one(f"SELECT {INTENT} FROM intents WHERE id=? AND key=?", (intent.id, intent.key))
    return intent_of(row) if row else None


async def take(write: Writer, intent: Intent, now: int) -> Intent | None:
    """Marks a wish that was read before as sending, unless it was undone or recalled since."""
    return await intents.take(write, intent.id, now) if await still(write, intent) else None


async def unknown(db: Database, account_id: int, now: int | None = None) -> list[Intent]:
    """What nobody knows the fate of; with `now`, only what is to be read back by now."""
    rows = await db.rows(
        f"SELECT {INTENT} FROM intents WHERE account_id=? AND state='unknown' AND due_at <= ? ORDER BY id",
        (account_id, 2**62 if now is None else now),
    )
    return [intent_of(row) for row in rows]


async def lost(db: Database, account_id: int, since: int) -> list[Intent]:
    """Replies that may turn up on the network by themselves: unknown, or given up since `since` (UTC seconds)."""
    rows = await db.rows(
        f"SELECT {INTENT} FROM outbox WHERE account_id=? AND (state='unknown' OR state='refused'"
        " AND tried_at IS NOT NULL AND last_try_at >= ?) ORDER BY id",
        (account_id, since),
    )
    return [intent_of(row) for row in rows]


async def next_due(db: Database, account_id: int, kinds: Iterable[str]) -> int | None:
    """When the account's next wish wants attention (UTC seconds); None when nothing waits."""
    row = await db.one(
        f"SELECT min(due_at) FROM intents i WHERE account_id=?1 AND (state IN ({_WAITING})"
        f" AND kind IN (SELECT value FROM json_each(?2)) AND {WAITS}"
        " OR state = 'unknown' AND 'reply' IN (SELECT value FROM json_each(?2)))",
        (account_id, json.dumps(list(kinds))),
    )
    return row[0] if row else None


async def under_way(db: Database, account_ids: Iterable[int], until: int) -> bool:
    """Whether an answer of these accounts may still come to stand on the network.

    Posts that are planned for after `until` (UTC seconds) don't count, and none of those that wait while posts
    are paused.
    """
    row = await db.one(
        f"SELECT 1 FROM outbox WHERE state IN ({_UNDER_WAY}) AND account_id IN (SELECT value FROM json_each(?))"
        " AND NOT (kind = 'post' AND (due_at > ? OR state = 'due' AND EXISTS"
        "  (SELECT 1 FROM pauses WHERE ended_at IS NULL))) LIMIT 1",
        (json.dumps(list(account_ids)), until),
    )
    return row is not None


async def closing(db: Database, account_id: int, begun: int) -> int | None:
    """When the next open recall window ends or an unknown fate is read back (UTC seconds); None without any.

    Windows that opened after `begun` don't count.
    """
    row = await db.one(
        "SELECT min(due_at) FROM outbox WHERE account_id=?"
        " AND (state='unknown' OR state='leaving' AND created_at <= ?)",
        (account_id, begun),
    )
    return row[0] if row else None


async def newest_wish(db: Database) -> int:
    """When somebody last wished for something (UTC seconds); 0 for never."""
    row = await db.one("SELECT created_at FROM intents ORDER BY id DESC LIMIT 1")
    return row[0] if row else 0
