"""Evidence: somebody looks for what we might offer."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "looking for a new dentist",
        "can anyone recommend a plumber",
        "an alternative to that tool",
        "thinking of switching",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("seeking", text) is not None


@pytest.mark.parametrize("text", ["looking good", "we had a recommendation letter"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("seeking", text) is None
