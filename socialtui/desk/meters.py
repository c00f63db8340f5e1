"""The two budgets: owed answers are never capped and are measured by time; joining in is, and asks why."""

from datetime import timedelta
from typing import TYPE_CHECKING

from socialtui.desk.room import Room, refuse
from socialtui.domain import commitment as deciding
from socialtui.domain.commitment import Meters
from socialtui.domain.conversation import Card
from socialtui.domain.deadlines import local_day, midnight
from socialtui.domain.errors import ConfigFault
from socialtui.domain.mention import Kind
from socialtui.domain.weeks import monday_of
from socialtui.store import commitment, contacts, events
from socialtui.store.database import Reader, Writer
from socialtui.store.mentions import kind_of

if TYPE_CHECKING:
    from socialtui.desk.coach import CoachDesk

__all__ = ["Meters", "MetersDesk"]

FRIDAY = 4
"""The day on which a week is looked back at."""


class MetersDesk:
    """Read when somebody looks, never by the frame."""

    def __init__(self, room: Room, coach: "CoachDesk") -> None:
        self._room, self._coach = room, coach

    @property
    def per_day(self) -> int:
        """How many conversations that nobody asked us into are enough for a day, by the guidelines."""
        return line_of(self._coach)

    async def week(self) -> Meters:
        """What was answered in time since Monday, and what we joined today."""
        room, now = self._room, self._room.now()
        monday, _ = day(room, now, back_to_monday=True)
        rows = await commitment.in_time(room.db, monday, now)
        counted = [(kind_of(kind), in_time, owed) for kind, in_time, owed in rows]
        joined = await commitment.joined(room.db, *day(room, now))
        friday = local_day(now, room.hours.zone).weekday() == FRIDAY
        thanked = {one.person_id for one in await contacts.jar(room.db, monday)} if friday else ()
        return Meters(
            deciding.share(counted, (Kind.COMPLAINT,)), deciding.share(counted), len(joined),
            self.per_day, len(thanked),
        )  # fmt: skip

    async def joining(self, cid: int, at: int | None = None) -> str:
        """Why an answer to what we only listen to asks for a reason; empty where it doesn't."""
        from socialtui.store import conversations

        card = (await conversations.cards(self._room.db, [cid])).get(cid)
        return await too_many(self._room, self._room.db, card, at, self.per_day) if card is not None else ""


def line_of(coach: "CoachDesk") -> int:
    """The guidelines' line for a day; the shipped one while the file has faults."""
    from socialtui.domain.guidelines import Guidelines

    try:
        return coach.guidelines().restraint.day
    except ConfigFault:
        return Guidelines().restraint.day


def day(room: Room, moment: int, *, back_to_monday: bool = False) -> tuple[int, int]:
    """The begin and the end (UTC seconds) of a moment's day on the person's wall; or from its Monday on."""
    zone, here = room.hours.zone, local_day(moment, room.hours.zone)
    first = monday_of(here) if back_to_monday else here
    return midnight(first, zone), midnight(here + timedelta(days=1), zone)


async def too_many(room: Room, read: Reader, card: Card, at: int | None, per_day: int) -> str:
    """The words where this would be one conversation more than the day's; owed answers never are."""
    if card.addressed:
        return ""
    joined = await commitment.joined(read, *day(room, at or room.now()))
    if not deciding.joins_too_many(joined, card.id, per_day):
        return ""
    which = "that day" if at else "today"
    return f"{len(joined)} of {per_day} conversations joined {which}; {card.who} didn't speak to you."


async def guard(room: Room, write: Writer, card: Card, at: int | None, per_day: int, reason: str) -> None:
    """Refuses one conversation more than the day's, unless there is a reason, which is logged."""
    words = await too_many(room, write, card, at, per_day)
    if not words:
        return
    if not reason.strip():
        raise refuse(words, "Say why you join this one (--joining WHY), or leave it to others.")
    act = room.act("join", f"joined {card.who} beyond the day's {per_day}: {reason.strip()}")
    await events.log(write, act, card.id)
