"""Evidence: a demand that somebody act, or say why."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["fix it", "where is my parcel", "sort it out", "why is this not working"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("demand", text) is not None


@pytest.mark.parametrize("text", ["the parcel is on the table"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("demand", text) is None
