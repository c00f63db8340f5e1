"""Evidence: a person is waiting, and for how long."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="waiting",
    weights={Kind.COMPLAINT: 0.9375, Kind.PRAISE: -0.5, Kind.SPAM: -0.375, Kind.LEAD: -0.375},
    words="""
        waiting waited wait waits overdue delay* delays delayed late forever
        ages slowly queue queued queues pending endless stranded
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
    ),
    more=0.25,
)
