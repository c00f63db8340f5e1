"""Decides when the schedule asks too much or could ask a little more, and what a smaller task would be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from socialtui.domain.plan import Task
from socialtui.domain.rounds import Fate, Round, Version

TWO_WEEKS = 14
"""Days of a plan that are looked at before anything is offered."""
HALF_YEAR = 26
"""Weeks that a schedule is to be kept."""
GROWN = 8
"""Weeks that the plan has stood as it is before one more is offered."""
QUIET = 12
"""Weeks between two offers to grow."""
_KEPT_WELL = 0.8
_LEAST_ROUNDS = 16
_SHORTEST = 3
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

SMALLER, GROW, HALF = "smaller", "grow", "half_year"
"""What the panel may offer."""

KEYS: Mapping[str, str] = {"f": "fewer", "d": "day", "t": "shorter", "x": "drop", "k": "keep"}
"""The key of each answer to an offer to make a task smaller."""


class Offered(Struct, frozen=True):
    """An offer that was made; a fact."""

    id: int
    what: str
    task: str
    kept: int
    asked: int
    day: date
    answer: str = ""
    """Empty while it stands."""


class Wanting(Struct, frozen=True):
    """What is worth an offer."""

    what: str
    task: str
    kept: int
    asked: int


class Change(Struct, frozen=True):
    """What an answer would make of a task: keys of its table with their new values, and the same in words."""

    values: Mapping[str, object]
    words: str


class Offer(Struct, frozen=True):
    """An offer that stands, with what each answer would make of the plan."""

    id: int
    what: str
    task: str
    words: str
    answers: Mapping[str, Change]
    """By the answer's name, in the order of the keys; empty for something that is only said."""


def too_much(
    tasks: Sequence[Task],
    versions: Mapping[str, Sequence[Version]],
    rounds: Mapping[str, Sequence[Round]],
    offered: Iterable[Offered],
    day: date,
) -> Wanting | None:
    """The task that was kept least in two weeks of its present plan; None where all were kept, or it was said.

    A task is offered smaller once; when its plan was changed since, its two weeks begin anew.
    """
    offered = [one for one in offered if one.what == SMALLER]
    found: list[tuple[float, int, Wanting]] = []
    for task in tasks:
        mine = versions.get(task.id, ())
        if not mine or not mine[-1].awake:
            continue
        began = mine[-1].from_day
        if (day - began).days < TWO_WEEKS or any(_holds(one, task.id, began) for one in offered):
            continue
        ended = _lately(rounds.get(task.id, ()), began, day)
        kept = sum(one.fate is Fate.KEPT for one in ended)
        if len(ended) >= 2 and len(ended) - kept >= 2 and kept * 3 <= len(ended):
            found.append((kept / len(ended), -task.minutes, Wanting(SMALLER, task.id, kept, len(ended))))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _holds(one: Offered, task: str, began: date) -> bool:
    """Whether an offer was about the task's present plan; the one that led to it was about the plan before."""
    led_here = one.day == began and one.answer not in ("", "keep")
    return one.task == task and one.day >= began and not led_here


def _lately(rounds: Sequence[Round], began: date, day: date) -> list[Round]:
    """The rounds of the last two weeks, or the last two where they come seldom."""
    ended = [one for one in rounds if began <= one.day < day]
    recent = [one for one in ended if (day - one.day).days <= TWO_WEEKS]
    return recent if len(recent) >= 2 else ended[-2:]


def room_for_more(
    versions: Mapping[str, Sequence[Version]],
    rounds: Mapping[str, Sequence[Round]],
    offered: Iterable[Offered],
    day: date,
) -> Wanting | None:
    """Whether the plan was kept so well for so long, unchanged, that it may grow by one task."""
    newest = max((mine[-1].from_day for mine in versions.values() if mine), default=None)
    if newest is None or (day - newest).days < GROWN * 7:
        return None
    if any(one.what == GROW and (day - one.day).days < QUIET * 7 for one in offered):
        return None
    since = day - timedelta(weeks=GROWN)
    ended = [one for mine in rounds.values() for one in mine if since <= one.day < day]
    kept = sum(one.fate is Fate.KEPT for one in ended)
    if len(ended) < _LEAST_ROUNDS or kept < _KEPT_WELL * len(ended):
        return None
    return Wanting(GROW, "", kept, len(ended))


def half_a_year(
    rounds: Mapping[str, Sequence[Round]], began: date | None, offered: Iterable[Offered], day: date
) -> Wanting | None:
    """Whether half a year of this schedule is over; said once. Weeks in which nobody was here don't count."""
    if began is None or (day - began).days < HALF_YEAR * 7 or any(one.what == HALF for one in offered):
        return None
    ended = [one for mine in rounds.values() for one in mine if one.day < day]
    if len({one.day.isocalendar()[:2] for one in ended}) < HALF_YEAR:
        return None
    return Wanting(HALF, "", sum(one.fate is Fate.KEPT for one in ended), len(ended))


def smaller(task: Task, others: Iterable[Task]) -> dict[str, Change]:
    """What each answer to the offer would make of a task; answers that would change nothing are left out.

    `others` are the awake tasks beside it, whose days another day keeps away from.
    """
    changes: dict[str, Change] = {}
    if fewer := _fewer(task.days):
        changes["fewer"] = Change({"days": fewer}, fewer)
    if other := _another_day(task.days, others):
        changes["day"] = Change({"days": other}, other)
    if task.target > 1:
        half = -(-task.target // 2)
        changes["shorter"] = Change(
            {"target": half, "minutes": max(1, -(-task.minutes // 2))}, f"{half} only"
        )
    elif task.minutes > _SHORTEST:
        half = max(_SHORTEST, -(-task.minutes // 2))
        changes["shorter"] = Change({"minutes": half}, f"{half} min")
    changes["drop"] = Change({"awake": False}, "let it sleep")
    changes["keep"] = Change({}, "as it is")
    return changes


def _fewer(days: str) -> str:
    """About half as often; empty where it can't be asked for less."""
    named = days.split()
    if days in ("daily", "weekdays"):
        return "mon wed fri"
    if all(word in _WEEK for word in named):
        return {1: "monthly", 2: named[0], 3: f"{named[0]} {named[-1]}"}.get(len(named), " ".join(named[::2]))
    return {"weekly": "monthly"}.get(days, "")


def _another_day(days: str, others: Iterable[Task]) -> str:
    """The weekdays on which least is asked for, as many as now; empty where a task has none to move."""
    named = days.split()
    count = 1 if days == "weekly" else len(named) if all(word in _WEEK for word in named) else 0
    if not count or count > len(_WEEK) - 3:
        return ""
    load = dict.fromkeys(_WEEK[:5], 0)
    for task in others:
        bound = task.days.split()
        for word in bound if all(word in _WEEK for word in bound) else ():
            load[word] = load.get(word, 0) + task.minutes
    free = sorted(
        (word for word in load if word not in named), key=lambda word: (load[word], _WEEK.index(word))
    )
    if len(free) < count:
        return ""
    return " ".join(sorted(free[:count], key=_WEEK.index))
