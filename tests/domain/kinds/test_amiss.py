"""Evidence: a word that mostly names a trouble, and now and then something of everyday life."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["you lost my letter", "the wrong coat", "it hangs", "a piece is missing"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("amiss", text) is not None


@pytest.mark.parametrize("text", ["we found it", "a broken cup", "the right coat", "she bent down"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("amiss", text) is None
