"""Evidence: a hashtag; announcements have more of them than complaints."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_HASHTAG = re.compile(r"(?<!\w)#\w*[^\W\d]\w*")


def _search(reading: Reading) -> Iterable[Span]:
    if "#" not in reading.plain:
        return ()
    return (found.span() for found in _HASHTAG.finditer(reading.plain))


SIGNAL = Signal(part="hashtag", weights={Kind.COMPLAINT: -0.375}, search=_search, english=False)
