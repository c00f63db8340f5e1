"""Evidence: a customer is about to leave, or has left."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "never again",
        "I am switching to another provider",
        "we moved to a rival",
        "you lost a customer",
        "please close my account",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("leaving", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "I arrived at six",
        "we moved to Leeds in October",
        "no stars tonight",
        "switched to summer time",
        "I don't use it",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("leaving", text) is None
