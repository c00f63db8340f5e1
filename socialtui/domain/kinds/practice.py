"""Evidence: it asks how something is usually done, or what would be if; nothing has gone wrong."""

from collections.abc import Iterable

from socialtui.domain.grammar import COMPLAINING, after_a_name, asks_alone, first_word, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_SELVES = word_set("i we you u one it they people someone anyone somebody kids children students dogs guests")
_AFTER = {
    "how": word_set(
        "do does can could much many often early far big long would should is are fast late soon"
    ),
    "what": word_set(
        "do does if happens is are should would time size kind sort colour color can will number fees documents"
    ),
    "where": word_set("do does can is are should would"),
    "when": word_set("do does is are can should would"),
    "what's": word_set("the your a"),
    "whats": word_set("the your a"),
    "which": frozenset(),
    "who": word_set("do does is are can should"),
    "can": _SELVES,
    "could": _SELVES | {"the"},
    "may": _SELVES,
    "would": _SELVES | {"this", "that"},
    "should": _SELVES,
    "will": _SELVES | {"there", "the", "this"},
    "do": _SELVES | {"the", "all", "delays", "your"},
    "does": word_set("it this that the your anyone anybody one a"),
    "is": word_set("there it a the breakfast parking this that anyone your"),
    "are": word_set("there you the all these they your any"),
    "if": _SELVES | {"my", "the", "someone", "somebody"},
    "any": frozenset(),
    "anyone": frozenset(),
}
"""How such a sentence begins."""

_BEING = frozenset(("is", "are"))
_GENERAL = word_set(
    "included free open available possible allowed needed required better best worth compulsory"
)
"""What *is X …?* ends with when it asks of a practice."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if not 3 <= len(words) <= 22 or after_a_name(reading) or not asks_alone(reading):
        return ()
    opening = first_word(reading)
    first = words[opening]
    after = _AFTER.get(first)
    if after is None or opening + 1 >= len(words):
        return ()
    if first == "if":
        if "?" not in reading.plain:
            return ()
    elif after and words[opening + 1] not in after and not (first in _BEING and words[-1] in _GENERAL):
        return ()
    asked = words[opening:]
    if words[opening + 2 : opening + 3] == ("must",):
        # "how long must I wait" is no wish to know
        return ()
    supposing = first == "if" or "if" in asked
    if not supposing and not COMPLAINING.isdisjoint(asked):
        return ()
    return ((reading.places[opening][0], reading.places[opening + 1][1]),)


SIGNAL = Signal(
    part="practice",
    weights={Kind.COMPLAINT: -1.25, Kind.QUESTION: 0.125},
    search=_search,
)
