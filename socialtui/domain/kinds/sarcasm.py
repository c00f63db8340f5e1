"""Evidence: thanks and praise that mean the opposite."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_WINK = re.compile(r"🙄|🤡|#sarcasm\b|(?<=\s)/s(?=\s*$)")


def _search(reading: Reading) -> Iterable[Span]:
    if reading.low.isascii() and "#sarcasm" not in reading.low and "/s" not in reading.low:
        return ()
    return (found.span() for found in _WINK.finditer(reading.low))


SIGNAL = Signal(
    part="sarcasm",
    weights={Kind.COMPLAINT: 2.0, Kind.PRAISE: -2.0},
    words="""
        neveragain notcool notimpressed unimpressed customerservicefail badservice poorservice
        nothappy worstever""",
    phrases=(
        (
            "thanks|thank|thx|cheers ~ for|4 nothing|losing|ruining|making|leaving|wasting|ignoring|"
            "cancelling|canceling"
        ),
        (
            "thanks|thank|thx ~ for charging|breaking|keeping|messing|screwing|forgetting|delaying|letting|"
            "not|the|your no"
        ),
        (
            "thanks|thank|thx ~ for ~ delay*|wait|mess|headache|wasted|lack|extra|trouble|broken|terrible|"
            "awful|crappy"
        ),
        "way to go|ruin|treat|lose|make|be|screw",
        "just great|perfect|wonderful|what|lovely|brilliant|fantastic",
        (
            "nice|great|good|awesome|excellent|well job|work|one|done ~ losing|breaking|ruining|not|"
            "screwing|delaying"
        ),
        "oh great|good|joy|well|nice|lovely|wonderful|fantastic|goody",
        "great another|now|so|start",
        "real|so|very|really classy|mature|professional",
        "some|such|what customer|great|service|a ~ service|joke|shame|mess|waste|disgrace|disaster",
        "so|how|as much for|convenient",
        "another delay|error|crash|excuse|outage|problem|fail*|bug|cancel*|apology",
        (
            "love|loving|enjoy|enjoying how|when|being|waiting|paying|sitting|it when|that ~ never|not|"
            "stuck|ignored|charged"
        ),
        "another day|hour without|wasted|lost|waiting|gone|with",
        "you|u had one",
        "good|great|nice luck|thing|to know|see ~ never|nothing|not|no",
        "couldn't|couldnt|could care less",
        "slow clap",
        "late|missed|ruined|stuck|stranded ~ thanks to",
        "how hard|difficult can it|that|this be",
        "how hard|difficult is it to answer|reply|respond|call|pick|deliver|refund|send|fix|turn|tell|ship|post",
        "too much|hard to ask",
    ),
    search=_search,
)
