"""Evidence: somebody draws people to a page, channel or shop of their own."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["check out my new channel", "please subscribe", "visit our website", "link in bio"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("promotion", text) is not None


@pytest.mark.parametrize(
    "text", ["@acme check out my order please", "we had to check out at ten", "I like your video"]
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("promotion", text) is None
