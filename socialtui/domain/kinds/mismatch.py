"""Evidence: what came is not what was ordered, said or paid for."""

import re
from collections.abc import Iterable

from socialtui.domain.grammar import LIVING, SPEAKER, word_set
from socialtui.domain.lexicon import NOT, Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_ORDERED = r"\b(?:ordered|asked for|booked|paid (?:extra )?for|reserved|requested|selected|chose)\b"
_CAME = r"\b(?:got|get|received|was given|were given|given|sent|was sent|delivered|charged|served|sat)\b"
_SAID = (
    r"\b(?:told|promised|said|says|due|booked|quoted|advertised|supposed|appointment|ordered"
    r"|(?:time|delivery|arrival) window)\b"
)
_NOW = r"(?:it'?s|it is|now|that was|it has been|today is|still)"

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # ordered two, got one; paid for a window and sat in the aisle
        rf"{_ORDERED}[^.!?,;]{{1,40}}(?:, | and | but |, and |, but )(?:i |we |was |were )?{_CAME}",
        # ordered a small one, it's a large one
        rf"{_ORDERED}[^.!?,;]{{1,40}}, (?:it's|it is|it took|they are|they're)\b",
        # told Friday, it is Wednesday now
        rf"{_SAID}[^.!?]{{1,40}}[,.;] (?:and |but )?{_NOW}\b[^.!?]{{0,12}}(?:\d|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday|noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten|dead|late|closed|empty)",
        # gave me the white one, I asked for the blue one
        r"\b(?:gave|sent|served|brought|got|charged|billed|delivered|took|cut)\b[^.!?,;]{2,40}[,;.] (?:but )?"
        r"(?:i|we) (?:had )?(?:asked|ordered|booked|said|wanted|paid for|chose|agreed)\b",
        # it came out blue, I asked for green
        r"[,;.] (?:but )?(?:i|we) (?:had )?(?:asked|paid) for [^.!?,;]{1,25}[.!]*\s*$",
        # it said fresh, it was stale
        r"\b(?:it|label|menu|sign|box|ticket|app|advert|staff) (?:said|says)\b[^.!?,;]{2,30}, (?:but )?"
        r"(?:it|there|they)(?:'s| is| was| were| had| has)\b",
        # the shop says one thing, the site another
        r"\bsays?\b[^.!?]{2,30}(?:, | and | but )[^.!?,]{1,30}\bsays?\b",
    )
)
_SAYING = word_set(
    """
    ordered asked booked paid reserved requested selected chose told promised said says due quoted advertised supposed
    appointment window wanted agreed
    """
)
"""Words without which none of these shapes is there."""

_BILLED = word_set(
    """
    bill bills billed charge charged charges payment payments fee fees invoice reminder letter letters debit
    transaction subscription contract account delivered loan fine
    """
)
_NO = frozenset(("never", "don't", "dont", "didn't", "didnt", "not"))
_NOT_MINE = word_set(
    """
    own use used have had know recognise recognize order ordered make made want wanted need ask asked sign signed
    book booked take took open opened request requested live bought buy
    """
)
_DONE_WRONG = word_set("sent gave put took cut brought sold built took read")
_IN_PRINT = word_set(
    "quoted named credited printed showed listed used wrote spelled mentioned published cited"
)
_OTHERS_DID = SPEAKER | LIVING
_HELD = word_set("account contract subscription loan")
"""What somebody may have and not use."""

_FAMILY = LIVING - word_set("he she who i'm we're people everyone")
"""Those who give what nobody pays for."""
_MOST = 300
"""Letters that are looked at; such sentences are short."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if "wrong" in words:
        yield from _wrong_one(reading)
    if not _BILLED.isdisjoint(words) and not _NO.isdisjoint(words):
        yield from _not_mine(reading)
    if _SAYING.isdisjoint(words) or not _FAMILY.isdisjoint(words):
        return
    low = reading.low[:_MOST]
    for shape in _SHAPES:
        found = shape.search(low)
        if found is not None:
            yield found.span()


def _wrong_one(reading: Reading) -> Iterable[Span]:
    """*Drilled the wrong tooth*, *fitted wrong*, by somebody else than the writer."""
    words = reading.words
    for index, word in enumerate(words):
        if word != "wrong" or index < 2:
            continue
        did = words[index - 1]
        if did in ("the", "a", "an"):
            if index == 2:
                # "took the wrong turn" is one's own
                continue
            did = words[index - 2]
        if (
            (did.endswith("ed") or did in _DONE_WRONG)
            and did not in _IN_PRINT
            and _OTHERS_DID.isdisjoint(words[max(index - 4, 0) : index])
        ):
            yield reading.places[index - 1][0], reading.places[index][1]


def _not_mine(reading: Reading) -> Iterable[Span]:
    """*A bill for a house I don't own.*"""
    words = reading.words
    for index, word in enumerate(words[:-1]):
        if (
            word in _NO
            and words[index + 1] in _NOT_MINE
            and not SPEAKER.isdisjoint(words[max(index - 2, 0) : index])
            and _is_billed(words[max(index - 8, 0) : index])
        ):
            yield reading.places[max(index - 1, 0)][0], reading.places[index + 1][1]


def _is_billed(words: tuple[str, ...]) -> bool:
    """True where something was asked for; behind a *but* an account is only one that isn't used."""
    billed = _BILLED - _HELD if "but" in words else _BILLED
    return not billed.isdisjoint(words)


SIGNAL = Signal(
    part="mismatch",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.5, Kind.LEAD: -0.25},
    words="mismatch* mixup mislabel*",
    phrases=(
        "someone|somebody else's",
        "got|came|sent|given|brought|delivered|served ~ wrong|different|opened ~ item|one|product|size|order|parcel",
        "got|came|sent|given|brought|delivered|served|gave me|us|a|the|an wrong|different|opened",
        "sent|given|brought|delivered|served|gave|sold me|us a|an|the wrong|different|opened|used",
        "came|sent|got|delivered|brought|arrived|served|left|gave|given|received|found ~ instead",
        f"{NOT}|nothing ~ what i|we ~ ordered|paid|asked|wanted|booked|bought|expected|agreed",
        f"{NOT}|nothing ~ as|like ~ advertised|described|promised|shown|picture*|photo*|ordered|agreed|website|ad",
        f"{NOT} match|matches|correspond|tally",
        "to|at an|my|the|our old|wrong|previous|another|different address|number|account|email|door|house",
        "to the|a wrong",
        "says|said|shows|marked ~ delivered|available|stock|open|paid|active|resolved|shipped ~ but|yet|not|no",
        "i|we never|didn't|not ~ ordered|order|asked|ask|agreed|agree|booked|authori*|recogni*|signed",
        "twice|double|triple the|what",
        "two|three|duplicate|duplicated payments|charges|payment|charge|bookings|orders|bills",
        "unknown|unrecogni* payment*|charge*|transaction*|order*|debit*|fee*",
        "out|through|taken|debited|billed|posted|booked twice",
        "differ|differs|differed from",
        "mixed|mixing|mix up",
        (
            "delivered|left|posted|shipped|booked|assigned|redirected ~ to|with|on ~ other|another|others|"
            "someone|somebody|stranger|neighbour|neighbor"
        ),
        "put|seated|moved|placed|sat my|us|me|our ~ another|different",
        "used|opened|taken by someone|somebody|strangers",
        "someone|somebody ~ signed|used|withdrew|spent|logged ~ my|it|for|our|into",
        (
            "payment|payments|charge|fee|transaction|dishes|items|order|subscription i|we ~ never|don't|dont|"
            "didn't|didnt|not|did"
        ),
        "with|to|by someone|somebody|neighbour|neighbor i|we ~ never|don't|dont|didn't",
        "although|though|despite i|we|having ~ sent|gave|renewed|reserved|called|asked|paid|booked|ordered",
        "fine|fined|charged|billed|refused|towed|ticket although|though|despite i|we",
        "out|off|down double",
        "although|though|despite it|they|the ~ said|says|promised|website|site|label|menu|sign",
        (
            "is|are|was|were for another|different ~ room|door|person|customer|model|size|phone|car|address|floor|"
            "building|house|name|flat|city|patient|order|account"
        ),
        "arrived|sent|delivered twice",
        (
            "not|isn't|wasn't the one|colour|color|size|model|room|price|seat|version|product ~ i|we|on|in|you|"
            "shown|advertised"
        ),
        "although|though|despite you|they|your ~ advertise|say|promise|claim|promised|list|advertised",
        "scanned|counted|booked|rang ~ twice",
        "sent|came|arrived ~ two different",
        "are|is|were different lengths|sizes|shades|heights|colours",
        "my|our name misspelled|misspelt|wrong",
    ),
    search=_search,
    more=0.25,
)
