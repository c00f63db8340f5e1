"""Posts that a network keeps until their time: handed over, taken back, and known by what the network calls them."""

from msgspec.structs import replace

from socialtui.store import intents
from socialtui.store.database import Database, Writer
from socialtui.store.wishes import INTENT, Intent, encode, intent_of

ASKED, HERE = "?", "-"
"""In the place of the network's name: it is being handed over; it stays here, since the network keeps none."""

_KEPT = "coalesce(json_extract(payload, '$.kept'), '')"


async def to_hand(db: Database, account_id: int, after: int) -> list[Intent]:
    """Planned posts of an account for later than a moment (UTC seconds) that the network doesn't keep yet."""
    rows = await db.rows(
        f"SELECT {INTENT} FROM intents WHERE account_id=? AND kind='post' AND state='due' AND tried_at IS NULL"
        f" AND due_at > ? AND {_KEPT} IN ('', '{ASKED}') ORDER BY due_at, id",
        (account_id, after),
    )
    return [intent_of(row) for row in rows]


async def to_take_back(db: Database, account_id: int, *, all_of_them: bool) -> list[Intent]:
    """Posts that the network keeps although they are not to leave: taken back, missed, or all that wait."""
    states = "('recalled', 'refused', 'due')" if all_of_them else "('recalled', 'refused')"
    rows = await db.rows(
        f"SELECT {INTENT} FROM intents INDEXED BY intents_posts WHERE account_id=? AND kind='post'"
        f" AND state IN {states}"
        f" AND {_KEPT} NOT IN ('', '{ASKED}', '{HERE}') ORDER BY id",
        (account_id,),
    )
    return [intent_of(row) for row in rows]


async def name(write: Writer, intent_id: int, kept: str) -> None:
    """What the network calls it from now on; empty where it keeps it no more."""
    intent = await intents.get(write, intent_id)
    await write.run(
        "UPDATE intents SET payload=? WHERE id=?", (encode(replace(intent.payload, kept=kept)), intent_id)
    )
