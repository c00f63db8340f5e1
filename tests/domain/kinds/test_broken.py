"""Evidence: something is broken, wrong or gone."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "the door is broken",
        "it won't load",
        "it keeps crashing",
        "no signal in here",
        "I was locked out",
        "the screen went black",
        "the zip does not close",
        "no hot water",
        "I can't renew my card online",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("broken", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the door is blue",
        "we open at nine",
        "no work tomorrow",
        "I wrote it down",
        "a film in black and white",
        "can't wait to share it",
        "can't wait to read it",
        "the bread was gone by noon",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("broken", text) is None
