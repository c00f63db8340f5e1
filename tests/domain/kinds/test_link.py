"""Evidence: a link; people who are upset seldom bring one."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["see https://a.example/x", "look at www.a.example", "go to something.com"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("link", text) is not None


@pytest.mark.parametrize("text", ["see the note. It is there"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("link", text) is None
