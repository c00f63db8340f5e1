"""What a post of our own is, where it stands, and when the slots of a week are."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.deadlines import zone_of
from socialtui.domain.media import Attached
from socialtui.domain.reply import OutboxState, same_words

LATEST = 10 * 60
"""Seconds after its time in which a post still leaves by itself; later it is offered again."""
DAYS = 7
SLOTS = ("09:30", "13:00", "16:30")
"""Three times a day at regular intervals."""


class Stage(StrEnum):
    """How far a post's words are."""

    DRAFT = "draft"
    ASKED = "asked"
    """A colleague is to look at it."""
    PLANNED = "planned"
    """It has left our hands: the outbox says where it is."""


class Stands(StrEnum):
    """Where a post stands, in a word for people."""

    DRAFT = "draft"
    ASKED = "to approve"
    PLANNED = "planned"
    PAUSED = "paused"
    LEAVING = "leaving"
    SENDING = "sending"
    UNKNOWN = "sent or not?"
    SENT = "sent"
    MISSED = "missed"
    REFUSED = "not sent"


_ON_ITS_WAY = {
    OutboxState.LEAVING: Stands.LEAVING, OutboxState.DUE: Stands.PLANNED, OutboxState.SENDING: Stands.SENDING,
    OutboxState.UNKNOWN: Stands.UNKNOWN, OutboxState.SENT: Stands.SENT, OutboxState.BY_HAND: Stands.SENT,
    OutboxState.RECALLED: Stands.DRAFT, OutboxState.REFUSED: Stands.REFUSED,
}  # fmt: skip
OPEN = (Stands.DRAFT, Stands.ASKED, Stands.MISSED, Stands.REFUSED)
"""Its words can still be changed, and nothing of it is on its way."""
TO_COME = (Stands.PLANNED, Stands.PAUSED, Stands.LEAVING)


class Post(Struct, frozen=True):
    """A post of our own, on one account. Times are UTC seconds."""

    id: int
    account_id: int
    account: str
    network: str
    at: int | None
    """Its slot; None where it has none yet."""
    text: str
    media: tuple[Attached, ...]
    visibility: str
    stage: Stage
    who: str
    saved_at: int
    approved_by: str
    reason: str
    """Why it goes although there was no room; empty where there was."""
    intent_id: int | None = None
    state: OutboxState | None = None
    missed: bool = False
    """Nothing could send it in its time."""
    trouble: str = ""
    next_step: str = ""
    sent_at: int | None = None
    url: str = ""

    def stands(self, paused: bool = False) -> Stands:
        """Where it stands."""
        if self.stage is not Stage.PLANNED or self.state is None:
            return Stands.ASKED if self.stage is Stage.ASKED else Stands.DRAFT
        if self.missed and self.state is OutboxState.REFUSED:
            return Stands.MISSED
        found = _ON_ITS_WAY[self.state]
        return Stands.PAUSED if paused and found in (Stands.PLANNED, Stands.LEAVING) else found


class Slot(Struct, frozen=True):
    """One time of the week, and what is planned for it."""

    at: int
    """UTC seconds."""
    posts: tuple[Post, ...]


def moment(day: date, clock: str, zone: str) -> int:
    """UTC seconds at which a wall in that zone shows this day and HH:MM; what a change of clocks skips, after it."""
    hour, minute = (int(part) for part in clock.split(":"))
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone_of(zone)).timestamp())


def times_of(monday: date, slots: Sequence[str], zone: str) -> list[list[int]]:
    """The slots of a week, UTC seconds, by day."""
    return [[moment(monday + timedelta(days=day), clock, zone) for clock in slots] for day in range(DAYS)]


def filled(times: Sequence[Sequence[int]], posts: Iterable[Post]) -> tuple[tuple[Slot, ...], ...]:
    """Every slot with its posts; one at a time of its own stands in the slot that its day has nearest."""
    days: list[list[list[Post]]] = [[[] for _ in day] for day in times]
    for post in sorted(posts, key=lambda one: (one.at or 0, one.id)):
        if post.at is None:
            continue
        at = post.at
        ahead = [n for n, day in enumerate(times) if _begin(day, times, n) <= at]
        day = ahead[-1] if ahead else 0
        slot = min(range(len(times[day])), key=lambda n: abs(times[day][n] - at))
        days[day][slot].append(post)
    return tuple(
        tuple(Slot(at, tuple(posts)) for at, posts in zip(day, found, strict=True))
        for day, found in zip(times, days, strict=True)
    )


def _begin(day: Sequence[int], times: Sequence[Sequence[int]], number: int) -> int:
    """From when on a moment belongs to a day: half of the way since the last slot before."""
    return (times[number - 1][-1] + day[0]) // 2 if number else -(2**40)


def free(slots: Iterable[int], taken: Iterable[int], now: int) -> list[int]:
    """The slots ahead at which the account has nothing yet, by time; none is better or worse."""
    used = set(taken)
    return sorted(at for at in slots if at > now and at not in used)


def same_post(one: str, other: str) -> bool:
    """Whether two posts say the same."""
    return bool(one.strip()) and same_words(one.casefold(), other.casefold())
