"""Words that the guidelines forbid."""

from typing import Any

from socialtui.domain.guidelines import Forbidden, Guidelines

RULES = Guidelines(
    forbidden=(Forbidden(("guarantee*", "100 % safe"), "say what holds"), Forbidden(("cheap",)))
)


def test_each_is_told_once_with_what_to_say(says: Any) -> None:
    draft = "We guarantee it, it is guaranteed and cheap."
    found = says("forbidden_words", draft, guidelines=RULES)
    assert [remark.saw for remark in found] == ["guarantee", "cheap"]
    assert found[0].words == "“guarantee” is not said here; say what holds."
    assert found[1].words == "“cheap” is not said here."


def test_other_words_and_no_guidelines_are_left_alone(says: Any) -> None:
    assert says("forbidden_words", "The cheapest one is safe.", guidelines=RULES) == []
    assert says("forbidden_words", "We guarantee it.") == []
