"""Evidence: anger and insult, the words of a person who has had enough."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "this is a complete joke",
        "utterly Horrible",
        "we are fed up with it",
        "so upset about it",
        "you ruined our evening",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("anger", text) is not None


@pytest.mark.parametrize("text", ["we had a fine evening", "the angle is right"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("anger", text) is None
