"""Evidence: it is not the first time."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["down again", "for the third time", "every single day"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("again", text) is not None


@pytest.mark.parametrize("text", ["for the first time"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("again", text) is None
