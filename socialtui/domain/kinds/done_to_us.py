"""Evidence: somebody did us harm: lost, spoiled or refused what was ours."""

from collections.abc import Iterable

from socialtui.domain.grammar import LIVING, SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_DOER = "you|they|u|driver|courier|staff|waiter|engineer|agent|system|app|machine|site|update|technician|bank|company"
_HARM = (
    "lost|cut|dropped|deleted|erased|skipped|forgot|ate|broke|damaged|ruined|blocked|refused|rejected|ignored|killed|"
    "wiped|downgraded|bumped|dumped|threw|misread|misspelled|wasted|cancelled|canceled|closed|charged|billed|stopped|"
    "raised|withdrew|crushed|overcharged|misplaced|smashed|scratched|bent"
)

_DONE = frozenset(_HARM.split("|"))
_OURS = frozenset(("my", "our"))
_NOBODY_ELSE = (
    SPEAKER
    | LIVING
    | word_set(
        """
        and or to have i've i'd we've had just never almost nearly both then all weather rain snow wind storm fog sun
        frost heat sea waves thunder night day it that this
        """
    )
)
"""Whose doing it was, where no company did it."""


def _search(reading: Reading) -> Iterable[Span]:
    """*The lorry skipped our street*, whatever it was that did it."""
    words = reading.words
    if _DONE.isdisjoint(words):
        return
    for index in range(1, len(words) - 1):
        if words[index] in _DONE and words[index + 1] in _OURS and words[index - 1] not in _NOBODY_ELSE:
            yield reading.places[index - 1][0], reading.places[index + 1][1]


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
        (
            "you|they|somebody|someone|staff should|could|might ~ have ~ told|said|warned|asked|known|checked|"
            "called|informed|answered|mentioned|noticed"
        ),
        "you|they could|might ~ at least",
        "stop sending|calling|charging|texting|asking|emailing|billing|taking|spamming me|us|my|our",
        "i|we ~ had to pay|queue|beg|chase|wait|ring|argue",
        "sends|turns|send|turn|sent|turned everyone|people|customers|kids away",
    ),
    search=_search,
)
