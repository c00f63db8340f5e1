"""Evidence: a link left in a comment. Where people post links by habit, or speak to handles, it says nothing."""

from collections.abc import Iterable

from socialtui.domain.kinds.link import links
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_COMMENTS = frozenset(("", "wordpress"))
"""Networks whose comments are told apart so; an unknown one may be."""


def _search(reading: Reading) -> Iterable[Span]:
    if (
        reading.network not in _COMMENTS
        or "#" in reading.plain
        or reading.plain.count("@") < reading.text.count("@")
    ):
        return ()
    return links(reading)


SIGNAL = Signal(part="dropped_link", weights={Kind.SPAM: 1.0}, search=_search, english=False)
