"""Evidence: something good is denied: not nice, no fun, would not recommend."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "the man was not very friendly",
        "it isn't my favourite",
        "no fun at all",
        "I would not recommend it",
        "hardly fresh",
        "I wish it had a door",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("not_good", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the man was friendly",
        "no doubt a good one",
        "I would recommend it",
        "not a cloud in the sky",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("not_good", text) is None
