"""Evidence: shouting: words in capitals, rows of marks."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_SHOUT = re.compile(r"\b[A-Z]{4,}\b|[?!]{2,}|\.{3,}|…")


def _search(reading: Reading) -> Iterable[Span]:
    return (found.span() for found in _SHOUT.finditer(reading.plain))


SIGNAL = Signal(part="shouting", weights={Kind.COMPLAINT: 0.125}, search=_search, english=False)
