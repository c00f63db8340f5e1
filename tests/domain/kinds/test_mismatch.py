"""Evidence: what came is not what was ordered, said or paid for."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "ordered tea, got milk",
        "asked for a window and was given the aisle",
        "told Friday, it is now Wednesday",
        "your page says five, the shop says six",
        "you sent me a different coat",
        "not what I paid for",
        "nothing like the photos",
        "posted it to an old address",
        "twice the usual sum",
        "I never ordered this",
        "the door was fitted wrong",
        "the key is for another door",
        "not the size on the label",
        "gave me the thin one, I asked for the thick one",
        "it said wool, it was plastic",
        "it came out green, I asked for white",
        "the legs are different lengths",
        "they towed the wrong van",
        "a fee for a card I never asked for",
        "letters about a loan we don't have",
        "left a note instead of the box",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("mismatch", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ordered tea and cake",
        "we ordered the blue one and it arrived on Tuesday",
        "we got a second dog",
        "a quarter of the class",
        "just what I hoped for",
        "the same as last year",
        "it came on Monday",
        "took the wrong turn",
        "he picked the wrong day",
        "a bill for the flat I live in",
        "though I was tired, we danced",
        "someone I don't know paid for my coffee",
        "I have an account here but I don't use it",
        "sun came out, we wanted ice cream",
        "mum made me a cake, I asked for the recipe",
        "that story is for another day",
        "in two different sizes",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("mismatch", text) is None
