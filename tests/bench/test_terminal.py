"""The instrument itself is right, on a program whose cost is known."""

import sys
from pathlib import Path

import pytest

from tests.bench.terminal import Gone, Program, Terminal

KNOWN = """
import os, time, tty
tty.setraw(0)
os.write(1, b"ready")
count = 0
while (key := os.read(0, 1)) != b"q":
    count += 1
    time.sleep(0.05)
    os.write(1, b"\\x1b[3;1H%04d" % count if key == b"j" else b"\\x1b[m")
"""


@pytest.fixture
def known(tmp_path: Path) -> Program:
    """Waits 50 ms, then writes 10 bytes for j and 3 that change nothing for anything else."""
    path = tmp_path / "known.py"
    path.write_text(KNOWN)
    return Program("known", (sys.executable, str(path)), ready="ready")


def test_a_key_costs_what_the_program_says(known: Program) -> None:
    with Terminal(known, 80, 24) as terminal:
        start = terminal.ready(silence=0.1)
        assert start.bytes == len("ready")
        costs = [terminal.press("j") for _ in range(5)]
    assert {cost.bytes for cost in costs} == {10}
    assert all(cost.visible is not None and 50 <= cost.visible < 250 for cost in costs)


def test_bytes_that_change_nothing_are_not_visible(known: Program) -> None:
    with Terminal(known, 80, 24) as terminal:
        terminal.ready(silence=0.1)
        cost = terminal.press("x")
    assert cost.bytes == 3
    assert cost.visible is None
    assert cost.first is not None


def test_a_program_that_never_gets_ready_says_what_it_showed(tmp_path: Path) -> None:
    silent = Program("silent", (sys.executable, "-c", "print('no luck')"), ready="ready")
    with Terminal(silent, 80, 24) as terminal, pytest.raises(Gone, match="no luck"):
        terminal.ready()
