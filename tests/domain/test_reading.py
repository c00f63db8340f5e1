"""A text is read without what isn't its own words, and every place stays true."""

from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.reading import MOST_READ, masked, read


def test_handles_links_and_own_names_are_blanked_in_place() -> None:
    text = "@acme see https://a.example/x and Acme Air or #acmeair, ask@mail.example"
    plain = masked(text, ("Acme Air", "acmeair"))
    assert len(plain) == len(text)
    assert plain.split() == ["see", "and", "or", ",", "ask@mail.example"]


def test_a_handle_on_another_server_goes_whole() -> None:
    assert masked("hi @ann.b@social.example!").split() == ["hi", "!"]


def test_a_name_inside_a_longer_word_stays() -> None:
    assert masked("pacmen act", ("act", "")) == "pacmen    "


def test_curly_quotes_read_as_straight_ones() -> None:
    assert read("it doesn’t").words == ("it", "doesn't")


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(read("word " * 10_000).text) == MOST_READ


@given(st.text(max_size=300), st.lists(st.text(max_size=5), max_size=2))
def test_places_point_at_the_words_they_name(text: str, names: list[str]) -> None:
    reading = read(text, own_names=names)
    assert len(reading.low) == len(reading.plain) == len(reading.text)
    for word, (start, end) in zip(reading.words, reading.places, strict=True):
        assert reading.low[start:end] == word
