"""Blame taken before the facts are known."""

from typing import Any

import pytest

from socialtui.domain.mention import Kind


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("I'm sorry Maria, this is our fault.", "our fault"),
        ("That was our own mistake, please forgive us.", "our own mistake"),
        ("We take full responsibility for the lost parcel.", "take full responsibility"),
        ("We messed up, sorry.", "We messed up"),
        ("We are entirely to blame.", "We are entirely to blame"),
    ],
)
def test_it_is_heard(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("admission", draft)
    assert remark.saw == saw


@pytest.mark.parametrize(
    "draft",
    [
        "I am so sorry that your parcel is lost. What did the driver say?",
        "Sorry for the trouble, I am looking into it.",
        "You're right, that was our mistake: I checked and the label was wrong.",
        "I found it: our error, and I have refunded you.",
        "That isn't our fault, but I will help.",
        "It is nobody's fault that it rained, and I am sorry all the same.",
        "Your responsibility ends at the door; I will take it from there.",
    ],
)
def test_an_ordinary_answer_is_left_alone(says: Any, draft: str) -> None:
    assert says("admission", draft) == []


def test_it_is_silent_once_somebody_looked_into_it(says: Any) -> None:
    before = [says.line("Where is it?"), says.line("I asked the depot.", ours=True), says.line("And?")]
    assert says("admission", "It was our fault, I am sorry.", before) == []
    held = [says.line("Where is it?"), says.line("Seen.", ours=True, acknowledgement=True), says.line("And?")]
    assert says("admission", "It was our fault, I am sorry.", held)


def test_it_is_about_complaints(says: Any) -> None:
    assert says("admission", "Our mistake, thank you!", "It is 400 g.", Kind.ERROR) == []
