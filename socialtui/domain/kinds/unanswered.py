"""Evidence: nobody answered."""

from socialtui.domain.lexicon import NOBODY, NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="unanswered",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.75, Kind.SPAM: -0.375, Kind.LEAD: -0.5},
    words="""
        unanswered ignored ignoring ignores unreachable ghosted voicemail disconnected
    """,
    phrases=(
        (
            "no ~ reply|response|answer|answers|callback|feedback|contact|communication|explanation|help|"
            "apology|support"
        ),
        (
            f"{NOT}|{NOBODY}|one ~ answer|answers|answered|answering|reply|replies|replied|respond|responds|"
            "responded"
        ),
        (
            f"{NOT}|{NOBODY}|one ~ called|calls|call|pick|picks|picked|response|responding|replying|"
            "contacted|return"
        ),
        f"{NOT} ~ hear|heard|speak|talk|reach",
        f"{NOT} ~ get ~ through|hold",
        "hung|hang|hangs|hanging up",
        "hello anyone|anybody",
        "anyone|anybody there|home|listening|awake|reading",
        "passed|bounced|transferred around|from|between|back",
        "put me|us on",
        "put|puts|slammed|slams ~ phone down",
        "third|second|2nd|3rd|4th|fourth|another email|call|message|mail|letter|ticket|tweet",
        "do you even|ever|actually read|answer|reply|care|listen",
        "radio silence",
        "deaf ears",
    ),
    more=0.25,
)
