"""Evidence: hours, days or weeks are counted; it needs something beside it to be a complaint."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="long",
    weights={Kind.COMPLAINT: 0.875, Kind.PRAISE: -0.5, Kind.SPAM: -0.375, Kind.LEAD: -0.375},
    words="hour hours hrs hr mins minutes days weeks months",
)
