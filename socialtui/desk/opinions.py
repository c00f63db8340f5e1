"""Decides which corrections a second opinion is told of: those in which a person and it differ."""

from collections.abc import Iterable

from socialtui.desk.room import Room
from socialtui.store import intents, spam
from socialtui.store.database import Writer
from socialtui.store.wishes import Payload, Wish

KIND = "opinion"
LATER = 120
"""Seconds before it is told: a slip of the hand is taken back within them."""


async def tell(write: Writer, room: Room, ids: Iterable[int]) -> None:
    """Wishes that it be told of what was just decided about these rows; nothing where it isn't switched on."""
    if not room.settings.akismet.on:
        return
    for one in await spam.contradicted(write, ids):
        payload = Payload(in_reply_to=one.remote_id, verb=one.decided.value)
        wish = Wish(
            KIND, one.account_id, room.who, conversation_id=one.conversation_id, mention_id=one.mention_id,
            payload=payload, due_at=room.now() + LATER,
        )  # fmt: skip
        await intents.put(write, wish, room.now())
