"""Evidence: a no in the sentence; complaints are told by what is not."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["it does not", "nobody came", "I can't"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("negation", text) is not None


@pytest.mark.parametrize("text", ["it does", "everybody came"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("negation", text) is None
