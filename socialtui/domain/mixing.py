"""Decides how what was learned is mixed with the rules, so that the parts shown still are all there is."""

from collections.abc import Iterable

from socialtui.domain.learning import (
    ANY_TEXT,
    MOST_ALL,
    MOST_WORD,
    Learned,
    base_of,
    bounded,
    parts_of,
    size_of,
    words_of,
)
from socialtui.domain.mention import Evidence, Kind, KindScore
from socialtui.domain.reading import Reading
from socialtui.domain.why import LEARNED

_SHOWN = 4
"""Learned words that a score shows by name; the rest is one part."""
_ABOUT = 0.375
"""What rounding may change."""
_ABOUT_BOUNDED = 1.5
"""What the bounds of single words may change, too."""
_GRAIN = 64
"""Weights are multiples of 1/64, whose sums are exact in any order."""

Places = dict[str, tuple[int, int]]
"""Where a word stands."""


def mixed(
    scores: Iterable[KindScore], reading: Reading, learned: Learned, least: float | None = None
) -> list[KindScore]:
    """The scores with the learned words in them; the rules keep the share that is left to them.

    With `least`, kinds that stay clearly below it are left out, which costs less.
    """
    scores = list(scores)
    if not learned.share:
        return scores
    places: Places = {}
    rarity = learned.rarity
    for word, start, end in words_of(reading):
        if word in rarity and word not in places:
            places[word] = (start, end)
    size = size_of([rarity[word] for word in places])
    parts = {part: value for part, value in parts_of(scores).items() if part in rarity} | {ANY_TEXT: 1.0}
    known: list[tuple[str, float]] = []
    totals = learned.totals(places, size, parts) if least is not None else {}
    found = []
    for score in scores:
        share = learned.share.get(score.kind)
        if share is None:
            found.append(score)
            continue
        loudest, part_loudest = learned.loudest[score.kind]
        within = max(loudest * size, part_loudest) <= MOST_WORD
        about = _ABOUT if within else _ABOUT_BOUNDED
        if least is None or _about(score, share, totals[score.kind]) >= least - about:
            known = known or [
                *((name, rarity[name] * size) for name in places),
                *((name, rarity[name] * value) for name, value in parts.items()),
            ]
            found.append(_mix(score, share, _worths(learned, score.kind, known, within), places, reading))
    return found


def _about(score: KindScore, share: float, total: float) -> float:
    """The mixed score before single words are held to their bounds."""
    base = base_of(score)
    return base + (score.score - base) * (1 - share) + bounded(total, MOST_ALL)


def _worths(learned: Learned, kind: Kind, known: list[tuple[str, float]], within: bool) -> dict[str, float]:
    """What each known word adds to a kind, within the bounds of one word and of all."""
    weights = learned.weights[kind]
    worths = {word: weights[word] * value for word, value in known if word in weights}
    if not within:
        worths = {word: bounded(worth, MOST_WORD) for word, worth in worths.items()}
    total = sum(worths.values())
    if abs(total) <= MOST_ALL:
        return worths
    scale = MOST_ALL / abs(total)
    return {word: worth * scale for word, worth in worths.items()}


def _mix(
    score: KindScore, share: float, worths: dict[str, float], places: Places, reading: Reading
) -> KindScore:
    left = (1 - share) * _GRAIN
    parts = []
    for part in score.evidence:
        if part.part == "baseline":
            parts.append(part)
        elif weight := round(part.weight * left) / _GRAIN:
            parts.append(Evidence(part.part, weight, part.words, part.start, part.end))
    parts += [part for part in _shown(worths, places, reading) if part.weight]
    return KindScore(score.kind, sum([part.weight for part in parts]), tuple(parts))


def _shown(worths: dict[str, float], places: Places, reading: Reading) -> list[Evidence]:
    """The strongest by name; a word and how it begins are one, `learned_waiting` speaks of the rule `waiting`."""
    found: dict[tuple[int, int] | str, float] = {}
    for word, worth in worths.items():
        place = places.get(word, word)
        found[place] = found.get(place, 0.0) + worth
    order = sorted(found, key=found.__getitem__)
    ends = order if len(order) <= 2 * _SHOWN else order[:_SHOWN] + order[-_SHOWN:]
    strongest = sorted(ends, key=lambda place: -abs(found[place]))[:_SHOWN]
    shown, rest = [], sum(found.values())
    for place in strongest:
        rest -= found[place]
        weight = round(found[place] * _GRAIN) / _GRAIN
        if isinstance(place, str):
            shown.append(Evidence(f"{LEARNED}_{place[1:]}", weight, "", 0, 0))
        else:
            shown.append(Evidence(LEARNED, weight, reading.text[place[0] : place[1]], *place))
    return [*shown, Evidence(f"{LEARNED}_others", round(rest * _GRAIN) / _GRAIN, "", 0, 0)]
