"""Evidence: a thing was found in a bad state, or comes apart."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "the soup was cold",
        "the paint is peeling",
        "lift is out",
        "my profile got deleted",
        "there is a hole in the bag",
        "it smelled of fish",
        "a red light, and nothing moves",
        "the site throws an error",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("spoilt", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the soup was good",
        "the sea is cold",
        "we paint on Sundays",
        "a light breeze",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("spoilt", text) is None
