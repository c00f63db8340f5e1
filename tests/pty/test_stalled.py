"""A terminal that takes nothing for ten seconds: drafts and sync go on, and the screen is right after it."""

import os
import signal
import time
from pathlib import Path

import pytest

from socialtui.settings import home, write
from tests.pty import house
from tests.pty.seat import Seat, survivors, waited

STALL = 10.0
WORDS = "abcdefghij klmnopqr " * 8
MENTIONS = "SELECT count(*) FROM mentions"


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    """A home without anything in it; the practice brand is made by the command itself."""
    return tmp_path / "home"


def test_a_stalled_reader_stops_neither_drafts_nor_the_sync_process(brand: Path) -> None:
    place = home({"SOCIALTUI_HOME": str(brand)}, "demo")
    place.make()
    write(place.settings_file, {"notify": "off"})  # a bell for a complaint is ours, and no foreign byte
    with Seat(brand, "demo", "--rate", "600", "--mentions", "60", size=(120, 36)) as seat:
        seat.see("Keys")
        seat.until(lambda: house.ask(place, MENTIONS)[0][0], "hear something")
        seat.press_all("R")
        seat.until(lambda: "C " in seat.row or " Q " in seat.row or "▌" in seat.row, "show a row")
        seat.send("r")
        seat.see("Reply as")
        heard = int(str(house.ask(place, MENTIONS)[0][0]))
        began, typed = time.perf_counter(), 0
        saved: list[tuple[float, int]] = []
        while (now := time.perf_counter() - began) < STALL:
            if typed < len(WORDS) and now >= typed * 0.05:
                seat.send(WORDS[typed])
                typed += 1
            elif typed == len(WORDS):
                saved.append((now, max((len(text) for text in house.drafts(place)), default=0)))
                if saved[-1][1] == len(WORDS) and now > STALL - 1:
                    break
                waited(0.02)
            else:
                waited(0.005)
        assert [length for _, length in saved][-1:] == [len(WORDS)], saved[-3:]
        assert next(when for when, length in saved if length == len(WORDS)) < STALL - 1
        assert int(str(house.ask(place, MENTIONS)[0][0])) > heard
        # Another word of the same person would rightly be told beside the answer: from here on nobody speaks.
        others = [pid for pid in survivors(brand) if pid != seat.pid]
        assert others
        for pid in others:
            os.kill(pid, signal.SIGSTOP)
        seat.see("pqr")  # all of it, without a key
        seat.calm(0.6, 6)
        after = seat.text().splitlines()
        seat.screen.reset()
        seat.press_all("ctrl+l")
        seat.see("pqr")
        seat.calm(0.4, 4)
        # The counts and what has come go on meanwhile; the right half is the thread and the answer.
        assert [line[60:] for line in after[2:]] == [line[60:] for line in seat.text().splitlines()[2:]]
        assert seat.foreign() == []
        for pid in others:
            os.kill(pid, signal.SIGCONT)
        seat.press_all("ctrl+q")
        assert seat.leave() == 0
