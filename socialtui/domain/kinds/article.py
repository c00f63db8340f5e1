"""Evidence: it speaks of something that we wrote."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="article",
    weights={Kind.ERROR: 0.5},
    words="""
        article post page blog paragraph sentence chart table figure formula section chapter heading
        headline author caption quote source graph
    """,
)
