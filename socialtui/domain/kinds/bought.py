"""Evidence: a thing that one buys, rents or is served, so that somebody answers for it."""

from socialtui.domain.grammar import BOUGHT
from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(part="bought", weights={Kind.COMPLAINT: 0.25}, words=" ".join(sorted(BOUGHT)))
