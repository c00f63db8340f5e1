"""Evidence: words passed on rather than said: a repost, a headline's hashtags."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_PASSED_ON = re.compile(r"\bRT\b|\b[Vv]ia @")


def _search(reading: Reading) -> Iterable[Span]:
    if "RT" not in reading.text and "ia @" not in reading.text:
        return ()
    return (found.span() for found in _PASSED_ON.finditer(reading.text))


SIGNAL = Signal(
    part="passed_on",
    weights={Kind.COMPLAINT: -0.5, Kind.PRAISE: -0.375},
    search=_search,
    english=False,
)
