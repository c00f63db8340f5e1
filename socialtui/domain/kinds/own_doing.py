"""Evidence: it was the writer's own doing."""

from collections.abc import Iterable

from socialtui.domain.grammar import SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_DID = word_set("broke dropped forgot misread misspelled mistyped spilled spilt missed")
_LOST = word_set("key keys phone card ticket receipt wallet password pin way voice umbrella glasses")
_OTHERS = word_set("you you're your yours u ur they them their because due thanks thank when since after")
"""Beside these it was somebody else's doing."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if SPEAKER.isdisjoint(words) or not _OTHERS.isdisjoint(words):
        return
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        if word in SPEAKER and (
            after in _DID or (after == "lost" and not _LOST.isdisjoint(words[index + 2 : index + 5]))
        ):
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(
    part="own_doing",
    weights={Kind.COMPLAINT: -1.75},
    words="overslept",
    phrases=("my fault|mistake|bad", "my own fault|mistake|stupidity|error"),
    search=_search,
)
