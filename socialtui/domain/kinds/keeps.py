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


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if _KEEPS.isdisjoint(words):
        return
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        if (
            word in _KEEPS
            and after.endswith("ing")
            and after not in _FINE
            and not (
                word == "keep"
                and (index == 0 or words[index - 1] in ("i", "we", "to", "and", "please", "i'll"))
            )
        ):
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(
    part="keeps",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.375},
    search=_search,
    phrases=(
        (
            "third|fourth|fifth|sixth|3rd|4th|5th|tenth|umpteenth|nth time|day|week|month|attempt|call|email|"
            "engineer|one"
        ),
        "second|2nd time ~ this|now|in|we|i|and|that|running",
        (
            "three|four|five|six|seven|ten|many|several|multiple|3|4|5|6|7|10 times ~ now|and|already|this|in|"
            "today|but|no"
        ),
        "off|down|gone|dead|late|cold|empty|wrong|missing|closed|broken|out again|since",
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
