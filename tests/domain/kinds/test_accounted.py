"""Evidence: somebody is asked to account for something of the writer's: why it is so, or where it is."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "why is my door locked",
        "where's my hat",
        "what happened to our table",
        "how come I pay more",
        "why has it gone",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("accounted", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "why not stay a while",
        "where do you open",
        "I know my way",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("accounted", text) is None
