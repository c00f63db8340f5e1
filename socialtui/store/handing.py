"""Posts that a network keeps until their time: handed over, taken back, and known by what the network calls them.

What was handed over and isn't to leave that way stays unsettled until the network has let go of it, or shows it.
Until then no other wish of the same post is sent, and the sync process goes on.
"""

import json
from collections.abc import Iterable

from msgspec.structs import replace

from socialtui.domain.network import Sent
from socialtui.store import intents, standing
from socialtui.store.batch import DueAt
from socialtui.store.database import Database, Reader, Writer
from socialtui.store.wishes import ASKED, HERE, INTENT, LOST, Intent, encode, intent_of

_KEPT = "coalesce(json_extract({}payload, '$.kept'), '')"
_THERE = f"{_KEPT.format('')} NOT IN ('', '{HERE}', '{LOST}')"
_OVER = "('recalled', 'refused')"
"""States of a wish that is not to be fulfilled as it is."""
_FREE = (
    "NOT EXISTS (SELECT 1 FROM intents e WHERE e.id = json_extract(i.payload, '$.instead')"
    f" AND e.state IN {_OVER} AND {_KEPT.format('e.')} NOT IN ('', '{HERE}'))"
)


async def to_hand(db: Database, account_id: int, after: int) -> list[Intent]:
    """Planned posts of an account for later than a moment (UTC seconds) that the network doesn't keep yet."""
    rows = await db.rows(
        f"SELECT {INTENT} FROM intents i WHERE account_id=? AND kind='post' AND state='due' AND tried_at IS NULL"
        f" AND due_at > ? AND {_KEPT.format('')} = '' AND {_FREE} ORDER BY due_at, id",
        (account_id, after),
    )
    return [intent_of(row) for row in rows]


async def to_settle(db: Database, account_id: int) -> list[Intent]:
    """Posts that are to leave and of which nobody knows whether the network keeps them."""
    rows = await db.rows(
        f"SELECT {INTENT} FROM intents INDEXED BY intents_posts WHERE account_id=? AND kind='post'"
        f" AND state='due' AND {_KEPT.format('')} = '{ASKED}' ORDER BY due_at, id",
        (account_id,),
    )
    return [intent_of(row) for row in rows]


async def to_take_back(read: Reader, account_id: int, *, all_of_them: bool) -> list[Intent]:
    """Posts that the network keeps, or may keep, although they are not to leave: taken back, missed, or all."""
    states = "('recalled', 'refused', 'due')" if all_of_them else _OVER
    rows = await read.rows(
        f"SELECT {INTENT} FROM intents INDEXED BY intents_posts WHERE account_id=? AND kind='post'"
        f" AND state IN {states} AND {_THERE} ORDER BY id",
        (account_id,),
    )
    return [intent_of(row) for row in rows]


async def unsettled(db: Database, account_ids: Iterable[int]) -> bool:
    """Whether a network may still publish what was taken back on one of these accounts."""
    row = await db.one(
        "SELECT 1 FROM intents INDEXED BY intents_posts WHERE account_id IN (SELECT value FROM json_each(?))"
        f" AND kind='post' AND state IN {_OVER} AND {_THERE} LIMIT 1",
        (json.dumps(list(account_ids)),),
    )
    return row is not None


async def waits_for(read: Reader, intent: Intent) -> Intent | None:
    """The wish of the same post that the network may still fulfil, or may have; None where nothing is in the way."""
    if not intent.payload.instead:
        return None
    row = await read.one(
        f"SELECT {INTENT} FROM intents WHERE id=? AND state IN {_OVER} AND {_KEPT.format('')} NOT IN ('', '{HERE}')",
        (intent.payload.instead,),
    )
    return intent_of(row) if row else None


async def name(write: Writer, intent_id: int, kept: str) -> None:
    """What the network calls it from now on; empty where it keeps it no more, and its trouble is over."""
    intent = await intents.get(write, intent_id)
    await write.run(
        "UPDATE intents SET payload=? WHERE id=?", (encode(replace(intent.payload, kept=kept)), intent_id)
    )
    if not kept:
        await trouble(write, intent_id, "", "")


async def give_up(write: Writer, intent_id: int, now: int, words: str, next_step: str) -> None:
    """Nobody can see whether it was published: it is offered again, and looked for before it leaves another time."""
    await name(write, intent_id, LOST)
    if not await intents.refuse(write, intent_id, now, words, next_step, missed=True):
        await tell(write, intent_id, words, next_step)


async def tell(write: Writer, intent_id: int, words: str, next_step: str) -> None:
    """Says what is known at last of a post that was taken back or offered again."""
    await write.run(
        f"UPDATE intents SET trouble=?, next_step=? WHERE id=? AND state IN {_OVER}",
        (words, next_step, intent_id),
    )


async def trouble(write: Writer, intent_id: int, words: str, next_step: str) -> None:
    """Says of a post that was taken back why the network may still publish it; what a refusal says stays."""
    await write.run(
        "UPDATE intents SET trouble=?, next_step=? WHERE id=? AND state='recalled'",
        (words, next_step, intent_id),
    )


async def stands(
    write: Writer, intent: Intent, sent: Sent, due: DueAt, now: int, words: str, moved: str
) -> None:
    """The network published it although it was not to leave that way: sent is what it is.

    The post is that one again where its words are the same. A wish in its place does not leave by itself then:
    with the same words it is taken back, with others its writer is asked (`moved` says why).
    """
    await standing.settle_sent(write, intent.id, sent, due, now, words)
    await write.run(
        "UPDATE intents SET state='recalled' WHERE kind='post' AND account_id=?1"
        " AND state IN ('leaving', 'due', 'refused') AND json_extract(payload, '$.instead')=?2 AND text=?3",
        (intent.account_id, intent.id, intent.text),
    )
    await write.run(
        "UPDATE posts SET stage='planned', intent_id=?1, at=?2 WHERE text=?3 AND (intent_id=?1 OR intent_id IN"
        " (SELECT id FROM intents INDEXED BY intents_posts WHERE account_id=?4 AND kind='post'"
        "  AND state='recalled' AND json_extract(payload, '$.instead')=?1))",
        (intent.id, intent.payload.planned, intent.text, intent.account_id),
    )
    await write.run(
        "UPDATE intents SET state='refused', trouble=?1, next_step=?2 WHERE kind='post' AND account_id=?3"
        " AND state IN ('leaving', 'due', 'refused') AND json_extract(payload, '$.instead')=?4",
        (moved, "Plan it again if both are wanted.", intent.account_id, intent.id),
    )
