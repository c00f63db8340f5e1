"""Evidence: it was the writer's own doing."""

from collections.abc import Iterable

from socialtui.domain.grammar import SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_DID = word_set("broke dropped forgot misread misspelled mistyped spilled spilt missed")
_LOST = word_set("key keys phone card ticket receipt wallet password pin way voice umbrella glasses")
_WAS = word_set("was were came got arrived am turned")
_I_AM = word_set("i'm im we're")
_SELF = SPEAKER | _I_AM
_OTHERS = word_set("you you're your yours u ur they them their because due thanks thank when since after")
"""Beside these it was somebody else's doing."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if _SELF.isdisjoint(words) or not _OTHERS.isdisjoint(words):
        return
    late = "late" in words
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        if late and word in _I_AM and "late" in words[index + 1 : index + 5]:
            yield reading.places[index][0], reading.places[index + 1][1]
        if word in SPEAKER and (
            after in _DID
            or (late and after in _WAS and "late" in words[index + 2 : index + 6])
            or (after == "lost" and not _LOST.isdisjoint(words[index + 2 : index + 5]))
        ):
            yield reading.places[index][0], reading.places[index + 1][1]


SIGNAL = Signal(
    part="own_doing",
    weights={Kind.COMPLAINT: -2.25},
    words="overslept",
    phrases=(
        "my fault|mistake|bad",
        "my own fault|mistake|stupidity|error",
        "sorry ~ i|we|i'm ~ late",
        "fell off|over my",
        "stuck in ~ traffic|head|bed|snow|meeting|meetings",
        "cat|dog|baby|toddler|kids|son|daughter|puppy hates|hate|hated|ate|broke|destroyed",
        (
            "my|his|her back|leg|legs|arm|wrist|ankle|knee|heart|brain|foot|elbow ~ broke|broken|hurts|hurt|"
            "stopped|is|are"
        ),
        "my code|script|build|test|tests|dough|cake|bread|attempt|plan|plans ~ failed|fails|crashed|broke|collapsed",
        "lost my voice|way|appetite|heart",
    ),
    search=_search,
)
