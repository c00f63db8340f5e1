"""What a card is: something that was said in a place which no program can ask, written down by hand."""

from msgspec import Struct

from socialtui.domain.moderation import no_way
from socialtui.domain.network import Limits, SignedIn, SourceAbout

NETWORK, CODE = "cards", "cd"
SAID, OVERHEARD = "said", "overheard"
"""The sources of a place: what was said to us there, and what was only heard."""
ROLES = ("short", "page", "professional", "blog", "alerts", "mail", "site")
EVERY = 86_400
"""Seconds; nothing comes by itself, so there is nothing to hurry for."""


class CardText(Struct, frozen=True):
    """A card before it is kept."""

    place: str
    """Where it was said: MySpace, LinkedIn, the phone."""
    person: str
    text: str
    link: str = ""
    handle: str = ""
    role: str = ""
    """Of the place, where it is new: which tasks of the schedule it serves."""
    log: str = ""
    """A private line: what was done, who took the call."""
    said_at: int = 0
    """UTC seconds; 0 for now."""
    follows: int | None = None
    """The conversation that it goes on with."""
    overheard: bool = False
    """It was not said to us."""


def by_hand(place: str) -> str:
    """Why nothing leaves from here."""
    return f"{place} takes nothing from here; say it there, and file it as posted."


def cannot(place: str) -> dict[str, str]:
    """What no card can take."""
    return no_way(place, (), "do it there") | {
        "reply": by_hand(place),
        "like": f"{place} takes no likes from here.",
        "hide": f"What stands in {place} can't be hidden from here.",
    }


def signed_in(place: str) -> SignedIn:
    """A place, as every other account is told."""
    why = cannot(place)
    return SignedIn(
        remote_id=f"place:{place.casefold()}",
        handle="",
        name=place,
        limits=Limits(no_posts=by_hand(place)),
        sources=(
            SourceAbout(SAID, "Cards by hand", True, EVERY, why),
            SourceAbout(OVERHEARD, "Overheard, by hand", False, EVERY, why),
        ),
        code=CODE,
        role="",
        notes=(
            "Nothing is asked and nothing is sent: `socialtui card add` or A writes a card.",
            by_hand(place),
        ),
    )
