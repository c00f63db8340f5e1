"""What people get wrong about us, found in their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.facts import Fact, match

FOUNDED = Fact(
    "founded", ("founded in 2011", "since 2011"), "We began in 2004.", "https://acme.example/about"
)
VEGAN = Fact(
    "vegan", ("not vegan", "contain* gelatine"), "All our sweets are vegan.", "https://acme.example/v"
)
FACTS = (FOUNDED, VEGAN)


@pytest.mark.parametrize(
    ("text", "id", "words"),
    [
        ("They were founded in 2011, right?", "founded", "founded in 2011"),
        ("FOUNDED back in 2011", "founded", "FOUNDED back in 2011"),
        ("your sweets are not really vegan", "vegan", "not really vegan"),
        ("It contains pig gelatine!", "vegan", "contains pig gelatine"),
        ("sold since, I think, 2011", "founded", "since, I think, 2011"),
    ],
)
def test_a_claim_is_known_by_its_words_in_their_order(text: str, id: str, words: str) -> None:
    (found,) = match(text, FACTS)
    assert (found.fact.id, found.words) == (id, words)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "founded in 2004",
        "in 2011 they founded a club",
        "since the big and unusually cold 2011",
        "vegan, and not expensive",
        "the container has no gelatine",
        "you were not founded in 2011",
        "",
    ],
)
def test_what_only_looks_alike_is_no_claim(text: str) -> None:
    assert match(text, FACTS) == ()


def test_accents_and_case_are_no_difference() -> None:
    assert match("Das CAFE Löwe ist zu", (Fact("open", ("café lowe",), "We are open."),))


def test_each_fact_comes_once_in_the_order_of_the_text() -> None:
    text = "not vegan, founded in 2011, not vegan at all, since 2011"
    assert [found.fact.id for found in match(text, FACTS)] == ["vegan", "founded"]


def test_the_answer_is_the_fact_with_its_source() -> None:
    assert FOUNDED.answer == "We began in 2004. https://acme.example/about"
    assert Fact("a", ("b",), "C.").answer == "C."


@given(st.text(), st.text(max_size=30))
def test_no_text_and_no_claim_is_too_odd(text: str, claim: str) -> None:
    for found in match(text, (Fact("odd", (claim,), "So."),)):
        assert text[found.start : found.end] == found.words != ""
