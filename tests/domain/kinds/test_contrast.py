"""Evidence: one fact is set against another."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "that was in Ghent, not Bruges",
        "she won two, not three",
        "he is the deputy, not the mayor",
        "it's a crow, not a raven.",
        "it was his aunt who built it, not him",
        "I think it was red, not blue",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("contrast", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "it is not here",
        "I was there, not you",
        "fun, not only for kids but for us all and for the dog as well",
        "not bad",
        "I ordered red, not blue",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("contrast", text) is None
