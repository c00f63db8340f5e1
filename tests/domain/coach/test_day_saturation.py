"""A day with too much joining in, or too many links that promote."""

from typing import Any

from socialtui.domain.mention import Kind

SHOP = "It is in our shop: https://acme.example/shop"


def test_joining_in_ends_for_a_day(says: Any) -> None:
    joined = tuple(says.answered("Nice.", n, owed=False) for n in range(2, 10))
    (remark,) = says("day_saturation", "Nice boat.", "New boat.", Kind.CHATTER, owed=False, recent=joined)
    assert remark.words == "We joined 8 conversations today; your line is 8."
    assert remark.asks
    assert says("day_saturation", "Sorry!", recent=joined) == []
    yesterday = tuple(says.answered("Nice.", n, owed=False, at=says.now - says.day) for n in range(2, 10))
    assert says("day_saturation", "Nice.", "Boat.", Kind.CHATTER, owed=False, recent=yesterday) == []


def test_links_that_promote_are_counted_apart(says: Any) -> None:
    two = tuple(says.answered(SHOP, n) for n in (2, 3))
    (remark,) = says("day_saturation", SHOP, "Where is it?", Kind.QUESTION, recent=two)
    assert remark.saw == "https://acme.example/shop"
    assert says("day_saturation", SHOP, "Where is it?", Kind.QUESTION, recent=two[:1]) == []
    assert says("day_saturation", "In Lyon.", "Where is it?", Kind.QUESTION, recent=two) == []
