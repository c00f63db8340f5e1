"""A question of theirs that the draft passes over."""

from typing import Any

import pytest

from socialtui.domain.mention import Kind

Q = Kind.QUESTION


@pytest.mark.parametrize(
    ("theirs", "draft"),
    [
        ("When do you open on Sunday?", "We are open on Sundays, come and see us in our shop."),
        ("How much is shipping to Norway?", "We ship to Norway with great care."),
        ("Does the Pro plan include the API?", "Thanks for reaching out, have a great day!"),
        ("Does the Pro plan include the API?", "Hi Maria, so glad to hear from you."),
        ("How do I reset the router?", "Great question! We appreciate your interest."),
        ("Nice. Where can I buy it in Oslo?", "So happy that you love it, thanks for the feedback!"),
    ],
)
def test_it_is_told_which(says: Any, theirs: str, draft: str) -> None:
    assert says.words("unanswered", draft, theirs, Q).startswith("They asked “")


@pytest.mark.parametrize(
    ("theirs", "draft"),
    [
        ("When do you open on Sunday?", "At ten."),
        ("When will it be back?", "I will find out and write to you."),
        ("How much is it?", "It is free."),
        ("Does the Pro plan include the API?", "It does."),
        ("Does the Pro plan include the API?", "The API comes with Pro, and with Plus too."),
        ("Do you ship to Chile?", "Only within Europe, sorry. That will not change soon, I'm afraid."),
        ("Who do I ask?", "Karin at the desk knows best."),
        ("How do I reset it?", "Hold the button until the light blinks."),
        ("Which one is it?", "Do you mean the red one?"),
        ("Where can I read more?", "https://acme.example/more"),
        ("Is it dishwasher safe?", "Yes, top rack only."),
        ("Habt ihr offen?", "Schauen Sie gern vorbei, wir freuen uns."),
        ("Do you even read this?", "Thanks for writing to us."),
        ("Are you kidding me? Seriously?", "Thanks for writing to us."),
        ("It is lovely, isn't it?", "So glad to hear that!"),
    ],
)
def test_an_answer_is_left_alone(says: Any, theirs: str, draft: str) -> None:
    assert says("unanswered", draft, theirs, Q) == []


def test_a_holding_answer_may_leave_it_open(says: Any) -> None:
    assert says("unanswered", "Thanks for the message.", "When is it back?", Q, ack=True) == []


def test_a_complaint_asks_only_where_its_words_say_so(says: Any) -> None:
    theirs, draft = "It broke. When will it be repaired?", "We are so sorry to hear it."
    assert says("unanswered", draft, theirs) == []
    kinds = frozenset((Kind.COMPLAINT, Q))
    assert says("unanswered", draft, theirs, kinds=kinds)
