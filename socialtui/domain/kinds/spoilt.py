"""Evidence: a thing was found in a bad state, or comes apart."""

from collections.abc import Iterable

from socialtui.domain.grammar import BETWEEN, LIVING, SOLD, SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_BE = word_set(
    """
    is are was were came arrives arrived comes looks looked feels felt tasted tastes turned been ran runs stays stayed
    """
)
_SMALL = BETWEEN | word_set(
    "too already half completely totally stone ice almost rather bit a up back in out never mostly"
)
_EVER = word_set(
    """
    torn bent cracked ripped leaking crushed dented undercooked crooked mushy crumpled soaked missing stuck blank
    damaged faulty glued
    """
)
"""States that are bad in whatever is spoken of."""

_BAD = _EVER | word_set(
    """
    cold loose sour tough chewy oily stodgy short salty flat open opened deleted wiped reset wet limp pink grey
    gray blurry wobbly melted hard stale damp dusty lumpy rubbery bitter dead down inactive
    """
)
"""States that nothing should be sold or served in."""

_CAME = word_set("came arrived arrives comes turned")
_CAME_TO_HARM = _EVER | word_set("smashed broken shattered melted opened stale damp")
_AS_IT_CAME = _CAME_TO_HARM | _BAD | word_set("warm dry late black empty half")
"""States that nothing should come in."""

_OWN = SPEAKER | LIVING | word_set("nothing what what's who he's she's he you something everything anything")
"""Whose being stuck or missing is no trouble that a company made."""

_FAR = 5
"""Words between the thing and what it is."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if _BE.isdisjoint(words):
        return
    for index, word in enumerate(words[:-1]):
        if word not in _BE:
            continue
        state = index + 1
        while state < len(words) - 1 and words[state] in _SMALL and words[state] not in _BAD:
            state += 1
        before = words[max(index - _FAR, 0) : index]
        if word in _CAME:
            bad = _CAME_TO_HARM if SOLD.isdisjoint(before) else _AS_IT_CAME
        else:
            bad = _EVER if SOLD.isdisjoint(before) else _BAD
        if words[state] == "open" and word in ("is", "are"):
            continue
        if words[state] in bad and _OWN.isdisjoint(before[-2:]):
            yield reading.places[index][0], reading.places[state][1]


SIGNAL = Signal(
    part="spoilt",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.5},
    words="""
        peeling peeled creaks creaked creaking rattles rattled rattling squeaks squeaked squeaking crackles
        crumbled crumbling frayed shrank shrunk
        splintered warped wobbly wobbles drips sags sagging poisoning contaminated corroded rotting
        unreadable uncleaned unwashed uncooked unheated unfit unbearable overflow* mangled scorched flavourless
        flavorless runny uneven lopsided wonky clogged scuffed
        overdone underdone underseasoned oversalted unfriendly unwelcoming unpleasant inattentive
        impolite disrespectful dismissive condescending pushy sloppy dismal dingy grimy stuffy deafening tampered
        intermittent* sluggish pixelated distorted inaudible choppy buffering skips""",
    phrases=(
        "too salty|dry|sour|hot|cold|greasy|thin|tough|spicy",
        "getting|gets|got|gotten|gone|going worse|slower",
        "throws|threw|gives|gave|shows|showing|get|getting|got ~ error|errors|exception",
        "lasts|lasted a|an|one|two|three|four|five|six|ten|half|barely ~ hour*|day*|minute*|week*|month*",
        "gone after ~ km|miles|wash|washes|uses|days|week|weeks|month|months",
        "over priced|cooked|charged|salted",
        "under cooked|staffed|seasoned",
        (
            "missing|without ~ main|part|parts|drinks|fries|side|sauce|screws|piece|pieces|item|items|lid|cable|"
            "button|page|pages"
        ),
        "full of|with bugs|errors|mistakes|holes|dust|rubbish|flies|hairs|crumbs|stains|sand|mud|mould|lumps|bones",
        "hole|holes|stain|stains|crack|cracks|scratch|scratches|dent|dents in|on|across|under my|our|the|it|them",
        "with|has|had|found ~ hole|holes|stain|stains|crack|cracks|dent|dents|mould|mold|mice|burn|burns|rip",
        "tear|tears in the|its|one ~ sleeve|lining|fabric|cover|seam|side|screen|sheet|seat",
        "arrived|delivered|served without",
        (
            "worn|peeled|faded|failed|loose|flat|empty ~ after|within ~ a|one|two|three|four|five|six|"
            "ten|minutes|hours|days|"
            "weeks|day|km|miles|months|wash|week"
        ),
    ),
    search=_search,
    more=0.25,
)
