"""An answer that is too long for one post becomes a thread: nothing lost, each part within the limit."""

import re

import regex
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.network import Limits
from socialtui.domain.parts import MOST, split
from socialtui.domain.reply import left

SHORT = Limits(60, 23, remote_handles_short=True, handles_in_text=True, threads=True)
WORDS = st.text(alphabet="abc äß.,!?\n👩‍👩‍👧é🇩🇪", max_size=600)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_what_fits_is_one_part_without_a_number() -> None:
    (part,) = split("Hi Rosa.", SHORT, prefix="@rosa ", sign=" ^a")
    assert (part.text, part.typed, part.rest) == ("Hi Rosa. ^a", "Hi Rosa.", "Hi Rosa.")


def test_a_thread_is_cut_where_a_sentence_ends_and_signed_at_its_end() -> None:
    text = "You are right, and we are sorry. The parcel lay in our depot. It goes out today, I saw to it."
    parts = split(text, SHORT, sign=" ^a")
    assert [part.text for part in parts] == [
        "1/3 You are right, and we are sorry.",
        "2/3 The parcel lay in our depot.",
        "3/3 It goes out today, I saw to it. ^a",
    ]
    assert parts[1].rest == "The parcel lay in our depot. It goes out today, I saw to it."


def test_numbers_are_left_away_where_nobody_wants_them() -> None:
    parts = split("word " * 30, SHORT, numbered=False)
    assert len(parts) == 3
    assert all(part.text.startswith("word") for part in parts)


def test_a_place_without_threads_does_not_cut() -> None:
    assert split("word " * 30, Limits(60)) == ()


def test_a_paragraph_is_a_better_place_than_a_sentence() -> None:
    text = "One. Two is here and goes on\n\nThree. Four is a longer sentence that needs room."
    assert split(text, SHORT, numbered=False)[0].typed == "One. Two is here and goes on"


def test_a_link_counts_as_the_network_counts_it_and_is_not_cut() -> None:
    link = "https://example.org/" + "a" * 200
    parts = split(f"Here is all that we know about it by now, see {link} for more of it.", SHORT)
    assert any(link in part.text for part in parts)


def test_what_can_never_fit_is_not_cut() -> None:
    assert split("word " * 50, SHORT, prefix="@" + "a" * 80 + " ") == ()
    assert split("word " * 1000, SHORT) == ()


@given(WORDS, st.sampled_from(["", " ^am"]), st.booleans(), st.sampled_from(["", "@rosa@example.org "]))
def test_nothing_is_lost_and_every_part_fits(text: str, sign: str, numbered: bool, prefix: str) -> None:
    parts = split(text, SHORT, prefix=prefix, sign=sign, numbered=numbered)
    if not parts:
        assert not text.strip() or len(text) > 20 * MOST
        return
    assert squeezed("".join(part.typed for part in parts)) == squeezed(text)
    for number, part in enumerate(parts, 1):
        room = left(prefix + part.text, SHORT)
        assert room is not None
        assert room >= 0
        assert part.typed.strip() == part.typed
        assert part.rest.startswith(part.typed)
        if numbered and len(parts) > 1:
            assert re.match(rf"{number}/{len(parts)} ", part.text)
    assert parts[-1].text.endswith(sign)
    assert squeezed(parts[0].rest) == squeezed(text)


@given(st.lists(st.sampled_from(["👩‍👩‍👧", "🇩🇪", "é", "x"]), min_size=80, max_size=300))
def test_no_letter_is_cut_in_two(letters: list[str]) -> None:
    text = "".join(letters)
    whole = regex.findall(r"\X", text)
    parts = split(text, SHORT, numbered=False)
    assert parts
    assert [letter for part in parts for letter in regex.findall(r"\X", part.typed)] == whole


@given(st.text(alphabet="ab c.", max_size=400))
def test_a_limit_in_bytes_holds_as_well(text: str) -> None:
    limits = Limits(0, max_bytes=50, threads=True)
    for part in split(text, limits):
        assert len(part.text.encode()) <= 50
