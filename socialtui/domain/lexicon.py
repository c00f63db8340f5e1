"""Decides which pieces of evidence a text holds, and where.

All words of all evidence go into one table that is asked once per word of a text, so that a new piece of
evidence costs next to nothing. No pattern repeats inside a repeat: time grows with length only.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

GAP = 2
"""Words that a `~` in a phrase may stand for, none included."""

_SENTENCE_ENDS = re.compile(r"[.!?]\s")
"""What a phrase doesn't go over: "no opinion. I came" is no coming that failed."""

_MEMORY = 20_000
"""Words whose meaning is kept at hand."""

Span = tuple[int, int]


class Signal(Struct, frozen=True):
    """One piece of evidence and what it speaks for."""

    part: str
    """The name that is shown."""
    weights: Mapping[Kind, float]
    """What it adds to each kind; multiples of 1/64, whose sums are exact in any order."""
    words: str = ""
    """Words apart by white space; a `*` at the end stands for any ending."""
    phrases: tuple[str, ...] = ()
    """Words in a row of one sentence, each with choices (`a|b`) and endings (`*`); `~` is up to two words."""
    search: Callable[[Reading], Iterable[Span]] | None = None
    """Finds places by other means than words."""
    more: float = 0.0
    """The share of its weight that a second and a third different hit add."""
    english: bool = True
    """False for what needs no language: marks, faces, links."""


class _Step(Struct, frozen=True):
    """One place in a phrase."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def takes(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


_Rest = tuple[_Step | None, ...]
"""What follows a phrase's first word; None is a gap."""


_Phrase = tuple[int, _Rest]
"""The number of a signal, and what follows a phrase's first word."""


class _Meaning(Struct, frozen=True):
    """What a word can be. Its phrases are looked up by the next word that they want, rather than tried in turn."""

    signals: tuple[int, ...]
    near: Mapping[str, tuple[_Phrase, ...]]
    """Phrases by the word right behind this one."""
    far: Mapping[str, tuple[_Phrase, ...]]
    """Phrases by a word behind a gap."""
    loose: tuple[_Phrase, ...]
    """Phrases that go on with a word of any ending; these are tried."""


_NOTHING = _Meaning((), {}, {}, ())


class Lexicon:
    """The words of many signals, asked together."""

    def __init__(self, signals: Sequence[Signal]) -> None:
        self.signals = tuple(signals)
        self._words: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._starts: dict[str, list[_Phrase]] = {}
        self._stem_starts: list[tuple[tuple[str, ...], _Phrase]] = []
        self._meanings: dict[str, _Meaning] = {}
        for number, signal in enumerate(self.signals):
            for word in signal.words.split():
                table = self._stems if word.endswith("*") else self._words
                table.setdefault(word.rstrip("*"), []).append(number)
            for phrase in signal.phrases:
                first, *rest = [None if part == "~" else _step(part) for part in phrase.split()]
                if first is None or not rest or rest[-1] is None:
                    raise ValueError(f"{signal.part}: a phrase begins and ends with a word: {phrase!r}")
                phrase_of = (number, tuple(rest))
                for choice in first.words:
                    self._starts.setdefault(choice, []).append(phrase_of)
                if first.stems:
                    self._stem_starts.append((first.stems, phrase_of))
        self._searches = [
            (number, signal.search, signal.english)
            for number, signal in enumerate(self.signals)
            if signal.search is not None
        ]
        self._shortest = min((len(stem) for stem in self._stems), default=1)

    def find(self, reading: Reading) -> dict[int, list[Span]]:
        """Returns the places of each signal that is in the text, by its number."""
        hits: dict[int, list[Span]] = {}
        if reading.english:
            self._find_words(reading, hits)
        for number, search, english in self._searches:
            if reading.english or not english:
                spans = list(search(reading))
                if spans:
                    hits.setdefault(number, []).extend(spans)
        return hits

    def _find_words(self, reading: Reading, hits: dict[int, list[Span]]) -> None:
        words, places = reading.words, reading.places
        last_index = len(words) - 1
        meanings = self._meanings
        for index, word in enumerate(words):
            meaning = meanings.get(word)
            if meaning is None:
                meaning = self._learn(word)
            if meaning is _NOTHING:
                continue
            for number in meaning.signals:
                hits.setdefault(number, []).append(places[index])
            if index < last_index:
                for number, rest in _begun(meaning, words, index):
                    last = _follow(words, index + 1, rest)
                    if not last:
                        continue
                    start, end = places[index][0], places[last - 1][1]
                    if not _SENTENCE_ENDS.search(reading.low, start, end):
                        hits.setdefault(number, []).append((start, end))

    def _learn(self, word: str) -> _Meaning:
        signals = list(self._words.get(word, ()))
        for end in range(self._shortest, min(len(word), 24) + 1):
            signals.extend(self._stems.get(word[:end], ()))
        near: dict[str, tuple[_Phrase, ...]] = {}
        far: dict[str, tuple[_Phrase, ...]] = {}
        loose: list[_Phrase] = []
        begun = [phrase for stems, phrase in self._stem_starts if word.startswith(stems)]
        begun.extend(phrase for phrase in self._starts.get(word, ()) if phrase not in begun)
        for number, rest in begun:
            step = rest[0] if rest[0] is not None else rest[1]
            if step is None or step.stems:
                loose.append((number, rest))
                continue
            table = near if rest[0] is not None else far
            for choice in step.words:
                table[choice] = (*table.get(choice, ()), (number, rest))
        meaning = _NOTHING
        if signals or near or far or loose:
            meaning = _Meaning(tuple(dict.fromkeys(signals)), near, far, tuple(loose))
        if len(self._meanings) >= _MEMORY:
            self._meanings.clear()
        self._meanings[word] = meaning
        return meaning


def _step(part: str) -> _Step:
    choices = part.split("|")
    stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
    return _Step(frozenset(choice for choice in choices if not choice.endswith("*")), stems)


def _begun(meaning: _Meaning, words: tuple[str, ...], index: int) -> list[_Phrase]:
    """Returns the phrases that the word at `index` begins and that may go on here, each once."""
    found = list(meaning.loose)
    if meaning.near:
        found.extend(meaning.near.get(words[index + 1], ()))
    if meaning.far:
        for following in words[index + 1 : index + GAP + 2]:
            for phrase in meaning.far.get(following, ()):
                if phrase not in found:
                    found.append(phrase)
    return found


def _follow(words: tuple[str, ...], index: int, rest: _Rest) -> int:
    """Returns the index after the phrase's last word, or nought when it is not here."""
    gap = 0
    for step in rest:
        if step is None:
            gap = GAP
            continue
        for place in range(index, min(index + gap + 1, len(words))):
            if step.takes(words[place]):
                index = place + 1
                break
        else:
            return 0
        gap = 0
    return index


NOT = (
    "not|never|no|cannot|cant|can't|won't|wont|doesn't|doesnt|don't|dont|didn't|didnt|isn't|isnt|aren't|arent|"
    "wasn't|wasnt|weren't|werent|couldn't|couldnt|wouldn't|wouldnt|hasn't|hasnt|haven't|havent|hadn't|hadnt|"
    "shouldn't|shouldnt|ain't|aint|unable|refuses|refused|refusing|fails|failed|failing|without|barely|hardly"
)
"""Choices for a phrase: words that say that something is not so."""

NOBODY = "nobody|noone|none|nothing|nowhere|neither|zero"
"""Choices for a phrase: nobody and nothing."""
