"""Evidence: nobody answered."""

from socialtui.domain.lexicon import NOBODY, NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="unanswered",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.75, Kind.SPAM: -0.375, Kind.LEAD: -0.5},
    words="""
        unanswered ignored ignoring ignores unreachable ghosted""",
    phrases=(
        (
            "no ~ reply|response|answer|answers|callback|feedback|contact|communication|explanation|"
            "apology|support"
        ),
        (
            f"{NOT}|{NOBODY} ~ answer|answers|answered|answering|reply|replies|replied|respond|responds|"
            "responded"
        ),
        (
            f"{NOT}|{NOBODY} ~ called|calls|call|pick|picks|picked|response|responding|replying|"
            "contacted|return"
        ),
        f"{NOT} ~ hear|heard back|from|anything",
        f"{NOT} ~ speak|talk to",
        f"{NOT} ~ reach you|anyone|anybody|them",
        f"{NOT} ~ get ~ through|hold",
        "hung|hang|hangs|hanging up",
        "anyone|anybody there|home|listening|awake|reading",
        "passed|bounced|transferred around|from|between|back",
        "put me|us on",
        "in circles",
        "put|puts|slammed|slams ~ phone down",
        "third|second|2nd|3rd|4th|fourth email|call|message|mail|letter|tweet",
        (
            "asked|called|rang|phoned|emailed|written|wrote|chased|explained ~ two|three|four|five|six|3|4|5|"
            "several|many times"
        ),
        "do you even|ever|actually read|answer|reply|care|listen",
        "explained|repeated ~ to ~ people|agents|departments",
        "nobody|noone|anybody reads|checks|read|check ~ mail|mails|email|emails|messages|inbox|tickets|letters",
        "go|goes|going|went straight to voicemail|mailbox",
        "will you|they|it|this|anyone ever deliver|arrive|answer|reply|ship|fix|work|call|respond",
        "anyone|anybody alive|answering",
        "anyone|anybody working at|there|today",
        "on hold since|again|forever|while",
        "nor ~ answered|answers|replies|replied|responds",
        "contradictory|conflicting stories",
        "different|contradictory|conflicting answers|explanations|information|advice",
    ),
    more=0.25,
)
