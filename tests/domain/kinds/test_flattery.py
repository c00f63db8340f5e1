"""Evidence: praise of a post that says nothing about it, as link droppers write."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["Nice post", "thanks for sharing", "very informative blog"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("flattery", text) is not None


@pytest.mark.parametrize("text", ["the postman was nice"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("flattery", text) is None
