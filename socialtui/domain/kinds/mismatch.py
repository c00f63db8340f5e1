"""Evidence: what came is not what was ordered, said or paid for."""

from socialtui.domain.lexicon import NOT, Signal
from socialtui.domain.mention import Kind

_ASKED = "ordered|asked|booked|paid|bought|wanted|reserved|promised|chose|requested|selected"
_CAME = "got|get|getting|received|receive|came|sent|given|brought|delivered|arrived|charged|served"
_SAID = "says|say|said|shows|showed|showing|stated|advertised|quoted|listed|promised"
_OTHER = "different|wrong|another|somebody|someone|old|used|opened|previous|incorrect|smaller|cheaper|random|second"

SIGNAL = Signal(
    part="mismatch",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.5, Kind.LEAD: -0.25},
    words="mismatch* mixup miscount* mislabel* mislabelled",
    phrases=(
        "someone|somebody else's",
        "served|gave|sent|got|brought|received|have|had|ate ~ someone's|somebody's",
        f"{_ASKED} ~ it's|its|is|was|arrived",
        f"{_ASKED} ~ {_CAME}",
        f"{_ASKED} for ~ {_CAME}",
        f"{_CAME} ~ {_OTHER} ~ item|one|product|person|size|address|name|order|parcel|thing|colour|color|table|meal",
        f"{_CAME} a|the|me|us|an ~ {_OTHER}",
        f"{_CAME} ~ instead",
        f"{_CAME} ~ not|nothing",
        f"{_CAME} half|part|twice|double|less",
        f"{_SAID} ~ says|said|shows|showed|showing|quoted",
        (
            "says|said|shows|marked|states ~ delivered|available|stock|open|paid|active|resolved|shipped ~ but|"
            "yet|not|no|never"
        ),
        f"{NOT}|nothing ~ what i|we|you|was|it|is|they",
        (
            f"{NOT}|nothing ~ as|like ~ advertised|described|promised|shown|picture*|photo*|ordered|agreed|"
            "website|menu|ad"
        ),
        f"{NOT}|nothing ~ match|matches|fit|fits|correspond|tally|add",
        f"{NOT}|nothing the one|same|right|size|colour|color ~ i|we|ordered|as|picture*",
        "to|at an|my|the|our old|wrong|previous|another|different address|number|account|email|door|house|city|place",
        "to the|a wrong",
        "someone|somebody|else's ~ clothes|order|parcel|food|name|account|letter|bag|phone|room|meal",
        "twice|double|triple the|what|as|my",
        "a|an tenth|third|quarter|fraction|half of",
        "than|from what ~ promised|said|quoted|ordered|paid|agreed|advertised|told|expected",
        "for ~ nobody|never|didn't|not|don't ~ ordered|made|took|bought|use|used|visited|asked",
        (
            "i|we|nobody|he|she never|didn't|not|don't ~ made|make|ordered|order|asked|ask|bought|agreed|agree|"
            "booked|authorize|authorise|recognize|recognise|"
            ""
            "signed|took"
        ),
        "two|three|double|duplicate payments|charges|payment|charge|bookings|orders|bills taken|for|this|on|instead",
        "used|opened|accessed|read by someone|somebody|others|strangers|another",
        "i|we did|do not ~ make|recognize|recognise|authorize|authorise|order|ask|request|agree",
        "but|yet ~ only|nothing ~ got|get|received|came|get|works|see|gave|paid",
        "but|yet only|nothing|just|half",
        (
            "duplicate|duplicated|unknown|mysterious|extra|unrecognised|unrecognized payment*|charge*|"
            "transaction*|order*|debit*|fee*"
        ),
        "someone|somebody else ~ made|used|accessed|opened|took|got|has|logged|signed",
        "differ|differs|differed|differing from",
        "in|two|three different sizes|colours|colors|shades|lengths",
        "out|through|taken|debited|billed|posted twice",
        "was|were ~ instead",
        "mixed|mixing|mix up",
    ),
    more=0.25,
)
