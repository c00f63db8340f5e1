"""Decides how much each word is worth, from what people said of the texts that hold it.

A logistic regression that is held small, solved text by text over its dual (Yu, Huang, Lin 2011, "Dual coordinate
descent methods for logistic regression"): no step size to choose, and the same decisions give the same weights.
What a text is worth to the solution tells also what would be said of it without it. Where that speaks plainly
against the decision, the decision counts for less: people press the wrong key, and disagree.
"""

from collections.abc import Iterator, Sequence
from math import exp, gcd, log
from operator import itemgetter, mul

from msgspec import Struct

_ROUNDS = 24
"""Times that each text is gone over at most."""
_ROUNDS_AFTER = 8
"""And again, once it is known which decisions to doubt."""
_ENOUGH = 0.02
"""A round in which no text moved further than this is the last."""
_STEPS = 3
_LEAST_DOUBT, _MOST_DOUBT = 0.01, 0.3
"""The share of wrong decisions that is reckoned with."""
_FAR = 30.0
_LEVEL = 0.25
"""What holds the start of all texts near nought."""
_ENOUGH_OF_BOTH = 5
"""One in this many of the other side is enough to learn what any text is worth."""
_STRIDES = (7, 11, 13, 17, 19, 23, 29, 31, 37)


class Told(Struct, frozen=True):
    """One text and what was said of it."""

    numbers: tuple[int, ...]
    """Which words it holds that others hold too, each once."""
    values: tuple[float, ...]
    """How much of each."""
    known: float
    """What is said of it without what is learned; above nought it is one."""
    yes: bool
    worth: float
    """What the decision counts, at most 1."""
    alone: float = 0.0
    """The squared length of what it alone holds; that needs no number, only its own pull moves it."""


class Solved(Struct, frozen=True):
    """What was found."""

    weights: list[float]
    """Of each word, on top of what is known without them."""
    pulls: list[float]
    """What each text alone adds to all that it holds; below nought where it was said to be none."""
    any_text: float
    """What is added to every text, as it would be if people said yes as often as no: decisions are made about
    what was judged wrong, so how often they say yes tells nothing of what will come."""
    both: float
    """1 where both were said often enough to tell what the difference is, nought where all was called the same."""


def solve(told: Sequence[Told], words: int) -> Solved:
    """The weights that fit best what was said."""
    model = _Model(told, words)
    model.go_over(_ROUNDS)
    model.doubt()
    model.go_over(_ROUNDS_AFTER)
    yes = sum(one.worth for one in told if one.yes)
    no = sum(one.worth for one in told if not one.yes)
    both = min(1.0, _ENOUGH_OF_BOTH * min(yes, no) / (yes + no))
    pulls = [pull if one.yes else -pull for one, pull in zip(told, model.pull, strict=True)]
    return Solved(model.weights, pulls, both * (model.start + log(no / yes)) if both else 0.0, both)


class _Model:
    """Weights, and how hard each text pulls at them."""

    def __init__(self, told: Sequence[Told], words: int) -> None:
        self.weights = [0.0] * max(1, words)
        self._told, self.start = told, 0.0
        self.pull = [0.0] * len(told)
        self._most = [one.worth for one in told]
        self._lengths = [sum([value * value for value in one.values], one.alone) for one in told]
        self._of = [itemgetter(0, 0, *one.numbers) for one in told]
        self._values = [(0.0, 0.0, *one.values) for one in told]

    def go_over(self, rounds: int) -> None:
        """Lets each text pull as hard as it has to, until none moves any more."""
        for turn in range(rounds):
            moved = 0.0
            for number in _walk(len(self._told), turn):
                before = self.pull[number]
                after = _pulled(self._found(number), before, self._lengths[number], self._most[number])
                if abs(after - before) > _ENOUGH / 10:
                    moved = max(moved, abs(after - before))
                    self._move(number, after)
            self._level()
            if moved < _ENOUGH:
                return

    def doubt(self) -> None:
        """Holds back the decisions that are likely wrong, by what would be said of their texts without them."""
        against = [
            exp(max(-_FAR, min(_FAR, own * length - self._found(number))))
            for number, (own, length) in enumerate(zip(self.pull, self._lengths, strict=True))
        ]
        wrong, right = 0.2, [1.0]
        for _ in range(20):
            right = [(1 - wrong) / (1 - wrong + wrong * each) for each in against]
            wrong = max(_LEAST_DOUBT, min(_MOST_DOUBT, 1 - sum(right) / len(right)))
        self._most = [most * trust for most, trust in zip(self._most, right, strict=True)]
        for number, most in enumerate(self._most):
            if self.pull[number] > most:
                self._move(number, most)

    def _found(self, number: int) -> float:
        """What is said of a text now, above nought where that agrees with the decision."""
        one = self._told[number]
        words: float = sum(map(mul, self._of[number](self.weights), self._values[number]))
        found = one.known + self.start + words
        return (found if one.yes else -found) + self.pull[number] * one.alone

    def _move(self, number: int, after: float) -> None:
        one = self._told[number]
        step = (after - self.pull[number]) * (1 if one.yes else -1)
        self.pull[number] = after
        weights = self.weights
        for word, value in zip(one.numbers, one.values, strict=True):
            weights[word] += step * value

    def _level(self) -> None:
        """Moves the start to where those who say yes pull as hard as the others."""
        uneven, stiff = -_LEVEL * self.start, _LEVEL
        for one, pull, most in zip(self._told, self.pull, self._most, strict=True):
            uneven += pull if one.yes else -pull
            stiff += pull * (1 - pull / most) if most else 0.0
        self.start += max(-1.0, min(1.0, uneven / stiff))


def _pulled(found: float, before: float, length: float, most: float) -> float:
    """How hard a text pulls where its own pull fits what is then said of it; found by Newton's steps."""
    there = found
    for _ in range(_STEPS):
        doubt = 1 / (1 + exp(max(-_FAR, min(_FAR, there))))
        there -= (there - found - length * (most * doubt - before)) / (
            1 + length * most * doubt * (1 - doubt)
        )
    return most / (1 + exp(max(-_FAR, min(_FAR, there))))


def _walk(many: int, turn: int) -> Iterator[int]:
    """All texts, in another order each turn."""
    stride = next((step for step in _STRIDES[turn % len(_STRIDES) :] if gcd(step, many) == 1), 1)
    return ((number * stride + turn) % many for number in range(many))
