"""Evidence: a hashtag; announcements have more of them than complaints."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["so #happy today"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("hashtag", text) is not None


@pytest.mark.parametrize("text", ["we are #1", "a # b"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("hashtag", text) is None
