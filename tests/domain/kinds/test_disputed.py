"""Evidence: somebody says that something is not so; of what we wrote, that makes an error."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "that is not true",
        "it is actually older",
        "this is incorrect",
        "that map is not of our town",
        "the old name is still on it",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("disputed", text) is not None


@pytest.mark.parametrize(
    "text", ["that is true", "this photo is from last year", "the bill adds up to forty", "surely not today"]
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("disputed", text) is None
