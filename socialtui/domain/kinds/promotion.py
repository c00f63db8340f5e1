"""Evidence: somebody draws people to a page, channel or shop of their own."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_CHECK_OUT = re.compile(
    r"\bch(?:ec|e|ea)k ?(?:it |this |me |him |her |us |them |'?em )?out\b"
    # the desk of a hotel or a shop
    r"(?! (?:time|with|at|of|early|late|process|page|counter|desk|date|from|as|is|was|line|before|by|and i)\b)"
)


def _search(reading: Reading) -> Iterable[Span]:
    if reading.addressed and reading.text.startswith("@"):
        return ()
    return (found.span() for found in _CHECK_OUT.finditer(reading.low))


SIGNAL = Signal(
    part="promotion",
    weights={Kind.SPAM: 2.0, Kind.COMPLAINT: -0.75, Kind.PRAISE: -0.75, Kind.LEAD: -0.5},
    words="subscribe subscribing subs sub4sub f4f giveaway* followback shoutouts backlink* seo",
    phrases=(
        "check|checkout|chek|cheak|see ~ my|our|his ~ channel|video|page|site|website|blog|song|music|cover|link",
        "checkout my|our|this",
        "reach|get|gain|need|help|have|with|hit|has ~ subscribers|subs|followers",
        "thumbs up if",
        "followed|following my|our|me",
        "share this|these video|page|song|post|link|everywhere|with|now|on",
        (
            "my|our channel|channels|chanel|yt|vid|vids|video|videos|cover|covers|remix|playlist|"
            "music|mixtape|album"
        ),
        (
            "my|our new|own|first|latest|gaming|other|2nd|second|last|little channel|video|videos|cover|"
            "song|blog|single"
        ),
        (
            "my|our page|website|site|blog|instagram|profile|facebook|twitter|store|shop|etsy|soundcloud|"
            "link|bio"
        ),
        "gaming|music|yt|own|new|small channel",
        "like ~ comment|status",
        "go|went|come to|on|2|check my|our|this|google",
        "buy|get|order yours|it|one|them here|now|today",
        "visit|visiting my|our|us|this|site|here|the|link",
        "click here|this|the|on|my|link|below|now",
        "follow me|us|my|back and|for|on|at|here|please|pls|i|ill|too",
        "like|share|vote and|or like|share|subscribe|vote|comment",
        "like|share|love my|our page|pages|video|videos|post|pic|pics|photo|photos|content",
        "vote for",
        "please|pls|plz ~ subscribe|vote|watch|listen|like|join|donate|add",
        "support|help ~ my|us|me ~ channel|music|video|career|dream*|grow",
        "give|gimme ~ a|my|it|some|us ~ chance|shot|listen|try|like",
        "take a look|listen|second|minute at|to my|our",
        "listen|look|watch|view ~ my|our",
        "read ~ our|my|more ~ blog*|post*|article*|here",
        "contact us|me|him|her ~ now|on|at|via|today|for",
        "contact dr|doctor|mr|mrs|via|on",
        "get in touch with|now|for",
        "call us|now|toll|our",
        "join us|my|our|now|here|the",
        "add me|mee",
        "link in bio|description|profile",
        "dm|message|text|inbox|whatsapp|telegram|email ~ now|order|price|details|info|inquiries",
    ),
    search=_search,
    more=0.5,
)
