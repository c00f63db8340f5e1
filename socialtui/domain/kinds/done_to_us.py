"""Evidence: somebody did us harm: lost, spoiled or refused what was ours."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

_DOER = "you|they|u|driver|courier|staff|waiter|engineer|agent|system|app|machine|site|update|technician|bank|company"
_HARM = (
    "lost|cut|dropped|deleted|erased|skipped|forgot|ate|broke|damaged|ruined|blocked|refused|rejected|ignored|killed|"
    "wiped|downgraded|bumped|dumped|threw|misread|misspelled|wasted|cancelled|canceled|closed|charged|billed|stopped|"
    "raised|withdrew|crushed|overcharged|misplaced|smashed|scratched|bent"
)

SIGNAL = Signal(
    part="done_to_us",
    weights={Kind.COMPLAINT: 0.75, Kind.PRAISE: -0.25},
    phrases=(
        f"{_DOER} ~ {_HARM} my|our|me|us|his|her",
        f"{_DOER} ~ moved|changed|switched|took|kept|opened|returned my|our",
        f"{_DOER} just|have|has|already|again|never {_HARM}",
        "turned|sent|kicked|threw|thrown me|us away|out|off|back",
        "sold out|cancelled|canceled|closed|gone after|although|though|even ~ i|we|paying|paid|booking",
        "although|though|despite i|we|having ~ cancelled|canceled|told",
        "moved|changed|cancelled|closed|rescheduled without",
        (
            "fined|overcharged|refused|ignored|blocked|banned|robbed|tricked|misled|insulted|scolded|accused|"
            "disconnected|stranded me|us|my|our"
        ),
        (
            "eats|kills|destroys|wipes|breaks|ruins|drains|deletes|ignores|rejects|refuses|loses|"
            "blocks|crashes my|our|me|us"
        ),
        "behind my|our back",
        "forced|made me|us ~ carry|walk|stand|wait|pay|leave|queue|sit",
        "cut|raised|reduced|stopped|removed|renewed|ended|opened without",
        "agent|assistant|staff|driver|waiter|waitress|manager|nurse|clerk|cashier laughed",
    ),
)
