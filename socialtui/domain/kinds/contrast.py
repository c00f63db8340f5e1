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
_CLEFT = re.compile(r"^(?:no, |actually,? )?(?:it|that) (?:was|is) .{1,40} (?:who|that) ")
"""*It was her sister who*: one is put in the other's place."""

_I_THINK = re.compile(r"\bi (?:know|think|believe|remember|recall|read|learned|learnt)\b")
_OF_ONESELF = word_set("i we i'm we're i've my me us im ordered booked bought asked paid got delivered")


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if "not" not in words:
        return
    if not _OF_ONESELF.isdisjoint(words) and not (
        _I_THINK.search(reading.low) and _OF_ONESELF.intersection(words) == {"i"}
    ):
        return
    found = _AGAINST.search(reading.low)
    if found is None:
        return
    yield found.span()
    if _CLEFT.match(reading.low):
        yield found.span(1)
        return
    other = reading.plain[found.start(1) : found.end(1)]
    if other[:1].isupper() or other[:1].isdigit() or other.lower() in _EXACT:
        yield found.span(1)


SIGNAL = Signal(
    part="contrast",
    weights={Kind.ERROR: 1.0, Kind.COMPLAINT: -0.75},
    search=_search,
    more=0.5,
)
