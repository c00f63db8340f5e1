"""Evidence: nobody answered."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["nobody answers", "no reply so far", "they hung up on me", "is anyone there"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("unanswered", text) is not None


@pytest.mark.parametrize("text", ["they answered at once", "a kind reply"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("unanswered", text) is None
