"""The tone of a press release."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("We are committed to excellence in all we do.", "committed to excellence"),
        ("Dear valued customer, hello.", "Dear valued customer"),
        ("We take this very seriously.", "take this very seriously"),
        ("Rest assured that we look.", "Rest assured"),
        ("Please be advised that we close at five.", "Please be advised"),
        ("Acme regrets the delay.", "Acme regrets"),
        ("We pride ourselves on speed.", "pride ourselves"),
        ("This was an isolated incident.", "isolated incident"),
        ("Kindly contact the shop.", "Kindly contact"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("press_release", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "I take the bus to the shop myself.",
        "Thank you for the kind words.",
        "Acme is closed on Sundays.",
        "Dear Maria, I am sorry.",
        "The best service is the one at noon.",
        "We are excited to see you on Sunday.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("press_release", draft) == []


def test_their_own_words_are_left_alone(says: Any) -> None:
    assert (
        says(
            "press_release",
            "Customer satisfaction is a big word, you are right.",
            "So much for customer satisfaction.",
        )
        == []
    )
