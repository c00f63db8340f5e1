"""Rules, macros and the pipe by line."""

import os
from pathlib import Path

import pytest

from socialtui.cli.parts import told
from socialtui.desk.room import Outside
from tests.plain.test_mode import Room, room

__all__ = ["room"]

RULES = """\
[rule.lost]
when = { words = "lost" }
do = { tag = "parcel" }
[macro.later]
do = { tag = "later" }
"""


@pytest.fixture
def ready(room: Room, tmp_path: Path) -> Room:
    """Somebody waits, and there are rules."""
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    room.desk.room.outside = Outside(told, {"PATH": os.environ["PATH"]})
    return room


def test_rules_are_told_tried_and_switched(ready: Room) -> None:
    lines = ready.type(
        "rules", "rules on lost", "rules try lost", "rules on lost", "rules off lost", "rules mend"
    )
    said = "\n".join(lines)
    assert 'lost, off, never tried: when "lost"; does tag parcel' in said
    assert "macro later: tag later" in said
    assert "lost was never tried" in said
    assert "in 30 days. Nothing was changed." in said
    assert "lost is on, from the next word" in said
    assert "lost is off" in said
    assert "rules can't mend." in said


def test_a_macro_is_done_by_number_and_taken_back(ready: Room) -> None:
    said = "\n".join(ready.type("list", "macro 1 later", "undo", "macro 1 latr"))
    assert "macro later: tag later on" in said
    assert "Undone: " in said
    assert "did you mean later?" in said


def test_the_pipe_says_what_the_command_said(ready: Room) -> None:
    lines = ready.type("list", "pipe 1 wc -l", "pipe 1 false", "pipe 1 no-such-program", "help")
    said = "\n".join(lines)
    assert "1\nended with 0" in said
    assert "ended with 1" in said
    assert "no-such-program can't be started" in said
    assert "pipe N COMMAND" in said
