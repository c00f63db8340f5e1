"""Decides what is shown of how well a promise to the public is kept: answers in time, and restraint in joining."""

from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.mention import Kind


class Share(Struct, frozen=True):
    """How many of those that were owed an answer got it in time."""

    in_time: int = 0
    owed: int = 0

    @property
    def words(self) -> str:
        """12 of 14; none yet."""
        return f"{self.in_time} of {self.owed}" if self.owed else "none yet"

    @property
    def part(self) -> float | None:
        """0 to 1; None where nothing was owed."""
        return self.in_time / self.owed if self.owed else None


class Meters(Struct, frozen=True):
    """This week's answers and today's joining."""

    complaints: Share
    all: Share
    """Complaints, questions, leads, errors and praise together."""
    joined: int
    """Conversations that we only listened to, and joined today."""
    per_day: int
    thanked: int = 0
    """People who thanked us this week: said on Fridays, instead of what was liked."""

    @property
    def lines(self) -> tuple[str, ...]:
        """For a narrow pane."""
        people = "1 person" if self.thanked == 1 else f"{self.thanked} people"
        jar = (f"{people} thanked you this week · g i a",) if self.thanked else ()
        return (
            f"complaints in time this week {self.complaints.words}",
            f"all {self.all.words} · joined {self.joined} of {self.per_day} today",
            *jar,
        )


def share(counted: Iterable[tuple[Kind, int, int]], kinds: Iterable[Kind] = tuple(Kind)) -> Share:
    """Adds up kinds: each with how many were in time and how many were owed."""
    wanted = set(kinds)
    found = [(in_time, owed) for kind, in_time, owed in counted if kind in wanted]
    return Share(sum(one[0] for one in found), sum(one[1] for one in found))


def joins_too_many(joined: set[int], conversation_id: int, per_day: int) -> bool:
    """Whether one more conversation is more than the day's; one that was joined already isn't one more."""
    return conversation_id not in joined and len(joined) >= per_day
