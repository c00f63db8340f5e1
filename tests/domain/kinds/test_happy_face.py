"""Evidence: happy faces, in any language."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["see you 😊", "done :)", "love <3"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("happy_face", text) is not None


@pytest.mark.parametrize("text", ["see you", "not done :("])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("happy_face", text) is None
