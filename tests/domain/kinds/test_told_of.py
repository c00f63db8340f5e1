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
        "a year of it in the 1860s",
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
        "overcharged by 1200 euros",
        "a bill of 1450",
        "rent up from 1200",
        "it won't play on my set",
        "a series of failed deliveries",
        "nobody answered in the course of three weeks",
        "nobody will report on my claim",
        "finding broken glass in my salad",
        "a sandwich made with stale bread",
        "closed when we were there with kids",
        "can you fix the broken checkout?",
        "being ignored is part of it",
        "I want to talk about my refund",
        "I tried to book for about an hour",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("told_of", text) is None
