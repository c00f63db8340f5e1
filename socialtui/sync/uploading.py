"""Hands the files of an answer over before the answer itself leaves. Twice is harmless, so it may be tried again."""

import asyncio
from pathlib import Path

from socialtui.domain.errors import (
    Garbled,
    NetworkTrouble,
    RateLimited,
    Refused,
    ServerTrouble,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Network, TakesMedia
from socialtui.store import intents, pending
from socialtui.store.wishes import Intent
from socialtui.sync.parts import Parts

AGAIN = (Unreachable, RateLimited, Silent, ServerTrouble, Garbled)
"""What another try may mend."""
_AT_MOST = 5
"""Tries of a file that the network keeps failing at."""


class Uploads:
    """The files of one account's answers."""

    def __init__(self, parts: Parts, network: Network) -> None:
        self._parts, self._network = parts, network
        self._failed: dict[int, int] = {}

    async def send(self, intent: Intent) -> NetworkTrouble | None:
        """Uploads what the network doesn't have yet; the trouble that keeps the answer here, or None.

        `Unreachable` and its kin mean: try again later. Anything else is a refusal. Raises `SignedOut`.
        """
        media = intent.payload.media
        if all(one.remote_id for one in media):
            return None
        if not isinstance(self._network, TakesMedia):
            return Refused("This network takes words alone.", "Take the file out, and send the words.")
        found = [one.remote_id for one in media]
        for place, one in enumerate(media):
            if found[place]:
                continue
            if not await asyncio.to_thread(Path(one.file).is_file):
                return Refused(f"Our copy of {one.name} is gone.", "Put it in again.")
            try:
                found[place] = await self._network.upload(one)
            except AGAIN as trouble:
                failures = self._failed[intent.id] = self._failed.get(intent.id, 0) + 1
                if failures >= _AT_MOST and not isinstance(trouble, Unreachable | RateLimited):
                    return Refused(f"{one.name} was not taken: {trouble.what}", "Try another file.")
                return trouble
            async with self._parts.db.atomic() as write:
                if await pending.still(write, intent):
                    await intents.uploaded(write, intent.id, tuple(found))
        self._failed.pop(intent.id, None)
        return None


def forget(intent: Intent) -> None:
    """Takes our copies away once the answer stands."""
    for one in intent.payload.media:
        Path(one.file).unlink(missing_ok=True)
