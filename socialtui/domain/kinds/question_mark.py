"""Evidence: a question mark, of any script."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_MARK = re.compile("[?？؟;](?=[^\\w]|$)|[?？؟]")
_MARK = re.compile("[?？؟]")


def _search(reading: Reading) -> Iterable[Span]:
    return (found.span() for found in _MARK.finditer(reading.plain))


SIGNAL = Signal(
    part="question_mark",
    weights={Kind.QUESTION: 1.75, Kind.COMPLAINT: 0.25, Kind.PRAISE: -0.5, Kind.LEAD: 0.25},
    search=_search,
    english=False,
)
