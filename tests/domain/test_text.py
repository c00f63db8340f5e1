"""Text of strangers comes out harmless, once and for all."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.text import (
    ESCAPE_MARK,
    MOST_MARKS,
    clean,
    clean_flagged,
    for_multiplexer,
    one_line,
    opening,
)

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
SPICED = st.lists(
    st.sampled_from(
        [
            "\x1b[", "\x1b]52;c;", "\x07", "\x1b\\", "\x9b", "\x9d", "\x9c", "\x1bP", "2J", "31m", "a", "é",
            "e\u0301", "\u0301", "\u200b", "\u200d", "\u202e", "\ud800", "\r\n", "\r", "\n", "\t", "\x00",
            "\u0958", "\u09c7", "\u09be", "\u1100", "\u1161", "\ufb2c", "😀", "\ufe0f", "\U000e0041", " ",
            "\u200c", "ه", "क", "\U0001f3fd",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("before\x1b[2Jafter", f"before{ESCAPE_MARK}after"),
        ("a\x1b[38;5;196mred\x1b[0m", f"a{ESCAPE_MARK}red{ESCAPE_MARK}"),
        ("clip\x1b]52;c;cm0gLXJm\x07board", f"clip{ESCAPE_MARK}board"),
        ("title\x1b]0;owned\x1b\\!", f"title{ESCAPE_MARK}!"),
        ("c1\x9b2Jend", f"c1{ESCAPE_MARK}end"),
        ("c1 string\x9d0;owned\x9cend", f"c1 string{ESCAPE_MARK}end"),
        ("dcs\x1bPq#0;2;0;0;0\x1b\\end", f"dcs{ESCAPE_MARK}end"),
        ("never ends\x1b]0;all the rest", f"never ends{ESCAPE_MARK}0;all the rest"),
        ("reset\x1bc", f"reset{ESCAPE_MARK}"),
        ("last\x1b", f"last{ESCAPE_MARK}"),
        ("price \u202e05 rof", "price 05 rof"),
        ("in\u2066side\u2069", "inside"),
        ("zero\u200bwidth\ufeff \u2060here", "zerowidth here"),
        ("flag\U000e0041\U000e007f", "flag"),
        ("bell\x07back\x08del\x7fnul\x00", "bellbackdelnul"),
        ("broken \ud83d half", "broken  half"),
        ("private \ue000 use", "private  use"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\u200db", "ab"),
        ("a\u200cb \u200d1\u200d", "ab 1"),
        ("ok\u200d😀\u200d", "ok😀"),
        ("😀\u200c😀", "😀😀"),
        ("👨\u200d\u200d👩", "👨\u200d👩"),
    ],
)
def test_hostile_text_comes_out_harmless_and_is_flagged(hostile: str, harmless: str) -> None:
    assert clean_flagged(hostile) == (harmless, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\u2028four\u0085five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a    b"),
        ("cafe\u0301", "café"),
        ("[red]R[/red][@click=app.quit]x[/]", "[red]R[/red][@click=app.quit]x[/]"),
        ("no\u00a0break", "no\u00a0break"),
        ("family 👨‍👩‍👧 heart ❤️", "family 👨‍👩‍👧 heart ❤️"),
        ("क्ष हिन्दी ไทย العربية עברית", "क्ष हिन्दी ไทย العربية עברית"),
        ("می\u200cخواهم ه\u200d ক\u09cd\u200dষ", "می\u200cخواهم ه\u200d ক\u09cd\u200dষ"),
        (
            "🏳\ufe0f\u200d🌈 👩🏽\u200d⚕\ufe0f 🙂\u200d↔\ufe0f",
            "🏳\ufe0f\u200d🌈 👩🏽\u200d⚕\ufe0f 🙂\u200d↔\ufe0f",
        ),
        ("", ""),
    ],
)
def test_what_people_write_stays_and_is_not_flagged(text: str, expected: str) -> None:
    assert clean_flagged(text) == (expected, False)


def test_only_a_few_marks_stay_on_one_letter() -> None:
    text, hidden = clean_flagged("Z" + "\u0335\u0321\u034f" * 14 + "algo")
    assert hidden
    assert text.startswith("Z")
    assert text.endswith("algo")
    assert sum(unicodedata.category(c) == "Mn" for c in text) == MOST_MARKS


def test_joiners_do_not_start_a_new_heap_of_marks() -> None:
    text = clean("a" + ("\u0335" * 4 + "\u200d") * 20 + "b")
    assert len(text) == 2 + MOST_MARKS


def test_length_is_capped_before_and_after_cleaning() -> None:
    assert len(clean("x" * 50_000)) == 20_000
    assert len(clean("\u200b" * 300 + "x" * 300, limit=100)) == 100
    assert clean("abcdef", limit=3) == "abc"


def test_a_text_cut_behind_a_joiner_is_clean_already() -> None:
    assert clean("👨\u200d👩", limit=2) == "👨"


def test_without_newlines_text_stays_on_its_row() -> None:
    assert clean("a\r\nb\u2029c", newlines=False) == "a b c"
    assert one_line("  a \n\n b\t\x1b[2Jc ") == f"a b {ESCAPE_MARK}c"


def test_a_multiplexer_gets_no_style_selectors_or_skin_tones() -> None:
    assert for_multiplexer("ok 👍🏽 ❤️ plain") == "ok 👍 ❤ plain"
    assert for_multiplexer("plain") == "plain"


@given(st.one_of(ANY_TEXT, SPICED))
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean_flagged(once) == (once, False)


@given(st.one_of(ANY_TEXT, SPICED))
def test_no_control_survives_but_the_line_end(text: str) -> None:
    for character in clean(text):
        category = unicodedata.category(character)
        assert character == "\n" or category not in {"Cc", "Cs", "Co", "Cn"}
        assert category != "Cf" or character in "\u200c\u200d"


@given(st.one_of(ANY_TEXT, SPICED))
def test_a_row_has_no_line_end_and_text_can_be_stored(text: str) -> None:
    assert "\n" not in one_line(text)
    one_line(text).encode("utf-8")
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    "piece", ["\x1b]", "\x9d", "\x1b[", "\x1b[0", "\x1b]0;x", "\u0301", "\u202e", "\x1b ", "\x9b;", "\r"]
)
def test_repeated_hostile_pieces_cost_no_more_than_their_length(piece: str) -> None:
    start = time.process_time()
    clean(piece * 40_000)
    assert time.process_time() - start < 1.0


def test_the_opening_of_a_text_says_that_it_goes_on() -> None:
    assert opening("It broke.", 9) == "It broke."
    assert opening("It broke again.", 9) == "It broke …"
