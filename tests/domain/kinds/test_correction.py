"""Evidence: somebody says that a fact of ours is wrong. A hint, not a verdict."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "Correction: it was 2013",
        "there is a typo in it",
        "your article says forty",
        "the wrong year",
        "you say it is 40 m, it's 60",
        "that's untrue",
        "the day you give is wrong",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("correction", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the article is long",
        "are you sure it ships to France",
        "they did say it would rain",
        "you say two days, it's been six",
        "when you call them, they're quick",
        "if you give it time, it's great",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("correction", text) is None
