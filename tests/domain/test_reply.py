"""How long an answer is by a network's own rule, and when two answers say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.network import Limits
from socialtui.domain.reply import left, length, same_words

MASTODON = Limits(500, url_length=23, remote_handles_short=True)
PLAIN = Limits(100)


@pytest.mark.parametrize(
    ("text", "mastodon", "plain"),
    [
        ("", 0, 0),
        ("hello", 5, 5),
        ("a\r\nb", 3, 3),
        ("é" * 3, 3, 3),
        ("👩‍👩‍👧‍👦🇩🇪", 2, 2),
        ("https://example.org/a/very/long/way", 23, 35),
        ("see (https://example.org/a).", 4 + 1 + 23 + 2, 28),
        ("http://a.b", 23, 10),
        ("@rosa@far.example hi", 8, 20),
        ("@rosa hi", 8, 8),
    ],
)
def test_length_is_counted_by_the_networks_rule(text: str, mastodon: int, plain: int) -> None:
    assert length(text, MASTODON) == mastodon
    assert length(text, PLAIN) == plain


def test_room_left_goes_below_zero_and_is_unknown_without_a_limit() -> None:
    assert left("x" * 90, PLAIN) == 10
    assert left("x" * 101, PLAIN) == -1
    assert left("x" * 1_000, Limits()) is None
    assert left("é" * 60, Limits(100, max_bytes=100)) == -20
    assert left("é" * 40, Limits(100, max_bytes=100)) == 60


@given(st.text())
def test_no_text_is_longer_than_its_letters(text: str) -> None:
    assert 0 <= length(text, PLAIN) <= len(text)


def test_the_same_words_are_the_same_whatever_handles_and_space_stand_around_them() -> None:
    assert same_words("@rosa Sorry,  a new one\ncomes.", "Sorry, a new one comes.")
    assert same_words("@rosa@far.example Sorry", "@rosa Sorry")
    assert not same_words("Sorry", "Sorry again")
