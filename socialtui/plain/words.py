"""Decides how states, times and reasons are said in words, where no colour and no column may carry them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from socialtui.domain.conversation import Card, State
from socialtui.domain.mention import LAST_OWED
from socialtui.domain.text import one_line
from socialtui.domain.why import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from socialtui.domain.conversation import Said

FAR = 2**38
"""Seconds; what is due later than this is not due at all."""

KNOWN_BY = 240
"""Letters that a row has of its text; show tells the rest."""
_NETWORKS = {
    "mastodon": "Mastodon", "wordpress": "blog", "rss": "feed", "demo": "practice brand",
    "hackernews": "Hacker News",
    "ga": "Google Alerts", "fe": "feed", "wp": "blog", "ma": "Mastodon",
}  # fmt: skip


def rfc3339(seconds: int | None) -> str | None:
    """UTC, to the second; None for never."""
    if seconds is None or not 0 < seconds < FAR:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def span(seconds: int) -> str:
    """A stretch of time, coarse: 19m, 3h, 2d."""
    seconds = abs(seconds)
    if seconds < 3600:
        return f"{seconds // 60}m"
    return f"{seconds // 3600}h" if seconds < 2 * 86_400 else f"{seconds // 86_400}d"


def clock_time(seconds: int, zone: "tzinfo", now: int) -> str:
    """The time of day as a person's wall clock shows it, with the day where it isn't today."""
    local = datetime.fromtimestamp(seconds, zone)
    today = datetime.fromtimestamp(now, zone).date()
    return local.strftime("%H:%M" if local.date() == today else "%a %d %b %H:%M")


def is_late(card: Card, now: int) -> bool:
    """Whether somebody waits longer than they should."""
    return card.state == State.OPEN and card.band <= LAST_OWED and card.due_at < now


def due(card: Card, now: int) -> str:
    """late 1h, due in 19m, or nothing."""
    if card.state != State.OPEN or card.band > LAST_OWED or card.due_at >= FAR:
        return ""
    return f"late {span(now - card.due_at)}" if card.due_at < now else f"due in {span(card.due_at - now)}"


def network(card: Card) -> str:
    """Where it was said, in a word; of a card by hand the place."""
    if card.network == "cards":
        return f"{card.account} by hand"
    return _NETWORKS.get(card.code) or _NETWORKS.get(card.network, card.network)


def standing(card: Card, now: int) -> str:
    """What keeps a conversation from being simply open."""
    match card.state:
        case State.SNOOZED:
            return f"snoozed for {span(card.wake_at - now)}" if card.wake_at else "snoozed until they answer"
        case State.ANSWERED | State.DONE | State.SPAM:
            return card.state.name.lower()
        case State.MERGED:
            return "another row stands for it"
    return ""


def claim(card: Card, who: str) -> str:
    """Whose it is."""
    if not card.claimed_by:
        return ""
    return "claimed by you" if card.claimed_by == who else f"claimed by {card.claimed_by}"


def state_line(card: Card, now: int, who: str) -> str:
    """late 1h, complaint, Mastodon, @maria_h, claimed by you."""
    parts = (
        due(card, now), card.kind.value, network(card), f"@{card.handle}" if card.handle else card.name,
        standing(card, now), claim(card, who), "unread" if card.unread else "",
        "hidden characters removed" if card.hidden else "", *(f"tag {tag}" for tag in card.tags),
    )  # fmt: skip
    # A line end in a stranger's name would make a second line of what is one.
    return one_line(", ".join(part for part in parts if part))


def why(
    card: Card, said: "Said | None", now: int, thread: "Iterable[Said]" = (), bound: "Iterable[str]" = ()
) -> str:
    """Why it stands where it stands: late 1h · complaint · "third time" · "nobody answers"."""
    parts = [due(card, now), card.kind.value, *reasons(card, said, thread, bound)]
    return " · ".join(part for part in parts if part)


def beginning(text: str, letters: int = KNOWN_BY) -> str:
    """What a row is known by, on one line; dots say that it goes on."""
    words = " ".join(text.split())
    goes_on = len(text) >= KNOWN_BY or len(words) > letters
    return f"{words[:letters].rstrip()} …" if goes_on else words
