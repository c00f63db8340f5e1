"""Evidence: a thing was found in a bad state, or comes apart."""

from collections.abc import Iterable

from socialtui.domain.grammar import BETWEEN, BOUGHT, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_BE = word_set("is are was were came arrives arrived comes looks looked feels felt tasted tastes turned been")
_SMALL = BETWEEN | word_set(
    "too already half completely totally stone ice almost rather bit a up back in out never mostly"
)
_BAD = word_set(
    """
    cold empty dead torn loose sour tough chewy oily stodgy crooked short salty ripped leaking flat open opened gone
    deleted wiped reset missing cracked bent wet late undercooked limp pink grey gray mushy blurry crushed wobbly
    """
)
"""States that no thing should be sold or served in."""

_THINGS = BOUGHT | word_set(
    """
    phone phones room rooms seat seats bag bags suitcase order parcel package item items product food meal water train
    bus plane website site app account contents
    """
)

_FAR = 5
"""Words between the thing and what it is."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if _BE.isdisjoint(words):
        return
    for index, word in enumerate(words[:-1]):
        if word not in _BE or index == 0 or _THINGS.isdisjoint(words[max(index - _FAR, 0) : index]):
            continue
        state = index + 1
        while state < len(words) - 1 and words[state] in _SMALL and words[state] not in _BAD:
            state += 1
        if words[state] in _BAD:
            yield reading.places[index][0], reading.places[state][1]


SIGNAL = Signal(
    part="spoilt",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.5},
    words="""
        peeling peeled creaks creaking rattles rattling squeaks squeaking crumbled crumbling frayed shrank shrunk
        splintered warped wobbly wobbles drips sags sagging poisoning contaminated corroded rotting
        unreadable uncleaned unwashed uncooked unheated unfit unbearable overflow* mangled scorched flavourless
        flavorless runny overdone underdone underseasoned oversalted unfriendly unwelcoming unpleasant inattentive
        impolite disrespectful dismissive condescending pushy sloppy dismal dingy grimy stuffy deafening tampered
        intermittent* sluggish pixelated distorted inaudible choppy buffering skips""",
    phrases=(
        "too salty|dry|sour|hot|cold|greasy|thin|tough|spicy",
        "getting|gets|got|gotten|gone|going worse|slower",
        "throws|threw|gives|gave|shows|showing|get|getting|got ~ error|errors|exception",
        "lasts|lasted a|an|one|two|three|four|five|six|ten|half|barely ~ hour*|day*|minute*|week*|month*",
        "over priced|cooked|charged|salted",
        "under cooked|staffed|seasoned",
        (
            "missing|without ~ main|part|parts|drinks|fries|side|sauce|screws|piece|pieces|item|items|lid|cable|"
            "button|page|pages"
        ),
        "full of|with bugs|errors|mistakes|holes|dust|rubbish|flies|hairs|crumbs|stains|sand|mud|mould|lumps|bones",
        "hole|holes|stain|stains|crack|cracks|scratch|scratches|dent|dents in|on|across|under my|our|the|it|them",
        "with ~ hole|stain|crack|cracks|scratch|scratches|dent|dents|mould|mold",
    ),
    search=_search,
    more=0.25,
)
