"""Evidence: a trouble that is none: not there, or over."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "no problems at all",
        "it came on time",
        "can't complain",
        "no hurry at all",
        "works perfectly now",
        "I never get tired of it",
        "you can cancel at any time",
        "answered within minutes",
        "they called back quickly",
        "it came within the hour",
        "so I switched to you",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("all_well", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "many problems",
        "it does not work",
        "they have not solved it",
        "your team hasn't helped at all",
        "I can't wait any longer",
        "never been let down like this",
        "a fix within the hour, that was Tuesday",
        "it is never on time",
        "no fee was mentioned when I signed",
        "it is not working now",
        "but I don't like it",
        "nobody called me back within a week",
        "not delivered within 5 days",
        "how long must I wait for you",
        "I switched to you and my line has been dead since",
        "not happy, sick of this",
        "you made me feel stupid",
        "still not fixed within a month",
        "she called back within a week but nothing came of it",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("all_well", text) is None
