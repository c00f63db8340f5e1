"""Evidence: what was promised and what came of it stand side by side: two times, two numbers, or nothing."""

import re
from collections.abc import Iterable

from socialtui.domain.grammar import LIVING, SOLD, SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_BOUGHT = word_set("ordered asked booked paid pay paying reserved requested bought chose selected wanted")
_PAID = word_set("paid paying")
_PROMISED = _BOUGHT | word_set(
    """
    quoted announced promised advertised told due supposed agreed scheduled listed estimated slot appointment window
    delivered marked
    """
)
_OUTCOME = word_set(
    """
    got get getting received came arrived left was is it's its are were we're billed charged gave given now still
    sent took turned showed
    """
)
"""Words that tell what came of it."""

_JOINS = frozenset(("and", "but", "yet", "then", "now"))
_LEFT_WITH = word_set("looking sitting standing getting staring stuck eating watching")
"""What somebody does who paid for something else."""

_VOWED = word_set("paying promised advertised quoted due supposed")
_OWED = word_set("paid paying promised advertised told supposed")
_WORSE = word_set("last late less fewer worse still")
_NEAR = 4
"""Words of the second clause in which a nothing denies the first."""

_NOTHING = frozenset(("nothing", "none", "nobody", "noone", "neither"))
_PRAISING = word_set("beats beat like better else compares compared but to wrong")
"""Behind a nothing, these deny no promise."""

_TIME = word_set("second seconds minute minutes hour hours day days week weeks month months year years")
_NO_UNIT = word_set(
    """
    at for in on of the a an and but yet then now late later instead today to by from with was is it it's i we you
    they got get came when as total only tomorrow again each per o'clock am pm
    """
)
"""Words behind a number that don't say what was counted."""

_WHEN_BOUGHT = frozenset(("on", "in", "at", "since", "from"))
"""*Ordered on Monday* says when, *ordered for Monday* says what."""

_GLAD = frozenset(("free", "off", "already", "early", "only", "thought", "worth", "love", "loved"))

_VALUES = {
    word: sort
    for sort, words in (
        ("day", "monday tuesday wednesday thursday friday saturday sunday"),
        ("number", "one two three four five six seven eight nine ten eleven twelve noon midnight"),
        (
            "month",
            "january february march april june july august september october november december",
        ),
        ("colour", "red blue green black white grey gray pink yellow brown purple orange beige"),
        ("size", "small medium large single double twin"),
    )
    for word in words.split()
}
_MOST = 24
"""Words of a text in which both stand."""

_IS_NOT = re.compile(
    r"(?:[,.;]|\bbut\b|\band\b) (?:but |and )?(the |my |our )?([\w']+)"
    r" (?:(?:did|does|is|was|were|has|have|are) not|didn't|doesn't|isn't|wasn't|weren't|hasn't|haven't|aren't)"
    r"(?: yet)?[.!]*\s*$"
)
_ENDS = word_set("not yet didn't doesn't isn't wasn't weren't hasn't haven't aren't")
"""Words that such a sentence ends with; looked at first."""

_EVER_NOT = word_set("doesn't isn't aren't")
"""With these a thing without *the* or *my* is any: *tea doesn't*."""

_SAID = word_set("told said says promised would should supposed due claims claimed")
_IT = word_set("it he she they you that mine ours")
_ELSEWHERE = re.compile(
    r"\b(?:is|was|went|sent|gone|taken|flew|flown|landed)\b[^.,!?]{0,15}\b(?:to|in|at) [^.,!?]{2,25}"
    r"(?:,| and| but) (?:i|we|i'm|we're)\b(?: am| are| went| live| was| were| landed)? (?:to|in|at)\b"
)
_RELATIVES = LIVING - {"i'm", "we're"}
_CARRIED = SOLD | {"luggage", "baggage", "letter", "delivery"}


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if len(words) > _MOST:
        return
    if not _PROMISED.isdisjoint(words):
        yield from _two_values(reading)
    if words and words[-1] in _ENDS:
        found = _IS_NOT.search(reading.low)
        if found is not None and (found[1] or words[-1] not in _EVER_NOT) and _of_theirs(found[2], words):
            yield found.span()
    if not _CARRIED.isdisjoint(words) and _RELATIVES.isdisjoint(words):
        found = _ELSEWHERE.search(reading.low)
        if found is not None:
            yield found.span()


def _of_theirs(subject: str, words: tuple[str, ...]) -> bool:
    """True for a thing that is sold, or for somebody of whom more was said."""
    if subject in SPEAKER or subject in LIVING:
        return False
    return subject in _CARRIED or (subject in _IT and not _SAID.isdisjoint(words))


def _two_values(reading: Reading) -> Iterable[Span]:
    """Goes through a promise, up to where its clause ends, and then through what came."""
    words = reading.words
    begin = next((index for index, word in enumerate(words) if word in _PROMISED), -1)
    ends = next(
        (index for index in range(begin + 1, len(words)) if words[index] in _JOINS or _comma(reading, index)),
        -1,
    )
    if begin < 0 or ends < 0 or not _GLAD.isdisjoint(words):
        return
    at = _first_value(words, begin, ends)
    for index in range(ends, len(words)):
        word = words[index]
        none = word in _NOTHING and _PRAISING.isdisjoint(words[index + 1 : index + 2])
        nothing = (none or (word in _WORSE and words[begin] in _OWED)) and index - ends < _NEAR
        left_with = index == ends and word in _LEFT_WITH and words[begin] in _PAID and "forward" not in words
        other = (
            at > 0
            and word != words[at]
            and _value(word) == _value(words[at])
            and _same_unit(words[at + 1 : ends], words[index + 1 : index + 2])
            and (
                not _OUTCOME.isdisjoint(words[ends:index])
                or (words[begin] in _VOWED and index - ends < _NEAR - 1)
            )
        )
        if nothing or left_with or other:
            yield reading.places[begin][0], reading.places[index][1]
            return


def _same_unit(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """True where two numbers may count the same: *two days* and *three weeks*, *two* and *one box*."""
    one, other = next(iter(first), ""), next(iter(second), "")
    if not one or not other or one in _NO_UNIT or other in _NO_UNIT:
        return True
    return (one in _TIME and other in _TIME) or one.rstrip("s") == other.rstrip("s")


def _first_value(words: tuple[str, ...], begin: int, ends: int) -> int:
    """Returns where that stands that was promised and can be counted or compared, or nought."""
    for index in range(begin + 1, ends):
        if _value(words[index]) and not (words[begin] in _BOUGHT and words[index - 1] in _WHEN_BOUGHT):
            return index
    return 0


def _comma(reading: Reading, index: int) -> bool:
    """True where a clause ends before this word."""
    return any(mark in reading.low[reading.places[index - 1][1] : reading.places[index][0]] for mark in ",.;")


def _value(word: str) -> str:
    """Returns the sort of what a word measures or names, or nothing."""
    return "number" if word[0].isdigit() else _VALUES.get(word, "")


SIGNAL = Signal(
    part="at_odds",
    weights={Kind.COMPLAINT: 1.125, Kind.PRAISE: -0.5, Kind.LEAD: -0.25},
    search=_search,
)
