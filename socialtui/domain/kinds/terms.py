"""Evidence: somebody asks for price, plan, delivery or a trial before buying."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="terms",
    weights={Kind.LEAD: 1.5, Kind.QUESTION: 0.25},
    words="pricing",
    phrases=(
        "how much is|are|for|does|would|do|will|to",
        "what|what's|whats ~ price|cost|pricing|rates",
        "price for|of|list|range|please",
        "do|does|can|will|could you|u|they ~ ship|deliver|offer|sell|stock|accept|cater",
        "is|are it|this|they|there|these|that ~ available|stock|trial|discount|demo|version|plan",
        "be|this|it|they available in|for|to|at|on",
        "free trial",
        "book|want|get|see|have|request|like ~ demo|quote|trial",
        "discount|discounts for|on|code",
        "get|request|send ~ quote|demo|brochure|catalogue|catalog|offer",
        "opening hours",
        "still available|open|hiring|selling",
        "when|where ~ available|stock|sale|launch|launching",
        "back in stock",
    ),
)
