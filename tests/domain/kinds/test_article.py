"""Evidence: it speaks of something that we wrote."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["in your post", "the second paragraph"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("article", text) is not None


@pytest.mark.parametrize("text", ["in your shop"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("article", text) is None
