"""Decides how what was learned is mixed with the rules, so that the parts shown still are all there is."""

from collections.abc import Iterable

from socialtui.domain.features import WORTHS, Heard, Row, Span, summed
from socialtui.domain.learning import (
    ANY_TEXT,
    MOST_ALL,
    MOST_WORD,
    Learned,
    base_of,
    bounded,
    parts_of,
    size_of,
)
from socialtui.domain.mention import Evidence, KindScore
from socialtui.domain.reading import Reading
from socialtui.domain.why import LEARNED

_SHOWN = 4
"""Learned words that a score shows by name; the rest is one part."""
_ABOUT = 0.375
"""What rounding may change."""
_GRAIN = 64
"""Weights are multiples of 1/64, whose sums are exact in any order."""

_Parts = list[tuple[str, float, Row]]
"""Pieces of evidence with how much of each there is."""


def mixed(
    scores: Iterable[KindScore], reading: Reading, learned: Learned, least: float | None = None
) -> list[KindScore]:
    """The scores with the learned words in them; the rules keep the share that is left to them.

    With `least`, kinds that stay clearly below it are left out, which costs less.
    """
    scores = list(scores)
    if not learned.share:
        return scores
    heard = learned.known.hear(reading)
    parts = [
        (part, value, learned.parts[part])
        for part, value in (*parts_of(scores, reading).items(), (ANY_TEXT, 1.0))
        if part in learned.parts
    ]
    squares, loudest, totals = summed(heard.rows, len(learned.share))
    size = size_of(squares)
    loud = loudest * size > MOST_WORD
    # where single words reach their bounds, the sum before them tells too little
    least = None if loud else least
    order = list(learned.share)
    found = []
    for score in scores:
        if score.kind not in learned.share:
            found.append(score)
            continue
        share, at = learned.share[score.kind], order.index(score.kind)
        total = totals[at] * size
        for _, value, row in parts:
            worth = value * row[WORTHS + at]
            total += worth if -MOST_WORD <= worth <= MOST_WORD else bounded(worth, MOST_WORD)
        if least is None or _about(score, share, total) >= least - _ABOUT:
            worths = [row[WORTHS + at] * size for row in heard.rows]
            if loud:
                worths = [bounded(worth, MOST_WORD) for worth in worths]
            worths += [bounded(row[WORTHS + at] * value, MOST_WORD) for _, value, row in parts]
            found.append(_mix(score, share, _shown(worths, heard, parts, reading)))
    return found


def _about(score: KindScore, share: float, total: float) -> float:
    """The mixed score before single words are held to their bounds."""
    base = base_of(score)
    return base + (score.score - base) * (1 - share) + bounded(total, MOST_ALL)


def _mix(score: KindScore, share: float, taught: list[Evidence]) -> KindScore:
    left = (1 - share) * _GRAIN
    parts = []
    for part in score.evidence:
        if part.part == "baseline":
            parts.append(part)
        elif weight := round(part.weight * left) / _GRAIN:
            parts.append(Evidence(part.part, weight, part.words, part.start, part.end))
    parts += taught
    return KindScore(score.kind, sum([part.weight for part in parts]), tuple(parts))


def _shown(worths: list[float], heard: Heard, parts: _Parts, reading: Reading) -> list[Evidence]:
    """What was learned, within the bounds of all: the strongest by name, the rest as one part.

    `learned_waiting` speaks of the rule `waiting`; a word in capitals is one with its being in capitals.
    """
    total = sum(worths)
    scale = _GRAIN if abs(total) <= MOST_ALL else _GRAIN * MOST_ALL / abs(total)
    order = sorted(range(len(worths)), key=worths.__getitem__)
    ends = order if len(order) <= 2 * _SHOWN else order[:_SHOWN] + order[-_SHOWN:]
    shown: dict[Span | str, float] = {}
    for number in sorted(ends, key=lambda number: -abs(worths[number]))[:_SHOWN]:
        part = number - len(heard.rows)
        place = parts[part][0][1:] if part >= 0 else heard.spot(number, reading)
        shown[place] = shown.get(place, 0.0) + worths[number]
    rest = round((total - sum(shown.values())) * scale) / _GRAIN
    found = []
    for place, worth in shown.items():
        weight = round(worth * scale) / _GRAIN
        if not weight:
            continue
        if isinstance(place, str):
            found.append(Evidence(f"{LEARNED}_{place}", weight, "", 0, 0))
        else:
            found.append(Evidence(LEARNED, weight, reading.text[place[0] : place[1]], *place))
    if rest:
        found.append(Evidence(f"{LEARNED}_others", rest, "", 0, 0))
    return found
