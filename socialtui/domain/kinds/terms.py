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
        "what|whats|what's ~ rate|prices|charge|fee|fees ~ for|per|in|to",
        "what do|would|does|will ~ it|you|that|they|this ~ cost|charge",
        (
            "do|does|would|could|can you|u|they|it ~ do|make|run|rent|hire|ship|cater|cover|send|come ~ "
            "for|to|in|with|a|an|any|at"
        ),
        (
            "do you do|make|run|rent|cater|ship|deliver|sell|stock|offer|take|have ~ cakes|commissions|"
            "parties|orders|groups|gift*|wedding*"
        ),
        "do you do|make|sell|stock|rent|cater|take commissions",
        "do you have the|any|a|it|this ~ in ~ size|red|blue|black|white|green|stock|7|8|9|6|small|medium|large|a",
        "would|could|can you ship|cater|deliver|quote|supply|fit|install|paint|take",
        "are you taking|accepting|open ~ new|orders|bookings|customers|clients|members",
        (
            "do|can|are|is ~ students|nurses|teachers|members|pensioners|seniors|groups|children|kids ~ get|"
            "discount*|free|money"
        ),
        "are|is there ~ discount|discounts|trial|offer|offers|deal|deals|spaces|places|rooms",
        "any spaces|places|spots|rooms|tickets|tables left|free|on|available|for",
        "can|could|may i|we book|hire|rent|reserve|try|join|visit|tour|order|preorder",
        "can|could|may i|we get this|one|it|these|a ~ delivered|shipped|for|in",
        "can|could we|i ~ have|get|see ~ tour|quote|demo|trial|brochure|sample|samples|taster",
        "how|where do|can|could ~ i|we|one|you ~ join|subscribe|enrol|enroll|register|order|book|buy|hire",
        "become a|an member|customer|partner|reseller|distributor|patron|subscriber",
        "tell|send|give|need|want|like|get ~ more|details|info|information ~ about|on|for",
        (
            "plan|package|subscription|membership|licence|license|version|course ~ include|includes|cost|"
            "costs|support|cover|covers"
        ),
        "what's|whats|what included|comes ~ in|with",
        "still up|for ~ rent|sale",
        "sale|hire|rent|free ~ next|this weekend|week|month",
        "to hire|rent ~ next|this|for|in",
        "licences|licenses|seats|copies for|who|at",
        "price|prices|rates|quote for|list|per",
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
