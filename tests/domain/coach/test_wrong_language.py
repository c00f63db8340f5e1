"""An answer in another language than theirs."""

from typing import Any

import pytest

GERMAN = "Das Paket ist schon wieder nicht angekommen, und niemand antwortet mir."


def test_it_is_told_in_words(says: Any) -> None:
    words = says.words("wrong_language", "I am sorry, the parcel is on its way to you.", GERMAN)
    assert words == "They wrote in German, this is in English."
    back = says.words(
        "wrong_language",
        "Das tut mir leid, ich schaue sofort nach dem Paket.",
        "My order never came and nobody answers.",
    )
    assert back == "They wrote in English, this is in German."


@pytest.mark.parametrize(
    ("theirs", "draft"),
    [
        (GERMAN, "Das tut mir leid, ich schaue sofort nach dem Paket."),
        (GERMAN, "Sorry!"),
        ("ok", "I am sorry, the parcel is on its way to you."),
        ("Where is it? Das Paket?", "It is on its way to you."),
        ("4711", "Das ist die Nummer, danke, ich schaue nach."),
    ],
)
def test_what_is_not_sure_is_left_alone(says: Any, theirs: str, draft: str) -> None:
    assert says("wrong_language", draft, theirs) == []


def test_a_talk_that_changed_its_language_before_goes_on_in_it(says: Any) -> None:
    talk = [
        says.line(GERMAN),
        says.line("I am sorry, my German is not good enough.", ours=True),
        says.line(GERMAN),
    ]
    assert says("wrong_language", "I am sorry, the parcel is on its way to you.", talk) == []
