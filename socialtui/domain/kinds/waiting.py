"""Evidence: a person is waiting, and for how long."""

from collections.abc import Iterable

from socialtui.domain.grammar import SOLD, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_SPANS = word_set("days weeks months hours")
_SENT = SOLD | word_set(
    "delivery letter refund claim request ticket case application complaint repair shipment"
)


def _search(reading: Reading) -> Iterable[Span]:
    """*My parcel has been there for days.*"""
    words = reading.words
    if "been" not in words or "for" not in words or _SPANS.isdisjoint(words):
        return
    been = words.index("been")
    if _SENT.isdisjoint(words[:been]):
        return
    for index in range(been + 1, len(words) - 1):
        if words[index] == "for" and not _SPANS.isdisjoint(words[index + 1 : index + 4]):
            yield reading.places[been][0], reading.places[index][1]


SIGNAL = Signal(
    part="waiting",
    weights={Kind.COMPLAINT: 0.9375, Kind.PRAISE: -0.5, Kind.SPAM: -0.375, Kind.LEAD: -0.375},
    words="""
        waiting waited wait waits overdue delay* delays delayed late forever
        ages slowly queue queueing queuing queued queues pending endless stranded
    """,
    phrases=(
        "on hold",
        "never|not|hardly|rarely ~ on time|schedule",
        (
            "still no|not|waiting|haven't|havent|don't|dont|can't|cant|on|hasn't|hasnt|isn't|isnt|nothing|"
            "down|missing"
        ),
        (
            "still doesn't|doesnt|won't|wont|didn't|didnt|broken|never|without|stuck|pending|processing|"
            "trying|unable"
        ),
        "how long",
        "how much longer",
        "how many times|days|hours|weeks|more",
        (
            "since monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|noon|last|morning|"
            "january|february"
        ),
        (
            "since march|april|may|june|july|august|september|october|november|december|christmas|weeks|"
            "months|days"
        ),
        "for over|more|the|almost|nearly ~ hour*|day*|week*|month*|year*|minute*|min|mins",
        "a|one|two|three|four|five|six|ten|last week*|month*|year* ago|later|now",
        "all day|night|morning|week|afternoon",
        "second|third|fourth|fifth|2nd|3rd|4th day|week|month|hour|attempt",
        "been over|days|weeks|months|hours|waiting|trying|sitting|down",
        "been a hour|day|week|month|while|year",
        "no eta|update|updates|news|date|trace|word|sign",
        "hours|hour|minutes|mins|days|weeks|months|far|running behind",
        "behind schedule",
        "sat|stood|standing|sitting|stuck ~ whole|entire|all|hours|hour|tarmac",
        "minutes|hours|mins|hour for a|one|two|three|my|our|the",
        "still outstanding|unresolved|unpaid|closed|blocked|off|out|missing|pending|open|unread|unanswered",
        (
            "nearly|almost|over|past a|an|one|two|three|four|five|six|seven|ten|3|4|5|6|10 hour*|"
            "day*|week*|month*"
        ),
        "line|lines|phone|phones ~ engaged|busy",
        "took|takes|taking ~ week*|month*|forever|ages|long",
        "it's|its been two|three|four|five|six|2|3|4|5|6 weeks|days|months|hours",
        "minutes|hours|mins just|only to",
        "still in|at|with your",
        "sitting there|here ~ since|for",
        "still dark",
        "still squeak|squeaks|leak|leaks|hurts|smells|rattles|crashes|freezes|drops|fails|charges",
    ),
    search=_search,
    more=0.25,
)
