"""Decides what a schedule file may say, and which days a task falls on."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from socialtui.domain.errors import ConfigFault
from socialtui.domain.nearest import no_such
from socialtui.domain.weeks import monday_of

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

    from socialtui.domain.query import Networks

ROLES = ("short", "page", "professional", "blog", "alerts", "mail", "site")
"""What an account can be for; the settings say which account serves which."""

COMPLETES = ("empty", "target", "hand")
"""What ends a task: its view is empty, so many were done, or a person says so."""

WIDEST = 24
"""Letters of a task's words that the panel has room for."""

PLANNED = ("go:week", "go:post")
"""Screens in which a target can be counted: posts of our own."""
GOES = ("sources", "people", "lessons", "outbox", "week", "post", "review", "traffic", "map")
"""Screens that a task may open in the place of a list of conversations: go:people."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHOLE = ("daily", "weekdays", "weekly", "monthly", "once")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ANCHOR = datetime(2024, 1, 1)  # noqa: DTZ001  a Monday; "every second week" counts from here

LineOf = Callable[..., int]
"""The line, from 1, on which a key stands: line_of("task", "alerts", "days")."""


class Task(Struct, frozen=True):
    """One thing that the schedule asks for."""

    id: str
    words: str
    """For the panel, at most WIDEST letters."""
    sentence: str
    """The same in full, with what it is good for."""
    roles: tuple[str, ...]
    """Any one of them having an account is enough; empty: it needs none."""
    days: str
    """daily, weekdays, mon wed fri, weekly, monthly, once, event:NAME or rrule:RULE."""
    target: int
    """How many are enough; 0 where nothing is counted."""
    minutes: int
    """How long it takes a person."""
    opens: str
    """The query of its view, or go:SCREEN; empty where its work lies outside."""
    completes: str
    """One of COMPLETES."""
    source_document: str
    """Where the task comes from; empty for a person's own."""
    stated: bool
    """True when the document itself says when; else the days are a proposal."""
    awake: bool
    """Wanted now. Those that aren't are listed, and wait until a person wakes them."""

    @property
    def event(self) -> str:
        """The event that it waits for, such as new-client; empty for a task of days."""
        return self.days[6:] if self.days.startswith("event:") else ""


class Window(NamedTuple):
    """The days within which one round of a task is to be done, both included."""

    first: date
    last: date


def window(task: Task, day: date, happened: frozenset[str] = frozenset()) -> Window | None:
    """The round of a task that `day` belongs to; None when it isn't asked for then.

    `happened` names the events, such as new-client, that wait for their task.
    """
    return round_of(task.days, day, happened)


def round_of(days: str, day: date, happened: frozenset[str] = frozenset()) -> Window | None:
    """The round of a recurrence that `day` belongs to; None where it asks for nothing then."""
    if days == "weekly":
        monday = monday_of(day)
        return Window(monday, monday + timedelta(days=6))
    if days == "monthly":
        after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return Window(day.replace(day=1), after - timedelta(days=1))
    if days == "once":
        return Window(date.min, date.max)
    if days.startswith("event:"):
        return Window(day, day) if days[6:] in happened else None
    if days.startswith("rrule:"):
        return Window(day, day) if _falls_on(days[6:], day) else None
    return Window(day, day) if days == "daily" or day.weekday() in _weekdays(days) else None


def next_day(task: Task, day: date, happened: frozenset[str] = frozenset()) -> date | None:
    """The first day from `day` on at which a task is asked for, within a year; None for an event to come."""
    if task.days.startswith("rrule:"):
        midnight = datetime.combine(day, time())
        found = _rule(task.days[6:]).after(midnight, inc=True)
        return found.date() if found is not None else None
    ahead = (day + timedelta(days=step) for step in range(8))
    return next((later for later in ahead if window(task, later, happened)), None)


@lru_cache(maxsize=64)
def _weekdays(days: str) -> frozenset[int]:
    if days == "weekdays":
        return frozenset(range(5))
    return frozenset(_DAYS.index(word) for word in days.split())


@lru_cache(maxsize=64)
def _rule(text: str) -> "rrule | rruleset":
    from dateutil.rrule import rrulestr

    return rrulestr(text, dtstart=_ANCHOR, cache=True)


@lru_cache(maxsize=1024)
def _falls_on(text: str, day: date) -> bool:
    midnight = datetime.combine(day, time())
    return bool(_rule(text).between(midnight, midnight, inc=True))


def parse_plan(
    value: Mapping[str, Any], line_of: LineOf, name: str = "cadence.toml", networks: "Networks" = tuple
) -> tuple[Task, ...]:
    """The tasks of a schedule file, in its order. ConfigFault names every fault with line and key.

    `value` is the file's TOML: tables `[task.ID]`, and nothing beside them. With `networks` given, a view that names
    another one is a fault too.
    """
    faults: list[tuple[int, str]] = []

    def fault(keys: tuple[str, ...], words: str) -> None:
        shown = ".".join(key if key.isprintable() and key else ascii(key) for key in keys)
        line = line_of(*keys)
        faults.append((line, f"{name}:{line}: {shown}: {words}"))

    for key in value:
        if key != "task":
            fault((key,), no_such(key, ("task",), "table here"))
    tables = value.get("task", {})
    if not isinstance(tables, Mapping):
        fault(("task",), "is not a table; write [task.NAME]")
        tables = {}
    tasks = [task for word in tables if (task := _task(word, tables[word], fault, networks)) is not None]
    if faults:
        raise ConfigFault(
            tuple(words for _, words in sorted(faults)), f"Mend {name}, then `socialtui config check`."
        )
    return tuple(tasks)


Fault = Callable[[tuple[str, ...], str], None]

_TEXTS = ("words", "sentence", "role", "days", "opens", "completes", "source_document")
_NUMBERS = {"target": (0, 999), "minutes": (0, 600)}
_SWITCHES = ("stated", "awake")
KEYS = (*_TEXTS, *_NUMBERS, *_SWITCHES)
"""Every key that a task's table may have; words and days it must have."""


def _task(word: str, table: object, fault: Fault, networks: "Networks") -> Task | None:
    """One table as a task; None after its faults were named."""
    if not _WORD.fullmatch(word):
        fault(("task", word), "a task's name is made of a-z, 0-9 and single hyphens")
    if not isinstance(table, Mapping):
        fault(("task", word), f"is not a table; write [task.{word}]")
        return None
    found = list(_faults(table, networks))
    for key, words in found:
        fault(("task", word, key) if key else ("task", word), words)
    if found:
        return None
    completes = table.get("completes", "hand")
    return Task(
        id=word,
        words=table["words"].strip(),
        sentence=table.get("sentence", table["words"]).strip(),
        roles=tuple(dict.fromkeys(table.get("role", "").split())),
        days=_tidy_days(table["days"]),
        target=table.get("target", 1 if completes == "target" else 0),
        minutes=table.get("minutes", 5),
        opens=table.get("opens", "").strip(),
        completes=completes,
        source_document=table.get("source_document", ""),
        stated=table.get("stated", False),
        awake=table.get("awake", True),
    )


def _faults(table: Mapping[str, Any], networks: "Networks") -> Iterator[tuple[str, str]]:
    """Every fault of one task's table: the key it stands at (empty: the table itself), and words."""
    right: dict[str, Any] = {}
    for key, value in table.items():
        words = _wrong_type(key, value) if key in KEYS else no_such(key, KEYS, "key of a task")
        if words:
            yield key, words
        else:
            right[key] = value
    for key in ("words", "days"):
        if key not in table:
            yield "", f"has no {key}"
        elif key in right and not right[key].strip():
            yield key, "is empty"
    if len(right.get("words", "").strip()) > WIDEST:
        yield "words", f"has more than {WIDEST} letters; the sentence has room for them"
    if right.get("days", "").strip() and (words := _wrong_days(right["days"])):
        yield "days", words
    yield from _wrong_ends(right, networks)


def _wrong_ends(right: Mapping[str, Any], networks: "Networks") -> Iterator[tuple[str, str]]:
    """Faults of what a task needs and how it ends."""
    for role in right.get("role", "").split():
        if role not in ROLES:
            yield "role", f"{role}: {no_such(role, ROLES, 'role')}"
    completes = right.get("completes", "hand")
    if completes not in COMPLETES:
        yield "completes", f"{completes}: {no_such(completes, COMPLETES, 'way to complete a task')}"
    elif completes == "target" and right.get("target") == 0:
        yield "target", 'must be 1 or more where completes = "target"'
    elif completes != "hand" and not _counts(right.get("opens", "").strip(), completes):
        yield "completes", f'"{completes}" needs a view in opens, and go: opens a screen; write "hand"'
    elif completes == "empty" and not right.get("opens", "").strip():
        yield "completes", '"empty" needs opens, the view that is to be empty'
    if words := _wrong_view(right.get("opens", "").strip(), networks):
        yield "opens", words


def _counts(opens: str, completes: str) -> bool:
    """Whether what a task opens can end it."""
    return not opens.startswith("go:") or (opens in PLANNED and completes == "target")


def _wrong_view(opens: str, networks: "Networks") -> str:
    """What is wrong with the view that a task opens; empty when nothing is."""
    if opens.startswith("go:"):
        return "" if opens[3:] in GOES else f"{opens}: {no_such(opens[3:], GOES, 'screen')}"
    from socialtui.domain.errors import UsageFault
    from socialtui.domain.query import parse

    try:
        parse(opens, networks=networks)
    except UsageFault as fault:
        return fault.what
    return ""


def _wrong_type(key: str, value: object) -> str:
    if key in _SWITCHES:
        return "" if isinstance(value, bool) else "must be true or false"
    if key in _NUMBERS:
        least, most = _NUMBERS[key]
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole and least <= value <= most else f"must be a whole number from {least} to {most}"  # type: ignore[operator]
    if not isinstance(value, str):
        return "must be text in quotes"
    return "" if value.isprintable() else "must be one line of printable text"


def _tidy_days(days: str) -> str:
    text = days.strip()
    if text[:6].lower() == "rrule:":
        return "rrule:" + text[6:].strip().upper()
    words = text.lower().replace(",", " ").split()
    return " ".join(word for word in (*_WHOLE, *_DAYS) if word in words) or text.lower()


def _wrong_days(days: str) -> str:
    """What is wrong with a recurrence; empty when nothing is."""
    text = days.strip()
    if text[:6].lower() == "rrule:":
        return _wrong_rule(text[6:].strip().upper())
    if text[:6].lower() == "event:":
        return "" if _WORD.fullmatch(text[6:].lower()) else "an event's name is made of a-z, 0-9 and hyphens"
    words = text.lower().replace(",", " ").split()
    for word in words:
        if word not in _DAYS and word not in _WHOLE:
            return f"{word}: {no_such(word, (*_WHOLE, *_DAYS, 'event:new-client'), 'day')}"
    if len(words) > 1 and any(word in _WHOLE for word in words):
        return f"{text}: write either one of {', '.join(_WHOLE)}, or days such as mon wed fri"
    return ""


def _wrong_rule(text: str) -> str:
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return "a rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"
    if odd := sorted({"COUNT", "BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys()):
        return f"{odd[0]}: a task's rule speaks of days only; UNTIL ends it"
    try:
        _rule(text)
    except (ValueError, TypeError, KeyError) as error:
        return f"this rule can't be read: {error}"
    return ""
