"""Talking down to somebody."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("As we already said, it ships on Monday.", "As we already said"),
        ("As I told you before, no.", "As I told"),
        ("Obviously you need the cable.", "Obviously"),
        ("Please calm down.", "calm down"),
        ("You need to understand that we are busy.", "You need to understand"),
        ("As stated above, there is no refund.", "As stated above"),
        ("With all due respect, no.", "With all due respect"),
        ("Simply read the manual.", "Simply read the"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("talking_down", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "As I understand it, the lid broke.",
        "I told Ben about it already.",
        "That is obviously not good enough, I am sorry.",
        "It's not that hard to fix, I'll do it tonight.",
        "You need to press the button for ten seconds.",
        "I understand. As soon as I know more, I will write.",
        "We just read the letter and were touched.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("talking_down", draft) == []
