"""Evidence: somebody means to buy."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["I want to buy two of them", "where can I order it", "sign me up", "I'm interested in this"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("buying", text) is not None


@pytest.mark.parametrize("text", ["we left the shop"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("buying", text) is None
