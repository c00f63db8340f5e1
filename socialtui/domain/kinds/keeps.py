"""Evidence: a trouble that comes again and again."""

from collections.abc import Iterable

from socialtui.domain.grammar import word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_KEEPS = frozenset(("keeps", "keep", "kept", "constantly", "continually", "repeatedly", "forever"))
_FINE = word_set(
    """
    coming going smiling laughing getting improving growing winning watching reading calling thinking bringing
    surprising delivering giving learning working singing dancing morning evening everything anything nothing
    something king building talking wanting hearing
    """
)


_STOPPED = frozenset(("stopped", "stops", "quit", "quits"))
_ENDED_WELL = word_set(
    "smoking raining snowing laughing crying drinking eating worrying bleeding hurting shopping"
)
_OF_ONESELF = frozenset(("i", "we", "to", "and", "please", "i'll", "i've", "we've"))


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    keeps, stops = not _KEEPS.isdisjoint(words), not _STOPPED.isdisjoint(words)
    if not (keeps or stops):
        return
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        if not after.endswith("ing"):
            continue
        before = words[index - 1] if index else "to"
        if word in _KEEPS:
            troubles = after not in _FINE and not (word == "keep" and before in _OF_ONESELF)
        elif word in _STOPPED:
            troubles = after not in _ENDED_WELL and (index == 0 or before not in _OF_ONESELF)
        else:
            continue
        if troubles:
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(
    part="keeps",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.375},
    search=_search,
    phrases=(
        (
            "keep|keeps|kept getting ~ out|charged|billed|error*|disconnected|rejected|declined|logged|"
            "kicked|asked|sent|calls"
        ),
        "restarts|restarted|reboots|rebooted|resets|closes|shuts|quits ~ itself|constantly|randomly",
        (
            "third|fourth|fifth|sixth|3rd|4th|5th|tenth|umpteenth|nth time|day|week|month|attempt|call|email|"
            "engineer|one"
        ),
        "second|2nd time ~ this|now|in|we|i|and|that|running",
        (
            "three|four|five|six|seven|ten|many|several|multiple|3|4|5|6|7|10 times ~ now|and|already|this|in|"
            "today|but|no"
        ),
        "off|down|gone|dead|late|cold|empty|wrong|missing|closed|broken|out|full|busy|taken|slow|stuck again|since",
        "power|water|internet|wifi|line|signal|tv|website|app out|off|down",
        (
            "every|each|single|all ~ day|night|evening|time|month|week|morning ~ same|fails|late|down|crashes|"
            "wrong|again"
        ),
        (
            "always|constantly|permanently|forever late|full|down|busy|engaged|broken|closed|delayed|taken|wrong|"
            "slow|cold|empty"
        ),
        "ask|asks|asked|make|makes|made|tell|told|tells me|us to ~ again|twice",
        "day|days|week|weeks|time|month|months|year running|row",
    ),
)
