"""Evidence: a link; people who are upset seldom bring one."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_LINK = re.compile(
    r"https?://[^\s/<>\"]{0,80}|\bwww\.[\w.-]{1,80}"
    r"|\b[\w-]{2,40}\.(?:com|net|org|info|biz|xyz|ly|tk|club|shop|top|ru)\b",
    re.IGNORECASE,
)
_HINT = re.compile(r"\.(?:com|net|org|info|biz|xyz|ly|tk|club|shop|top|ru)\b|ww\.", re.IGNORECASE)
"""What every link has; looked for first, since most texts have none."""


def links(reading: Reading) -> Iterable[Span]:
    """Returns the places of links in the text as it was written."""
    if "://" not in reading.text and _HINT.search(reading.text) is None:
        return ()
    return (found.span() for found in _LINK.finditer(reading.text))


SIGNAL = Signal(
    part="link",
    weights={Kind.COMPLAINT: -0.75, Kind.PRAISE: -0.5, Kind.SPAM: 0.5},
    search=links,
    english=False,
)
