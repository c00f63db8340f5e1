"""Evidence: delight, the words of a person who is glad."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="delight",
    weights={Kind.COMPLAINT: -0.75, Kind.PRAISE: 1.0},
    words="""
        love loved loves loving luv lovely awesome* amaz* great greatest best better excellent fantastic*
        perfect* brilliant* happy happier happiest glad nice nicest nicely good impressed impressive
        outstanding superb wonderful* delight* delicious tasty yummy beautiful* gorgeous stunning incredibl*
        exceptional stellar terrific fabulous favourite favorite fave pleased pleasant pleasure enjoy*
        exciting excited recommend helpful friendly kind quick quickly fast smooth smoothly easy flawless*
        seamless* spotless rock rocks rocked wow win wins winning cool fun thrilled yay woohoo hooray yum
        congrats congratulations proud grateful sweet epic slick genius elegant reliable smile smiling
        laughed beats phenomenal magnificent classy polite courteous professional comfy comfortable worth
        welcome hilarious legend legends
    """,
    phrases=(
        "can't|cant wait",
        "above and beyond",
        "blown away",
        "first class",
        "looking forward",
        "five stars",
    ),
    more=0.25,
)
