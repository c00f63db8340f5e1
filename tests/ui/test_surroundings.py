"""What Textual reads at its import is always something that it understands."""

import pytest

from socialtui.ui.surroundings import prepare


@pytest.mark.parametrize(
    ("was", "colors", "then"),
    [
        (None, "auto", None),
        ("", "auto", "auto"),
        ("plenty", "auto", "auto"),
        ("256", "auto", "256"),
        ("plenty", "16", "standard"),
        (None, "true", "truecolor"),
    ],
)
def test_the_number_of_colours_is_a_word_that_is_known(
    was: str | None, colors: str, then: str | None
) -> None:
    env = {} if was is None else {"TEXTUAL_COLOR_SYSTEM": was}
    prepare(env, colors)
    assert env.get("TEXTUAL_COLOR_SYSTEM") == then


def test_an_exported_size_does_not_stand_above_the_terminals_own() -> None:
    env = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm"}
    prepare(env)
    assert env.keys().isdisjoint({"COLUMNS", "LINES"})
