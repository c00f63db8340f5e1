"""Decides how half a year of the schedule is shown: a map of days and weeks, and the kept share of each task.

What was missed fades with its week; there is no row of days that breaks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.livable import HALF_YEAR
from socialtui.domain.rounds import Days, Fate, Round

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Sign(StrEnum):
    """How a day went."""

    ALL = "all"
    SOME = "some"
    NONE = "none"
    NOTHING = "nothing"
    """Nothing was asked for."""
    AWAY = "away"
    AHEAD = "ahead"
    """Not yet, or before the schedule began."""


SIGNS: Mapping[Sign, tuple[str, str]] = {
    Sign.ALL: ("■", "#"), Sign.SOME: ("▣", "+"), Sign.NONE: ("□", "o"),
    Sign.NOTHING: ("·", "."), Sign.AWAY: ("–", "-"), Sign.AHEAD: (" ", " "),
}  # fmt: skip
"""What stands for a day; the second in plain ASCII."""
LEGEND = (
    (Sign.ALL, "kept"),
    (Sign.SOME, "some"),
    (Sign.NONE, "none"),
    (Sign.NOTHING, "not asked"),
    (Sign.AWAY, "away"),
)


class Share(Struct, frozen=True):
    """How much of a task was kept."""

    task: str
    words: str
    kept: int
    asked: int
    rounds: tuple[Round, ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return self.kept * 100 // self.asked if self.asked else 0


class HalfYear(Struct, frozen=True):
    """26 weeks, the running one last."""

    monday: date
    """The first day shown."""
    today: date
    began: date | None
    """The day from which on the schedule is known; None before it began."""
    shares: tuple[Share, ...]
    """In the plan's order; what left the plan comes last."""
    here: Days
    by_day: Mapping[date, Sequence[Round]]

    @property
    def kept(self) -> int:
        """Rounds of all tasks that were kept."""
        return sum(share.kept for share in self.shares)

    @property
    def asked(self) -> int:
        """Rounds of all tasks that ended or were settled."""
        return sum(share.asked for share in self.shares)

    def sign(self, day: date, task: str = "") -> Sign:
        """How a day went, for all tasks or for one."""
        if day > self.today or self.began is None or day < self.began:
            return Sign.AHEAD
        told = [one for one in self.by_day.get(day, ()) if task in ("", one.task)]
        if told:
            kept = sum(one.fate is Fate.KEPT for one in told)
            return Sign.ALL if kept == len(told) else Sign.SOME if kept else Sign.NONE
        if day == self.today:
            return Sign.AHEAD
        return Sign.AWAY if self.here.absent(day, self.today) else Sign.NOTHING

    def weeks(self, task: str = "") -> Iterator[tuple[str, tuple[Sign, ...]]]:
        """Each weekday with how it went in the 26 weeks."""
        for number, name in enumerate(WEEKDAYS):
            days = (self.monday + timedelta(days=7 * week + number) for week in range(HALF_YEAR))
            yield name, tuple(self.sign(day, task) for day in days)


def half_year(
    today: date,
    began: date | None,
    rounds: Mapping[str, Sequence[Round]],
    words: Mapping[str, str],
    here: Days,
) -> HalfYear:
    """The map up to today. `words` names the tasks, in the order in which they are shown."""
    monday = first_monday(today)
    shares = []
    for task in [*words, *(task for task in rounds if task not in words)]:
        told = tuple(one for one in rounds.get(task, ()) if monday <= one.day <= today)
        kept = sum(one.fate is Fate.KEPT for one in told)
        if told:
            shares.append(Share(task, words.get(task, task), kept, len(told), told))
    by_day: dict[date, list[Round]] = {}
    for share in shares:
        for one in share.rounds:
            by_day.setdefault(one.day, []).append(one)
    return HalfYear(monday, today, began, tuple(shares), here, by_day)


def first_monday(today: date) -> date:
    """The first day of 26 weeks that end with the running one."""
    return today - timedelta(days=today.weekday() + 7 * (HALF_YEAR - 1))


def months(monday: date) -> str:
    """The months over the 26 columns of two cells, each where its first week stands."""
    line = [" "] * (2 * HALF_YEAR + 4)
    last, free = 0, 0
    for week in range(HALF_YEAR):
        day = monday + timedelta(days=7 * week)
        if day.month != last and 2 * week >= free:
            name = day.strftime("%b")
            line[2 * week : 2 * week + len(name)] = name
            last, free = day.month, 2 * week + len(name) + 1
    return "".join(line).rstrip()


def lines(half: HalfYear, ascii_: bool = False, task: str = "") -> Iterable[str]:
    """The map as lines of text: months, seven days, and what the signs mean."""
    n = int(ascii_)
    yield f"     {months(half.monday)}"
    for name, signs in half.weeks(task):
        yield f"{name}  {' '.join(SIGNS[sign][n] for sign in signs)}".rstrip()
    yield "     " + "  ".join(f"{SIGNS[sign][n]} {words}" for sign, words in LEGEND)
