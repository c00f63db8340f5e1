"""Evidence: a trouble that comes again and again."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "the pump keeps stopping",
        "the box stopped sending",
        "it restarts itself",
        "the camera stopped focusing",
        "it kept asking for a code",
        "third engineer in a month",
        "five times now",
        "the lift is always full",
        "late again",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("keeps", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "I keep watching it",
        "she kept smiling",
        "I stopped smoking",
        "the rain stopped",
        "keep going",
        "my cat keeps sleeping on the box",
        "my son keeps asking for more",
        "my neighbour keeps baking bread",
        "grandad stopped driving",
        "the band keeps going strong",
        "keep moving, please",
        "the third floor",
        "see you again",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("keeps", text) is None
