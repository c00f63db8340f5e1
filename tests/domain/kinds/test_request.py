"""Evidence: somebody asks for a thing to be done that is done every day; nothing has gone wrong."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "cancel my table for tonight please",
        "I'd like to change my seat",
        "we want to move our class to Friday",
        "Hi, please add two more chairs",
        "remind me in two days",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("request", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "cancel it, you never came",
        "I want to speak to the manager",
        "send the money back",
        "I need a chair",
        "call drops every minute",
        "make it stop, it keeps ringing",
        "turn the music down",
        "send a new one. The last one broke after a day.",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("request", text) is None
