"""Evidence: thanks."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["Thank you", "kudos to the crew", "hats off", "it made my day"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("thanks", text) is not None


@pytest.mark.parametrize("text", ["the tank is full"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("thanks", text) is None
