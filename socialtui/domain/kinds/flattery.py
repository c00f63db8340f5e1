"""Evidence: praise of a post that says nothing about it, as link droppers write."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="flattery",
    weights={Kind.SPAM: 0.75},
    phrases=(
        (
            "nice|great|good|amazing|awesome|wonderful|excellent|informative|useful|superb|fantastic post|"
            "blog|article|information|info|content|site|website|sharing|share"
        ),
        "thanks|thank for|you|u|of ~ sharing|share|information|informative|info",
        "keep sharing|posting|updating|blogging|it|up|writing",
        (
            "your|this blog|website|site|post|article is|was|are|has|very|really|so ~ nice|great|good|"
            "amazing|informative|useful|cool|helpful|interesting"
        ),
        (
            "informative|valuable|knowledgeable|knowledgable|useful|superb|wonderful blog|information|post|"
            "article|content"
        ),
        "i am|was impressed|happy|glad|very|really ~ details|blog|read|visit|find|found|glad|happy",
        "came|stumbled across|upon|on your|this|ur",
        "i read your|this",
        "visit again|back|this|your",
        "really informative",
        "very|really|quite informative|useful|nice|interesting|helpful ~ post|blog|article|information|for",
    ),
    more=0.5,
)
