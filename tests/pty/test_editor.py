"""An answer goes through the person's own editor and comes back, or is kept where the editor fails."""

import stat
from pathlib import Path

from socialtui.settings.folders import Home
from tests.pty import house
from tests.pty.seat import Seat, desk


def script(folder: Path, words: str) -> str:
    """An editor that does one thing."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{words}\n")
    path.chmod(0o755)
    return str(path)


def writing(seat: Seat, words: str) -> None:
    seat.send("r")
    seat.see("Reply as")
    seat.type(words)
    seat.send("ctrl+o")


def test_what_the_editor_wrote_comes_back(place: Home, tmp_path: Path) -> None:
    editor = script(
        tmp_path,
        'printf " and \\033[2Jmore — ü\\n\\n" >> "$1"; stty -a | grep -q " icanon" && echo COOKED; sleep 0.2',
    )
    with desk(place.state.parents[1], env={"EDITOR": editor}) as seat:
        writing(seat, "Some words")
        seat.see("COOKED|and ")
        seat.see("Some words and ␛more — ü")
        assert b"COOKED" in seat.raw
        seat.until(lambda: house.drafts(place) == ["Some words and ␛more — ü"], "save it")
        seat.type("!")
        seat.see("more — ü!")
        seat.press_all("esc")
        seat.see("Draft kept")
        assert seat.foreign() == []
        assert list(place.state.glob("answer-*")) == []


def test_a_failing_editor_keeps_the_text(place: Home, tmp_path: Path) -> None:
    editor = script(tmp_path, 'printf " half" >> "$1"; exit 3')
    with desk(place.state.parents[1], env={"VISUAL": editor}) as seat:
        writing(seat, "Some words")
        seat.see("editor ended with 3")
        seat.see("Some words")
        (kept,) = place.state.glob("answer-*")
        assert kept.read_text() == "Some words half"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        seat.type("!")
        seat.see("Some words!")


def test_a_missing_editor_is_named(place: Home) -> None:
    with desk(place.state.parents[1], env={"EDITOR": "/nowhere/ed --wait"}) as seat:
        writing(seat, "Some words")
        seat.see("could not be started")
        seat.type("!")
        seat.see("Some words!")
        seat.until(lambda: house.drafts(place) == ["Some words!"], "save it")
