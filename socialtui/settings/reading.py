"""Decides whether a settings file may stand, and names every fault in it at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import fields

from socialtui.domain.nearest import meant, nearest
from socialtui.settings.facts import (
    ROLES,
    WEEKDAYS,
    Akismet,
    Hooks,
    Hours,
    Posts,
    ResponseClock,
    Roles,
    Settings,
    Span,
    Sync,
    Time,
)
from socialtui.settings.measures import duration, known_zone, span, spell
from socialtui.settings.tomlfile import Keys, Toml, read_toml

Note = Callable[..., None]
"""Takes the words of a fault, then the places inside the value where it sits."""
Reader = Callable[[Any, Note], Any]

MINUTE, HOUR, DAY = 60, 3600, 86_400
LONGEST_TEXT = 200
MOST_SLOTS = 6


def load(path: Path, *, brand: str = "default", user: str = "") -> Settings:
    """Reads the settings; a missing file means all defaults. ConfigFault names every fault in it.

    `brand` is the folder's name and `user` the Unix user's; both are shown where the file sets nothing else.
    """
    return settings_of(read_toml(path), brand=brand, user=user)


def settings_of(toml: Toml, *, brand: str = "default", user: str = "") -> Settings:
    """The settings that a file's content says. ConfigFault names every fault in it."""
    faults: list[str] = []
    values = _read(toml, toml.value, (), TOP, faults)
    parts: dict[str, Any] = {}
    for name, (make, readers) in SECTIONS.items():
        if name not in toml.value:
            continue
        if isinstance(toml.value[name], Mapping):
            parts[name] = make(_read(toml, toml.value[name], (name,), readers, faults))
        else:
            faults.append(toml.fault((name,), f"must be a table, [{name}]"))
    if not any(parts.get("hours", Hours()).week):
        words = 'must have a span on some day; ["00:00-24:00"] on each is round the clock'
        faults.append(toml.fault(("hours",), words))
    toml.refuse(faults)
    values["brand"] = values.get("brand") or brand
    values["user"] = values.get("user") or user
    return Settings(**values, **parts)


def _read(
    toml: Toml, table: Mapping[str, Any], place: Keys, readers: Mapping[str, Reader], faults: list[str]
) -> dict[str, Any]:
    """The table's values by key, each read by its reader; what is wrong goes to `faults`."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if not place and key in SECTIONS:
            continue
        path = (*place, key)
        if key not in readers:
            faults.append(toml.fault(path, _no_such(key, place, readers)))
            continue

        def note(words: str, *inside: str | int, path: Keys = path) -> None:
            faults.append(toml.fault((*path, *inside), words))

        values[key] = readers[key](value, note)
    return values


def _no_such(key: str, place: Keys, readers: Mapping[str, Reader]) -> str:
    """Names the right word: of the same table first, then of any other."""
    here = [*readers, *(() if place else SECTIONS)]
    near = nearest(key, here)
    if near:
        return f"no such setting; did you mean {near}?"
    by_last = {known.rpartition(".")[2]: known for known in KNOWN}
    elsewhere = by_last.get(nearest(key, by_last), "")
    if not elsewhere:
        return "no such setting"
    where = "" if "." in elsewhere else ", above the first [table]"
    return f"no such setting here; did you mean {elsewhere}{where}?"


def _text(value: Any, note: Note) -> str:
    if not isinstance(value, str):
        note(f"must be text in quotes, not {_shown(value)}")
    elif not value.isprintable():
        note("must be one line without control characters")
    elif len(value) > LONGEST_TEXT:
        note(f"must be at most {LONGEST_TEXT} letters long")
    else:
        return value
    return ""


def _command(value: Any, note: Note) -> str:
    text = _text(value, note)
    if text:
        from shlex import split

        try:
            split(text)
        except ValueError as error:
            note(f"can't be read: {str(error).lower()}")
    return text


def _flag(value: Any, note: Note) -> bool:
    if not isinstance(value, bool):
        note(f"must be true or false, not {_shown(value)}")
    return value is True


def _choice(*words: str) -> Reader:
    listed = ", ".join(f'"{word}"' for word in words[:-1]) + f' or "{words[-1]}"'

    def read(value: Any, note: Note) -> str:
        if value in words and isinstance(value, str):
            return value
        near = meant(value, words) if isinstance(value, str) else ""
        note(f"must be {listed}, not {_shown(value)}{near}")
        return words[0]

    return read


def _whole(least: int, most: int) -> Reader:
    def read(value: Any, note: Note) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        note(f"must be a whole number from {least} to {most}, not {_shown(value)}")
        return least

    return read


def _duration(least: int, most: int) -> Reader:
    def read(value: Any, note: Note) -> int:
        try:
            seconds = duration(value) if isinstance(value, str) else -1
        except ValueError:
            seconds = -1
        if least <= seconds <= most:
            return seconds
        note(
            f'must be a duration such as "30s", "10m", "4h" or "2d", '
            f"from {spell(least)} to {spell(most)}, not {_shown(value)}"
        )
        return least

    return read


def _names(value: Any, note: Note) -> tuple[str, ...]:
    if not isinstance(value, list):
        note(f'must be a list of names such as ["one", "two"], not {_shown(value)}')
        return ()
    for place, name in enumerate(value):
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            note(f"must be a name in quotes, not {_shown(name)}", place)
    return tuple(dict.fromkeys(name for name in value if isinstance(name, str)))


def _zone(value: Any, note: Note) -> str:
    name = _text(value, note)
    if not name or known_zone(name):
        return name
    from zoneinfo import available_timezones

    zones = available_timezones()
    if not zones:
        note("can't be looked up, since this box has no time zone data; install tzdata")
        return ""
    last = {known.rpartition("/")[2]: known for known in zones}
    near = nearest(name, zones) or last.get(nearest(name, last), "")
    note(
        f"must be a time zone such as Europe/Berlin, not {_shown(value)}"
        + (f"; did you mean {near}?" if near else "")
    )
    return ""


def _spans(value: Any, note: Note) -> tuple[Span, ...]:
    if not isinstance(value, list):
        note(f'must be a list of spans such as ["09:00-12:30"], not {_shown(value)}')
        return ()
    spans: list[Span] = []
    for place, text in enumerate(value):
        try:
            found = span(text if isinstance(text, str) else "")
        except ValueError as error:
            note(f"{_shown(text)} {error}", place)
            continue
        if spans and found.start < spans[-1].end:
            note(f"{_shown(text)} starts before the span in front of it ends", place)
        spans.append(found)
    return tuple(spans)


def _shares(value: Any, note: Note) -> tuple[tuple[str, int], ...]:
    """A length of time for each network."""
    if not isinstance(value, list):
        note(f'must be a list such as ["mastodon 30m"], not {_shown(value)}')
        return ()
    found: dict[str, int] = {}
    for place, text in enumerate(value):
        name, _, length = text.partition(" ") if isinstance(text, str) else ("", "", "")
        try:
            seconds = duration(length.strip())
        except ValueError:
            seconds = 0
        if not name.isidentifier() or not 0 < seconds <= DAY:
            note(f'{_shown(text)} must be a network and a length of time, such as "mastodon 30m"', place)
        else:
            found[name.lower()] = seconds
    return tuple(found.items())


def _times(value: Any, note: Note) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_SLOTS:
        note(f'must be a list of one to {MOST_SLOTS} times such as ["09:30", "13:00"], not {_shown(value)}')
        return Posts().slots
    times: list[str] = []
    for place, text in enumerate(value):
        if not isinstance(text, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
            note(f'must be a time such as "09:30", not {_shown(text)}', place)
        elif times and text <= times[-1]:
            note(f"{_shown(text)} must come after the time in front of it", place)
        else:
            times.append(text)
    return tuple(times) or Posts().slots


def _dates(value: Any, note: Note) -> tuple[date, ...]:
    if not isinstance(value, list):
        note(f"must be a list of dates such as [2026-12-25], not {_shown(value)}")
        return ()
    days: set[date] = set()
    for place, day in enumerate(value):
        found = _date(day)
        if found is None:
            note(f"must be a date such as 2026-12-25, not {_shown(day)}", place)
        else:
            days.add(found)
    return tuple(sorted(days))


def _date(value: Any) -> date | None:
    """A day, written as TOML's own date or as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _hours(values: dict[str, Any]) -> Hours:
    usual = dict(zip(WEEKDAYS, Hours().week, strict=True))
    return Hours(tuple(values.get(day, usual[day]) for day in WEEKDAYS), values.get("holidays", ()))


def _shown(value: Any) -> str:
    """A value as it may be printed: short, and without control characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a table"
    words = ascii(value) if isinstance(value, str) and not value.isprintable() else str(value)
    words = words if len(words) <= 40 else words[:39] + "…"
    return f'"{words}"' if isinstance(value, str) else words


TOP: Mapping[str, Reader] = {
    "sign": _text,
    "brand": _text,
    "brand_names": _names,
    "user": _text,
    "timezone": _zone,
    "theme": _text,
    "colors": _choice("auto", "16", "256", "true"),
    "ascii": _flag,
    "mouse": _flag,
    "emoji": _choice("auto", "text", "full"),
    "notify": _choice("bell", "session", "off"),
    "editor": _text,
    "recall_seconds": _whole(0, 120),
    "number_parts": _flag,
    "classify_command": _command,
    "classify_limit": _whole(1, 120),
}
SECTIONS: Mapping[str, tuple[Callable[[dict[str, Any]], Any], Mapping[str, Reader]]] = {
    "hours": (_hours, {**dict.fromkeys(WEEKDAYS, _spans), "holidays": _dates}),
    "clock": (
        lambda values: ResponseClock(**values),
        {kind.name: _duration(MINUTE, 30 * DAY) for kind in fields(ResponseClock)},
    ),
    "sync": (
        lambda values: Sync(**values),
        {
            "linger": _duration(0, DAY),
            "settle": _duration(1, 10 * MINUTE),
            "quiet": _duration(DAY, 365 * DAY),
        },
    ),
    "hooks": (
        lambda values: Hooks(**{key.replace("-", "_"): value for key, value in values.items()}),
        {
            **dict.fromkeys(("complaint-in", "sent", "promise-due"), _command),
            "limit": _duration(1, 10 * MINUTE),
            "at-once": _whole(1, 8),
        },
    ),
    "posts": (
        lambda values: Posts(**values),
        {"slots": _times, "allowance": _whole(0, 50), "approval": _flag, "network_schedule": _flag},
    ),
    "time": (
        lambda values: Time(**values),
        {
            "session": _duration(5 * MINUTE, 3 * HOUR),
            "day": _duration(0, DAY),
            "networks": _shares,
            "quiet": _spans,
        },
    ),
    "akismet": (
        lambda values: Akismet(**values),
        {"on": _flag, "blog": _text, "per_day": _whole(1, 100_000), "limit": _duration(1, MINUTE)},
    ),
    "roles": (lambda values: Roles(**values), dict.fromkeys(ROLES, _names)),
}


def _known() -> Iterator[str]:
    yield from TOP
    for section, (_, readers) in SECTIONS.items():
        yield from (f"{section}.{key}" for key in readers)


KNOWN = tuple(_known())
"""Every setting by its dotted name."""
