"""Evidence: words passed on rather than said: a repost, a headline's hashtags."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["RT look at this", "nice one via @someone"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("passed_on", text) is not None


@pytest.mark.parametrize("text", ["part of it", "the art of it"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("passed_on", text) is None
