"""Decides which acts are decisions that judging may learn from: a kind, an urgency, spam. Never an answer."""

from typing import Any

from socialtui.desk import opinions
from socialtui.desk.room import Room
from socialtui.domain.conversation import Card
from socialtui.domain.mention import Band, Kind
from socialtui.store import lessons
from socialtui.store.database import Writer
from socialtui.store.mentions import kind_of


async def taught(
    write: Writer, room: Room, verb: str, cards: list[Card], changes: dict[int, dict[str, Any]]
) -> None:
    """Keeps what an act on these rows says; called in its transaction, after its events."""
    if verb not in ("kind", "urgency"):
        return
    decided = [
        (card.id, *_said(verb, card, changes[card.id]))
        for card in cards
        if card.id in changes and changes[card.id].get("band") != Band.BROKEN_PROMISE
    ]
    await lessons.teach(write, room.who, room.now(), decided)
    await opinions.tell(write, room, [number for number, _, _ in decided] if verb == "kind" else ())


def _said(verb: str, card: Card, change: dict[str, Any]) -> tuple[Kind, str]:
    """The kind and how it was said. A kind that is taken off again says nothing any more."""
    if verb == "kind":
        return kind_of(change["kind"]), "kind" if change["pinned"] else "withdrawn"
    return kind_of(change["band"]), "more" if change["band"] < card.band else "less"


async def moderated(write: Writer, room: Room, verb: str, ids: list[int]) -> None:
    """Spam is spam, and what was approved is none; the other verbs say nothing of what it is."""
    how = {"spam": "spam", "approve": "approved"}.get(verb)
    if how:
        await lessons.teach(write, room.who, room.now(), [(number, Kind.SPAM, how) for number in ids])
        await opinions.tell(write, room, ids)
