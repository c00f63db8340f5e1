"""Evidence: a year is named; facts are dated more often than feelings."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_YEAR = re.compile(r"(?:1[5-9]|20)(?<!\w..)\d\d\b")


def _search(reading: Reading) -> Iterable[Span]:
    return (found.span() for found in _YEAR.finditer(reading.plain))


SIGNAL = Signal(part="year", weights={Kind.ERROR: 0.5}, search=_search, english=False)
