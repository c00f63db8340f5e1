"""Evidence: somebody did it to us: moved, took, sent or changed what was ours, unasked."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

_DOER = "you|they|u|driver|courier|staff|waiter|engineer|agent|system|app|machine|site|update|technician|bank|company"
_DID = (
    "lost|moved|took|changed|switched|cut|closed|cancelled|canceled|charged|billed|sent|gave|sold|raised|dropped|removed|"
    "deleted|erased|skipped|missed|forgot|left|ate|broke|damaged|ruined|kept|returned|opened|shut|blocked|refused|"
    "rejected|ignored|killed|wiped|ported|downgraded|upgraded|bumped|dumped|threw|misread|misspelled|wasted|withdrew"
)
_HARM = (
    "lost|took|cut|dropped|deleted|erased|skipped|forgot|ate|broke|damaged|ruined|blocked|refused|rejected|ignored|killed|"
    "wiped|downgraded|bumped|dumped|threw|misread|wasted"
)

SIGNAL = Signal(
    part="done_to_us",
    weights={Kind.COMPLAINT: 0.75, Kind.PRAISE: -0.25},
    phrases=(
        f"{_DOER} ~ {_DID} my|our|me|us",
        f"{_DOER} just|have|has|already|again|never {_DID}",
        (
            f"{_HARM} my|our ~ order|parcel|money|card|number|account|room|table|seat|booking|files|data|bag|"
            "appointment|class"
        ),
        "turned|sent|told|kicked|threw|thrown me|us|him|her away|out|off|back|down|home",
        (
            "sold out|cancelled|canceled|closed|gone ~ after|although|though|even|while|when|before ~ i|we|"
            "paying|paid|booking"
        ),
        "after|although|though|while|despite i|we ~ paid|cancelled|canceled|booked|ordered|left|asked|had|told",
        "moved|pushed|changed|put|set|delayed|rescheduled back|again|without|forward",
        "never ~ reached|arrived|came|showed|rang|appeared|got|made|told|happened|returned",
        (
            "fined|overcharged|refused|ignored|blocked|banned|robbed|tricked|misled|insulted|scolded|accused|"
            "disconnected me|us|my|our"
        ),
        (
            "eats|kills|destroys|wipes|breaks|ruins|drains|deletes|ignores|rejects|refuses|loses|forgets|"
            "blocks|crashes my|our|me|us"
        ),
        "put|puts|sent|left|took my|our|us|me ~ another|wrong|different",
        "behind my|our back",
        "you|they|bank|shop|site|app ~ charged|billed|fined|deducted|debited|overcharged",
        "had|forced|made|have to|us|me ~ carry|walk|stand|wait|pay|leave|buy|go|call|ring|queue|sit|throw",
    ),
)
