"""What a person chose to listen to beyond what signing in brings: searches, hashtags, lists."""

import msgspec

from socialtui.domain.network import SourceAbout
from socialtui.store.database import Database


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


async def drop(db: Database, source_id: int) -> bool:
    """Stops listening; what was heard stays, and so does how far it was heard. False where it isn't a chosen one."""
    async with db.atomic() as write:
        changed = await write.run("UPDATE sources SET dropped=1 WHERE id=? AND chosen=1", (source_id,))
        if changed:
            await write.run("DELETE FROM gaps WHERE source_id=?", (source_id,))
    return bool(changed)
