"""Decides which links promote something of ours, and which only help: a fact's source is never promotion."""

import re
from collections.abc import Iterable

from msgspec import Struct

from socialtui.domain.facts import Fact
from socialtui.domain.wording import Wording

_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>]*[^\s<>.,;:!?\"')\]}»”]", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]*$")
_SELLS = re.compile(
    r"(?:^|[/._?&=#-])(?:shop|store|buy|cart|offers?|sale|deals?|discounts?|promo\w*|coupons?|vouchers?|pricing|prices|"
    r"plans|upgrade|blog|news|newsletter|products?|collections?|campaigns?|sign-?up|subscribe|join|webinar|"
    r"utm_\w+|landing|giveaway|contest|win)(?=$|[/._?&=#-])",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"(?:^|[/._?&=#-])(?:help|support|status|track\w*|returns?|refunds?|contact|faq|docs?|manuals?|guide|how-?to|kb|"
    r"privacy|account|orders?|claims?|complaints?|forms?|imprint|cancel\w*|reset|terms|warranty|repair|outage|"
    r"incidents?|feedback|ticket|upload|download)(?=$|[/._?&=#-])",
    re.IGNORECASE,
)
_OFF = re.compile(r"%\s*off\b", re.IGNORECASE)
SELLING = Wording(
    words="newsletter voucher discount* coupon* giveaway bestseller*",
    phrases=(
        "check|have out|look ~ our|at",
        "our ~ offer|offers|sale|deal|deals|range|collection|shop|store|new|latest|products|newsletter",
        "percent off",
        "special|limited|exclusive offer|offers|deal|time|edition",
        "buy|order|shop ~ now|today|here|one|yours|online",
        "upgrade to|now|today|your",
        "sign up for|to|here|now|today",
        "follow|like|subscribe us|our|to",
        "don't|dont miss",
        "try ~ premium|pro|plus|new|our",
    ),
)
PLACE = Wording(
    phrases=(
        "continue|join|discuss|talk|chat|meet|come|head|hop|find ~ on|in|at|over|to|us|about ~ our|us",
        "join ~ our|the ~ group|community|forum|discord|channel|page|club|discussion",
        "over|come on|to our|at",
        "on|at|to our ~ forum|community|blog|page|discord|group|board",
    )
)


class Link(Struct, frozen=True):
    """A link that promotes."""

    url: str
    start: int
    end: int
    place: bool
    """It leads the talk over to a place of ours."""


def promoting(text: str, facts: Iterable[Fact] = (), theirs: str = "") -> tuple[Link, ...]:
    """The links in a text that promote something: by where they lead, or by the sentence that they stand in.

    A fact's source promotes nothing, neither does a link that they brought up themselves.
    """
    sources = {_bare(fact.link) for fact in facts if fact.link}
    found = []
    for link in _LINK.finditer(text):
        url = link[0]
        if _bare(url) in sources or url in theirs:
            continue
        before = _SENTENCE.search(text[: link.start()])
        sentence = (before[0] if before else "") + re.split(r"[.!?\n]", text[link.end() :], maxsplit=1)[0]
        place = sentence in PLACE
        path = url.partition("://")[2] or url
        sells = sentence in SELLING or _OFF.search(sentence) is not None
        if place or _SELLS.search(path) or (sells and not _HELPS.search(path)):
            found.append(Link(url, link.start(), link.end(), place))
    return tuple(found)


def _bare(url: str) -> str:
    """A link without what makes no difference to where it leads."""
    return url.lower().partition("://")[2].removeprefix("www.").rstrip("/")
