"""Hands the project's judgement to an outside bench: a list of texts in, a probability per kind out."""

from collections.abc import Iterable

from socialtui.domain.kinds import probability
from socialtui.sync.judge import Judge


def judge_all(texts: Iterable[str]) -> list[dict[str, float]]:
    """Returns for each text the probability of each kind; a kind holds from one half."""
    judge = Judge()
    return [{score.kind.value: probability(score.score) for score in judge.scores(text)} for text in texts]
