"""Evidence: thanks and praise that mean the opposite."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "thanks for nothing",
        "way to go",
        "another delay",
        "well 🙄 sure",
        "great idea /s",
        "how hard can it be",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("sarcasm", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "thanks for the help",
        "a great idea",
        "it never fails",
        "how hard is it to learn Spanish?",
        "another day at the beach",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("sarcasm", text) is None
