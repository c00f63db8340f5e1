"""Regret by the yard."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("We apologize for any inconvenience.", "any inconvenience"),
        ("Sorry for the inconvenience caused.", "the inconvenience"),
        ("We value your feedback.", "We value your feedback"),
        ("Thank you for your continued patience.", "Thank you for your continued patience"),
        ("Your business is very important to us.", "Your business is very important"),
        ("We regret to inform you of a delay.", "We regret to inform"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("inconvenience", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "I am sorry about the wait.",
        "How inconvenient, I'm sorry.",
        "Thank you for writing.",
        "Thanks for being patient with me, Maria.",
        "Your parcel is important, I will call them.",
        "Your feedback about the lid went to Ben.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("inconvenience", draft) == []
