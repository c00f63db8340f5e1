"""Evidence: what was due did not come, or nobody did it."""

from socialtui.domain.lexicon import NOBODY, NOT, Signal
from socialtui.domain.mention import Kind

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
        (f"{NOT} ~ got|gotten|honor|honour|credited|paid|cleaned|explain|explained|told|tell|notified|given"),
        (
            f"{NOT} ~ offer|offered|provide|provided|let|letting|allow|allowed|accept|accepted|refunded|"
            "processed"
        ),
        f"{NOT}|{NOBODY} ~ show up",
        "returned|back to sender",
        f"{NOT} ~ reach|reaches|reached me|us|my|our",
        f"{NOBODY} knows",
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
    more=0.25,
)
