"""Evidence: what was given was poor: dirty, cold, badly made."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["the room was filthy", "cold soup", "a hair in my pasta", "wrong size"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("quality", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the room was bright",
        "hot soup",
        "we smelled the bread",
        "is it in stock",
        "we went downhill on sledges",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("quality", text) is None
