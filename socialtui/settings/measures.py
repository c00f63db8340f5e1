"""Decides how a person writes durations, spans of a day and time zones."""

import os
import re
from collections.abc import Mapping

from socialtui.settings.facts import Span

DURATION = r"(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m)?(?:(\d{1,8})s)?"
UNITS = ((86_400, "d"), (3600, "h"), (60, "m"), (1, "s"))
SPAN = r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)"
A_DAY = 24 * 60
LOCALTIME = "/etc/localtime"
TIMEZONE = "/etc/timezone"


def duration(text: str) -> int:
    """Seconds of `30s`, `10m`, `4h`, `2d` or `1h30m`; ValueError for anything else."""
    found = re.fullmatch(DURATION, text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(text)
    return sum(
        int(count) * unit for count, (unit, _) in zip(found.groups(), UNITS, strict=True) if count is not None
    )


def spell(seconds: int) -> str:
    """The shortest way in which `duration` reads these seconds."""
    words = ""
    for unit, letter in UNITS:
        count, seconds = divmod(seconds, unit)
        if count:
            words += f"{count}{letter}"
    return words or "0s"


def span(text: str) -> Span:
    """`09:00-12:30`; ValueError, with words, for what is no stretch of one day."""
    found = re.fullmatch(SPAN, text.strip())
    if found is None:
        raise ValueError('must be written HH:MM-HH:MM, such as "09:00-12:30"')
    numbers = [int(part) for part in found.groups()]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if end > A_DAY:
        raise ValueError("ends after 24:00")
    if end <= start:
        raise ValueError("ends before it starts; write a night as two spans, up to 24:00 and from 00:00")
    return Span(start, end)


def zone_name(name: str, env: Mapping[str, str]) -> str:
    """The time zone to show times in: the one named, else TZ's, else the box's, else UTC."""
    for wanted in (name, env.get("TZ", "").removeprefix(":"), _box_zone()):
        if wanted and known_zone(wanted):
            return wanted
    return "UTC"


def _box_zone() -> str:
    """The name of this box's zone, where it keeps one: behind its link, or in Debian's file."""
    try:
        _, found, name = os.readlink(LOCALTIME).partition("zoneinfo/")
    except OSError:
        found, name = "", ""
    if found:
        return name
    try:
        with open(TIMEZONE, encoding="utf-8") as file:
            return file.readline(100).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def known_zone(name: str) -> bool:
    """True when this box has the zone's data."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a folder such as Europe answers with an OSError
        return False
    return True
