"""Decides what a week looked back at is told by: numbers, each with the rows behind it, and weeks side by side."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from statistics import median

from msgspec import Struct

from socialtui.domain.mention import Kind

KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.COMPLAINT, "complaints"), (Kind.QUESTION, "questions"), (Kind.LEAD, "leads"), (Kind.ERROR, "errors"),
    (Kind.PRAISE, "praise"),
)  # fmt: skip
MINUTE, HOUR, DAY = 60, 3600, 86_400


class Entry(Struct, frozen=True):
    """One row behind a number."""

    words: str
    at: int = 0
    """UTC seconds; 0 where it has no moment."""
    conversation_id: int | None = None
    person_id: int | None = None


class Number(Struct, frozen=True):
    """One number of the review."""

    id: str
    section: str
    words: str
    value: str
    """As it is told: 12 of 14, 41 min, 3."""
    amount: float | None
    """None where there is nothing to tell."""
    of: int | None = None
    """Of how many; None where it is no share."""
    entries: tuple[Entry, ...] = ()


class Past(Struct, frozen=True):
    """One week of those that stand side by side."""

    monday: date
    answers: int
    posts: int
    in_time: int
    owed: int
    wait: float | None
    """Seconds to the first answer, the median; None without one."""


class Review(Struct, frozen=True):
    """One week."""

    monday: date
    numbers: tuple[Number, ...]
    past: tuple[Past, ...]
    """This week and those before it, the oldest first."""

    @property
    def sections(self) -> tuple[tuple[str, tuple[Number, ...]], ...]:
        """The numbers by their headings, in order."""
        heads = dict.fromkeys(number.section for number in self.numbers)
        return tuple((head, tuple(one for one in self.numbers if one.section == head)) for head in heads)


def share(id: str, section: str, words: str, part: Sequence[Entry], whole: Sequence[Entry]) -> Number:
    """So many of so many; the rows behind it are all of them, those that count first."""
    rest = [entry for entry in whole if entry not in part]
    value = f"{len(part)} of {len(whole)}" if whole else "none"
    return Number(id, section, words, value, float(len(part)), len(whole), (*part, *rest))


def count(id: str, section: str, words: str, entries: Sequence[Entry], value: str = "") -> Number:
    """So many."""
    return Number(id, section, words, value or str(len(entries)), float(len(entries)), None, tuple(entries))


def middle(waits: Sequence[int]) -> float | None:
    """The median; None for none."""
    return float(median(waits)) if waits else None


def ninetieth(waits: Iterable[int]) -> int | None:
    """The wait that nine of ten stay within; None for none."""
    found = sorted(waits)
    return found[ceil(0.9 * len(found)) - 1] if found else None


def long_words(seconds: float | None) -> str:
    """41 min, 3 h 10 min, 2 d 4 h; none."""
    if seconds is None:
        return "none"
    whole = round(seconds / MINUTE)
    days, hours, minutes = whole // 1440, whole // 60 % 24, whole % 60
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def table(past: Sequence[Past]) -> list[str]:
    """The weeks side by side in words: what a plot shows."""
    lines = [f"{'week of':10} {'answers':>8} {'own posts':>10} {'in time':>10} {'first answer':>14}"]
    for week in past:
        told = f"{week.in_time} of {week.owed}" if week.owed else "none"
        lines.append(
            f"{week.monday.isoformat():10} {week.answers:>8} {week.posts:>10} {told:>10} {long_words(week.wait):>14}"
        )
    return lines
