"""A first answer that does not say that the complaint was heard."""

from typing import Any

import pytest

from socialtui.domain.mention import Kind


@pytest.mark.parametrize(
    "draft",
    [
        "Our opening hours are on the website.",
        "Refunds need the form from the service page.",
        "Please contact the carrier in your country.",
        "The terms allow for delivery within ten days.",
    ],
)
def test_a_cold_answer_is_told(says: Any, draft: str) -> None:
    assert says.words("unheard", draft) == "Nothing in it tells Maria Haas that the complaint was heard."


@pytest.mark.parametrize(
    "draft",
    [
        "I am sorry, Maria. The form is on the service page.",
        "Thanks for telling us. The terms allow for ten days.",
        "You're right, ten days is long.",
        "I'm on it and will write to you tonight.",
        "Your parcel is on its way again.",
        "That must be annoying. Our hours are on the website.",
        "Es tut mir leid, ich schaue nach.",
        "Wir schauen nach und melden uns heute noch bei Ihnen.",
        "Which order is it about, please?",
        "On Monday.",
    ],
)
def test_one_that_hears_is_left_alone(says: Any, draft: str) -> None:
    assert says("unheard", draft) == []


def test_it_is_about_the_first_answer_to_a_complaint(says: Any) -> None:
    draft = "Our opening hours are on the website."
    assert says("unheard", draft, "When are you open?", Kind.QUESTION) == []
    before = [says.line("Closed again."), says.line("Sorry, Maria.", ours=True), says.line("And?")]
    assert says("unheard", draft, before) == []
