"""Decides which facts of ours a text gets wrong: the claims of facts.toml, found in somebody's words."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

GAP = 2
"""Words that may stand between two words of a claim."""

NO = frozenset(
    ("no", "not", "never", "without", "nor", "isn't", "wasn't", "don't", "doesn't", "didn't", "aren't")
)
"""Words that turn a claim round: what has one of them before it or in it, says something else."""

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


class Fact(Struct, frozen=True):
    """A claim that is made about us and isn't so, and what is."""

    id: str
    """The table's name in facts.toml."""
    claims: tuple[str, ...]
    """Words by which the error is known, in their order; a * stands for any ending."""
    fact: str
    """What is right, in a sentence that can be sent."""
    link: str = ""
    """Where it can be read."""

    @property
    def answer(self) -> str:
        """The fact with its source, ready to be put into an answer."""
        return f"{self.fact} {self.link}".strip()


class Match(Struct, frozen=True):
    """A fact whose claim stands in a text."""

    fact: Fact
    words: str
    """As they were written."""
    start: int
    end: int


def match(text: str, facts: Iterable[Fact]) -> tuple[Match, ...]:
    """The facts that a text gets wrong, each once, in the order of their claims in the text."""
    found = list(_WORD.finditer(text))
    words = [fold(one[0]) for one in found]
    matches: list[Match] = []
    for fact in facts:
        places = [place for claim in fact.claims if (place := _place(words, claim)) is not None]
        if places:
            first, last = min(places)
            start, end = found[first].start(), found[last].end()
            matches.append(Match(fact, text[start:end], start, end))
    return tuple(sorted(matches, key=lambda one: one.start))


def fold(word: str) -> str:
    """A word without case and accents, so that Cafe is Café."""
    word = word.casefold().replace("’", "'")
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=512)
def _steps(claim: str) -> tuple[tuple[str, bool], ...]:
    """Each word of a claim, and whether any ending will do."""
    steps = []
    for part in claim.split():
        words = [fold(word[0]) for word in _WORD.finditer(part)]
        steps += [(word, part.endswith("*") and word == words[-1]) for word in words]
    return tuple(steps)


def _place(words: list[str], claim: str) -> tuple[int, int] | None:
    """The first and the last word of a claim's first appearance."""
    steps = _steps(claim)
    if not steps:
        return None
    for first, word in enumerate(words):
        denied = first > 0 and words[first - 1] in NO
        if not denied and _is(word, steps[0]) and (last := _follow(words, first, steps[1:])) is not None:
            return first, last
    return None


def _follow(words: list[str], at: int, steps: tuple[tuple[str, bool], ...]) -> int | None:
    for step in steps:
        for n in range(at + 1, min(at + GAP + 2, len(words))):
            if _is(words[n], step):
                at = n
                break
            if words[n] in NO:
                return None
        else:
            return None
    return at


def _is(word: str, step: tuple[str, bool]) -> bool:
    return word.startswith(step[0]) if step[1] else word == step[0]
