"""Evidence: somebody is spoken to directly."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="at_you",
    weights={Kind.COMPLAINT: 0.25},
    words="you your you're youre u ur yours you've you'll yall y'all",
)
