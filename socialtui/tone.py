"""Decides how friendly English words sound: VADER's numbers, behind two functions."""

from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct

from socialtui.domain.reading import MOST_READ, masked


class Sound(Struct, frozen=True):
    """How a text sounds."""

    tone: float
    """The compound, -1 to 1."""
    shares: tuple[float, float]
    """Which share of its words sounds friendly, and which unfriendly."""


def compound(text: str, own_names: Sequence[str] = ()) -> float:
    """Returns the tone, -1 to 1, of the text without handles, links and own names.

    A brand's own name would count otherwise: to VADER "united" is a happy word.
    """
    return sound(masked(text[:MOST_READ], own_names)).tone


def sound(plain: str) -> Sound:
    """Returns how a text sounds that is without handles, links and own names already."""
    return _scorer()(plain)


@cache
def _scorer() -> Callable[[str], Sound]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores

    def score(text: str) -> Sound:
        found = scores(text)
        return Sound(float(found["compound"]), (float(found["pos"]), float(found["neg"])))

    return score
