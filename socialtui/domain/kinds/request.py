"""Evidence: somebody asks for a thing to be done that is done every day; nothing has gone wrong."""

from collections.abc import Iterable

from socialtui.domain.grammar import COMPLAINING, after_a_name, asks_alone, first_word, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_BIDDING = word_set("cancel book reserve order send add change move transfer bring deliver show tell remind")
_WISHING = word_set("need want would wanna like wish have plan hope going")
_TO = frozenset(("to", "like", "love"))
_THING = word_set(
    """
    my me us our the a an your this that it them to all two three him her for out down up tonight's tomorrow's one
    another some more
    """
)
"""What follows a verb that bids; *show freezes* bids nothing."""


_TROUBLED = COMPLAINING | {"lost", "damaged", "late"}


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if not 3 <= len(words) <= 16 or after_a_name(reading) or not asks_alone(reading):
        return ()
    opening = first_word(reading)
    first = words[opening]
    if first in _BIDDING and words[min(opening + 1, len(words) - 1)] in _THING:
        end = opening
    elif first in ("i", "we", "i'd", "i'll", "i'm") and _wishes(words, opening):
        end = opening + 2
    else:
        return ()
    if not _TROUBLED.isdisjoint(words):
        return ()
    return ((reading.places[opening][0], reading.places[end][1]),)


def _wishes(words: tuple[str, ...], opening: int) -> bool:
    if len(words) < opening + 4:
        return False
    second, third = words[opening + 1 : opening + 3]
    return (second in _WISHING and third in _TO) or (words[opening] in ("i'd", "i'll") and second in _TO)


SIGNAL = Signal(
    part="request",
    weights={Kind.COMPLAINT: -1.0},
    search=_search,
)
