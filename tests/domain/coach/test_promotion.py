"""A link that promotes, in an answer to a complaint."""

from typing import Any

import pytest

from socialtui.domain.facts import Fact
from socialtui.domain.mention import Kind


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("Sorry! Have a look at https://acme.example/shop/new for more.", "https://acme.example/shop/new"),
        ("Sorry. Our new offer may help: https://acme.example/spring", "https://acme.example/spring"),
        (
            "Sorry, let us continue on our forum: https://talk.acme.example/t/1",
            "https://talk.acme.example/t/1",
        ),
        ("Sorry! https://acme.example/x?utm_campaign=spring", "https://acme.example/x?utm_campaign=spring"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("promotion", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "Sorry! The form is here: https://acme.example/returns/form",
        "You can follow it here: https://acme.example/track/1",
        "I am sorry. No link at all.",
        "https://status.acme.example shows when it is back.",
        "Write to Karin: https://acme.example/contact",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("promotion", draft) == []


def test_the_source_of_a_fact_is_no_promotion(says: Any) -> None:
    facts = (Fact("founded", ("since 2011",), "In 2004.", "https://acme.example/blog/history"),)
    draft = "It was 2004, sorry for the mess: https://acme.example/blog/history"
    assert says("promotion", draft, facts=facts) == []
    assert says("promotion", draft)


def test_a_link_of_theirs_is_none_either(says: Any) -> None:
    theirs = "https://acme.example/shop/7 is broken"
    assert says("promotion", "Thanks! https://acme.example/shop/7 works again.", theirs) == []


def test_other_answers_may_show_the_shop(says: Any) -> None:
    draft = "It is in our shop: https://acme.example/shop"
    assert says("promotion", draft, "Where can I buy it?", Kind.QUESTION) == []
