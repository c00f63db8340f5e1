"""Evidence: it was found by listening, not said to us; headlines ask and complain for effect."""

from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading


def _search(reading: Reading) -> Iterable[Span]:
    return () if reading.addressed else ((0, 0),)


SIGNAL = Signal(
    part="overheard",
    weights={Kind.COMPLAINT: -0.5, Kind.QUESTION: -0.75},
    search=_search,
    english=False,
)
