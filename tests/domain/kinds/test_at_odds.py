"""Evidence: what was promised and what came of it stand side by side."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "ordered a coat for Friday, it came on Sunday",
        "quoted 20 and charged 35",
        "asked for a red one, got a blue one",
        "booked three chairs, got none",
        "paid for the big one and nothing came",
        "due at nine, it's eleven",
        "paid for the front row, sat last",
        "promised 200, measured 12",
        "paid for a window, sitting in the aisle",
        "our coats were sent, my scarf wasn't. my desk did not",
        "they said it would fit, it didn't",
        "my bag flew to Rome, I'm in Bonn",
        "said two days, I was promised two and it took three weeks",
        "ordered two chairs, got one chair",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("at_odds", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ordered on Friday, it came on Sunday",
        "ordered two cakes and three loaves",
        "paid five and got one free",
        "they came, I didn't",
        "my brother came, my sister did not",
        "my sister is in Rome, I'm in Bonn",
        "told you so, Monday was fine",
        "I like it, he doesn't",
        "nothing to pay",
        "booked the boat, still dreaming of it",
        "booked the boat, looking forward to it",
        "the blue one and the red one",
        "ordered two books, came in three days",
        "booked our holiday, nothing beats Greece",
        "paid the bill and later we walked home",
        "just booked flights, looking for tips",
        "coffee helps, tea doesn't",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("at_odds", text) is None
