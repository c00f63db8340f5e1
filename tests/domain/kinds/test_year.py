"""Evidence: a year is named; facts are dated more often than feelings."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "founded in 1899",
        "the law of 2013",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("year", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "room 21",
        "2100 pounds",
        "12013",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("year", text) is None
