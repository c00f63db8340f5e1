"""Decides what counts as a blind spot: a place that should be heard, and isn't."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from socialtui.domain.plan import Task

DAY = 86_400

SERVED_BY = {
    "short": "`socialtui account add`: Mastodon, Bluesky",
    "page": "a card by hand, `socialtui card add --role page`",
    "professional": "a card by hand, `socialtui card add --role professional`",
    "blog": "`socialtui account add`: WordPress",
    "alerts": "`socialtui account add`: Google Alerts, RSS, Hacker News",
    "mail": "`socialtui account add`: a mailbox",
    "site": "`socialtui traffic add`: Plausible, Matomo, GoatCounter, Umami, or numbers typed in",
}
"""What can be connected for a part of the schedule, and how."""
_NAMED = {
    "short": "short posts", "page": "a page with fans", "professional": "a professional network", "blog": "a blog",
    "alerts": "alerts", "mail": "a mailbox", "site": "the brand's site",
}  # fmt: skip


class BlindSpot(Struct, frozen=True):
    """A part of the schedule that no account serves."""

    role: str
    tasks: str
    """What of the schedule is about it."""
    what: str
    next_step: str


def quiet(newest: int, now: int, words: str) -> str:
    """Nothing came through a source for so long; `newest` is 0 where nothing ever did. UTC seconds."""
    if not newest:
        return f"Nothing has ever come through {words}."
    days = (now - newest) // DAY
    return f"Nothing came through {words} for {days} day{'' if days == 1 else 's'}."


def unserved(tasks: Iterable[Task], roles_present: AbstractSet[str]) -> tuple[BlindSpot, ...]:
    """The parts that awake tasks are about and that nothing is connected for, in the schedule's order."""
    wanting: dict[str, list[str]] = {}
    for task in tasks:
        if task.awake and task.roles and roles_present.isdisjoint(task.roles):
            wanting.setdefault(task.roles[0], []).append(task.words)
    return tuple(
        BlindSpot(
            role,
            _listed(words),
            f"The schedule asks for {_NAMED[role]}, and nothing is connected for it: {_listed(words)}.",
            f"Connect one: {SERVED_BY[role]}. Or name an account in settings.toml, roles.{role}.",
        )
        for role, words in wanting.items()
    )


def _listed(words: list[str]) -> str:
    most = 3
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
