"""Evidence: a sentence that begins the way a question begins, with or without its mark."""

from collections.abc import Iterable

from socialtui.domain.grammar import after_a_name
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_LEAD_INS = frozenset(
    """
    hi hey hello hiya yo ok okay so and but well also please pls lol um umm hmm oh ah actually just sorry
    excuse thanks now then morning afternoon evening good dear guys team all there or haha yeah yes no
    """.split()  # noqa: SIM905
)
_ASKING = frozenset(
    """
    who whos who's whose whom what whats what's wat wats where wheres where's when whens when's why whys
    why's how hows how's which anyone anybody any
    """.split()  # noqa: SIM905
)
_HELPING = frozenset(
    """
    do does did is are am was were can could will would should shall have has had may might isn't isnt
    aren't arent don't dont doesn't doesnt didn't didnt can't cant couldn't won't wont wouldn't wasn't r u
    ur wanna
    """.split()  # noqa: SIM905
)
_PERSONS = frozenset(
    """
    i you u ya we they he she it this that these those there the my your our his her their anyone anybody
    someone somebody any ur yall y'all everyone all a an
    """.split()  # noqa: SIM905
)
_NO_QUESTION = frozenset(
    ("what a", "what an", "how nice", "how cool", "how sweet", "how cute", "how lovely", "how funny", "who cares",
     "when i", "when you", "when we", "when the", "when they", "when she", "when he", "how dare", "what ever",
     "how about", "any way", "any time", "which is", "which was", "have a", "have the", "do the", "had a", "had the")
)  # fmt: skip


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    index = 0
    while index < min(len(words), 5) and words[index] in _LEAD_INS:
        index += 1
    if index >= len(words):
        return ()
    if index == 0 and after_a_name(reading):
        return ()
    first, second = words[index], words[index + 1] if index + 1 < len(words) else ""
    if first in _ASKING:
        if f"{first} {second}" in _NO_QUESTION:
            return ()
    elif first not in _HELPING or second not in _PERSONS or f"{first} {second}" in _NO_QUESTION:
        return ()
    return ((reading.places[index][0], reading.places[min(index + 1, len(words) - 1)][1]),)


SIGNAL = Signal(part="question_word", weights={Kind.QUESTION: 1.25, Kind.PRAISE: -0.25}, search=_search)
