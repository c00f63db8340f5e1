"""Decides how what was learned is mixed with the rules, so that the parts shown still are all there is."""

from collections.abc import Iterable

from socialtui.domain.learning import GAIN, MOST_ALL, MOST_WORD, Learned, bounded, parts_of, size_of, words_of
from socialtui.domain.mention import Evidence, Kind, KindScore
from socialtui.domain.reading import Reading
from socialtui.domain.why import LEARNED

_SHOWN = 4
"""Learned words that a score shows by name; the rest is one part."""
_ABOUT = 1.5
"""What rounding and the bounds of single words may change."""
_GRAIN = 64
"""Weights are multiples of 1/64, whose sums are exact in any order."""


def mixed(
    scores: Iterable[KindScore], reading: Reading, learned: Learned, least: float | None = None
) -> list[KindScore]:
    """The scores with the learned words in them; the rules keep the share that is left to them.

    With `least`, kinds that stay clearly below it are left out, which costs less.
    """
    scores = list(scores)
    if not learned.share:
        return scores
    places: dict[str, tuple[int, int]] = {}
    rarity = learned.rarity
    for word, start, end in words_of(reading):
        if word in rarity and word not in places:
            places[word] = (start, end)
    known = [(word, rarity[word]) for word in places]
    known += [(part, rarity[part]) for part in parts_of(scores) if part in rarity]
    size = size_of(known)
    totals = learned.totals([word for word, _ in known]) if least is not None else {}
    found = []
    for score in scores:
        share = learned.share.get(score.kind)
        if share is None:
            found.append(score)
        elif least is None or _about(score, share, totals[score.kind] * size) >= least - _ABOUT:
            found.append(_mix(score, share, _worths(learned, score.kind, known, size), places, reading))
    return found


def _about(score: KindScore, share: float, total: float) -> float:
    """The mixed score before single words are held to their bounds."""
    base = next((part.weight for part in score.evidence if part.part == "baseline"), 0.0)
    return base + (score.score - base) * (1 - share) + bounded(share * GAIN * total, MOST_ALL)


def _worths(learned: Learned, kind: Kind, known: list[tuple[str, float]], size: float) -> dict[str, float]:
    """What each known word adds to a kind, within the bounds of one word and of all."""
    weights, gain = learned.weights[kind], learned.share[kind] * GAIN * size
    worths = {
        word: min(MOST_WORD, max(-MOST_WORD, gain * weights[word] * value))
        for word, value in known
        if word in weights
    }
    total = sum(worths.values())
    if abs(total) <= MOST_ALL:
        return worths
    scale = MOST_ALL / abs(total)
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
