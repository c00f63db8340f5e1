"""Evidence: one fact is set against another: "in Ghent, not Bruges", "two, not three"."""

import re
from collections.abc import Iterable

from socialtui.domain.grammar import word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_AGAINST = re.compile(
    r", not (?:in |by |on |from |at |to |the |an? )*([\w'&.-]+)(?: [\w'-]+){0,2}[.!\")]*\s*$"
)
_EXACT = word_set(
    """
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday one two three four five six seven eight nine ten twelve twenty hundred thousand
    million half double
    """
)
_OF_ONESELF = word_set("i we i'm we're i've my me us im ordered booked bought asked paid got delivered")


def _search(reading: Reading) -> Iterable[Span]:
    if " not " not in reading.low or not _OF_ONESELF.isdisjoint(reading.words):
        return
    found = _AGAINST.search(reading.low)
    if found is None:
        return
    yield found.span()
    other = reading.plain[found.start(1) : found.end(1)]
    if other[:1].isupper() or other[:1].isdigit() or other.lower() in _EXACT:
        yield found.span(1)


SIGNAL = Signal(
    part="contrast",
    weights={Kind.ERROR: 1.0, Kind.COMPLAINT: -0.75},
    search=_search,
    more=0.5,
)
