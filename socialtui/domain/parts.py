"""Decides how a text that is too long for one post becomes a thread of posts, each within the limit."""

import re
from collections.abc import Callable

from msgspec import Struct

from socialtui.domain.network import Limits
from socialtui.domain.reply import left

MOST = 25
"""Parts of one answer; what is longer is no answer any more."""

_WORD = re.compile(r"\s*\S+")
_SENTENCE = re.compile(r"[.!?…:;][\"'”’)\]]*$")


class Part(Struct, frozen=True):
    """One post of a thread."""

    text: str
    """As it leaves: numbered where that is wanted, the last one signed."""
    typed: str
    """The words of this part as they were typed."""
    rest: str
    """The words from this part to the end as they were typed."""


def split(
    text: str, limits: Limits, *, prefix: str = "", sign: str = "", numbered: bool = True
) -> tuple[Part, ...]:
    """The parts of a text; one where it fits, none where it can't be cut to fit.

    `prefix` stands before every part (who is addressed), `sign` behind the last one.
    """
    text = text.strip()
    if not text:
        return ()
    if _fits(f"{prefix}{text}{sign}", limits):
        return (Part(text + sign, text, text),)
    if not limits.threads:
        return ()
    for widest in (9, 99):
        head = f"{prefix}{widest}/{widest} " if numbered else prefix
        cuts = _cuts(text, lambda words, head=head: _fits(head + words, limits), sign)  # type: ignore[misc]
        if cuts and len(cuts) <= min(widest, MOST):
            return _parts(text, cuts, sign, numbered)
    return ()


def _fits(text: str, limits: Limits) -> bool:
    room = left(text, limits)
    return room is None or room >= 0


def _parts(text: str, cuts: list[tuple[int, int]], sign: str, numbered: bool) -> tuple[Part, ...]:
    parts = []
    for number, (start, end) in enumerate(cuts, 1):
        words = text[start:end]
        head = f"{number}/{len(cuts)} " if numbered else ""
        last = sign if number == len(cuts) else ""
        parts.append(Part(f"{head}{words}{last}", words, text[start:]))
    return tuple(parts)


Fits = Callable[[str], bool]


def _cuts(text: str, fits: Fits, sign: str) -> list[tuple[int, int]]:
    """Where each part begins and ends; empty where no cut helps."""
    cuts: list[tuple[int, int]] = []
    start = 0
    while len(cuts) <= MOST:
        if fits(text[start:] + sign):
            return [*cuts, (start, len(text))]
        end = _end(text, start, fits)
        if end <= start:
            return []
        cuts.append((start, end))
        start = end + (len(text[end:]) - len(text[end:].lstrip()))
    return []


def _end(text: str, start: int, fits: Fits) -> int:
    """Where the part that begins at `start` ends: as far as it fits, at the best place in its later half."""
    ends: list[int] = []
    for word in _WORD.finditer(text, start):
        if word.end() == len(text) or not fits(text[start : word.end()]):
            break
        ends.append(word.end())
    if not ends:
        return start + _most(text[start:], fits)
    later = [end for end in ends if end - start >= (ends[-1] - start) // 2]
    for good in (_paragraph, _line, _sentence):
        if places := [end for end in later if good(text, end)]:
            return places[-1]
    return ends[-1]


def _paragraph(text: str, end: int) -> bool:
    return text[end:].lstrip(" ").startswith("\n\n")


def _line(text: str, end: int) -> bool:
    return text[end:].lstrip(" ").startswith("\n")


def _sentence(text: str, end: int) -> bool:
    return _SENTENCE.search(text[max(0, end - 4) : end]) is not None


def _most(text: str, fits: Fits) -> int:
    """How many letters of one endless word fit, in whole graphemes, and never all of them."""
    import regex

    ends = [found.end() for found in regex.finditer(r"\X", text)][:-1]
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[: ends[middle - 1]]):
            low = middle
        else:
            high = middle - 1
    return ends[low - 1] if low else 0
