"""Evidence: a customer is about to leave, or has left."""

from socialtui.domain.lexicon import NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="leaving",
    weights={Kind.COMPLAINT: 0.75, Kind.PRAISE: -0.75},
    words="""
        unsubscrib* uninstall* unfollow* ditch* quitting boycott
    """,
    phrases=(
        "never|not again|coming|returning|going|flying|using|buying|shopping|ordering",
        (
            f"{NOT} ~ recommend|return|shop|come|coming|buy|buying|fly|flying|using|order|ordering|"
            "renew|going back|again"
        ),
        "never|won't|wont|not|wouldn't ~ be|go|come|coming|going back",
        (
            "never|won't|wont|not|wouldn't ~ eat|go|step|set|visit|return|stay|use|be|come|spend|give|order|book|fly|"
            "shop ~ again|foot|return|ever|another"
        ),
        "will|would ever return",
        "zero|0 stars|star",
        "do|don't|dont not ~ go|eat|come|stay|visit|order|shop|book",
        "not ~ a fan",
        "last time|purchase|order|flight",
        "lost a|my|our|me|another ~ customer|business|loyalty|client|trust|me|guest",
        "lose|losing a|my|me|our|customers ~ customer|business|loyalty|customers|client",
        "take|taking|took my|our business|custom",
        "going|go|gone|went elsewhere|somewhere",
        "switch|leaving|leave|change|changing to|from|provider*|bank*|carrier*|airline*",
        "switched from|provider*|bank*|carrier*|airline*",
        "switched to another|one|someone|your",
        "moving|move|moved ~ another|different|competitor*|rival*|provider*|bank*|carrier*|airline*",
        "leaving you|your|for",
        "switching to|provider*|bank*|carrier*",
        (
            "cancel|cancelling|canceling|canceled|cancelled|close|closing|closed ~ account|subscription|"
            "contract|membership"
        ),
        "delete|deleting|deleted ~ app|account|my",
        "stay|keep away",
        "avoid like|this|these|them|at",
        "do|don't|dont not ~ buy|use|fly|trust|waste|bother",
        "don't|dont buy|fly|trust|waste|bother|ever|fall",
        "don't|dont use them|this|these|their|your",
        "done with",
        "back to my|the|using",
        "used to love|like",
        "give|gave|giving up on|with your|you|this",
        "give|gave|giving up trying",
    ),
)
