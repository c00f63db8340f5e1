"""What we said lately: read back for whoever writes the next answer."""

from socialtui.domain.draft import Answered
from socialtui.domain.mention import LAST_OWED
from socialtui.store.database import Database
from socialtui.store.mentions import kind_of
from socialtui.store.wishes import Payload

_RECENT = (
    "SELECT i.text, i.payload, i.created_at, i.who, c.id, n.person_id, coalesce(nullif(n.name, ''), n.handle),"
    " c.kind, coalesce(s.addressed, 1), coalesce(m.text, '')"
    " FROM intents i JOIN conversations c ON c.id = i.conversation_id JOIN identities n ON n.id = c.identity_id"
    " LEFT JOIN mentions m ON m.id = i.mention_id LEFT JOIN sources s ON s.id = m.source_id"
    " WHERE i.kind = 'reply' AND i.state NOT IN ('recalled', 'refused') ORDER BY i.id DESC LIMIT ?"
)
_UNASKED = (
    "SELECT count(*) FROM identities n JOIN conversations c ON c.identity_id = n.id"
    " JOIN mentions m ON m.conversation_id = c.id JOIN mentions t ON t.id = c.mention_id"
    " LEFT JOIN sources s ON s.id = t.source_id"
    " WHERE n.person_id = ? AND m.ours = 1 AND m.said_at >= ? AND (c.kind > ? OR s.addressed = 0)"
)


async def recent(db: Database, limit: int = 200) -> tuple[Answered, ...]:
    """Our newest answers from here, newest first; what was taken back or refused left aside."""
    import msgspec

    found = []
    for row in await db.rows(_RECENT, (limit,)):
        payload = msgspec.json.decode(row[1], type=Payload)
        found.append(
            Answered(
                row[0].removesuffix(payload.signed) if payload.signed else row[0], row[2], row[3], row[4], row[5],
                row[6], kind_of(row[7]), row[7] <= LAST_OWED and bool(row[8]), row[9], payload.ack,
            )
        )  # fmt: skip
    return tuple(found)


async def person_of(db: Database, conversation_id: int) -> int:
    """The person behind a conversation."""
    row = await db.one(
        "SELECT n.person_id FROM conversations c JOIN identities n ON n.id = c.identity_id WHERE c.id = ?",
        (conversation_id,),
    )
    return int(row[0]) if row else 0


async def unasked(db: Database, person_id: int, since: int) -> int:
    """How often we spoke to a person since then (UTC seconds) where nobody was owed an answer."""
    row = await db.one(_UNASKED, (person_id, since, int(LAST_OWED)))
    return int(row[0]) if row else 0
