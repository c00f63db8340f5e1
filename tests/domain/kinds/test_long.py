"""Evidence: hours, days or weeks are counted; it needs something beside it to be a complaint."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "it took three hours",
        "two weeks and no word",
        "40 mins in the rain",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("long", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "every morning",
        "the other day",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("long", text) is None
