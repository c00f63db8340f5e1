"""Evidence: a word that mostly names a trouble, and now and then something of everyday life."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="amiss",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.625, Kind.LEAD: -0.5},
    words="""
        lost lose losing loses missing broke breaks breaking wrong stuck slow slower slowest frozen froze
        hang hangs hanging hung blank fix fixing fault kicked drain* collapsed""",
    more=0.375,
)
