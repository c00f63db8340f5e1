"""Evidence: a thing, or somebody else, does not do or is not what it should."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "the bus didn't stop here",
        "your reply never reached me",
        "scores not updated",
        "the beds were not made",
        "won't switch on since lunch",
        "we haven't received the key",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("denied", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "I didn't know that",
        "my sister doesn't like soup",
        "don't forget the party",
        "it does not matter",
        "never disappointed by this band",
        "does the shop not open at nine?",
        "if it doesn't fit, I swap it",
        "isn't it lovely",
        "you have a new logo, haven't you?",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("denied", text) is None
