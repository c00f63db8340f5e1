"""Works out the queue's order anew from what `list` and `show` say, by counting working minutes one by one."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

BANDS = ("complaint", "question", "lead", "error", "praise", "chatter", "spam")
ALLOWED = {"complaint": 60, "question": 240, "lead": 240, "error": 480, "praise": 1440}
"""Working minutes, as the settings have them when nobody says anything."""
ZONE = ZoneInfo("Europe/Berlin")
WEEK = {
    0: ((8, 0, 12, 0), (13, 0, 17, 30)),
    **dict.fromkeys((1, 2, 3, 4), ((9, 0, 12, 30), (13, 15, 18, 0))),
    5: ((10, 0, 14, 0),),
}
"""The hours of the tests' brand: the usual ones, with another Monday and a Saturday."""
NEVER = 1 << 40


def seconds(moment: str | None) -> int:
    """UTC seconds of a line's time; far away where there is none."""
    return NEVER if moment is None else int(datetime.fromisoformat(moment).timestamp())


@cache
def works(minute: int) -> bool:
    """Whether somebody is there in the minute that begins at so many minutes after 1970."""
    wall = datetime.fromtimestamp(minute * 60, UTC).astimezone(ZONE)
    now = wall.hour * 60 + wall.minute
    return any(a * 60 + b <= now < c * 60 + d for a, b, c, d in WEEK.get(wall.weekday(), ()))


def due(kind: str, first_at: int) -> int:
    """When the allowed minutes of work are over, walked minute by minute from the first word."""
    if kind not in ALLOWED:
        return NEVER
    left = ALLOWED[kind] * 60
    moment = first_at
    while True:
        end = (moment // 60 + 1) * 60
        if works(moment // 60):
            if end - moment >= left:
                return moment + left
            left -= end - moment
        moment = end


def first_word(line: dict[str, Any], thread: dict[str, Any] | None) -> int:
    """Their first word that nobody has answered; what they answer themselves is an own word of ours before it."""
    if thread is None:
        return seconds(line["said_at"])
    answered = max((seconds(one["said_at"]) for one in thread["replies"]), default=-1)
    return min(when for one in thread["mentions"] if (when := seconds(one["said_at"])) >= answered)


def key(line: dict[str, Any], thread: dict[str, Any] | None) -> tuple[int, int, int]:
    """Band, due, first unanswered word. What was not said to us is owed nothing."""
    first = first_word(line, thread)
    kind = "chatter" if not line["addressed"] or is_pingback(line) else line["kind"]
    return BANDS.index(kind) + 1, due(kind, first), first


def is_pingback(line: dict[str, Any]) -> bool:
    """A link from another site, which a blog keeps among its comments."""
    return "pingback" in str(line["can_reply"])


def expected(lines: list[dict[str, Any]], threads: dict[str, dict[str, Any]]) -> list[str]:
    """The ids in the order of the design; what stands even keeps its place. Each due time is checked."""
    keys = {line["id"]: key(line, threads.get(line["id"])) for line in lines}
    for line in lines:
        assert seconds(line["due_at"]) == keys[line["id"]][1], (line, keys[line["id"]])
        assert line["band"] == keys[line["id"]][0], line
    return sorted(keys, key=keys.__getitem__)
