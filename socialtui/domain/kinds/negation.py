"""Evidence: a no in the sentence; complaints are told by what is not."""

from socialtui.domain.lexicon import NOBODY, NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="negation",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.5},
    words=f"{NOT} {NOBODY} nor instead unless despite but".replace("|", " "),
)
