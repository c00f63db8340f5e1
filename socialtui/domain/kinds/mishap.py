"""Evidence: a thing or a person was handled badly, or what one counts on gave out."""

from socialtui.domain.lexicon import NOBODY, NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="mishap",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.5, Kind.LEAD: -0.375},
    words="""
        threw thrown dumped tossed soaked drenched flooded crushed squashed spilled spilt mocked yelled shouted
        snapped unattended unlocked unannounced uninvited unrequested unpacked allergic itchy bruised
    """,
    phrases=(
        "ran|runs|run|running out",
        "gave|given|giving|sold|handed|sent ~ to|away ~ someone|somebody|else|another|wrong|stranger",
        "someone|somebody|another|else's ~ instead|parcel|order|name|account|letter|luggage",
        (
            "heating|heater|water|power|electricity|light|lights|lift|elevator|wifi|internet|aircon|signal|"
            "phone|phones|line|site|website|server|screen ~ off|dead|gone|cold"
        ),
        "without|with a|an|any|no warning|notice|explanation|reason|announcement|apology|reply|permission",
        "drove|drives|driving|sailed ~ past our|my|the|me|us",
        "went|walked ~ past me|us",
        "was|were|is|are|went|gone|come|came ~ off|sour|stale|out ~ when|on|double|twice|the",
        "given|gave|went|sold ~ to others|strangers",
        "closed|shut|locked|nobody|unmanned ~ during|in|within opening|business|office|shop|store hours",
        "closed|shut ~ the|all whole|entire|day|week|weekend",
        "power|water|internet|electricity|gas cut|cuts|failure|failures|outage",
        "red|warning|amber light ~ since|on|again",
        "light|lights is|are|stays|blinks red|amber|off",
        "one said|told|informed|warned us|me|so|anything",
        "because of you",
        "fee|fees|price|prices|rent|premium doubled|tripled",
        "hair|stone|glass|plastic|bug|fly|insect|maggot|mould|mold ~ in|on it|my|the|our",
        "half open|eaten|missing|done|working|finished|assembled",
        "in|to|into pieces|bits",
        "upside|face down",
        "over|on|into|against the fence|gate|wall|hedge|floor|ground|bin|rain|mud",
        "outside|standing|left|out in the rain|cold|dark|snow|street",
        "neighbour|neighbor|stranger ~ never|don't|not",
        "with|to|by ~ stranger",
        "taste|tasted|tastes|smell|smelled|smells|smelt of|like",
        "paying|paid|pay|charged for ~ and|but|yet get|getting|got|receive|received",
        "laughed|laughing|swore|swearing|shouting|yelling ~ at|when|me",
        "without my|our|any|even|telling|asking|reading|looking|knocking|notice|warning permission|consent|me|us|it",
        "without notice|warning|permission|consent|asking|reading|telling",
        f"{NOT} ~ ordered|ordering|wanted|booked|agreed|approved|authorised|authorized|signed",
        f"{NOBODY} replaced|repaired|refilled|emptied|cleared|told|warned|asked|has|had",
        "still paying|charged|charging|charge|billed|billing|being|getting|blocked|locked|closed|dead|off",
        "more|less|slower|worse|later|shorter|longer ~ than ~ before|promised|advertised|said|old|agreed|paid",
        "out|cut|cuts|died|dies|stops|stopped after|every|halfway|mid ~ seconds|minutes|minute|hour|time",
        "absent|undeliverable|not home while|though|although|when",
    ),
    more=0.25,
)
