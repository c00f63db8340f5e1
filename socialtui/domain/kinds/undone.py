"""Evidence: what was due did not come, or nobody did it."""

from collections.abc import Iterable

from socialtui.domain.grammar import DENIED_BE, HELPING, LIVING, SPEAKER, after_helpers, takes_part, word_set
from socialtui.domain.lexicon import NOBODY, NOT, Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_NO = DENIED_BE | {"not", "never"}
_HAS_NOT = "hasn't|hasnt|haven't|havent|not|never|wasn't|weren't|isn't|aren't|hadn't|refused|without"
_OURS = frozenset(("my", "our"))
_OTHERS = SPEAKER | LIVING | word_set("i've we've i'd i'll we'll would could might should if")


def _search(reading: Reading) -> Iterable[Span]:
    """*The council has not collected our bins*, whatever it was that was due."""
    words = reading.words
    if _OURS.isdisjoint(words) or _NO.isdisjoint(words):
        return
    for index, word in enumerate(words):
        if word not in _NO or index == 0:
            continue
        verb = after_helpers(words, index + 1)
        subject = index - 2 if words[index - 1] in HELPING else index - 1
        if (
            words[verb + 1 : verb + 2]
            and words[verb + 1] in _OURS
            and takes_part(words[verb])
            and _OTHERS.isdisjoint(words[max(subject - 1, 0) : index])
        ):
            yield reading.places[index][0], reading.places[verb + 1][1]


SIGNAL = Signal(
    part="undone",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.375, Kind.SPAM: -0.375, Kind.LEAD: -0.25},
    words="""
        unresolved unfinished unpaid unshipped""",
    phrases=(
        (
            f"{NOT}|{NOBODY} ~ showed|turned|come|comes|came|arrive|arrives|arrived|arriving|received|"
            "delivered|shipped|sent"
        ),
        (f"{NOT}|{NOBODY} ~ help|helps|helped|helping|care|cares|listen|listens|fixed|solved|resolved"),
        (f"{NOT} ~ got|gotten|honor|honour|credited|cleaned|explain|explained|told|tell|notified|given"),
        (
            f"{NOT} ~ offer|offered|provide|provided|let|letting|allow|allowed|accept|accepted|refunded|"
            "processed"
        ),
        f"{NOT}|{NOBODY} ~ show up",
        "returned|back to sender",
        f"{NOT} ~ reach|reaches|reached me|us|my|our",
        f"{_HAS_NOT}|{NOBODY} ~ paid",
        f"{NOBODY} knows ~ my|our|your|anything|when|where|who",
        "yet to receive|get|hear|arrive|see|be",
        "supposed to",
        "was|were|been meant to",
        "was|were|been promised|assured",
        "you|they promised",
        "promised|promises|said|told ~ would|never|not|but",
        "nothing here|there|happened|happens|changed|arrived|came|yet|works|done",
        "empty box|parcel|package|promise*|shelf|shelves|file*|seat*|hands",
        "says|said|marked|shows delivered",
        "forgot|forgotten|forgets|neglected|omitted my|our|to|the|me|us|half|it",
        "half|part|parts|some|most|everything|piece|pieces|items was|were|is|are|of missing|wrong|gone",
        "hour|hours|day|days|week|weeks|month|months|minutes late",
        "not|never|hasn't|haven't|didn't ~ shown up|in",
        "never|hasn't|haven't reached the",
    ),
    search=_search,
    more=0.25,
)
