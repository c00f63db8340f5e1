"""Evidence: a long text or one with numbers; trouble is told in detail."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["it took 45 steps", "x" * 111])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("detail", text) is not None


@pytest.mark.parametrize("text", ["it took some steps"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("detail", text) is None
