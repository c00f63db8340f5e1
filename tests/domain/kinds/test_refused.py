"""Evidence: something was turned down, called off or taken away."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    ["my card was declined", "the tour got cancelled", "our table was given away", "we were left standing"],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("refused", text) is not None


@pytest.mark.parametrize(
    "text", ["the tour was lovely", "she left me a note", "the host kept our table", "it made me laugh"]
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("refused", text) is None
