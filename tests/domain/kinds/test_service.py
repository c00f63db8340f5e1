"""Evidence: talk of service, staff and being in touch."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["the staff at the desk", "your helpline", "customer care"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("service", text) is not None


@pytest.mark.parametrize("text", ["the tree by the river"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("service", text) is None
