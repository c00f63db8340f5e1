"""Words of the office."""

from typing import Any

import pytest

from socialtui.domain.mention import Kind


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("We will leverage our logistics.", "leverage"),
        ("Let us touch base next week.", "touch base"),
        ("Going forward we improve.", "Going forward"),
        ("At this point in time we can't.", "At this point in time"),
        ("We are facilitating it proactively.", "facilitating"),
        ("Let's take this offline.", "take this offline"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("jargon", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "We are driving on to the next stop.",
        "I will use another box.",
        "We asked the shop in Lyon.",
        "I'll help you with it today.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("jargon", draft) == []


def test_their_own_words_are_no_jargon(says: Any) -> None:
    assert (
        says("jargon", "The stakeholders meet on Monday.", "Who are the stakeholders?", Kind.QUESTION) == []
    )
