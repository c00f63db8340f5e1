"""Evidence: a long text or one with numbers; trouble is told in detail."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

LONG = 110
"""Characters."""

_NUMBER = re.compile(r"\d+")


def _search(reading: Reading) -> Iterable[Span]:
    if len(reading.text) > LONG:
        yield (0, 0)
    found = _NUMBER.search(reading.plain)
    if found:
        yield found.span()


SIGNAL = Signal(part="detail", weights={Kind.COMPLAINT: 0.25}, search=_search, more=1.0, english=False)
