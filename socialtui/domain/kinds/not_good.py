"""Evidence: something good is denied: not nice, no fun, would not recommend."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

_NO = (
    "not|isn't|isnt|wasn't|wasnt|aren't|arent|weren't|werent|ain't|hardly|barely|never|don't|dont|didn't|didnt|doesn't|"
    "doesnt|nothing|no|neither"
)
_GOOD = (
    "good|great|nice|easy|happy|helpful|friendly|welcoming|impressed|impressive|fun|clean|fresh|fast|quick|favorite|"
    "favourite|cool|thrilled|pleased|satisfied|amused|fair|right|ok|okay|acceptable|professional|polite|clear|reliable|safe|"
    "comfortable|cheap|attentive|consistent|honest|enough|ideal|special|appetizing|edible|tasty|pleasant|enjoyable"
)

SIGNAL = Signal(
    part="not_good",
    weights={Kind.COMPLAINT: 1.25, Kind.PRAISE: -1.25},
    phrases=(
        f"{_NO} a|the|my|very|so|that|really|all|too|at|as|exactly|particularly|overly|remotely|even ~ {_GOOD}",
        f"{_NO} {_GOOD}",
        (
            "not|never|won't|wont|wouldn't|wouldnt|don't|dont|can't|cannot|cant recommend this|it|them|you|here|"
            "the|staying|to|at"
        ),
        "would|do|could|will|can not ~ recommend",
        "wish i|we|you|it|they could|had|would|was",
        "better off|elsewhere|options|places|choices",
        "expected|expecting|hoped|hoping|deserve|deserves ~ more|better",
        "just|only|at ok|okay|average|meh|best",
        "not what|how a|an|it|this ~ should|looks|works|is",
    ),
    more=0.125,
)
