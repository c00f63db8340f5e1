"""The claim without the shouting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.tone_off import MASK, calm


@pytest.mark.parametrize(
    ("said", "calmer"),
    [
        ("WHERE IS MY ORDER YOU IDIOTS!!!", "Where is my order you ···."),
        ("This is fucking ridiculous, the lid broke.", "This is ··· ridiculous, the lid broke."),
        ("You f***ing thieves charged me twice!!", "You ··· charged me twice."),
        ("I paid on MONDAY and nobody answers???", "I paid on monday and nobody answers?"),
        ("sooooo slow.......", "so slow…"),
        ("WTF is wrong with your shop", "··· is wrong with your shop"),
        ("NOT ONE OF YOU answers. Why?", "Not one of you answers. Why?"),
        ("I CAN'T LOG IN", "I can't log in"),
        ("YOU IDIOTS BROKE MY LID!!!!", "You ··· broke my lid."),
        ("what the #$@&%*! is this", "what the ··· is this"),
    ],
)
def test_insults_are_masked_and_shouting_is_lowered(said: str, calmer: str) -> None:
    assert calm(said) == calmer


@pytest.mark.parametrize(
    "said",
    [
        "My order never came.",
        "The API and the USB port are dead. It cost 1000 euros.",
        "Please assess the classic Scunthorpe parcel.",
        "https://X.example/FUCK/THIS!!! and @SHOUTING_ACME",
        "Scam? You charged me twice.",
        "",
    ],
)
def test_a_claim_in_plain_words_stays_as_it_is(said: str) -> None:
    assert calm(said) == said


@given(st.text(max_size=200))
def test_no_word_is_put_in(said: str) -> None:
    before = set(said.casefold().split())
    assert len(calm(said)) <= len(said) + len(MASK) * len(before)


@given(
    st.lists(
        st.sampled_from(
            [
                "my",
                "order",
                "IS",
                "LOST",
                "you",
                "idiots",
                "nobody",
                "answers",
                "SHIT",
                "HAPPENS",
                "!!!",
                "???",
                "twice",
            ]
        )
    )
)
def test_a_second_time_changes_nothing(words: list[str]) -> None:
    once = calm(" ".join(words))
    assert calm(once) == once
