"""Evidence: dismay, the milder words for being let down."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["sadly it is gone", "far too expensive for me", "I expected better"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("dismay", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "we stayed two nights",
        "the earth is round",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("dismay", text) is None
