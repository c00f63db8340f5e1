"""Evidence: somebody asks for price, plan, delivery or a trial before buying."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["how much is it", "do you ship to Norway", "is there a free trial", "back in stock"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("terms", text) is not None


@pytest.mark.parametrize("text", ["the ship left"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("terms", text) is None
