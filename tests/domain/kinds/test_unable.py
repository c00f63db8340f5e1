"""Evidence: somebody can't do what they should be able to do."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "we can't reach the desk",
        "I couldn't print my label",
        "unable to pay",
        "she is not able to leave",
        "it won't let me in",
        "I cannot even see the page",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("unable", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "can't wait for tomorrow",
        "I can't recommend it enough",
        "can't you stay?",
        "can I bring my dog",
        "I can't swim",
        "if I cannot come, who tells you",
        "you can't beat a warm bun",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("unable", text) is None
