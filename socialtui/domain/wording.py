"""Finds ways of putting something in a text, by the words that evidence for kinds is written in."""

from collections.abc import Sequence
from functools import cache

from socialtui.domain.lexicon import Lexicon, Signal, Span
from socialtui.domain.reading import masked, read


class Wording:
    """Words and phrases for one thing; see `domain.lexicon.Signal` for how they are written."""

    def __init__(self, words: str = "", phrases: Sequence[str] = ()) -> None:
        self._words, self._phrases = words, tuple(phrases)
        self._lexicon: Lexicon | None = None

    def find(self, text: str) -> list[Span]:
        """Every place, in the order of the text; of two at the same start the longer one first."""
        if self._lexicon is None:
            self._lexicon = Lexicon([Signal("said", {}, self._words, self._phrases)])
        found = self._lexicon.find(read(text)).get(0, [])
        return sorted(set(found), key=lambda place: (place[0], -place[1]))

    def first(self, text: str) -> Span | None:
        """The first place."""
        found = self.find(text)
        return found[0] if found else None

    def __contains__(self, text: str) -> bool:
        return bool(self.find(text))


_LITTLE_WORDS = """
    a an the and or but if so of to in on at by for from with as is are was were be been am do does did have has
    had i me my we us our you your yours he she it its they them their this that these those there here not no
    yes can could will would should shall may might must just only also very really too then than when what
    which who whom whose where why how all any some more most much many about into out up down over again still
    even ever hi hello hey dear please thanks thank sorry get got go going know see want need like one two im
    ive ill dont doesnt didnt cant isnt wont its thats whats
"""
LITTLE = frozenset(_LITTLE_WORDS.split())
"""Words that say nothing of what a text is about."""


def topics(text: str) -> frozenset[str]:
    """What a text is about: its words without the little ones, without their endings."""
    words = read(masked(text)).words
    plain = (word.replace("'", "") for word in words)
    return frozenset(stem(word) for word in plain if word not in LITTLE and (len(word) > 2 or word.isdigit()))


@cache
def _endings() -> tuple[str, ...]:
    return ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")


def stem(word: str) -> str:
    """A word without the ending that a sentence gave it: orders, ordered and ordering are one."""
    for ending in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: names, handles, links and order of words left aside."""
    left, right = frozenset(_bare(one)), frozenset(_bare(other))
    if not left or not right:
        return 0.0
    return len(left & right) / len(left | right)


def _bare(text: str) -> tuple[str, ...]:
    return read(masked(text)).words
