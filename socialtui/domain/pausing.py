"""Decides when posts of our own are paused: while complaints wait or rush in, and by a person's word."""

from enum import StrEnum

from msgspec import Struct

from socialtui.domain.unusual import HOUR, Unusual

MINUTE, DAY = 60, 86_400
_BY_KEY, _BY_COMMAND = "H", "`socialtui post go`"
LET_GO = f"{_BY_KEY} or {_BY_COMMAND} lets them go"
"""For words that are read on the screen and beside it."""


class Why(StrEnum):
    """What a pause is for."""

    HAND = "hand"
    LATE = "late"
    RUSH = "rush"


class Late(Struct, frozen=True):
    """The complaint that has been late for longest."""

    conversation_id: int
    person: str
    due_at: int
    """UTC seconds."""


class Pause(Struct, frozen=True):
    """Posts of our own are paused. Times are UTC seconds."""

    id: int
    at: int
    why: Why
    words: str
    """The reason: a person's, or the numbers of a rush."""
    conversation_id: int | None
    who: str
    """Empty where it began by itself."""
    ended_at: int | None = None
    ended_by: str = ""
    """Empty while it lasts, and where it ended by itself."""
    late: Late | None = None
    """The complaint as it stands now: an acknowledgement since then has moved its date."""

    def reason(self, now: int) -> str:
        """a complaint is 20 min late (Maria Haas)"""
        if self.why is Why.LATE and self.late is not None and self.late.due_at >= now:
            return f"a complaint was late ({self.late.person})"
        if self.why is Why.LATE and self.late is not None:
            return f"a complaint is {_long(now - self.late.due_at)} late ({self.late.person})"
        if self.why is Why.LATE:
            return "a complaint is late"
        if self.why is Why.RUSH:
            return self.words
        return f"{self.who} paused them{': ' + self.words if self.words else ''}"


def cause(late: Late | None, rush: Unusual | None, let_go_at: int | None, now: int) -> Why | None:
    """Why posts pause by themselves; None where nothing is in their way.

    What somebody let them go in spite of (`let_go_at`, UTC seconds) pauses them no second time: a complaint that
    was late then, and the complaints of the hour before.
    """
    if late is not None and (let_go_at is None or late.due_at >= let_go_at):
        return Why.LATE
    if rush is not None and (let_go_at is None or now - let_go_at >= HOUR):
        return Why.RUSH
    return None


def told(pause: Pause, waiting: int, now: int, *, keys: bool = True) -> str:
    """Own posts are paused: a complaint is 20 min late (Maria Haas). 2 posts wait, none is lost. H lets them go.

    Without `keys` the command is named.
    """
    posts = "1 post waits" if waiting == 1 else f"{waiting} posts wait"
    wait = f"{posts}, none is lost." if waiting else "None waits."
    return (
        f"Own posts are paused: {pause.reason(now)}. {wait} {_BY_KEY if keys else _BY_COMMAND} lets them go."
    )


def _long(seconds: int) -> str:
    seconds = max(seconds, 0)
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    return f"{seconds // HOUR} h" if seconds < 2 * DAY else f"{seconds // DAY} days"
