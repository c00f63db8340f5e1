"""Shouting in an answer."""

from typing import Any

import pytest

from socialtui.domain.mention import Kind


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("We NEVER do that.", "NEVER"),
        ("PLEASE READ THE MANUAL first.", "PLEASE READ THE MANUAL"),
        ("On its way!!", "!!"),
        ("What do you mean?!", "?!"),
        ("It was sent!!! Really.", "!!!"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("shouting", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "The NASA poster is back.",
        "Your HDMI cable is in the box.",
        "See https://acme.example/FREE/MUST for it.",
        "It is on its way!",
        "The ISO and the RAW file are there.",
        "ACME is closed today.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("shouting", draft) == []


def test_capitals_of_theirs_and_joy_are_no_shouting(says: Any) -> None:
    assert (
        says(
            "shouting",
            "The XTREME MUST HAVE bag is back.",
            "Is the XTREME MUST HAVE bag back?",
            Kind.QUESTION,
        )
        == []
    )
    assert says("shouting", "Thank you so much!!", "Great!", Kind.PRAISE) == []
    assert says("shouting", "THANK YOU for this", "Great!", Kind.PRAISE)
