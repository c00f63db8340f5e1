"""Evidence: a trouble that is told of rather than had."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "an exhibition on lost umbrellas",
        "a song about waiting for nobody",
        "nobody answers the door in that play",
        "the museum shows the burnt half of it",
        "they talked about the weather",
        "frost closed the pass",
        "when we were small it froze over",
        "an evening of mending torn coats",
        "the mill was lost to a fire in 1911",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("told_of", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the film stopped twice",
        "my novel came with torn pages",
        "the workshop was cancelled",
        "they broke my lamp",
        "no sound in the second half",
        "a customer since 1998 and now this",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("told_of", text) is None
