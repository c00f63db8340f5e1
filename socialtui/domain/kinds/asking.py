"""Evidence: a question put as a statement, or a request for an answer."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="asking",
    weights={Kind.QUESTION: 1.25, Kind.PRAISE: -0.25},
    words="wondering",
    phrases=(
        (
            "can|could|would|will you|u|someone|anyone|somebody|anybody please|pls|tell|help|let|explain|"
            "confirm|check|advise"
        ),
        "tell|show me|us how|what|when|where|why|if|whether|which|who",
        "let me|us know how|what|when|where|why|if|whether|which|who",
        "i|we ~ like|love|want|need to know",
        "need to know",
        "do|does|did you|anyone|anybody|u know|have|offer|sell|ship|support|accept|think",
        "is|are there any|a|an|another|anything|anyone|someone",
        "any idea|ideas|chance|word|news|update|updates|suggestions|plans|eta|tips",
        "not sure how|what|if|whether|where|when|which|why",
        "how do|does|can|would|should|to|come i|you|u|we|it|one|people|get|use|change|find|make|fix",
        "please advise|explain|clarify|confirm",
        "question|questions for|about|regarding",
        "help me|us understand|find|with|out",
        "i|we don't|dont|can't|cant understand|find|figure ~ how|why|what|where",
        "curious|unsure|unclear if|about|how|what|why|whether",
        (
            "what|where|when|why|how|who|which is|are|do|does|did|was|were|can|should|will|would|r|u you|u|"
            "i|we|the|it|my|your|they|that|this"
        ),
    ),
)
