"""Evidence: a sentence that begins the way a question begins, with or without its mark."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    ["hi, where is the museum", "can i pay by card", "anyone know the wifi code", "ok so how do I start"],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("question_word", text) is not None


@pytest.mark.parametrize(
    "text", ["what a day", "when i was young we walked", "can openers are useful", "I know where it is"]
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("question_word", text) is None
