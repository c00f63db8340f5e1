"""Evidence: shouting: words in capitals, rows of marks."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["this is NOT OKAY", "what?!", "well..."])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("shouting", text) is not None


@pytest.mark.parametrize("text", ["this is ok."])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("shouting", text) is None
