"""Evidence: opening hours are named: a fact that may be right or wrong, and no time that somebody waited."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="opening_hours",
    weights={Kind.COMPLAINT: -2.0, Kind.ERROR: 0.625},
    phrases=("opening|business|office|shop|store|visiting|checkout hours|times|time",),
)
