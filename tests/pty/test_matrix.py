"""Whatever terminal, locale, size or theme: the desk starts, and something readable stands there."""

import re
from pathlib import Path

import pytest

from socialtui.settings.folders import Home
from socialtui.ui import themes
from tests.bench.stores import forget_the_place
from tests.pty import house
from tests.pty.seat import Seat, desk
from tests.pty.sequences import colours

TRACE = re.compile(r"Traceback|\bFile \"|Error\b")
BOX = re.compile(r"[\u2010-\uffff]")
"""Typographic and drawing signs; what people write may hold letters of any script."""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all that only look."""
    made = house.build(tmp_path_factory.mktemp("matrix") / "home")
    # Held for as long as the tests run: nobody syncs here.
    held = house.nobody_syncs(made)
    held.__enter__()
    return made.state.parents[1]


@pytest.fixture(autouse=True)
def begun_anew(there: Path) -> None:
    """Each desk opens on the first row, wherever the one before it stood."""
    forget_the_place(there / "state" / "default" / "store.db")


def readable(seat: Seat) -> None:
    """Who waits first can be read, nothing foreign came, no trace of a fault."""
    assert "Maria Haas" in seat.text(), seat.text()
    assert not TRACE.search(seat.text()), seat.text()
    assert seat.foreign() == []


@pytest.mark.parametrize(
    "term", ["xterm-256color", "tmux-256color", "screen", "linux", "vt100", "unknown-term"]
)
def test_every_terminal_shows_the_queue(there: Path, term: str) -> None:
    with desk(there, term=term) as seat:
        readable(seat)
        # Back to the first row: the next desk opens where this one stood.
        seat.press_all("j", "k", "q")
        assert seat.leave() == 0


def test_a_dumb_terminal_gets_the_line_mode(there: Path) -> None:
    with Seat(there, term="dumb") as seat:
        seat.see(r"40 complaints wait")
        seat.write(b"next\n")
        seat.see(r"Maria Haas: late")
        assert b"\x1b" not in seat.raw
        seat.write(b"\x04")
        assert seat.leave() == 0


def test_no_color_means_none(there: Path) -> None:
    with desk(there, env={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as seat:
        readable(seat)
        seat.press_all("j", "enter", "q", "r")
        seat.see("Reply as")
        seat.press_all("h", "i", "ctrl+s")
        seat.see("Send as")
        seat.press_all("esc", "esc")
        seat.see("Draft kept")
        assert colours(bytes(seat.raw)) == []


def test_truecolor_is_used_where_the_terminal_has_it(there: Path) -> None:
    with desk(there, env={"COLORTERM": "truecolor"}) as seat:
        readable(seat)
        assert b"38;2;" in seat.raw
    with desk(there, "--colors", "16") as seat:
        readable(seat)
        assert b"38;2;" not in seat.raw
        assert b"38;5;" not in seat.raw


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1"])
def test_a_locale_without_unicode_gets_ascii_signs(there: Path, locale: str) -> None:
    with desk(there, env={"LC_ALL": locale, "LANG": locale}, size=(120, 36)) as seat:
        readable(seat)
        seat.press_all("j", "enter")
        seat.calm(0.1)
        odd = BOX.findall(seat.text())
        assert not odd, (odd, seat.text())
        assert seat.row.startswith(">") or "> !" in seat.text()


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 36), (200, 50), (300, 80)])
def test_every_size_shows_the_queue(there: Path, size: tuple[int, int]) -> None:
    with desk(there, size=size, ready="Maria Haas") as seat:
        readable(seat)
        assert len(seat.text().splitlines()) <= size[1]


def test_below_the_smallest_size_one_line_says_so(there: Path) -> None:
    with desk(there, size=(20, 5), ready="40 × 10") as seat:
        assert not TRACE.search(seat.text())
        seat.resize(40, 10)
        seat.see("My order")
        seat.resize(12, 2)
        seat.calm(0.2)
        seat.resize(80, 24)
        seat.see(r"Keys  r Reply")
        readable(seat)


@pytest.mark.parametrize("theme", themes.names())
def test_every_theme_shows_the_queue(there: Path, theme: str) -> None:
    with desk(there, "--theme", theme) as seat:
        readable(seat)
        seat.press_all("j", "r")
        seat.see("Reply as")
        seat.press_all("esc")
        seat.see("Keys  r Reply")


def test_an_unknown_theme_is_named_and_the_default_stands_in(there: Path) -> None:
    with desk(there, "--theme", "drak\x1b[2J") as seat:
        seat.see("no such theme")
        assert "Maria Haas" in seat.text()
        assert b"\x1b[2J" not in seat.raw


def test_python_that_speaks_ascii_alone_is_refused_or_harmless(place: Home) -> None:
    with Seat(
        place.state.parents[1], env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    ) as seat:
        seat.see(r"Keys|UTF-8")
        assert r"\u" not in seat.text()
