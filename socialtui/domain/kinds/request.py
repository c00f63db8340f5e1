"""Evidence: somebody asks for a thing to be done that is done every day; nothing has gone wrong."""

from collections.abc import Iterable

from socialtui.domain.grammar import after_a_name, first_word, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_BIDDING = word_set(
    """
    cancel call tell show remind add text set book delete transfer make play turn find check move list order reserve
    let schedule change open close buy pay put send switch read look write save keep use try take bring meet
    """
)
_WISHING = word_set("need want would wanna like wish have plan hope going")
_TO = frozenset(("to", "like", "love"))
_THING = word_set(
    """
    my me us our the a an your this that it them to all two three him her for out down up tonight's tomorrow's one
    another some more
    """
)
"""What follows a verb that bids; *show freezes* bids nothing."""
_TROUBLED = word_set(
    """
    still again why ever yet since already not never no even actually waiting keeps down fix wrong broken stuck
    missing nobody sort refund money back immediately asap speak complain complaint manager supervisor lost damaged
    replacement late isn't doesn't didn't won't can't hasn't cant dont wont cannot without twice because wrongly
    """
)
"""Words by which a wish complains."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if not 3 <= len(words) <= 16 or after_a_name(reading):
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
    weights={Kind.COMPLAINT: -1.25},
    search=_search,
)
