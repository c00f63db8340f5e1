"""Too many words of ours to one person who did not ask."""

from typing import Any

from socialtui.domain.mention import Kind


def test_the_line_of_the_guidelines_asks_once_more(says: Any) -> None:
    (remark,) = says("person_saturation", "Nice boat.", "New boat.", Kind.CHATTER, owed=False, unasked=3)
    assert remark.words == "Maria Haas heard from us 3 times in seven days without asking."
    assert remark.asks


def test_below_it_and_for_what_is_owed_nothing_is_said(says: Any) -> None:
    assert says("person_saturation", "Nice boat.", "New boat.", Kind.CHATTER, owed=False, unasked=2) == []
    assert says("person_saturation", "Sorry.", unasked=30) == []
