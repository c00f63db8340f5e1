"""Evidence: it was the writer's own doing."""

from collections.abc import Iterable

from socialtui.domain.grammar import SOLD, SPEAKER, word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_DID = word_set("broke dropped forgot misread misspelled mistyped spilled spilt missed")
_BY = (("by",), ("in",), ("off",), ("from",))
"""*Dropped by*, *dropped in*: a visit."""

_LOST = word_set("key keys phone card ticket receipt wallet password pin way voice umbrella glasses")
_WAS = word_set("was were came got arrived am turned")
_I_AM = word_set("i'm im we're")
_OTHERS = word_set(
    "you you're your yours u ur they them their because due thanks thank when since after found"
)
"""Beside these it was somebody else's doing."""

_NEVER = word_set("never nobody not no didn't wasn't hasn't haven't without cancelled canceled again")
"""Beside these whoever is late was made late."""

_POSTING = word_set("posting joining tweeting commenting watching")
_BODY = word_set("back leg legs arm wrist ankle knee heart brain foot elbow")
_MY_MAKING = word_set("code script build test tests dough cake bread attempt")
_FAILED = word_set("failed fails crashed broke collapsed")
_PETS = word_set("cat dog baby toddler kids son daughter puppy")
_ATE = word_set("hates hate hated ate destroyed")
_THINGS = word_set("a the my our his her")
_TEETH = frozenset(("tooth", "teeth"))
"""What somebody breaks on something else."""


def _search(reading: Reading) -> Iterable[Span]:
    words = reading.words
    if not _OTHERS.isdisjoint(words):
        return
    late = "late" in words and _NEVER.isdisjoint(words)
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        if late and (word in _I_AM or word in _POSTING) and "late" in words[index + 1 : index + 6]:
            found = True
        elif word in SPEAKER:
            found = (
                (after in _DID and words[index + 2 : index + 3] not in _BY and _TEETH.isdisjoint(words))
                or (late and after in _WAS and "late" in words[index + 2 : index + 6])
                or (after == "lost" and not _LOST.isdisjoint(words[index + 2 : index + 5]))
            )
        else:
            found = _of_home(words, index) or (word in _PETS and _did_harm(words[index + 1 : index + 3]))
        if found:
            yield reading.places[index][0], reading.places[index + 1][1]


def _did_harm(words: tuple[str, ...]) -> bool:
    """True for *ate it* and *broke the vase*, not for *broke out*."""
    return words[0] in _ATE or (words[0] == "broke" and not _THINGS.isdisjoint(words[1:]))


def _of_home(words: tuple[str, ...], index: int) -> bool:
    """*My knee hurts*, *my script failed*: nobody sold them."""
    if words[index - 1 : index] not in (("my",), ("our",), ("his",), ("her",)):
        return False
    word, after = words[index], words[index + 1 : index + 4]
    if word in _BODY:
        return SOLD.isdisjoint(words) and not {"hurts", "hurt"}.isdisjoint(after)
    return word in _MY_MAKING and not _FAILED.isdisjoint(after)


SIGNAL = Signal(
    part="own_doing",
    weights={Kind.COMPLAINT: -2.25},
    words="overslept",
    phrases=(
        "my fault|mistake|bad",
        "my own fault|mistake|stupidity|error",
        "sorry ~ i|we|i'm ~ late",
        "i|we fell off|over my|our",
        "stuck in ~ traffic|head|bed|snow|meeting|meetings",
        "lost my voice|way|heart",
    ),
    search=_search,
)
