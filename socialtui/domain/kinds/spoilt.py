"""Evidence: a thing was found in a bad state, or comes apart."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

_WAS = "was|were|came|arrived|went|looked|felt|tasted"
_IS = "is|are|was|were|has|have|been|being|all|got|gets|it's|be"

SIGNAL = Signal(
    part="spoilt",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.5},
    words="""
        peeling peeled creaks creaked creaking rattles rattling rattled squeaks squeaking crumbled crumbling
        crawling faded frayed shrank shrunk ripped splintered fractured warped wobbly wobbles shaky soaking
        sodden drips sag sags sagged sagging forged poisoned poisoning contaminated buckled corroded blistered
        tarnished dented decaying rotting festering scuffed unreadable unanswerable unlit uncleaned unwashed
        unmade uncooked unheated unsafe unmanned untreated unsolved unsupported unrecognised unrecognized
        unaddressed unfit unsuccessful* unbearable unlivable untested unsealed misprint* misread miscalculat*
        mispriced misspelt doubled tripled quadrupled overflow* piling wrecked mangled melted chewed scorched
        singed reverted flavorless flavourless runny soulless lifeless joyless overdone underdone underseasoned
        oversalted overbooked unfriendly unwelcoming unpleasant uncaring unresponsive inattentive impolite
        disrespectful dismissive condescending snotty grumpy obnoxious shady sketchy pushy sloppy subpar
        pathetic depressing dismal dingy grimy stuffy deafening scalding gone-off tampered intermittent*
        sluggish blurry pixelated distorted inaudible choppy buffering skips glitchy janky
    """,
    phrases=(
        f"{_WAS} ~ cold|empty|off|out|shut|closed|dry|hard|wet|raw|pink|open|used|blank|dead|soft|flat|late|short",
        f"{_WAS} ~ tiny|small|thin|tough|chewy|oily|greasy|stodgy|loud|hot|warm|lukewarm|black|torn|loose|bare|sour",
        f"{_IS} ~ stuck|frozen|missing|ripped|peeling|leaking|locked|jammed|doubled|unreadable|cut|crooked|tripped",
        "smelled|smelt|smells|stinks|reeks|reeked|tasted|tastes of",
        "cold|stale|dry|hard|raw|burnt|soggy and|but ~ cold|dry|hard|raw|greasy|late|wrong|burnt|salty",
        "too|so|very|really|bit|rather salty|dry|sour|sore|small|hard|loud|hot|cold|greasy|sweet|thin|tough",
        "turned|showed|turns up ~ open|opened|broken|late|empty|damaged|cold|wet|wrong|dirty|torn",
        "ran|runs|running|run cold|dry",
        "colour|color|colours|colors|ink|dye ran|runs|bled|faded|fades|washed",
        "getting|gets|got|gotten|gone|going worse|slower|deeper|louder|smaller|dearer|weaker",
        (
            "my|our|half|all ~ is|are|got|has|have|was|were ~ gone|deleted|wiped|lost|erased|removed|reset|"
            "blocked|hacked"
        ),
        "sub par",
        "over priced|cooked|charged|salted",
        "under cooked|staffed|seasoned",
        "a|the|with|has|had|have hole|holes|stain|stains|crack|cracks|tear|scratch|scratches|dent|split|leak in|on",
        "hole|holes|stain|stains|crack|cracks|scratch|scratches|dent|dents|mould|mold in|on|across|down|all",
        "noise from|all|every|until|till",
        "throws|threw|gives|gave|shows|showing|get|getting|got ~ error|errors|500|404|exception|warning|failure",
        "spinning wheel|circle",
        "small|tiny|smaller portion|portions",
        (
            "missing|without ~ dish|main|part|parts|drinks|fries|side|sauce|screws|piece|pieces|item|items|lid|"
            "cable|half"
        ),
        "lift|lifts|elevator|escalator|card|line|toilet|toilets|shower ~ out|off|down|broken|shut|closed",
        "piling|piled|backing|backed|clogged up",
        "red|warning|error|amber light|lights|message|code|screen",
        "lights|light is|are|all|stays ~ red|amber|off|out|blinking",
        "has|had|have|with|got ~ hole|holes|stain|stains|crack|cracks|scratch|scratches|dent|dents|mould|mold|fault",
        "full of sand|mud|dirt|bones|water|salt|oil|mould|hairs|crumbs|stains",
        "full of|with bugs|errors|mistakes|holes|dust|ads|rubbish|flies|smoke|hair",
    ),
    more=0.25,
)
