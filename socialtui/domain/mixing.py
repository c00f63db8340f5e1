"""Decides how what was learned is mixed with the rules, so that the parts shown still are all there is."""

from collections.abc import Iterable

from socialtui.domain.learning import GAIN, MOST_ALL, MOST_WORD, Learned, bounded, parts_of, size_of, words_of
from socialtui.domain.mention import Evidence, Kind, KindScore
from socialtui.domain.reading import Reading
from socialtui.domain.why import LEARNED

_SHOWN = 4
"""Learned words that a score shows by name; the rest is one part."""
_GRAIN = 64
"""Weights are multiples of 1/64, whose sums are exact in any order."""


def mixed(scores: Iterable[KindScore], reading: Reading, learned: Learned) -> list[KindScore]:
    """The scores with the learned words in them; the rules keep the share that is left to them."""
    scores = list(scores)
    if not learned.share:
        return scores
    places: dict[str, tuple[int, int]] = {}
    for word, start, end in words_of(reading):
        if word in learned.rarity:
            places.setdefault(word, (start, end))
    known = [(word, learned.rarity[word]) for word in places]
    known += [(part, learned.rarity[part]) for part in parts_of(scores) if part in learned.rarity]
    size = size_of(known)
    return [
        _mix(score, learned.share[score.kind], _worths(learned, score.kind, known, size), places, reading)
        if score.kind in learned.share
        else score
        for score in scores
    ]


def _worths(learned: Learned, kind: Kind, known: list[tuple[str, float]], size: float) -> dict[str, float]:
    """What each known word adds to a kind, within the bounds of one word and of all."""
    weights, gain = learned.weights[kind], learned.share[kind] * GAIN * size
    worths = {
        word: bounded(gain * weights[word] * value, MOST_WORD) for word, value in known if word in weights
    }
    total = sum(worths.values())
    scale = MOST_ALL / abs(total) if abs(total) > MOST_ALL else 1.0
    return {word: worth * scale for word, worth in worths.items()}


def _mix(
    score: KindScore,
    share: float,
    worths: dict[str, float],
    places: dict[str, tuple[int, int]],
    reading: Reading,
) -> KindScore:
    parts = [
        part if part.part == "baseline"
        else Evidence(part.part, _whole(part.weight * (1 - share)), part.words, part.start, part.end)
        for part in score.evidence
    ]  # fmt: skip
    parts += _shown(worths, places, reading)
    kept = tuple(part for part in parts if part.weight)
    return KindScore(score.kind, sum(part.weight for part in kept), kept)


def _shown(worths: dict[str, float], places: dict[str, tuple[int, int]], reading: Reading) -> list[Evidence]:
    """The strongest by name; a word and how it begins are one, `learned_waiting` speaks of the rule `waiting`."""
    by_place: dict[tuple[str, int, int], float] = {}
    for word, worth in worths.items():
        start, end = places.get(word, (0, 0))
        name = f"{LEARNED}_{word[1:]}" if end == 0 else LEARNED
        by_place[name, start, end] = by_place.get((name, start, end), 0.0) + worth
    order = sorted(by_place, key=lambda place: -abs(by_place[place]))
    found = [
        Evidence(name, _whole(by_place[name, start, end]), reading.text[start:end], start, end)
        for name, start, end in order[:_SHOWN]
    ]
    rest = sum(by_place[place] for place in order[_SHOWN:])
    return [*found, Evidence(f"{LEARNED}_others", _whole(rest), "", 0, 0)]


def _whole(weight: float) -> float:
    return round(weight * _GRAIN) / _GRAIN
