"""An answer that speaks as another account of ours."""

from typing import Any

import pytest

from socialtui.domain.draft import Ours

BETA = Ours("beta", "beta_bikes", "mastodon")
BOTH = (Ours("acme", "acme", "mastodon"), BETA)


@pytest.mark.parametrize(
    "draft",
    ["Hi, this is Beta, sorry!", "We at beta_bikes are sorry.", "Beta support here.", "Sorry! – beta"],
)
def test_another_name_of_ours_is_told(says: Any, draft: str) -> None:
    assert says.words("wrong_account", draft, accounts=BOTH) == "This leaves as acme, and speaks as beta."


def test_a_word_that_was_meant_for_another_is_told(says: Any) -> None:
    words = says.words("wrong_account", "Sorry!", "@beta_bikes my chain broke", accounts=BOTH)
    assert words == "They spoke to @beta_bikes (beta); this leaves as acme."


@pytest.mark.parametrize(
    ("theirs", "draft"),
    [
        ("@acme and @beta_bikes, who answers?", "I do."),
        ("@acme it broke", "This is Acme, sorry!"),
        ("it broke", "The beta version is out."),
        ("it broke", "Beta is a letter."),
    ],
)
def test_our_own_name_and_other_words_are_left_alone(says: Any, theirs: str, draft: str) -> None:
    assert says("wrong_account", draft, theirs, accounts=BOTH) == []
