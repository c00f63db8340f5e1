"""Evidence: sad and angry faces, in any language."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_FACE = re.compile(
    "[😡😠🤬😤👿😢😭😞😔😟😣😖😫😩😒😑👎💔🤦😾🤮🤢💩😰😱]|(?<![\\w:])[:;=]'?-?[(/\\\\\\[|](?![\\w/])|>:\\(|\\bD:"
)


_HINT = re.compile("[^\\x00-\\x7f]|[:;=]")
"""What every face has; looked for first, since most texts have none."""


def _search(reading: Reading) -> Iterable[Span]:
    if _HINT.search(reading.plain) is None:
        return ()
    return (found.span() for found in _FACE.finditer(reading.plain))


SIGNAL = Signal(
    part="sad_face",
    weights={Kind.COMPLAINT: 1.25, Kind.PRAISE: -1.0},
    search=_search,
    english=False,
)
