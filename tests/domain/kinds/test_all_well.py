"""Evidence: a trouble that is none: not there, or over."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["no problems at all", "on time", "can't complain", "no hurry at all", "works perfectly now"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("all_well", text) is not None


@pytest.mark.parametrize("text", ["many problems", "it does not work"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("all_well", text) is None
