"""Evidence: somebody did it to us: moved, took, sent or changed what was ours, unasked."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "you lost our letter",
        "the driver dropped my box",
        "they turned us away",
        "changed behind our back",
        "sold out after I paid",
        "they made us carry the bed",
        "moved without a call",
        "stop texting me",
        "we had to chase it for weeks",
        "the lorry skipped our street",
        "they could at least say so",
        "someone should have told us",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("done_to_us", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "you found our letter",
        "I moved my desk",
        "my brother sent a card",
        "they turned up on time",
        "they gave us a tour",
        "you sent me a card",
        "had to call my mum",
        "the driver left my street",
        "the wind cut our walk short",
        "you should have seen it",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("done_to_us", text) is None
