"""Evidence: it was the writer's own doing, or a joke, or something far from us."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "I broke my cup",
        "wrong size, my mistake",
        "we lost the key of the shed",
        "sorry, my own mistake",
        "I was a bit late",
        "sorry we were late",
        "my knee hurts",
        "our cat ate the cake",
        "stuck in traffic",
        "lost my voice",
        "sorry, I'm late",
        "I fell off my horse",
        "posting this two days late",
        "our dog broke the vase",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("own_doing", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "you broke my cup",
        "your mistake",
        "the lift is stuck",
        "I lost all of it because of you",
        "you broke his chair and her lamp",
        "the waiting room was filthy",
        "I dropped my contract because of your fees",
        "we lost two hours of work",
        "I was late because of you",
        "it came late",
        "the handle fell off my new pan",
        "your lid came off, my arm is burnt",
        "my baby broke out in a rash after your cream",
        "my plan failed to renew",
        "I lost my appetite",
        "I'm late for work again, the bus never came",
        "I dropped by twice",
        "my son ate the jelly and found plastic in it",
        "I broke a tooth on a stone",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("own_doing", text) is None
