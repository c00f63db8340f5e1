"""Evidence: somebody is asked to account for something of the writer's: why it is so, or where it is."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="accounted",
    weights={Kind.COMPLAINT: 0.5, Kind.PRAISE: -0.25},
    phrases=(
        "why is|was|has|have|had|did|does|do|am|are|were|would|will ~ my|our|i|we",
        "why is|are|was|were|has there|it|this|they",
        "where|where's|wheres ~ my|our",
        "what happened|happens|became|become to|of ~ my|our",
        "how come i|we|my|our|it|you",
        "what's|whats|what ~ with|happening|wrong ~ my|our|this",
        "know|knows|tell|explain|understand why|where ~ my|our|i|we",
    ),
)
