"""Evidence: somebody looks for what we might offer."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="seeking",
    weights={Kind.LEAD: 1.75, Kind.SPAM: -0.25, Kind.QUESTION: 0.25},
    phrases=(
        (
            "looking|searching|hunting|shopping for a|an|some|another|something|someone|somebody|any|new|"
            "good|the|to|info|advice"
        ),
        "looking|shopping ~ at|around|into|for ~ getting|buying|new|bigger|a|an|insurance|offer*|deal*",
        "we're|i'm|im|we|i are|am|both|really ~ after a|an|some",
        "after a|an|some new|venue|quote|supplier|partner|provider|place|table",
        "need|want|seek|looking for|to ~ somebody|someone|anyone ~ to|who",
        "need somebody|someone to|who",
        "who's|whos|what's|whats|which the best|cheapest|nicest",
        (
            "which|what plan|package|version|model|size|option|tier|subscription|membership|course|one ~ "
            "suit|suits|fit|is|would|should|do"
        ),
        (
            "might|would|could|may|keen|ready|tempted|planning|plan|hoping|hope|want|wanting|like|going|considering|"
            "looking|decided ~ switch|switching|upgrade|upgrading|join|joining|hire|hiring|subscribe|sign|try|rent"
        ),
        "considering|consider|contemplating a|an|your|the|this|these|getting|buying|moving",
        "deciding|choosing|torn|comparing|compared|choose|decide ~ between|with|against",
        "point|steer|direct me|us to|towards",
        "current|old|other|our|my ~ provider|supplier|contract|lot ~ ends|closing|closes|ending|expires|runs",
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
