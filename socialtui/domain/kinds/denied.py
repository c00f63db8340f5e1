"""Evidence: a thing, or somebody else, does not do or is not what it should."""

from collections.abc import Iterable

from socialtui.domain.grammar import (
    BETWEEN,
    DENIED_BE,
    HELPING,
    LIVING,
    SPEAKER,
    after_helpers,
    first_word,
    opens_a_question,
    supposed,
    takes_part,
    word_set,
)  # fmt: skip
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_NO = DENIED_BE | {"not", "never"}

_FINE = word_set(
    """
    disappoint disappoints disappointed disappointing matter mind hurt hurts bite need needs needed miss forget
    forgotten fail fails failed failing lie cost costs let bad far hard only just sure alone surprised
    surprising a an the my mine our it me him her them this that too as such necessary required bothered
    interested planned limited wrong cheap old expensive impossible heavy big tall small long loud crowded
    different look looked care cared going happier better easier nicer cooler tried visited thought seen used
    know known complaining anything want wanted say says mean means rain rains raining snow snowing worry regret
    regretted if when until unless think believe forgetting sad for in at on from by to of all everyone every
    many much exaggerating kidding joking lying dumb stupid
    """
)
"""What is no loss when it is denied, or is no verb."""

_GOT = word_set(
    "received receive get got given credited refunded verified recognised recognized registered told shown sent"
)
"""What one says of oneself when something did not come."""

_PEOPLE_ASKED = word_set("you u they we i it he she there that this")


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if _NO.isdisjoint(words):
        return
    asks = "?" in reading.plain and opens_a_question(reading)
    opening = first_word(reading)
    for index, word in enumerate(words):
        if word not in _NO or asks or supposed(words, index):
            continue
        verb = after_helpers(words, index + 1)
        if verb == len(words) or words[verb] in _FINE or words[verb] in _PEOPLE_ASKED:
            continue
        if word in ("not", "never"):
            if not _lacks(words, index, verb):
                continue
        elif index == opening:
            # "don't go there", "isn't it lovely"
            if word in ("don't", "dont") or words[verb] in _PEOPLE_ASKED:
                continue
        elif not _of_a_thing(words, index - 1, verb):
            continue
        yield reading.places[index][0], reading.places[verb][1]


def _lacks(words: tuple[str, ...], index: int, verb: int) -> bool:
    """True for *was not cleaned*, *points not updated*, *you never answer*; not for *I have not been*."""
    before = index - 1
    helped = False
    while before >= 0 and (words[before] in HELPING or words[before] in BETWEEN):
        helped = helped or words[before] in HELPING
        before -= 1
    if not takes_part(words[verb]) and not (helped or words[index] == "never"):
        return False
    return before < 0 or _of_a_thing(words, before, verb)


def _of_a_thing(words: tuple[str, ...], subject: int, verb: int) -> bool:
    who = words[subject]
    if who in SPEAKER or who in ("i've", "we've", "i'd", "i'll", "we'll", "i'm", "we're"):
        return words[verb] in _GOT
    return who not in LIVING


SIGNAL = Signal(
    part="denied",
    weights={Kind.COMPLAINT: 0.375, Kind.PRAISE: -0.25},
    search=_search,
)
