"""Check: sentences far harder to read than theirs."""

import re
from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark
from socialtui.domain.kinds import is_english
from socialtui.domain.language import guess
from socialtui.domain.reading import masked, read

ENOUGH = 25
"""Words under which nothing can be said of a text."""
HARD, APART = 14.0, 6.0
"""A grade that is hard for anybody, and how far it must stand above theirs."""

_SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of an English answer that is hard by itself and much harder than what it answers."""
    words = len(read(context.draft).words)
    if words < ENOUGH or not is_english(guess(context.draft)):
        return
    ours, theirs = grade(context.draft), grade(context.theirs)
    if ours >= HARD and ours >= theirs + APART:
        yield Remark(
            f"It reads like school year {ours:.0f}, theirs like {max(theirs, 1):.0f}; shorter sentences."
        )


def grade(text: str) -> float:
    """School years needed to read a text easily (Flesch and Kincaid's formula)."""
    plain = masked(text)
    words = read(plain).words
    sentences = [part for part in _SENTENCE.split(plain) if part.strip()]
    if not words or not sentences:
        return 0.0
    syllables = sum(max(1, len(_VOWELS.findall(word.removesuffix("e")))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


CHECK = Check(Document.WRONG, look, 70)
