"""Evidence: something that should be there is not, or nobody is."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "no heating in the hall",
        "no towels, no soap",
        "we were left without light",
        "nobody told us",
        "no one rang us",
        "the lamp came without a bulb",
        "nothing in the envelope",
        "not a single seat",
        "not one of them",
        "only half of it came",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("lacking", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "no worries",
        "no, the other one",
        "no umbrella needed today",
        "nobody knows the tune better",
        "is there no bus on Sunday?",
        "we have light",
        "half of us stayed",
        "our bus goes at six, so no cake",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("lacking", text) is None
