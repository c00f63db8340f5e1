"""A correction that scolds."""

from typing import Any

import pytest

from socialtui.domain.facts import Fact
from socialtui.domain.mention import Kind

FACTS = (Fact("founded", ("since 2011",), "We began in 2004.", "https://acme.example/about"),)
SAID = "You exist since 2011."


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("You are wrong. It was 2004.", "You are wrong"),
        ("That is simply not true.", "simply not true"),
        ("Check your facts: 2004.", "Check your facts"),
        ("Fake. It was 2004.", "Fake"),
        ("Please stop spreading this, it was 2004.", "stop spreading"),
    ],
)
def test_it_is_told(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("scolding", draft, SAID, Kind.CHATTER, facts=FACTS)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "Small correction: it was 2004, https://acme.example/about",
        "Close! It was 2004.",
        "You are right, thank you.",
        "We were wrong.",
    ],
)
def test_fact_and_source_are_enough(says: Any, draft: str) -> None:
    assert says("scolding", draft, SAID, Kind.ERROR, facts=FACTS) == []


def test_it_is_about_errors(says: Any) -> None:
    assert says("scolding", "That is wrong of us, sorry.", "It broke.") == []
