"""An apology that takes itself back."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("We are sorry if you were offended.", "sorry if you"),
        ("I'm sorry that you feel this way.", "sorry that you feel"),
        ("Sorry you feel that way.", "Sorry you feel"),
        ("Sorry, but you ordered the wrong one.", "Sorry, but you"),
        ("Mistakes were made.", "Mistakes were made"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("hollow_apology", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "I am sorry that your parcel is lost.",
        "Sorry for the wait.",
        "I'm sorry you had to wait so long.",
        "Sorry, we are closed today.",
        "Sorry if I ask again, which lid was it?",
        "So sorry about that, Maria.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("hollow_apology", draft) == []
