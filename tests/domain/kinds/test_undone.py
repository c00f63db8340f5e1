"""Evidence: what was due did not come, or nobody did it."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "nobody showed up",
        "you promised a call",
        "it was never delivered",
        "you promised it would ship",
        "marked delivered but it is not",
        "it came two days late",
        "the council has not swept our lane",
        "nobody knows where my coat is",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("undone", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "it was delivered today",
        "they showed us around",
        "one and it arrived",
        "we never miss your show",
        "I have not swept our lane",
        "my son never wore our hat",
        "someone I don't know paid for it",
        "nobody knows what the statue means",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("undone", text) is None
