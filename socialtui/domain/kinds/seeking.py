"""Evidence: somebody looks for what we might offer."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="seeking",
    weights={Kind.LEAD: 1.75, Kind.SPAM: -0.25, Kind.QUESTION: 0.25},
    phrases=(
        "looking|searching|hunting|shopping for",
        "in the market for",
        "anyone|anybody|someone|you ~ recommend|suggest",
        "recommend|recommendation|recommendations|suggestions|suggestion me|us|a|an|for|on|please",
        "any ~ recommendations|suggestions|alternatives|recommendation|alternative",
        "alternative|alternatives|replacement to|for",
        "what|which is|are|s|one|should ~ best|better|good|buy|get|choose",
        "what's the best|cheapest|difference",
        "best|good|cheap|reliable|decent ~ for|under|in|near ~ small|my|a|our|beginners|teams",
        "need|want|seeking a|an|some new|good|better|reliable|cheap|cheaper|decent",
        "switching|switch|moving|migrating|migrate|over from",
        "thinking of|about buying|getting|switching|trying|moving|joining|upgrading|ordering|booking|signing",
        "considering buying|getting|switching|upgrading|joining|moving|an|a|your|the",
        "who sells|makes|does|offers|has|uses",
    ),
)
