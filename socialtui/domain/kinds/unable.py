"""Evidence: somebody can't do what they should be able to do."""

from collections.abc import Iterable

from socialtui.domain.grammar import UNABLE, after_helpers, first_word, supposed, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_FINE = word_set(
    """
    wait complain recommend thank fault beat stop help believe decide remember imagine praise go miss resist argue
    blame lie cook swim dance sing draw spell drive sleep eat drink come attend join recall promise think have ask
    asked say rate wish hope love like fly agree want live choose pick name compare top express describe do stress
    overstate put emphasize be keep afford hide you u we they
    """
)
"""What one is unable to do out of joy, or by oneself."""

_SOUGHT = frozenset(("find", "see", "tell", "understand", "figure", "work"))
"""Beside a question these only say why it is asked."""

_ENOUGH = frozenset(("enough", "over"))


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if UNABLE.isdisjoint(words):
        return
    opening, asks = first_word(reading), "?" in reading.plain
    for index, word in enumerate(words):
        if word not in UNABLE or index == len(words) - 1:
            continue
        if (index == opening and words[index + 1] in ("i", "we")) or supposed(words, index):
            continue
        verb = after_helpers(words, index + 1)
        if (
            verb == len(words)
            or words[verb] in _FINE
            or (words[verb] == "make" and "it" in words[verb + 1 : verb + 3])
            or (asks and words[verb] in _SOUGHT)
            or not _ENOUGH.isdisjoint(words[verb + 1 : verb + 3])
        ):
            continue
        yield reading.places[index][0], reading.places[verb][1]


SIGNAL = Signal(
    part="unable",
    weights={Kind.COMPLAINT: 0.375, Kind.PRAISE: -0.375, Kind.LEAD: -0.25},
    search=_search,
    phrases=(
        "not able|allowed|possible to",
        (
            "won't|wont|doesn't|doesnt|didn't|didnt|wouldn't|not ~ let|allow|accept|take|recognise|recognize me|"
            "us|my|our"
        ),
        "impossible to",
        "no way to|of",
        "trying|tried to ~ for|since|all|without",
        "tried|trying everything|for|again",
    ),
)
