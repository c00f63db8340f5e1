"""Decides what a person's own decisions teach.

Each kind has a small logistic model over words, pairs of words, the beginnings of long words, and the pieces
of evidence that were found. It is made anew from all decisions whenever one comes or goes, so that a decision
taken back leaves nothing behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp, gcd, log, sqrt

from msgspec import Struct, field

from socialtui.domain.language import little_words
from socialtui.domain.mention import BAND_OF, Kind, KindScore
from socialtui.domain.reading import Reading

HALF = 400
"""Decisions after which what was learned weighs as much as the rules."""
MOST_LEARNED = 0.7
"""The share that the rules leave to it at most."""
MOST_WORD = 1.0
"""What one word may add or take."""
MOST_ALL = 2.5
"""What all learned words together may."""
MOST_LESSONS = 1_000
"""Newest decisions that are learned from."""
GAIN = 4.0
"""What makes a model's sum weigh as much as that of the rules."""

_STEM = 4
"""Letters of a long word's beginning."""
_ROUNDS = 8
_RATE = 0.7
_OF_A_PART = 0.5
"""What a piece of evidence counts beside a rare word."""
_ENOUGH_OF_BOTH = 5
"""One part in this many of the other side is enough to learn how much a piece of evidence counts."""
_STRIDES = (7, 11, 13, 17, 19, 23, 29, 31, 37)
_KINDS = tuple(kind for kind in Kind if kind is not Kind.CHATTER)

Weighed = list[tuple[str, float]]
"""Words with how rare they are."""


class Lesson(Struct, frozen=True):
    """What one decision says about a text."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    """Names of the pieces of evidence that were found, each behind a #."""
    says: Mapping[Kind, float]
    """Above nought: it is one; below: it is none. How far tells how plainly it was said."""


class Word(Struct, frozen=True):
    """One learned word, for people."""

    kind: Kind
    word: str
    """Two words are a pair, `parc*` is how a word begins, `#waiting` a piece of evidence."""
    weight: float
    """What it adds to the kind in a text of some length, before its share; below nought it takes."""
    decisions: int
    """How many decisions had it."""
    share: float
    """How much of the kind what was learned decides."""


class Learned(Struct, frozen=True):
    """What was learned so far."""

    share: Mapping[Kind, float] = field(default_factory=dict)
    """How much of a kind's score it decides, at most `MOST_LEARNED`."""
    weights: Mapping[Kind, Mapping[str, float]] = field(default_factory=dict)
    """What each word is worth to a kind, without its share and its rarity."""
    rarity: Mapping[str, float] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    """How many decisions had a word."""

    table: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By word what it is worth to each kind of `share`, in their order, rarity included."""

    def totals(self, words: Iterable[str]) -> dict[Kind, float]:
        """What these words are worth to each kind, together."""
        found = [self.table[word] for word in words]
        if not found:
            return dict.fromkeys(self.share, 0.0)
        return dict(zip(self.share, map(sum, zip(*found, strict=True)), strict=True))

    def words(self) -> list[Word]:
        """Every learned word, the strongest first."""
        typical = GAIN / sqrt(12)
        found = [
            Word(kind, word, bounded(typical * weight * self.rarity[word], MOST_WORD), self.seen[word],
                 self.share[kind])
            for kind, weights in self.weights.items()
            for word, weight in weights.items()
        ]  # fmt: skip
        return sorted(found, key=lambda one: (-abs(one.weight), one.word, one.kind.value))


def says(kind: Kind, how: str) -> dict[Kind, float]:
    """What a decision says of each kind. `how` is kind, spam, approved, more or less.

    Who says that something is a question says also that it is no complaint; what comes after a question in
    the queue it may be as well.
    """
    if how == "approved":
        return {Kind.SPAM: -1.0}
    if how == "more":
        return {} if kind is Kind.CHATTER else {kind: 0.5}
    before: list[Kind] = [other for other in _KINDS if BAND_OF[other] < BAND_OF[kind]]
    if how == "less":
        return dict.fromkeys(before, -0.5)
    if kind is Kind.CHATTER:
        return dict.fromkeys(_KINDS, -1.0)
    return dict.fromkeys(before, -1.0) | {kind: 1.0}


def lesson(reading: Reading, scores: Iterable[KindScore], said: Mapping[Kind, float]) -> Lesson:
    """What a decision about a text teaches."""
    return Lesson(
        tuple(dict.fromkeys(word for word, _, _ in words_of(reading))), parts_of(scores), dict(said)
    )


def words_of(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Words, pairs and beginnings, with their places. What every sentence needs teaches nothing by itself."""
    little = _little()
    before, start, before_little = "", 0, True
    for word, (first, last) in zip(reading.words, reading.places, strict=True):
        plain = word in little or len(word) < 2
        if not plain:
            yield word, first, last
            if len(word) > _STEM:
                yield f"{word[:_STEM]}*", first, last
        if before and not (plain and before_little):
            yield f"{before} {word}", start, last
        before, start, before_little = word, first, plain


@cache
def _little() -> frozenset[str]:
    return little_words()


def parts_of(scores: Iterable[KindScore]) -> tuple[str, ...]:
    """The pieces of evidence that were found, as features."""
    names = {_part(part.part, part.weight) for score in scores for part in score.evidence}
    return tuple(sorted(names - {"#baseline"}))


def _part(name: str, weight: float) -> str:
    if name == "tone":
        return "#friendly" if weight > 0 else "#unfriendly"
    return f"#{name}"


def fit(lessons: Sequence[Lesson], forgotten: Iterable[str] = ()) -> Learned:
    """Learns from decisions, oldest first; `forgotten` words are passed over."""
    lessons, without = lessons[-MOST_LESSONS:], frozenset(forgotten)
    seen: dict[str, int] = {}
    for one in lessons:
        for word in (*one.words, *one.parts):
            if word not in without:
                seen[word] = seen.get(word, 0) + 1
    most = log(1 + len(lessons))
    rarity = {
        word: _OF_A_PART if word[0] == "#" else log(1 + len(lessons) / count) / most
        for word, count in seen.items()
    }
    share: dict[Kind, float] = {}
    weights: dict[Kind, dict[str, float]] = {}
    for kind in _KINDS:
        told = [
            ([(word, rarity[word]) for word in (*one.words, *one.parts) if word in rarity], one.says[kind])
            for one in lessons
            if kind in one.says
        ]
        if told:
            share[kind] = min(len(told) / (len(told) + HALF), MOST_LEARNED)
            weights[kind] = _model(told)
    table = {
        word: tuple(weights[kind].get(word, 0.0) * value for kind in share) for word, value in rarity.items()
    }
    return Learned(share, weights, rarity, seen, table)


def size_of(words: Iterable[tuple[str, float]]) -> float:
    """What a text's words are divided by, so that long ones don't say more."""
    return 1 / sqrt(1 + sum(value * value for _, value in words))


def _model(told: Sequence[tuple[Weighed, float]]) -> dict[str, float]:
    """Weights by word, in a few rounds over all decisions; the two sides count nearly alike."""
    yes = sum(sign for _, sign in told if sign > 0)
    no = sum(-sign for _, sign in told if sign < 0)
    rows = [
        (words, size_of(words), sign > 0, abs(sign) * (_side(yes, no) if sign > 0 else _side(no, yes)))
        for words, sign in told
    ]
    weights: dict[str, float] = {}
    start = 0.0
    for turn in range(_ROUNDS):
        rate = _RATE / (1 + turn / 2)
        for words, size, right, worth in _walk(rows, turn):
            found = start + 3 * size * sum(weights.get(word, 0.0) * value for word, value in words)
            step = rate * worth * size * (right - 1 / (1 + exp(-bounded(found, 30.0))))
            start += step / 2
            for word, value in words:
                weights[word] = bounded(weights.get(word, 0.0) + step * value, MOST_WORD)
    # Where nearly all was called the same, what stands in every text says nothing of the difference.
    both = min(1.0, _ENOUGH_OF_BOTH * min(yes, no) / (yes + no))
    return {word: weight * both if word[0] == "#" else weight for word, weight in weights.items()}


_Row = tuple[Weighed, float, bool, float]


def _walk(rows: Sequence[_Row], turn: int) -> Iterator[_Row]:
    """All rows, in another order each turn; the same decisions always give the same words."""
    stride = next((step for step in _STRIDES[turn:] if gcd(step, len(rows)) == 1), 1)
    return (rows[(number * stride + turn) % len(rows)] for number in range(len(rows)))


def _side(own: float, other: float) -> float:
    """What one decision of a side counts, where the other side has more or fewer."""
    return bounded((own + other) / (2 * own), 2.0) if own else 1.0


def bounded(value: float, most: float) -> float:
    """Not further from nought than `most`."""
    return max(-most, min(most, value))
