"""Evidence: a question put as a statement, or a request for an answer."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "tell me how to start",
        "I need to know the price",
        "wondering if it works",
        "any idea",
        "please advise",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("asking", text) is not None


@pytest.mark.parametrize("text", ["I told them a story"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("asking", text) is None
