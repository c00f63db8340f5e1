"""Decides how friendly English words sound: VADER's compound, behind one function."""

from collections.abc import Callable, Sequence
from functools import cache

from socialtui.domain.reading import MOST_READ, masked


def compound(text: str, own_names: Sequence[str] = ()) -> float:
    """Returns the tone, -1 to 1, of the text without handles, links and own names.

    A brand's own name would count otherwise: to VADER "united" is a happy word.
    """
    return _scorer()(masked(text[:MOST_READ], own_names))


@cache
def _scorer() -> Callable[[str], float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores

    def score(text: str) -> float:
        return float(scores(text)["compound"])

    return score
