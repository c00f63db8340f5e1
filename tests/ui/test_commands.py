"""The table of verbs, and a person's own keys."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from socialtui.domain.errors import ConfigFault
from socialtui.ui import themes
from socialtui.ui.commands import (
    BY_ID,
    COMMANDS,
    FOOTER_KEYS,
    GROUPS,
    TYPED_IN,
    Keys,
    Where,
    acts_in,
    bindings,
)
from socialtui.ui.keymap import read_keys
from socialtui.ui.widgets.footer import fitting

RESERVED = {
    "ctrl+a",
    "ctrl+b",
    "ctrl+i",
    "ctrl+m",
    "ctrl+j",
    "ctrl+h",
    "ctrl+space",
    "ctrl+enter",
    "f5",
    "d",
    "D",
    "h",
    "l",
}


def test_every_verb_stands_once_with_words_and_a_sentence() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert len(command.words) <= 6, command.id
        assert command.help.endswith("."), command.id
        assert command.group in GROUPS, command.id


def test_no_verb_takes_a_key_that_terminals_or_hands_need() -> None:
    for command in COMMANDS:
        if not set(command.where) <= {Where.REVIEW}:
            assert not set(command.keys) & RESERVED, command.id
        assert not any(key.startswith("alt+") for key in command.keys), command.id


@pytest.mark.parametrize("where", list(Where))
def test_a_key_means_one_thing_in_a_pane(where: Where) -> None:
    taken: dict[str, str] = {}
    for command in COMMANDS:
        if acts_in(command, where):
            for key in command.keys:
                assert key not in taken, f"{key}: {command.id} and {taken[key]}"
                taken[key] = command.id


@pytest.mark.parametrize("where", [Where.LIST, Where.THREAD, Where.COMPOSER, Where.REVIEW, Where.CADENCE])
def test_the_footer_shows_at_most_eight_keys_that_act_help_first(where: Where) -> None:
    shown = Keys().footer(where)
    assert 2 <= len(shown) <= FOOTER_KEYS
    assert shown[0] == (("F1" if where in TYPED_IN else "?"), "Keys")
    assert sum(len(key) + len(words) + 3 for key, words in shown) <= 80
    acting = {binding.id for pane in (where, Where.EVERYWHERE) for binding in bindings(pane)}  # type: ignore[union-attr]
    named = {
        words: command.id for command in COMMANDS if acts_in(command, where) for words in [command.words]
    }
    assert all(named[words] in acting for _, words in shown)


@pytest.mark.parametrize("where", [Where.LIST, Where.THREAD, Where.COMPOSER, Where.REVIEW, Where.CADENCE])
@pytest.mark.parametrize("room", [40, 60, 79])
def test_a_narrow_footer_names_fewer_keys_and_cuts_none(where: Where, room: int) -> None:
    whole = Keys().footer(where)
    shown = fitting(whole, room)
    assert len(key_text(shown).rstrip()) <= room
    assert [pair for pair in whole if pair in shown] == shown
    assert {whole[0], whole[-1], *(pair for pair in whole if pair[0] == "esc")} <= set(shown)
    assert fitting(whole, len(key_text(whole).rstrip())) == whole


def key_text(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f" {key} {words} " for key, words in pairs)


def keys_file(folder: Path, text: str) -> Path:
    path = folder / "keys.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_persons_own_keys_take_the_place_of_ours(tmp_path: Path) -> None:
    own, faults = read_keys(
        keys_file(tmp_path, 'reply = "b"\ndone = ["e", "f8"]\n[composer]\nreview = "f4"\n')
    )
    assert not faults
    assert own == {"reply": ("b",), "done": ("e", "f8"), "composer.review": ("f4",)}
    assert ("b", "Reply") in Keys(own).footer(Where.LIST)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('replly = "b"', "keys.toml:2: replly: no such verb; did you mean reply?"),
        ('reply = "ctrl+banana"', "is no key"),
        ('reply = "alt+r"', "over SSH it arrives as escape and a letter"),
        ('reply = "ctrl+i"', "the same byte as tab"),
        ('reply = "e"', "e is the key of done already"),
        ('reply = ["b", "b"]', "stands here twice"),
    ],
)
def test_a_fault_in_the_keys_is_named_by_line_and_the_rest_holds(
    tmp_path: Path, line: str, words: str
) -> None:
    own, faults = read_keys(
        keys_file(
            tmp_path, f'snooze = "b"\n{line.replace(chr(34) + "b" + chr(34), chr(34) + "f9" + chr(34))}\n'
        )
    )
    assert len(faults) == 1
    assert words in faults[0]
    assert faults[0].startswith("keys.toml:2:")
    assert own["snooze"] == ("b",)


async def test_the_screen_starts_with_a_broken_keymap_and_says_so(sit: Any, home: Any) -> None:
    keys_file(home.config, 'replly = "b"\nsnooze = "b"\n')
    async with sit() as person:
        await person.until(lambda: any("keys.toml:1" in line for line in person.lines))
        await person.press("b")
        await person.until(lambda: person.lines[23].startswith(" Snooze"))


def test_a_theme_that_is_not_there_is_named_and_the_default_stands_in() -> None:
    palette, faults = themes.choose("drak")
    assert palette.name == "dark"
    assert faults == ("theme 'drak': no such theme; did you mean dark?",)


def test_faults_in_a_theme_are_named_with_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('dark = true\nglow = 1\n[colors]\ntext = "#xyz"\n', "utf-8")
    with pytest.raises(ConfigFault) as fault:
        themes.read(path)
    words = "\n".join(fault.value.faults)
    assert "mine.toml:2: glow" in words
    assert "mine.toml:4: colors.text" in words
    assert "accent is missing" in words


def test_a_verb_without_a_key_stands_for_the_palette_and_for_a_key_of_ones_own() -> None:
    for command in COMMANDS:
        if not command.keys and command.palette:
            assert all(command.id in {one.id for one in bindings(pane)} for pane in command.where)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((80, 24), "? Keys  r Reply  a Ack  e Done  s Snooze  n Next  u Undo  : All"),
        ((60, 15), "? Keys  r Reply  a Ack  e Done  s Snooze  n Next  : All"),
        ((40, 10), "? Keys  r Reply  a Ack  e Done  : All"),
    ],
)
async def test_the_footer_never_ends_in_the_middle_of_a_word(
    sit: Any, size: tuple[int, int], keys: str
) -> None:
    async with sit(size) as person:
        assert person.lines[-1].strip() == keys
