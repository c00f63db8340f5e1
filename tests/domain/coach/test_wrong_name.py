"""A greeting with a name that nobody here has."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    "draft", ["Hi Tom, sorry about that.", "Hello Tom! It is back.", "Dear Tom,\nit is back."]
)
def test_it_is_told(says: Any, draft: str) -> None:
    (remark,) = says("wrong_name", draft)
    assert remark.saw == "Tom"
    assert remark.words == "“Tom” is greeted, and this goes to “Maria Haas”."


@pytest.mark.parametrize(
    "draft",
    [
        "Hi Maria, sorry.", "Hello Haas, sorry.", "Hi Mary, sorry.", "Hi there, sorry.", "Hello again! Sorry.",
        "Hi, sorry.",
        "Thanks Maria!", "Hi everyone, it is back.", "Hi maria_h, sorry.", "Hi tom, sorry.", "Sorry, Tom is away.",
        "Hi! Tom will call you.", "Good morning Maria!", "Dear Customer,", "Thank you!",
    ],
)  # fmt: skip
def test_their_name_and_greetings_without_one_are_left_alone(says: Any, draft: str) -> None:
    assert says("wrong_name", draft) == []


def test_a_name_that_was_said_here_is_right(says: Any) -> None:
    assert says("wrong_name", "Hi Tom, sorry.", "It broke. Greetings, Tom") == []
    tom = says.line("Me too.", author="Tom Becker", handle="tom")
    assert says("wrong_name", "Hi Tom, sorry.", [says.line("It broke."), tom, says.line("And?")]) == []


def test_a_handle_without_a_name_says_nothing_about_a_name(says: Any) -> None:
    said = [says.line("It broke.", author="", handle="x9")]
    assert says("wrong_name", "Hi Tom, sorry.", said, to="x9") == []
