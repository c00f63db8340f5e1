"""Evidence: opening hours are named: a fact that may be right or wrong, and no time that somebody waited."""

from collections.abc import Callable

import pytest

from socialtui.domain.kinds import judge
from socialtui.domain.mention import Kind


@pytest.mark.parametrize("text", ["your opening hours are wrong", "what are the shop hours on Sunday"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("opening_hours", text) is not None


@pytest.mark.parametrize(
    "text", ["two hours in the shop", "opening the door took hours", "closed during opening hours"]
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("opening_hours", text) is None


def test_wrong_opening_hours_are_an_error_and_no_complaint() -> None:
    found = {one.kind for one in judge("your opening hours are wrong", tone=-0.4767)}
    assert Kind.ERROR in found
    assert Kind.COMPLAINT not in found
    asked = {one.kind for one in judge("what are your opening hours on Friday?", tone=0.0)}
    assert asked == {Kind.QUESTION}


def test_a_door_that_is_shut_in_opening_hours_is_a_complaint() -> None:
    found = judge("your branch was closed during opening hours", tone=0.0)
    assert found[0].kind is Kind.COMPLAINT
