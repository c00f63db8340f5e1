"""Evidence: it asks how something is usually done, or what would be if; nothing has gone wrong."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "how do I cancel a card?",
        "if I lost my key, what would I do?",
        "do you open on Sunday?",
        "is there a fee for guests",
        "what happens if it breaks?",
        "hi, can I pay late?",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("practice", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "how can you still not know",
        "do you even read this?",
        "is my parcel lost?",
        "why do you close",
        "can someone help me",
        "what is wrong with it",
        "would you call this clean? There is hair in the sink.",
        "do you always take two weeks to answer a letter?",
        "would it kill you to answer the phone?",
        "how long must I wait for you",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("practice", text) is None
