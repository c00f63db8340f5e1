"""Evidence: delight, the words of a person who is glad."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["I love it", "so delicious", "can't wait", "above and beyond"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("delight", text) is not None


@pytest.mark.parametrize("text", ["it is on the shelf"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("delight", text) is None
