"""Evidence: what was given was poor: dirty, cold, badly made."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="quality",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.5},
    words="""
        dirty filthy smelly stink* stank stale mouldy moldy rotten soggy bland
        tasteless undercooked overcooked burnt raw inedible greasy stained sticky uncomfortable cramped
        noisy crowded understaffed disorgani* chaotic chaos flimsy shoddy subpar substandard mediocre unsafe
        dangerous dripped dripping rusty worn outdated clunky cluttered wilted withered pointless
        cockroach* bedbug* mice lukewarm watery underwhelm* inferior unclean
        unhygienic""",
    phrases=(
        "cold food|soup|coffee|meal|pizza|fries|chips|tea|shower|water",
        (
            "food|soup|coffee|meal|pizza|fries|chips|tea|burger|order|dinner|lunch was|is|were|came|"
            "arrived ~ cold"
        ),
        "hair|plastic|bug|fly|insect|glass|metal in|inside my|the|our",
        "poor|bad|low|terrible quality|service|experience|communication|design|reception|connection|customer",
        "bad experience|service|taste|decision|move|idea|timing|customer",
        "wrong size|colour|color|item|order|address|date|name|thing|one|way|meal|product|price",
        "out of date|battery|juice",
        "half empty|full|cooked",
        "not up to|as described|clean|fresh|edible|safe",
        "after one|two|three|a|only ~ wash|week*|use|month*|uses",
        "noise from|all|until|till|at|every",
        "gone|going|goes downhill",
        "it|service|quality|food|everything|things|place|standards ~ went downhill",
        "past its|their date|best|prime|sell",
    ),
    more=0.25,
)
