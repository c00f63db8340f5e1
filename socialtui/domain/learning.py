"""Decides what a person's own decisions teach.

Each kind has a small logistic model over what a text holds (`features` names it) and the pieces of evidence that were
found. It stands on the rules, whose say it takes over bit by bit as decisions grow: what they say already need not be
learned. It is made anew from all decisions whenever one comes or goes, so that a decision taken back leaves nothing
behind.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from statistics import fmean

from msgspec import Struct, field

from socialtui.domain.features import Known, Row, features_of, known, little_ones, row_of, weight_of_form
from socialtui.domain.fitting import Told, solve
from socialtui.domain.kinds import BASELINE, TONE
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
LOUD = 3.5
"""How long a text is to its words, all together, whatever their number."""

OF_A_PART = 0.4
"""What a piece of evidence counts beside them, by its weight in the rules."""
_OF_SOUND = 4.0
"""What the share of friendly or unfriendly words counts: a fifth of all words is much."""
_FLAT = 0.7
"""A word's rarity is raised to this, so that rare words don't drown the others."""
_KINDS = tuple(kind for kind in Kind if kind is not Kind.CHATTER)

ANY_TEXT = "#any text"
"""Stands for what every text is given."""
FRIENDLY, UNFRIENDLY = "#friendly_tone", "#unfriendly_tone"
FRIENDLY_WORDS, UNFRIENDLY_WORDS = "#friendly_words", "#unfriendly_words"
"""Stand for the tone and for the share of words that make it."""


class Lesson(Struct, frozen=True):
    """What one decision says about a text."""

    words: tuple[str, ...]
    """What can be learned of it, as often as it counts."""
    parts: Mapping[str, float]
    """The pieces of evidence that were found, each behind a #, and how much they weigh in the rules."""
    says: Mapping[Kind, float]
    """Above nought: it is one; below: it is none. How far tells how plainly it was said."""
    rules: Mapping[Kind, float] = field(default_factory=dict)
    """What the evidence adds to where each kind begins."""


class Word(Struct, frozen=True):
    """One learned word, for people."""

    kind: Kind
    word: str
    """Two words are a pair, with a `~` one word stands between; `parc*` is how a word begins, `*cel` how it ends,
    `[caps]` and `[99]` are forms of a word, `#waiting` is a piece of evidence."""
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
    usual: float = 1.0
    """What a text's words are multiplied by, as a rule."""
    known: Known = field(default_factory=Known)
    """What each word is worth to each kind of `share`, in their order, rarity included."""
    parts: Mapping[str, Row] = field(default_factory=dict)
    """The same of the pieces of evidence."""

    def words(self) -> list[Word]:
        """Every learned word, the strongest first."""
        found = [
            Word(kind, word, bounded(weight * self._usual(word), MOST_WORD), self.seen[word],
                 self.share[kind])
            for kind, weights in self.weights.items()
            for word, weight in weights.items()
        ]  # fmt: skip
        return sorted(found, key=lambda one: (-abs(one.weight), one.word, one.kind.value))

    def _usual(self, word: str) -> float:
        """How much of a word a text of some length holds."""
        return self.rarity[word] * (1.0 if word[0] == "#" else self.usual)


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
        tuple(features_of(reading)), parts_of(scores, reading), dict(said),
        {score.kind: score.score - base_of(score) for score in scores},
    )  # fmt: skip


def base_of(score: KindScore) -> float:
    """Where a kind begins, before any evidence."""
    evidence = score.evidence
    if evidence and evidence[0].part == "baseline":
        return evidence[0].weight
    return next((part.weight for part in evidence if part.part == "baseline"), 0.0)


def parts_of(scores: Iterable[KindScore], reading: Reading) -> dict[str, float]:
    """The pieces of evidence that were found, as features: each as much as it weighs where it weighs most."""
    weights: dict[str, float] = {}
    tone = 0.0
    for score in scores:
        for part in score.evidence:
            weight = part.weight if part.weight > 0 else -part.weight
            if part.part == "tone":
                tone = part.weight / TONE[score.kind]
            elif weight > weights.get(part.part, 0.0):
                weights[part.part] = weight
    weights.pop("baseline", None)
    found = {f"#{part}": weight for part, weight in weights.items()}
    if tone:
        found[FRIENDLY if tone > 0 else UNFRIENDLY] = abs(tone) * TONE[Kind.PRAISE]
    for name, share in zip((FRIENDLY_WORDS, UNFRIENDLY_WORDS), reading.sound, strict=True):
        if share:
            found[name] = share * _OF_SOUND
    return found


def fit(lessons: Sequence[Lesson], forgotten: Iterable[str] = ()) -> Learned:
    """Learns from decisions, oldest first; `forgotten` words are passed over."""
    lessons, without = lessons[-MOST_LESSONS:], frozenset(forgotten)
    seen = _seen(lessons, without)
    rarity = {
        word: OF_A_PART
        if word[0] == "#"
        else weight_of_form(word) * (1 + log((1 + len(lessons)) / (1 + count))) ** _FLAT
        for word, count in seen.items()
    }
    numbers = {word: number for number, word in enumerate([word for word in rarity if seen[word] > 1])}
    held = [_held(one, rarity, numbers) for one in lessons]
    rarity[ANY_TEXT], seen[ANY_TEXT] = OF_A_PART, len(lessons)
    share: dict[Kind, float] = {}
    weights: dict[Kind, dict[str, float]] = {}
    for kind in _KINDS:
        told = [(words, one) for words, one in zip(held, lessons, strict=True) if kind in one.says]
        if told:
            share[kind] = part = min(len(told) / (len(told) + HALF), MOST_LEARNED)
            weights[kind] = _weights(told, kind, part, numbers)
            if ANY_TEXT in without:
                del weights[kind][ANY_TEXT]
    rows = _rows(rarity, [weights[kind] for kind in share])
    return Learned(
        share, weights, rarity, seen, fmean([one.size for one in held]) if held else 1.0,
        known({word: row for word, row in rows.items() if word[0] != "#"}, without),
        {word: row for word, row in rows.items() if word[0] == "#"},
    )  # fmt: skip


def _seen(lessons: Iterable[Lesson], without: frozenset[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for one in lessons:
        for word in dict.fromkeys((*one.words, *one.parts)):
            seen[word] = seen.get(word, 0) + 1
    for word in without:
        seen.pop(word, None)
    return seen


class _Held(Struct, frozen=True):
    """What a text holds."""

    numbers: tuple[int, ...]
    """What other texts hold as well, as numbers."""
    values: tuple[float, ...]
    """How much of each."""
    alone: Mapping[str, float]
    """What no other holds, and how much of each."""
    size: float


def _held(one: Lesson, rarity: Mapping[str, float], numbers: Mapping[str, int]) -> _Held:
    words = [word for word in one.words if word in rarity]
    size = size_of(sum([rarity[word] ** 2 for word in words]))
    values: dict[str, float] = {}
    for word in words:
        values[word] = values.get(word, 0.0) + rarity[word] * size
    values |= {part: value * rarity[part] for part, value in one.parts.items() if part in rarity}
    shared = {numbers[word]: value for word, value in values.items() if word in numbers}
    alone = {word: value for word, value in values.items() if word not in numbers}
    return _Held(tuple(shared), tuple(shared.values()), alone, size)


def _weights(
    told: Sequence[tuple[_Held, Lesson]], kind: Kind, part: float, numbers: Mapping[str, int]
) -> dict[str, float]:
    """What each word is worth to a kind."""
    found = solve([_told(held, one, kind, part) for held, one in told], len(numbers))
    weights = {word: found.weights[number] for word, number in numbers.items()}
    for (held, _), pull in zip(told, found.pulls, strict=True):
        for word, value in held.alone.items():
            weights[word] = pull * value
    # Where nearly all was called the same, what stands in every text says nothing of the difference.
    little = little_ones()
    weights = {
        word: weight * found.both if word[0] == "#" or word in little else weight
        for word, weight in weights.items()
        if weight
    }
    weights[ANY_TEXT] = bounded(found.any_text * part / MOST_LEARNED, MOST_WORD) / OF_A_PART
    return weights


def _told(held: _Held, one: Lesson, kind: Kind, part: float) -> Told:
    by_rules = BASELINE[kind] + (1 - part) * one.rules.get(kind, 0.0)
    alone = sum([value * value for value in held.alone.values()])
    return Told(held.numbers, held.values, by_rules, one.says[kind] > 0, abs(one.says[kind]), alone)


def _rows(rarity: Mapping[str, float], weights: Sequence[Mapping[str, float]]) -> dict[str, Row]:
    """What each word is worth to each kind, and how loud it is at most."""
    rows: dict[str, Row] = {}
    for word, value in rarity.items():
        rows[word] = row_of(value * value, [of_kind.get(word, 0.0) * value for of_kind in weights])
    return rows


def size_of(squares: float) -> float:
    """What a text's words are multiplied by, so that long ones don't say more; of their squared rarities."""
    return LOUD / sqrt(squares) if squares else 0.0


def bounded(value: float, most: float) -> float:
    """Not further from nought than `most`."""
    return max(-most, min(most, value))
