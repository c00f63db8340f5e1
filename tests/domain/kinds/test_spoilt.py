"""Evidence: a thing was found in a bad state, or comes apart."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "the soup was stone cold",
        "the paint is peeling",
        "my shirt was torn",
        "our food was already cold",
        "there is a hole in the bag",
        "it lasted two days",
        "full of bugs",
        "the site throws an error",
        "it came smashed",
        "the bath ran cold",
        "two of the screws were missing",
        "the soup came warm",
        "the glue was gone after a week",
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
        "the shop was open until ten",
        "the garden was dry",
        "my tea was hot",
        "she bent down, and the road was flat",
        "the lights are off",
        "a scratch on his knee",
        "my son was stuck up a tree",
        "the soup was warm",
        "the shop is open",
        "nothing is missing",
        "I had a tear in my eye",
        "tickets gone within ten minutes",
        "the bread was gone by noon",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("spoilt", text) is None
