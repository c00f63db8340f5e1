"""What we gave out is held against what we took in, and told in one line of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.balance import Balance, asks, is_offer, too_many

COUNTS = st.integers(0, 50)


def test_a_narrow_place_keeps_the_room_in_sight() -> None:
    assert Balance(posts=0, links=2, answers=36, asked=1, changed=1).lines(37) == (
        "own posts 0 and 2 links · answers and thanks 36, 1 asked, 1 change made · room 37",
        "own posts 0 · answers and thanks 36 · room 37",
    )


def test_the_balance_is_one_line_of_words() -> None:
    assert Balance(posts=3, answers=4, thanks=1).line(2) == "own posts 3 · answers and thanks 5 · room for 2"
    full = Balance(posts=3, links=1, answers=4, thanks=1, asked=1, changed=2)
    assert (
        full.line(4) == "own posts 3 and 1 link · answers and thanks 5, 1 asked, 2 changes made · room for 4"
    )


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.integers(0, 9))
def test_room_never_falls_below_what_every_account_may(
    posts: int, links: int, answers: int, own: int, allowance: int
) -> None:
    balance = Balance(posts=posts, links=links, answers=answers)
    room = balance.room(own, allowance)
    assert room >= max(0, allowance - own)
    assert room >= answers - posts - links
    assert bool(too_many(balance, own, allowance)) == (room == 0)


def test_above_the_room_the_numbers_are_named() -> None:
    words = too_many(Balance(posts=4, answers=2), 4)
    assert words == "No room for one more: own posts 4 this week, answers and thanks 2 in 7 days."
    assert len(words) < 80
    assert too_many(Balance(posts=2), 2) == "", "a quiet brand has its allowance"


@pytest.mark.parametrize(
    ("text", "offer", "question"),
    [
        ("20 % off all hulls until Friday: https://acme.example/shop", True, False),
        ("Our new sail is in the shop now: https://acme.example/products/sail", True, False),
        ("What do you do when the wind drops?", False, True),
        ("How to mend a torn sail: https://acme.example/help/sail?part=2", False, False),
        ("We moved. The workshop is open again on Monday.", False, False),
    ],
)
def test_an_offer_sells_and_a_question_asks(text: str, offer: bool, question: bool) -> None:
    assert is_offer(text) is offer
    assert asks(text) is question
