"""Evidence: happy faces, in any language."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_FACE = re.compile(
    "[😀😃😄😁😊😍🥰😘🤩😻🙂☺👍👏🙌🎉🥳❤♥💕💖💙💚💛💜🧡💪🔥🤗🤞😎]|<3|(?<![\\w:])[:;=]'?-?[)D\\]P](?!\\w)|\\^_\\^|\\bxx?\\b(?=\\W*$)"
)


_HINT = re.compile("[^\\x00-\\x7f]|[:;=<^]")
"""What every face but a kiss has; looked for first, since most texts have none."""

_KISS = ("x", "xx")


def _search(reading: Reading) -> Iterable[Span]:
    if reading.low.rstrip(" .!?").endswith(_KISS) or _HINT.search(reading.plain):
        return _faces(reading)
    return ()


def _faces(reading: Reading) -> Iterable[Span]:
    return (found.span() for found in _FACE.finditer(reading.plain))


SIGNAL = Signal(
    part="happy_face",
    weights={Kind.COMPLAINT: -1.25, Kind.PRAISE: 1.0},
    search=_search,
    english=False,
)
