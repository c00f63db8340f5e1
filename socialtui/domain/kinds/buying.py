"""Evidence: somebody means to buy."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="buying",
    weights={Kind.LEAD: 1.5, Kind.COMPLAINT: -0.25},
    words="preorder preordering preordered",
    phrases=(
        (
            "want|wanna|need|going|gonna|like|ready|about|planning|plan|hoping|decided|love|tempted ~ buy|"
            "order|purchase|book"
        ),
        "i'm|im|i'll|ill|we'll ~ buying|ordering|purchasing|buy|order a|the|one|some|my|two|it",
        "shut up and take my money",
        "take my money",
        "where can|do|could|to i|we|one|you ~ buy|get|order|purchase|try",
        "where to buy|get|order",
        "interested in",
        "sign me|us up",
        "sign up for|with|here|today|now",
        "i'd|i'll|id|would|we'd take|pay|buy|order ~ one|two|three|five|ten|it|them|money",
        "do you make it|one|them|these",
        "taster|sample|demo|quote|brochure for|from|please|of",
        "before signing|buying|i|we|ordering|booking ~ up|pay|buy|sign|order|one",
        "saving up|for",
    ),
)
