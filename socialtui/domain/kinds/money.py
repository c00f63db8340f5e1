"""Evidence: money was taken, or is wanted back."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="money",
    weights={Kind.COMPLAINT: 0.9375, Kind.PRAISE: -0.375, Kind.LEAD: -0.25},
    words="""
        refund* overcharg* reimburs* compensat* unauthori* chargeback* pricey overpriced expensive
        unaffordable stole stolen steal stealing deducted debited fee fees penalty surcharge* hidden
        costs owe owed owes charged charging charges
    """,
    phrases=(
        "money back",
        "charged|billed|charge|debited ~ twice|double|wrong|extra|wrongly|for",
        "bill|paid|pay ~ twice|double|extra|wrongly",
        "double charged|billed|charge|billing|booked",
        "took ~ money|fee|payment|twice",
        "what i|we pay|paid|ordered|asked",
        "for|all|after the|this|that money|price|amount",
        "paid|pay|paying|spent|spend ~ extra|more|full|hundreds|thousands|fortune",
        "price increase*|hike*|rise*",
        "went up",
        "price|prices|bill|fee|fees|rent|premium|rate|rates ~ higher|up|rising|rose|jumped|increased|hiked",
        "want|need|give|like ~ money|refund|credit|deposit",
        "not worth",
        "took|have|got|where|where's|wheres|lost|waste|wasted|wasting|keep|kept|of|with|holding my|our money",
        "my|our money ~ back|gone|missing|not|never|still|is",
        "am|are i|we ~ paying for",
    ),
    more=0.25,
)
