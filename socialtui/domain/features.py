"""Decides what of a text can be learned, and what each of it is called.

Words, how long words begin and end, words side by side and with one between, marks, faces, numbers, capitals, who is
addressed. What a word, its beginning and its ending are worth together is one row, so that hearing a text asks once
for each of its words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct, field

from socialtui.domain.language import little_words
from socialtui.domain.reading import Reading

CAPITALS = "[caps]"
"""Stands for words in capitals; `[99]` for a number of two digits."""
APART = "~"
"""Stands for the one word between two."""

Row = tuple[float, ...]
"""The square of how rare it is, how loud it is at most, and from `WORTHS` on what it is worth to each kind.

A plain tuple: a text is judged by dozens of these, whose columns are summed, and takes longer with a struct.
"""
WORTHS = 2
Span = tuple[int, int]
Pair = tuple[str, str]

_LONG = 4
"""What is longer has a beginning of that many letters."""
_ENDING = 3
"""Letters of an ending."""

_MARKS = re.compile(
    r"https?://\S+|(@\w[\w.@-]*)|([!?.,:;\-\"'()/\\*&$%£€+=~_<>\[\]]{1,3}|[^\w\s#!-~])|(\d+)|([A-Z]{2,})"
)
"""What words leave out: handles, marks and faces, numbers, capitals. A link is passed over."""


def features_of(reading: Reading) -> list[str]:
    """All that can be learned of a text; beginnings and endings as often as different words have them."""
    words = reading.words
    little = little_ones()
    found = []
    for word in dict.fromkeys(words):
        found.append(word)
        if len(word) > _LONG:
            found += [begins(word), ends(word)]
    # no pairs of words that every sentence needs
    plain = {word for word in words if word in little or len(word) < 2}
    pairs = dict.fromkeys(pairwise(words))
    found += [f"{one} {two}" for one, two in pairs if not (one in plain and two in plain)]
    apart = dict.fromkeys(zip(words, words[2:], strict=False))
    found += [f"{one} {APART} {two}" for one, two in apart if not (one in plain and two in plain)]
    found += dict.fromkeys(filter(None, marks_of(reading)))
    return found


def begins(word: str) -> str:
    """How a long word begins: parc*"""
    return f"{word[:_LONG]}*"


def ends(word: str) -> str:
    """How a long word ends: *cel"""
    return f"*{word[-_ENDING:]}"


def weight_of_form(name: str) -> float:
    """What a form of words counts beside a word itself."""
    return 0.7 if (name[0] == "*" and len(name) > _ENDING) or f" {APART} " in name else 1.0


def marks_of(reading: Reading) -> list[str]:
    """Marks, faces, numbers, capitals and handles as they stand; empty for a link."""
    return [
        mark or handle.lower() or (digits and f"[{'9' * min(len(digits), 4)}]") or (capitals and CAPITALS)
        for handle, mark, digits, capitals in _MARKS.findall(reading.text)
    ]


@cache
def little_ones() -> frozenset[str]:
    """Words that every sentence needs, in any language."""
    return little_words()


class Heard(Struct, frozen=True):
    """What of a text is known, each once, in this order."""

    rows: list[Row]
    words: list[str]
    """One that was never seen stands here for its beginning and for its ending."""
    pairs: list[Pair]
    apart: list[Pair]
    marks: list[str]

    def spot(self, number: int, reading: Reading) -> Span:
        """Where in the text a row stands first."""
        places = reading.places
        if number < len(self.words):
            return places[reading.words.index(self.words[number])]
        number -= len(self.words)
        for pairs, gap in ((self.pairs, 1), (self.apart, 2)):
            if number < len(pairs):
                first = list(zip(reading.words, reading.words[gap:], strict=False)).index(pairs[number])
                return places[first][0], places[first + gap][1]
            number -= len(pairs)
        found = zip(marks_of(reading), _MARKS.finditer(reading.text), strict=True)
        return next(place.span() for mark, place in found if mark == self.marks[number])


class Known(Struct, frozen=True):
    """All that was learned of, made ready to be found in a text."""

    words: Mapping[str, Row] = field(default_factory=dict)
    """Each with what its beginning and its ending are worth; an empty row for a word that is passed over."""
    ends: Mapping[str, Row] = field(default_factory=dict)
    """Beginnings and endings, for words that were never seen."""
    pairs: Mapping[Pair, Row] = field(default_factory=dict)
    apart: Mapping[Pair, Row] = field(default_factory=dict)
    marks: Mapping[str, Row] = field(default_factory=dict)

    def hear(self, reading: Reading) -> Heard:
        """What of a text is known."""
        words = reading.words
        rows: list[Row] = []
        heard: list[str] = []
        once = dict.fromkeys(words)
        for word, row in zip(once, map(self.words.get, once), strict=True):
            if row:
                rows.append(row)
                heard.append(word)
            elif row is None and len(word) > _LONG:
                for form in (self.ends.get(begins(word)), self.ends.get(ends(word))):
                    if form:
                        rows.append(form)
                        heard.append(word)
        pairs = list(dict.fromkeys(filter(self.pairs.__contains__, pairwise(words))))
        apart = list(dict.fromkeys(filter(self.apart.__contains__, zip(words, words[2:], strict=False))))
        marks = list(dict.fromkeys(filter(self.marks.__contains__, marks_of(reading))))
        rows += map(self.pairs.__getitem__, pairs)
        rows += map(self.apart.__getitem__, apart)
        rows += map(self.marks.__getitem__, marks)
        return Heard(rows, heard, pairs, apart, marks)


def together(rows: Sequence[Row]) -> Row:
    """Rows of one place as one; an empty one where there are none."""
    if len(rows) < 2:
        return rows[0] if rows else ()
    square, _, *worths = map(sum, zip(*rows, strict=True))
    return row_of(square, worths)


def row_of(square: float, worths: Sequence[float]) -> Row:
    """A row that is as loud as its worths."""
    return (square, max(map(abs, worths), default=0.0), *worths)


def summed(rows: Sequence[Row], kinds: int) -> tuple[float, float, list[float]]:
    """The squares of some rows, the loudest of them, and what they are worth to each kind."""
    if not rows:
        return 0.0, 0.0, [0.0] * kinds
    squares, loudest, *worths = zip(*rows, strict=True)
    return sum(squares), max(loudest), list(map(sum, worths))


def known(rows: Mapping[str, Row], without: Iterable[str]) -> Known:
    """Makes ready what was learned, by its names; a word of `without` says nothing, nor do its ends."""
    words: dict[str, Row] = {}
    parts: dict[str, Row] = {}
    marks: dict[str, Row] = {}
    pairs: dict[Pair, Row] = {}
    apart: dict[Pair, Row] = {}
    for name, row in rows.items():
        one, _, two = name.partition(" ")
        if two:
            middle, _, last = two.partition(" ")
            if last:
                apart[one, last] = row
            else:
                pairs[one, middle] = row
        elif is_form(name):
            parts[name] = row
        elif name[0].isalnum():
            words[name] = row
        else:
            marks[name] = row
    for word, row in words.items():
        if len(word) > _LONG:
            forms = [form for name in (begins(word), ends(word)) if (form := parts.get(name))]
            words[word] = together([row, *forms])
    words |= dict.fromkeys(without, ())
    return Known(words, parts, pairs, apart, marks)


def is_form(name: str) -> bool:
    """Whether this is how words begin or end."""
    return len(name) > _ENDING and (
        (name[-1] == "*" and name[0].isalnum()) or (name[0] == "*" and name[-1].isalnum())
    )
