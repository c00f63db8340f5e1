"""Evidence: somebody tells what happened to them."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["my bag is blue", "I went home", "we've moved"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("own_story", text) is not None


@pytest.mark.parametrize("text", ["the bag is blue"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("own_story", text) is None
