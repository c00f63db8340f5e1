"""Words, endings and phrases are found where they stand."""

import pytest

from socialtui.domain.lexicon import Lexicon, Signal
from socialtui.domain.mention import Kind
from socialtui.domain.reading import read


def found(text: str, words: str = "", phrases: tuple[str, ...] = ()) -> list[str]:
    lexicon = Lexicon([Signal("test", {Kind.COMPLAINT: 1.0}, words=words, phrases=phrases)])
    return [text[start:end] for start, end in lexicon.find(read(text)).get(0, [])]


def test_a_word_is_found_whole_and_an_ending_may_follow_a_star() -> None:
    assert found("The cat catches cats", words="cat") == ["cat"]
    assert found("The cat catches cats", words="cat*") == ["cat", "catches", "cats"]


def test_a_phrase_takes_choices_and_endings() -> None:
    assert found("he is waiting, they are waited on", phrases=("is|are wait*",)) == [
        "is waiting",
        "are waited",
    ]


def test_a_gap_is_at_most_two_words() -> None:
    phrases = ("not ~ working",)
    assert found("not working", phrases=phrases) == ["not working"]
    assert found("not really quite working", phrases=phrases) == ["not really quite working"]
    assert found("not even a little bit working", phrases=phrases) == []


def test_a_phrase_that_breaks_off_is_not_found() -> None:
    assert found("this is not", phrases=("not ~ working",)) == []


def test_words_are_not_heard_in_another_language() -> None:
    lexicon = Lexicon([Signal("test", {Kind.COMPLAINT: 1.0}, words="gift")])
    assert lexicon.find(read("das ist gift", english=False)) == {}


@pytest.mark.parametrize("phrase", ["alone", "~ last", "first ~"])
def test_a_phrase_begins_and_ends_with_a_word(phrase: str) -> None:
    with pytest.raises(ValueError, match="test: a phrase"):
        found("", phrases=(phrase,))


def test_a_phrase_stays_in_its_sentence() -> None:
    phrases = ("no ~ came|working",)
    assert found("No opinion. I came by. Is No.2 working?", phrases=phrases) == ["No.2 working"]
    assert found("no engineer, again, came", phrases=phrases) == ["no engineer, again, came"]
