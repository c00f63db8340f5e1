"""Evidence: it speaks of something of the writer's own, so it hardly is about what we wrote."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "my name is wrong",
        "a friend of mine",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("of_mine", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "your name is wrong",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("of_mine", text) is None
