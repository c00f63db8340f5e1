"""Evidence: thanks."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="thanks",
    weights={Kind.COMPLAINT: -0.875, Kind.PRAISE: 1.5},
    words="""
        thank thanks thanx thankyou thankful thx thnx tnx ty cheers appreciat* grateful gratitude kudos
        props bless
    """,
    phrases=(
        "shout|shoutout|s out|to",
        "hats off",
        "thumbs up",
        "well|nicely|job|beautifully done",
        "made|makes|making my|our ~ day|week|night|trip|evening",
    ),
    more=0.25,
)
