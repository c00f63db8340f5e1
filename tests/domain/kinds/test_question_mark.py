"""Evidence: a question mark, of any script."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["is it open?", "开门吗？", "هل هو مفتوح؟"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("question_mark", text) is not None


@pytest.mark.parametrize("text", ["it is open!"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("question_mark", text) is None
