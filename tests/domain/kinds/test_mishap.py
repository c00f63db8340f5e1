"""Evidence: handled badly, or gave out."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "they threw my bike off the van", "the warm water ran out while I had soap in my hair",
        "the lamp arrived in pieces", "you handed my keys to somebody else", "nobody told us about the change",
        "we are still being billed", "the tea tastes of metal", "you opened it without asking",
        "the door was shut when we got there",
        "a lid fell off",
        "the queue went out of the door",
        "it closes itself",
        "the nurse was on her phone",
        "impossible to read",
        "our table was given to a larger party",
    ],
)  # fmt: skip
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("mishap", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "the stadium is sold out",
        "we gave the dog a bath",
        "my favourite piece of music",
        "a light lunch",
        "the lights are off in the hall",
        "we are off to the lake",
        "the air smells of oranges",
        "the line is out the door",
        "walked past the shop in Boise today",
        "it was dark when we got home",
        "so small that it fits in a pocket",
        "the wind in my face",
        "I've been everywhere but Japan",
        "all were on their phones",
        "spring started early",
        "the prize was given to a nurse",
        "so dark we could see the stars",
        "our seats were given to us by a friend",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("mishap", text) is None
