"""Evidence: somebody tells what happened to them."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="own_story",
    weights={Kind.COMPLAINT: 0.375},
    words="i my me we our us i'm im i've ive i'd we've we're mine myself",
)
