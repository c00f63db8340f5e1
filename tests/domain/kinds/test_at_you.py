"""Evidence: somebody is spoken to directly."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["you said so", "is this yours"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("at_you", text) is not None


@pytest.mark.parametrize("text", ["they said so"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("at_you", text) is None
