"""Of some words the nearest is named, as it is written, whatever the letters' case."""

import pytest

from socialtui.domain.nearest import instead, meant, nearest, no_such

KNOWN = ("colors", "clock", "Café Löwe")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("colours", "colors"), ("COLOR", "colors"), (" clok ", "clock"), ("cafe löwe", "Café Löwe"),
        ("colors", "colors"), ("xyz", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_nearest_word_is_named_as_it_is_written(word: str, near: str) -> None:
    assert nearest(word, KNOWN) == near


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert nearest("colors", ()) == ""


def test_a_refusal_ends_with_the_nearest_or_as_it_would_without() -> None:
    assert meant("colour", KNOWN, ".") == "; did you mean colors?"
    assert meant("xyz", KNOWN, ".") == "."
    assert meant("xyz", KNOWN) == ""


def test_a_next_step_asks_for_the_nearest_or_says_what_else_helps() -> None:
    assert instead("colour", KNOWN, "There are many.") == "Did you mean colors?"
    assert instead("xyz", KNOWN, "There are many.") == "There are many."


def test_a_fault_of_a_file_says_what_there_is_no_such_of() -> None:
    assert no_such("colour", KNOWN) == "no such setting; did you mean colors?"
    assert no_such("xyz", KNOWN, "key of a task") == "no such key of a task"
