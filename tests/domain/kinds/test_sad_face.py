"""Evidence: sad and angry faces, in any language."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["oh well 😡", "that went well :(", "hm :-/"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("sad_face", text) is not None


@pytest.mark.parametrize("text", ["see https://a.example/x", "ratio 3:4", "it is fine :)"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("sad_face", text) is None
