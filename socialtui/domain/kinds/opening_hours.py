"""Evidence: opening hours are named: a fact that may be right or wrong, and no time that somebody waited."""

from collections.abc import Iterable

from socialtui.domain.grammar import word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_WHOSE = word_set("opening business office shop store visiting checkout")
_TIMES = word_set("hours times time")
_WITHIN = frozenset(("during", "within"))
"""*Closed during opening hours* is about a shut door."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if _TIMES.isdisjoint(words):
        return
    for index, word in enumerate(words[:-1]):
        if (
            word in _WHOSE
            and words[index + 1] in _TIMES
            and _WITHIN.isdisjoint(words[max(index - 2, 0) : index])
        ):
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(part="opening_hours", weights={Kind.COMPLAINT: -2.0, Kind.ERROR: 0.625}, search=_search)
