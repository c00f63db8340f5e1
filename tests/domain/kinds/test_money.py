"""Evidence: money was taken, or is wanted back."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["I want a refund", "charged twice", "give me my money back", "not worth it"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("money", text) is not None


@pytest.mark.parametrize("text", ["we counted coins", "we paid for the tickets", "all for free"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("money", text) is None
