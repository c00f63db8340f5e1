"""Evidence: the things that a customer has with a company."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["my parcel", "two tickets", "the invoice"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("matter", text) is not None


@pytest.mark.parametrize("text", ["my garden"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("matter", text) is None
