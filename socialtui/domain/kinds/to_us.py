"""Evidence: it begins with a handle, so it is said to somebody. On networks where all answers do, it says nothing."""

from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading


def _search(reading: Reading) -> Iterable[Span]:
    if reading.network or not reading.text.startswith("@"):
        return ()
    return ((0, len(reading.text.split(maxsplit=1)[0])),)


SIGNAL = Signal(part="to_us", weights={Kind.COMPLAINT: 0.25, Kind.SPAM: -1.0}, search=_search, english=False)
