"""The link is cut while somebody writes: what was typed is on disk, the process ends, the next start goes on."""

import re
import signal
import termios
import time
from pathlib import Path

import pytest

from socialtui.settings.folders import Home
from tests.bench.terminal import children
from tests.pty import house
from tests.pty.seat import Seat, cpu_ms, desk, survivors, waited
from tests.pty.sequences import left_on

WORDS = "Grüße — wir sehen nach 👍"
WRAPPER = 'trap "" HUP; "$@"; exit $?'
"""As a shell around it that ignores the hang-up: the program is no session leader, and nobody tells it."""
GONE_WITHIN = 20.0
WELCOME = (
    r"Welcome back\. The link broke at \d\d:\d\d while you wrote to Deskgirl\."
    r" {letters} letters\s+kept\. r goes on\."
)


def writing(seat: Seat, words: str = WORDS) -> None:
    """Two rows down, an answer begun."""
    seat.press_all("j", "j")
    seat.see("Deskgirl · Mastodon")
    seat.send("r")
    seat.see("Reply as acme → Deskgirl")
    seat.type(words)


def cut(seat: Seat, how: str) -> None:
    """Breaks it in one of the ways in which links break."""
    if how.startswith("hang-up"):
        seat.hang_up()
    else:
        seat.signal(getattr(signal, how))


def all_gone(home: Path) -> float:
    """Waits until no process of this home is left; the CPU milliseconds that they took meanwhile."""
    spent: dict[int, float] = {}
    before = {pid: cpu_ms(pid) for pid in survivors(home)}
    end = time.perf_counter() + GONE_WITHIN
    while alive := survivors(home):
        assert time.perf_counter() < end, f"still there after {GONE_WITHIN} s: {alive}"
        for pid in alive:
            spent[pid] = max(spent.get(pid, 0.0), cpu_ms(pid) - before.get(pid, 0.0))
        waited(0.05)
    return sum(spent.values())


@pytest.mark.parametrize(
    ("how", "code"),
    [("SIGHUP", 129), ("SIGTERM", 143), ("SIGKILL", -9), ("hang-up", 129), ("hang-up unheard", 129)],
)
def test_a_cut_link_loses_nothing_and_leaves_nobody(place: Home, how: str, code: int) -> None:
    home = place.state.parents[1]
    with desk(home, wrapper=WRAPPER if how == "hang-up unheard" else "") as seat:
        writing(seat)
        seat.until(lambda: house.drafts(place) == [WORDS], "keep the draft")
        cut(seat, how)
        assert all_gone(home) < 1500
        assert seat.leave() == code
    assert house.drafts(place) == [WORDS]
    with desk(home) as seat:
        seat.see(WELCOME.format(letters=len(WORDS)))
        assert "Deskgirl" in seat.row
        seat.send("r")
        seat.see(re.escape(WORDS))


@pytest.mark.parametrize("how", ["SIGHUP", "SIGTERM"])
def test_a_post_of_ours_is_whole_too(place: Home, how: str) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.press_all("P")
        seat.see("Post as acme")
        seat.type(WORDS)
        seat.see(WORDS)
        seat.signal(getattr(signal, how))
        seat.leave()
    assert house.ask(place, "SELECT text FROM posts") == [(WORDS,)]


@pytest.mark.parametrize(("how", "lost_at_most"), [("SIGTERM", 0.0), ("SIGKILL", 1.0)])
def test_somebody_who_never_pauses_loses_a_second_at_most(place: Home, how: str, lost_at_most: float) -> None:
    with desk(place.state.parents[1]) as seat:
        writing(seat, "x")
        typed, shown = "x", [(0.0, 1)]
        end = time.perf_counter() + 1.6
        while time.perf_counter() < end:
            seat.send(letter := "abcdefghij"[len(typed) % 10])
            typed += letter
            seat.quiet(0.03, 0.04)
            seat.keep_up()
            shown.append((time.perf_counter(), max(map(len, re.findall("x[a-j]*", seat.text())))))
        if not lost_at_most:
            seat.see(typed)  # typed means that it has come over the wire
        now = time.perf_counter()
        cut(seat, how)
        seat.leave()
    (draft,) = house.drafts(place)[-1:]
    assert typed.startswith(draft)
    # On a machine that stands still a moment, the desk knows of a letter once it shows it.
    assert len(draft) >= max(letters for at, letters in shown if at <= now - lost_at_most - 0.1)
    assert lost_at_most or draft == typed


@pytest.mark.parametrize(("how", "code"), [("SIGHUP", 129), ("SIGTERM", 143)])
def test_the_terminal_is_as_it_was(place: Home, how: str, code: int) -> None:
    with Seat(place.state.parents[1]) as seat:
        before = termios.tcgetattr(seat.fd)
        seat.see("Keys")
        writing(seat, "half a")
        assert left_on(bytes(seat.raw)) >= {1049, 25, 2004}
        cut(seat, how)
        assert seat.leave() == code
        assert left_on(bytes(seat.raw)) == set()
        assert termios.tcgetattr(seat.fd)[:4] == before[:4]
        assert seat.foreign() == []


def test_the_hang_up_finds_it_in_the_editor_too(place: Home, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntrap '' HUP\nexec sleep 60\n")
    editor.chmod(0o755)
    with desk(place.state.parents[1], env={"EDITOR": str(editor)}, wrapper=WRAPPER) as seat:
        writing(seat)
        seat.send("ctrl+o")
        (shell,) = children(seat.pid)
        seat.until(lambda: children(shell), "start the editor")
        seat.hang_up()
        end = time.perf_counter() + GONE_WITHIN
        while children(seat.pid):
            assert time.perf_counter() < end
            waited(0.05)
    assert house.drafts(place)[0] == WORDS
