"""What the desk refuses reaches screen and command line alike: a step told by a key is told by a command too."""

import ast
import re

from tests.house.reading import calls, listed, sources

KEY = re.compile(
    r"\bg [a-z]\b|\bctrl\+|\b(?:esc|enter)\b"
    r"|(?:^|[ (:;])(?!a |I )[A-Za-z] (?:acts|gives|is|joins|lists|opens|pauses|puts|says|sends|shows|takes|tells)\b"
    r"|(?::|\b(?:then|with)) [A-Za-z]\.$|\([A-Za-z]\)"
)


def words_of(call: ast.Call) -> str:
    """Everything that a call's arguments write out."""
    found = (node.value for arg in call.args for node in ast.walk(arg) if isinstance(node, ast.Constant))
    return " ".join(words for words in found if isinstance(words, str))


def names_a_key_alone(words: str) -> bool:
    return KEY.search(words) is not None and "`" not in words


def test_keys_are_told_from_words() -> None:
    assert names_a_key_alone("g l lists them.")
    assert names_a_key_alone("u takes back your newest act.")
    assert names_a_key_alone("Say first that it was changed: c.")
    assert names_a_key_alone("Write a word, or leave with esc.")
    assert names_a_key_alone("Choose a later one; n is the next free slot.")
    assert names_a_key_alone("Pause it there (S).")
    assert not names_a_key_alone("`socialtui lessons` or g l lists them.")
    assert not names_a_key_alone("A tag is one word of at most 40 letters.")


def test_no_refusal_of_the_desk_names_a_key_alone() -> None:
    found = [
        f"{source.path}:{call.lineno}: {words}"
        for source in (*sources("desk"), *sources("domain"))
        for call, name in calls(source.tree)
        if name.rpartition(".")[2] in ("refuse", "DeskRefusal", "UsageFault")
        and names_a_key_alone(words := words_of(call))
    ]
    assert not found, listed(found, "name the command beside the key")
