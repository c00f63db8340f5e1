"""Evidence: a thing that one buys, rents or is served."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize("text", ["this kettle", "the Zip", "our room has a bed"])
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("bought", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the moon",
        "my cat",
        "a walk by the lake",
        "it rained till noon",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("bought", text) is None
