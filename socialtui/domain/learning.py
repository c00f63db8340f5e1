"""Decides what a person's own decisions teach.

Each kind has a small logistic model over what a text holds: words, pairs of words, the beginnings of long words,
marks and faces, who is addressed, and the pieces of evidence that were found. It stands on the rules, whose say it
takes over bit by bit as decisions grow: what they say already need not be learned. It is made anew from all decisions
whenever one comes or goes, so that a decision taken back leaves nothing behind.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log, sqrt

from msgspec import Struct, field

from socialtui.domain.fitting import Told, solve
from socialtui.domain.kinds import BASELINE, TONE
from socialtui.domain.language import little_words
from socialtui.domain.mention import BAND_OF, Kind, KindScore
from socialtui.domain.reading import Reading

HALF = 400
"""Decisions after which the rules say half as much as before."""
MOST_LEARNED = 0.7
"""The share of their say that the rules lose at most."""
MOST_WORD = 1.0
"""What one word may add or take."""
MOST_ALL = 2.5
"""What all learned words together may."""
MOST_LESSONS = 1_000
"""Newest decisions that are learned from."""
LOUD = 3.0
"""How long a text is to its words, all together, whatever their number."""

OF_A_PART = 0.3
"""What a piece of evidence counts beside them."""
_STEM = 4
"""Letters of a long word's beginning."""
_TYPICAL = 30.0
"""The root of the squared rarities of a text of some length."""
_KINDS = tuple(kind for kind in Kind if kind is not Kind.CHATTER)

_MARKS = re.compile(
    r"https?://\S+|(@\w[\w.@-]*)|([!?.,:;\-\"'()/\\*&$%£€+=~_<>\[\]]{1,3})|(\d+)|([A-Z]{2,})|[^\w\s#]"
)
"""What words leave out: handles, marks, numbers, capitals, faces. A link is passed over."""
ANY_TEXT = "#any text"
"""Stands for what every text is given."""
CAPITALS = "[caps]"
"""Stands for words in capitals; `[99]` for a number of two digits."""


class Lesson(Struct, frozen=True):
    """What one decision says about a text."""

    words: tuple[str, ...]
    parts: Mapping[str, float]
    """The pieces of evidence that were found, each behind a #, and how far: 1, for the tone from -1 to 1."""
    says: Mapping[Kind, float]
    """Above nought: it is one; below: it is none. How far tells how plainly it was said."""
    rules: Mapping[Kind, float] = field(default_factory=dict)
    """What the evidence adds to where each kind begins."""


class Word(Struct, frozen=True):
    """One learned word, for people."""

    kind: Kind
    word: str
    """Two words are a pair, `parc*` is how a word begins, `[caps]` and `[99]` are forms of a word, `#waiting` is a
    piece of evidence."""
    weight: float
    """What it adds to the kind in a text of some length; below nought it takes."""
    decisions: int
    """How many decisions had it."""
    share: float
    """How much of their say the rules have left to what was learned."""


class Learned(Struct, frozen=True):
    """What was learned so far."""

    share: Mapping[Kind, float] = field(default_factory=dict)
    """How much of a kind's score the rules have left to it, at most `MOST_LEARNED`."""
    weights: Mapping[Kind, Mapping[str, float]] = field(default_factory=dict)
    """What each word is worth to a kind, without its rarity."""
    rarity: Mapping[str, float] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    """How many decisions had a word."""

    table: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By word what it is worth to each kind of `share`, in their order, rarity included."""

    loudest: Mapping[Kind, tuple[float, float]] = field(default_factory=dict)
    """What the strongest word and the strongest part are worth to each kind, rarity included."""

    def totals(self, words: Iterable[str], size: float, parts: Mapping[str, float]) -> dict[Kind, float]:
        """What these words, in a text of this size, and these parts are worth to each kind, together."""
        table = self.table
        found = list(map(sum, zip(*[table[word] for word in words], strict=True)))
        added = [size * value for value in found] if found else [0.0] * len(self.share)
        for part, value in parts.items():
            added = [total + value * worth for total, worth in zip(added, table[part], strict=True)]
        return dict(zip(self.share, added, strict=True))

    def words(self) -> list[Word]:
        """Every learned word, the strongest first."""
        found = [
            Word(kind, word, bounded(weight * _usual(word, self.rarity[word]), MOST_WORD), self.seen[word],
                 self.share[kind])
            for kind, weights in self.weights.items()
            for word, weight in weights.items()
        ]  # fmt: skip
        return sorted(found, key=lambda one: (-abs(one.weight), one.word, one.kind.value))


def _usual(word: str, rarity: float) -> float:
    """How much of a word a text of some length holds."""
    return rarity if word[0] == "#" else rarity * LOUD / _TYPICAL


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
    scores = tuple(scores)
    return Lesson(
        tuple(dict.fromkeys(word for word, _, _ in words_of(reading))), parts_of(scores), dict(said),
        {score.kind: score.score - base_of(score) for score in scores},
    )  # fmt: skip


def base_of(score: KindScore) -> float:
    """Where a kind begins, before any evidence."""
    return next((part.weight for part in score.evidence if part.part == "baseline"), 0.0)


def words_of(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """All that can be learned of a text, with its places; no pairs of words that every sentence needs."""
    little = _little()
    before, start, before_little = "", 0, True
    for word, (first, last) in zip(reading.words, reading.places, strict=True):
        yield word, first, last
        if len(word) > _STEM:
            yield f"{word[:_STEM]}*", first, last
        plain = word in little or len(word) < 2
        if before and not (plain and before_little):
            yield f"{before} {word}", start, last
        before, start, before_little = word, first, plain
    for mark in _MARKS.finditer(reading.text):
        number = mark.lastindex
        if number == 1 or number == 2:
            yield mark[0].lower(), *mark.span()
        elif number == 3:
            yield f"[{'9' * min(len(mark[0]), 4)}]", *mark.span()
        elif number == 4:
            yield CAPITALS, *mark.span()
        elif mark[0][:4] != "http":
            yield mark[0], *mark.span()


@cache
def _little() -> frozenset[str]:
    return little_words()


def parts_of(scores: Iterable[KindScore]) -> dict[str, float]:
    """The pieces of evidence that were found, as features."""
    found = {f"#{part.part}": 1.0 for score in scores for part in score.evidence if part.part != "baseline"}
    if "#tone" in found:
        found["#tone"] = next(
            part.weight / TONE[score.kind] for score in scores if score.kind in TONE for part in score.evidence
            if part.part == "tone"
        )  # fmt: skip
    return found


def fit(lessons: Sequence[Lesson], forgotten: Iterable[str] = ()) -> Learned:
    """Learns from decisions, oldest first; `forgotten` words are passed over."""
    lessons, without = lessons[-MOST_LESSONS:], frozenset(forgotten)
    seen: dict[str, int] = {}
    for one in lessons:
        for word in (*one.words, *one.parts):
            if word not in without:
                seen[word] = seen.get(word, 0) + 1
    rarity = {
        word: 1 + log((1 + len(lessons)) / (1 + count)) if word[0] != "#" else OF_A_PART
        for word, count in seen.items()
    }
    numbers = {word: number for number, word in enumerate(rarity)}
    rarity[ANY_TEXT], seen[ANY_TEXT] = OF_A_PART, len(lessons)
    held = [_held(one, rarity, numbers) for one in lessons]
    share: dict[Kind, float] = {}
    weights: dict[Kind, dict[str, float]] = {}
    for kind in _KINDS:
        told = [(words, one) for words, one in zip(held, lessons, strict=True) if kind in one.says]
        if not told:
            continue
        share[kind] = part = min(len(told) / (len(told) + HALF), MOST_LEARNED)
        found = solve([_told(words, one, kind, part) for words, one in told], len(numbers))
        # Where nearly all was called the same, what stands in every text says nothing of the difference.
        weights[kind] = {
            word: found.weights[number] * (found.both if word[0] == "#" or word in _little() else 1.0)
            for word, number in numbers.items()
            if found.weights[number]
        }
        if ANY_TEXT not in without:
            weights[kind][ANY_TEXT] = bounded(found.any_text * part / MOST_LEARNED, MOST_WORD) / OF_A_PART
    table = {
        word: tuple([weights[kind].get(word, 0.0) * value for kind in share])
        for word, value in rarity.items()
    }
    loudest = {
        kind: (
            max((abs(worth[at]) for word, worth in table.items() if word[0] != "#"), default=0.0),
            max((abs(worth[at]) for word, worth in table.items() if word[0] == "#"), default=0.0),
        )
        for at, kind in enumerate(share)
    }
    return Learned(share, weights, rarity, seen, table, loudest)


def _told(held: tuple[tuple[int, ...], tuple[float, ...]], one: Lesson, kind: Kind, part: float) -> Told:
    by_rules = BASELINE[kind] + (1 - part) * one.rules.get(kind, 0.0)
    return Told(*held, by_rules, one.says[kind] > 0, abs(one.says[kind]))


def _held(
    one: Lesson, rarity: Mapping[str, float], numbers: Mapping[str, int]
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """What a text holds, as numbers, and how much of each."""
    words = [word for word in one.words if word in rarity]
    parts = [(part, value * OF_A_PART) for part, value in one.parts.items() if part in rarity]
    size = size_of(rarity[word] for word in words)
    return (
        (*(numbers[word] for word in words), *(numbers[part] for part, _ in parts)),
        (*(rarity[word] * size for word in words), *(value for _, value in parts)),
    )


def size_of(rarities: Iterable[float]) -> float:
    """What a text's words are multiplied by, so that long ones don't say more."""
    total = sum([value * value for value in rarities])
    return LOUD / sqrt(total) if total else 0.0


def bounded(value: float, most: float) -> float:
    """Not further from nought than `most`."""
    return max(-most, min(most, value))
