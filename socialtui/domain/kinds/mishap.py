"""Evidence: a thing or a person was handled badly, or what one counts on gave out."""

from socialtui.domain.lexicon import NOBODY, NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="mishap",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.5, Kind.LEAD: -0.375},
    words="""
        threw thrown dumped tossed soaked drenched flooded crushed squashed spilled spilt mocked yelled shouted
        snapped unattended unlocked unannounced uninvited unrequested unpacked allergic itchy rash bruised
    """,
    phrases=(
        "ran|runs|run|running out",
        (
            "gave|given|giving|sold|handed|sent ~ to|away ~ someone|somebody|else|another|wrong|stranger|other|"
            "others|neighbour"
        ),
        "someone|somebody|another|else's ~ instead|parcel|order|name|account|letter|luggage",
        (
            "heating|heater|water|power|electricity|lift|elevator|wifi|internet|aircon|signal|landline|"
            "site|website|server|screen ~ off|dead|gone"
        ),
        "without|with a|an|any|no warning|notice|explanation|reason|announcement|apology|reply|permission",
        "drove|drives|driving|sailed ~ past our|my|the|me|us",
        "closed|shut|locked|nobody|unmanned ~ during|in|within opening|business|office|shop|store hours",
        "closed|shut ~ the|all whole|entire|day|week|weekend",
        "lift|lifts|elevator|escalator|power|internet|wifi ~ out",
        "power|water|internet|electricity|gas cut|cuts|failure|failures|outage",
        "red|warning|amber light|lights",
        "because of you",
        "fee|fees|price|prices|rent|premium|bill|bills|invoice|invoices ~ doubled|tripled",
        "hair|stone|glass|plastic|bug|fly|insect|maggot|mould|mold ~ in|on it|my|the|our",
        "half open|eaten|missing|done|working|finished|assembled",
        "in|to|into pieces|bits",
        "upside|face down",
        "over|on|into|against the fence|gate|wall|hedge|floor|ground|bin|rain|mud",
        "left ~ in|on the rain|snow|bin|pavement|hedge|doorstep|mud",
        "outside|standing|left|out in the rain|cold|dark|snow|street",
        "with|to|by|into ~ stranger|stranger's|strangers",
        (
            "taste|tasted|tastes|smell|smelled|smells|smelt|stinks|reeks|reeked of|like ~ smoke|glue|plastic|damp|"
            "mould|dog|drains|burnt|burning|metal|soap|petrol|chemicals|sewage|sweat|urine|cardboard|paint|"
            "rubber|bleach"
        ),
        "paying|paid|pay|charged for ~ and|but|yet get|getting|got|receive|received",
        "laughed|laughing|swore|swearing|shouting|yelling ~ at|when|me",
        "without my|our|any|even|telling|asking|reading|looking|knocking|notice|warning permission|consent|me|us|it",
        "without notice|warning|permission|consent|asking|reading|telling",
        f"{NOT} ~ ordered|ordering|wanted|booked|agreed|approved|authorised|authorized|signed",
        f"{NOBODY} replaced|repaired|refilled|emptied|cleared|told|warned|asked|has|had",
        "still paying|charged|charging|charge|billed|billing|being|getting|locked|dead",
        "more|less|slower|worse|later|shorter|longer ~ than ~ before|promised|advertised|said|old|agreed|paid",
        "out|cut|cuts|died|dies|stops|stopped after|every|halfway|mid ~ seconds|minutes|minute|hour|time",
        "shut|closed|empty|full|gone|locked when|before|although|despite|though ~ i|we",
        "falls|fell|falling|fallen apart|off|out",
        "came|coming|comes apart",
        "came|comes|come|coming loose|undone|unstuck",
        "came|comes|come out|back|up blank|blurry|crooked|dirty|stained|damaged|wrong|empty|black",
        "queue|queues ~ out|round|around the|of",
        "took|takes|needed two|three|four|five|six|several|many|3|4|5|6 tries|attempts|calls|emails|visits|letters",
        "sitting|lying|stuck|stranded in|at your|the|a ~ depot|warehouse|customs|office",
        "higher|bigger|smaller|fewer|dearer ~ than ~ promised|advertised|said|agreed|quoted|shown|ordered|shelf",
        (
            "deletes|deleting|closes|closing|restarts|resets|unpairs|turns|switches|ended|closed|restarted|"
            "cancelled|deleted|switched itself"
        ),
        "without me|us|our|my|anyone ~ knowing|agreeing|asking",
        (
            "takes|took|taking ~ minute|minutes|seconds|hour|hours|ages to open|load|start|boot|save|connect|"
            "answer|respond|reply|answered"
        ),
        "started|starts|left|arrived|came|began|opened ~ minutes|hours|days|weeks after",
        "told|informed|warned|asked no one",
        "told|informed|warned|asked nobody|noone|none",
        (
            "so loud|cold|hot|thin|slow|packed|dark|noisy|low|salty|tough|tight|dirty|badly ~ i|we|nobody ~ "
            "can't|cannot|couldn't|barely|hardly|had|heard|not|left|woke|gave|sent"
        ),
        "shut|closed|slammed|shouting|shouted|laughed|laughing|yelled|exploded|blew ~ in my|our|his|her face",
        "break|breaks|broke|breaking everything|something",
        "works|worked|accepted everywhere but|except",
        "left|leave|leaving|went hungry|thirsty",
        (
            "staff|stylist|hairdresser|coach|nurse|nurses|waiter|waiters|waitress|driver|receptionist|doctor|"
            "barista|assistant|cashier|clerk|teacher|guard|instructor|trainer "
            "was|were|is|are ~ on|at his|her|their phone|phones"
        ),
        "without calling|informing|ringing|warning|telling|asking me|us|anyone|anybody",
        (
            "film|show|concert|class|lesson|tour|shop|store|bank|pool|office|kitchen|bar|gym|course|screening|"
            "play|lecture|session started|starts|began|closed|ended|shut ~ late|early"
        ),
        "before anyone|anybody|i|we could",
        "impossible to read|hear|reach|understand|open|use|follow|find",
        "switched|turned|went|shut off|down by itself",
        (
            "my|our table|seat|seats|room|slot|appointment|place|spot|booking|order ~ given to "
            "a|an|another|other|others|someone|somebody|people|strangers"
        ),
    ),
    more=0.25,
)
