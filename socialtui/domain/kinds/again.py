"""Evidence: it is not the first time."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="again",
    weights={Kind.COMPLAINT: 0.5, Kind.PRAISE: -0.25},
    words="""
        again yet another constantly repeatedly continually continues continue continuous* keeps always
        still anymore multiple several numerous twice thrice 2x 3x everytime consistently
    """,
    phrases=(
        "second|third|fourth|fifth|2nd|3rd|4th|5th|nth|last|hundredth time",
        "every time|single|day|week",
        "once again|more",
        "over and over",
        "time and time|again",
        "two|three|four|five|six|3|4|5|6 times",
        "in a row",
        "same thing|problem|issue|error|story|answer",
        "not|isn't|isnt the first",
    ),
)
