"""What a person chose to listen to beyond what signing in brings: searches, hashtags, lists."""

from typing import TYPE_CHECKING

import msgspec

from socialtui.domain.network import SourceAbout
from socialtui.store.database import Database, Reader

if TYPE_CHECKING:
    from socialtui.domain.hot import Heard


async def listen(db: Database, account_id: int, about: SourceAbout, *, addressed: bool = False) -> bool:
    """Stores it, or takes up again one that was dropped, where it stood; False where it is listened to already."""
    async with db.atomic() as write:
        there = await write.one(
            "SELECT dropped FROM sources WHERE account_id=? AND name=?", (account_id, about.name)
        )
        await write.run(
            "INSERT INTO sources (account_id, name, words, addressed, every, cannot, chosen) VALUES (?,?,?,?,?,?,1)"
            " ON CONFLICT (account_id, name) DO UPDATE SET words=excluded.words, every=excluded.every,"
            " cannot=excluded.cannot, dropped=0, state='ok', trouble='', next_step='', next_try=0, failures=0,"
            " trouble_since=0",
            (
                account_id,
                about.name,
                about.words,
                addressed,
                about.every,
                msgspec.json.encode(about.cannot).decode(),
            ),
        )
    return there is None or bool(there[0])


_NEWEST = 4_000
"""As many of what was heard lately are looked at."""


async def heard(read: Reader, since: int) -> "list[Heard]":
    """What was said since a moment (UTC seconds) where we only listen, whatever its state; the newest 4,000."""
    from socialtui.domain.conversation import State
    from socialtui.domain.hot import Heard
    from socialtui.store.mentions import kind_of

    rows = await read.rows(
        "SELECT coalesce(g.whole_id, c.id), c.account_id, c.thread, i.person_id, c.kind, m.said_at, m.text,"
        " c.state, EXISTS (SELECT 1 FROM mentions o WHERE o.conversation_id = c.id AND o.ours > 0)"
        # What was said since is in what had its newest word since: along that index, whatever else is stored.
        " FROM (SELECT DISTINCT account_id FROM sources WHERE NOT addressed) a"
        " CROSS JOIN conversations c INDEXED BY conversations_last ON c.account_id = a.account_id AND c.last_at >= ?1"
        " CROSS JOIN mentions m INDEXED BY mentions_conversation ON m.conversation_id = c.id AND m.said_at >= ?1"
        " JOIN sources s ON s.id = m.source_id AND NOT s.addressed JOIN identities i ON i.id = c.identity_id"
        " LEFT JOIN wholes g ON g.id = c.id WHERE m.ours = 0 AND m.removed_at IS NULL"
        " ORDER BY m.said_at DESC, m.id DESC LIMIT ?2",
        (since, _NEWEST),
    )
    return [
        Heard(
            row[0],
            row[1],
            row[2],
            row[3],
            kind_of(row[4]),
            row[5],
            row[6],
            row[7] == State.OPEN and not row[8],
        )
        for row in rows
    ]


async def drop(db: Database, source_id: int) -> bool:
    """Stops listening; what was heard stays, and so does how far it was heard. False where it isn't a chosen one."""
    async with db.atomic() as write:
        changed = await write.run("UPDATE sources SET dropped=1 WHERE id=? AND chosen=1", (source_id,))
        if changed:
            await write.run("DELETE FROM gaps WHERE source_id=?", (source_id,))
    return bool(changed)
