"""An error of facts.toml that is left standing, or repeated."""

from typing import Any

import pytest

from socialtui.domain.facts import Fact
from socialtui.domain.mention import Kind

FACT = Fact("founded", ("founded in 2011", "since 2011"), "We began in 2004.", "https://acme.example/about")
SAID = "They were founded in 2011."
E = Kind.ERROR


def test_what_they_get_wrong_is_told_with_what_is_right(says: Any) -> None:
    words = says.words("known_error", "Thanks for the article!", SAID, E, facts=(FACT,))
    assert words == "They say “founded in 2011”. We began in 2004. ctrl+t inserts it with its source."


def test_the_fact_wants_its_source(says: Any) -> None:
    words = says.words("known_error", "Small thing: we began in 2004.", SAID, E, facts=(FACT,))
    assert words == "The fact is there, its source is not: https://acme.example/about"


def test_an_error_that_the_draft_repeats_is_told_first(says: Any) -> None:
    (remark,) = says("known_error", "Yes, since 2011!", "How old are you?", Kind.QUESTION, facts=(FACT,))
    assert remark.saw == "since 2011"
    assert remark.words == "“since 2011” is not so: We began in 2004."


@pytest.mark.parametrize(
    "draft",
    [
        "We began in 2004: https://acme.example/about",
        "It was 2004, see https://acme.example/about",
        "Not since 2011, we began in 2004: https://acme.example/about",
    ],
)
def test_fact_and_source_are_the_right_answer(says: Any, draft: str) -> None:
    assert says("known_error", draft, SAID, E, facts=(FACT,)) == []


def test_without_a_fact_there_is_nothing_to_say(says: Any) -> None:
    assert says("known_error", "Thanks!", SAID, E) == []
    assert says("known_error", "Thanks!", "They were founded in 2004.", E, facts=(FACT,)) == []
