"""Evidence: nobody answered."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "nobody answers",
        "no reply so far",
        "they hung up on me",
        "is anyone there",
        "I asked four times",
        "sent round in circles",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("unanswered", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "they answered at once",
        "a kind reply",
        "another ticket for the show",
        "never heard of that band",
        "put my degree on hold for a year",
        "anyone working on a port of it?",
        "two different stories",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("unanswered", text) is None
