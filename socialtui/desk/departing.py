"""How an answer sets out: at once, at a chosen time, or by hand; whole, or in parts one after the other."""

import secrets
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.room import Room, refuse
from socialtui.domain.network import Limits
from socialtui.domain.reply import OutboxState, left
from socialtui.store import intents
from socialtui.store.database import Reader
from socialtui.store.wishes import Intent, Payload, Wish

if TYPE_CHECKING:
    from socialtui.desk.replies import Plan

LONGEST_AHEAD = 90 * 86_400
"""Seconds that an answer may be planned ahead; what waits longer is forgotten by those who wait for it."""


class Departure(Struct, frozen=True):
    """When and how an answer leaves."""

    state: OutboxState
    due_at: int
    """UTC seconds."""
    planned: int = 0


def departure(
    room: Room, *, at_once: bool = False, by_hand: bool = False, later: int | None = None
) -> Departure:
    """After the recall window, unless something else is chosen; `later` is in UTC seconds."""
    now = room.now()
    if by_hand:
        if later is not None:
            raise refuse("What you post by hand leaves when you post it.", "Snooze the row until then.")
        return Departure(OutboxState.BY_HAND, now)
    if later is not None:
        if later <= now:
            raise refuse("That moment is over already.", "Choose a later one, or send it now.")
        if later > now + LONGEST_AHEAD:
            raise refuse("That is more than 90 days ahead.", "Choose an earlier day.")
        return Departure(OutboxState.DUE, later, later)
    return Departure(OutboxState.LEAVING, now if at_once else now + room.settings.recall_seconds)


async def once_more(
    read: Reader, cid: int, signed: str, typed: str, prefix: str, limits: Limits
) -> tuple[Intent, ...]:
    """These words as they were refused before, to be sent under their first keys; nothing once they don't fit."""
    refused = await intents.earlier_try(read, cid, signed, typed.strip())
    room = [left(prefix + one.text, limits) for one in refused]
    return tuple(refused) if all(some is None or some >= 0 for some in room) else ()


def wishes(plan: "Plan", who: str, cid: int, when: Departure, about: Payload) -> list[Wish]:
    """One wish for the whole answer, or one for each part; the later ones learn whom they answer as they go."""
    about = replace(about, planned=when.planned)

    def wish(text: str, payload: Payload, key: str = "") -> Wish:
        return Wish(
            "reply", plan.account.id, who, text, cid, plan.answers.id, payload, when.state, when.due_at, key
        )

    if len(plan.parts) < 2:
        return [wish(plan.text, about)]
    group, many = secrets.token_hex(16), len(plan.parts)
    found = []
    for number, part in enumerate(plan.parts, 1):
        own = replace(about, group=group, part=number, parts=many, rest=part.rest, signed="")
        if number > 1:
            own = replace(own, seen=None, in_reply_to="", planned=0, media=())
        found.append(wish(part.text, own, group if number == 1 else ""))
    return found
