"""Evidence: easy money, prizes, cures and other bait."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["earn money from home", "free followers", "hire an ethical hacker", "lose weight fast"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("bait", text) is not None


@pytest.mark.parametrize("text", ["I lost my keys", "free parking behind the house"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("bait", text) is None
