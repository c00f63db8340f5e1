"""Saved replies: what a file may say, what is filled in, what is still open, and whose words an answer has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain import saved
from socialtui.domain.errors import ConfigFault

REFUND = saved.parse("refund", "Hi {name}, your refund for {order number} is on its way.\n\nSorry again!\n")


def test_a_file_is_its_words_and_its_first_line_says_what_it_is() -> None:
    assert REFUND.text == "Hi {name}, your refund for {order number} is on its way.\n\nSorry again!"
    assert REFUND.words == "Hi {name}, your refund for {order number} is on its way."
    assert REFUND.fields == ("name", "order number")


def test_front_lines_say_what_it_is_and_are_not_sent() -> None:
    reply = saved.parse("hours", '+++\nwords = "When we are open"\nkinds = ["question"]\n+++\nMon to Fri.\n')
    assert (reply.words, reply.text) == ("When we are open", "Mon to Fri.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "has no words to send"),
        ("+++\nwords = \"x\"\nHi", "no second +++"),
        ("+++\nwords = x\n+++\nHi", "no TOML"),
        ("+++\nwords = 3\n+++\nHi", "one line of text"),
        ("x" * 20_001, "more than 20000 letters"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_named_with_what_is_wrong(content: str, words: str) -> None:
    with pytest.raises(ConfigFault) as fault:
        saved.parse("bad", content)
    assert fault.value.faults[0].startswith("replies/bad.md:")
    assert words in fault.value.faults[0]


def test_what_is_known_is_put_in_and_the_rest_stays_open() -> None:
    text = saved.fill(REFUND.text, {"name": "Maria", "order number": ""})
    assert text.startswith("Hi Maria, your refund for {order number}")
    still = saved.first_open(text)
    assert still is not None
    assert text[still.start : still.end] == "{order number}"
    assert saved.still_open(text) == "{order number} is not filled in."
    assert saved.still_open("{a} and {b}") == "{a}, {b} are not filled in."


def test_what_is_put_in_is_never_filled_itself() -> None:
    assert saved.fill("{name}", {"name": "{brand}", "brand": "Acme"}) == "{brand}"


@pytest.mark.parametrize("text", ["{ }", "{}", "{ id }", "{1}", 'a {"json": 1}', "f{x", "if (a) { b; }"])
def test_braces_that_are_no_place_are_left_alone(text: str) -> None:
    assert saved.fields(text) == ()


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(["name", "brand"]), st.text(max_size=20)))
def test_only_places_change(text: str, known: dict[str, str]) -> None:
    filled = saved.fill(text, known)
    if not saved.fields(text):
        assert filled == text
    assert saved.fill(text, {}) == text


@given(st.text(alphabet="ab{} _-1", max_size=60))
def test_a_text_without_open_places_has_no_first_one(text: str) -> None:
    still = saved.first_open(text)
    assert (still is None) == (saved.fields(text) == ()) == (saved.still_open(text) == "")


def test_a_saved_reply_alone_is_known_whatever_was_filled_in() -> None:
    text = "Hi Maria, your refund for 4711 is on its way.\n\nSorry again! ^am"
    assert saved.only_saved(text, [REFUND]) == "refund"
    assert saved.only_saved(f"{text} I checked it with our shop in Bremen.", [REFUND]) == ""
    assert saved.only_saved("Something else.", [REFUND]) == ""
    assert saved.only_saved(text.replace("is on its way", "left today, I saw to it"), [REFUND]) == ""


def test_letters_find_in_order_and_beginnings_of_words_count_most() -> None:
    assert saved.fuzzy("", "anything")
    assert not saved.fuzzy("zx", "refund")
    assert saved.fuzzy("ref", "refund") > saved.fuzzy("ref", "we are off for Diwali")
    assert saved.fuzzy("opening", "opening hours") > saved.fuzzy("opening", "on paper, nothing")


@given(st.text(max_size=10), st.text(max_size=40))
def test_every_text_is_found_by_its_own_letters(letters: str, more: str) -> None:
    assert saved.fuzzy(letters, letters + more) > 0
    assert saved.fuzzy(letters, "") == (1 if not letters.replace(" ", "") else 0)
