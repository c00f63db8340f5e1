"""Evidence: somebody says that something is not so; of what we wrote, that makes an error."""

from socialtui.domain.lexicon import NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="disputed",
    weights={Kind.ERROR: 1.0},
    words="""
        actually incorrect incorrectly inaccurate untrue false falsely wrong wrongly mistake mistaken
        outdated
    """,
    phrases=(
        f"{NOT} ~ true|correct|accurate|right",
        "should be|have",
        "in fact",
        "for the record",
        "out of date",
        "no longer true|correct|valid|exists|the",
        "changed in",
        "it's|its|it|that|that's|was|is|founded|born|built|opened ~ in not",
        "not in|from|by|the",
    ),
    more=0.25,
)
