"""Blame put on whoever complains."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("That is your own fault, I'm afraid.", "your own fault"),
        ("You should have read the terms.", "You should have read"),
        ("If you had read the manual, this would work.", "If you had read"),
        ("Sorry, but that's not our problem.", "not our problem"),
        ("Nobody else complained about it.", "Nobody else complained"),
        ("You failed to enter the code.", "You failed to"),
        ("You’re mistaken.", "You’re mistaken"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("blame", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "It is not your fault at all.",
        "You should have heard from us on Monday, I am sorry.",
        "You should have an email in a minute.",
        "You shouldn't have to ask twice.",
        "If you had trouble with the link, here is another.",
        "You are right, it was wrong.",
        "You should have had it by now.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("blame", draft) == []
