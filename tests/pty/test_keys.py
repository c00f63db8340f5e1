"""Keys as they really come: leaked, repeated, inside a paste, from another locale, rebound, or not at all."""

import re
import signal
import termios
import time
from contextlib import suppress
from pathlib import Path

from socialtui.settings.folders import Home
from tests.bench.terminal import Gone
from tests.pty import house
from tests.pty.seat import Seat, desk, waited
from tests.pty.sequences import Screen, foreign, left_on

OPEN = "SELECT count(*) FROM conversations WHERE state = 0 AND tags = '' AND claimed_by IS NULL"
SENT = "SELECT count(*) FROM intents WHERE kind = 'reply'"
F8 = b"\x1b[19~"


def test_letters_that_come_all_at_once_are_no_verbs(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        before = seat.row
        for leak in (b"eeee", b"cxet", b"Tell her: Gruesse", b"e\re\re\re\re"):
            seat.press_all("X")
            seat.miss("left aside")
            seat.write(leak)
            seat.see("left aside")
            seat.calm(0.2)
        assert "Maria Haas" in seat.row or seat.row == before
        assert house.ask(place, OPEN) == [(40,)]
        seat.paste(b"eeesss\x1b[31m[red]x\x1b[0mxxe")
        seat.see("left aside")
        seat.calm(0.2)
        assert house.ask(place, OPEN) == [(40,)]
        assert "•" not in seat.text()
        assert seat.foreign() == []


def test_a_held_key_still_moves(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.write(b"jjjjj")
        seat.until(lambda: "Jo Park" in seat.row, "move five rows")


def test_a_paste_with_escapes_stays_in_the_answer(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.send("r")
        seat.see("Reply as")
        seat.paste("Hello \x1b[31m[red]e s x\x1b[0m \x9b2J \u202eend\x00\x7f.".encode())
        seat.see(r"Hello")
        seat.see(r"end")
        seat.calm(0.3)
        assert seat.foreign() == []
        assert "Reply as" in seat.text()
        assert house.ask(place, "SELECT count(*) FROM conversations WHERE state = 0") == [(40,)]
        assert house.ask(place, SENT) == [(0,)]
        seat.until(lambda: "end" in "".join(house.drafts(place)), "save it")


def test_what_is_typed_ahead_of_the_composer_is_no_verb(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.write(b"rec")
        seat.see("Reply as")
        seat.type("Hello")
        seat.see("Hello")
        assert "Why close it" not in seat.text()
        assert "F1 Keys" in seat.text()


def test_bytes_that_are_no_utf8_end_nothing(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.send("r")
        seat.see("Reply as")
        for byte in (b"caf\xe9", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"ok"):
            seat.write(byte)
            seat.quiet(0.05, 1)
        seat.see("ok")
        seat.press_all("esc")
        seat.see("Draft kept")
        assert seat.foreign() == []


def test_a_second_ctrl_s_does_nothing_more(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.send("r")
        seat.see("Reply as")
        seat.type("We are on it.")
        seat.write(b"\x13\x13\x13")
        seat.see("Send as acme → Maria Haas")
        seat.press_all("ctrl+s", "ctrl+s")
        seat.calm(0.3)
        assert "Send as acme → Maria Haas" in seat.text()
        assert house.ask(place, SENT) == [(0,)]
        seat.press_all("y")
        seat.see(r"Leaving in \d+ s → Maria Haas as acme · U takes it back")
        assert house.ask(place, SENT) == [(1,)]
        seat.press_all("U")
        seat.see("Taken back")
        assert house.drafts(place) == ["We are on it."]


def test_suspended_and_back(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        cooked = termios.ICANON | termios.ECHO
        seat.press_all("j", "ctrl+z")
        seat.until(lambda: "State:\tT" in Path(f"/proc/{seat.pid}/status").read_text(), "stop")
        seat.calm(0.1)
        assert left_on(bytes(seat.raw)) <= {7}
        assert termios.tcgetattr(seat.fd)[3] & cooked == cooked
        seat.screen.reset()
        seat.signal(signal.SIGCONT)
        seat.see("Keys")
        assert "Tom Becker" in seat.row
        seat.press_all("j")
        seat.until(lambda: "Deskgirl" in seat.row, "move again")
        seat.press_all("q")
        assert seat.leave() == 0
        assert left_on(bytes(seat.raw)) == set()
        assert seat.foreign() == []


def test_every_key_of_the_footer_acts(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.press_all("j", "c")
        seat.see("laim")
        for begin, pane in (
            ((), "r Reply"),
            (("r", "x", "y"), "Review"),
            (("ctrl+s",), "y Send"),
        ):
            for key in begin:
                seat.press_all(key)
                seat.calm(0.15)
            seat.see(pane)
            keys = footer(seat)
            assert keys[0] in ("?", "F1")
            assert len(keys) <= 8
            for key in keys:
                if key in ("^O", "y", "^S"):
                    continue  # the editor and what sends have tests of their own
                seat.calm(0.05)
                before = seat.look()
                press(seat, key)
                seat.until(lambda: seat.look() != before, f"do something at {key} of {keys}")  # noqa: B023
                back_to(seat, pane, begin)


def footer(seat: Seat) -> list[str]:
    """The keys that the last line names."""
    line = seat.text().splitlines()[-1]
    return re.findall(r"(?:^| )(\S+) \S+(?= |$)", line)


def press(seat: Seat, key: str) -> None:
    """A key as the footer writes it."""
    named = {"F1": b"\x1bOP", "esc": b"\x1b"}
    if key in named:
        seat.write(named[key])
    else:
        seat.send(f"ctrl+{key[1].lower()}" if key.startswith("^") and len(key) == 2 else key)


def back_to(seat: Seat, pane: str, begin: tuple[str, ...]) -> None:
    """Escapes until the pane's keys stand in the footer again; goes there anew where it was left."""

    def there() -> bool:
        return pane in seat.text().splitlines()[-1]

    for _ in range(3):
        with suppress(Gone):
            seat.calm(0.05)
            seat.until(there, f"show {pane}", 0.25)
            return
        seat.press_all("esc")
    seat.calm(0.1)
    if not there():
        for key in ("r", "ctrl+s") if pane == "y Send" else begin:
            seat.press_all(key)
            seat.calm(0.15)
        seat.until(there, f"show {pane}")


def test_a_keymap_with_faults_is_named_and_the_rest_of_it_acts(place: Home) -> None:
    place.keys_file.write_text(
        'reply = "f8"\nrepyl = "R"\ndone = "ctrl+banana"\nclaim = "s"\nnext = "ctrl+m"\nsnooze = ["s", "s"]\n'
    )
    with desk(place.state.parents[1], size=(200, 50)) as seat:
        seat.see(r"keys\.toml:\d: repyl")
        seat.see(r"did you mean reply")
        seat.see(r"keys\.toml:\d: ")
        assert "Maria Haas" in seat.text()
        seat.press_all("r")
        seat.calm(0.2)
        assert "Reply as acme" not in seat.text()
        seat.write(F8)
        seat.see("Reply as acme")


def test_a_storm_of_resizes_is_survived(place: Home) -> None:
    with desk(place.state.parents[1]) as seat:
        seat.press_all("r")
        seat.see("Reply as")
        seat.type("still")
        end = time.perf_counter()
        for n in range(50):
            seat.resize(60 + n * 7 % 90, 15 + n * 5 % 35)
            end += 0.02
            while (left := end - time.perf_counter()) > 0:
                seat.arrive(left)
        seat.resize(80, 24)
        seat.type(" here")
        seat.see("still here")
        assert foreign(bytes(seat.raw), Screen(150, 50)) == []
        seat.press_all("esc")
        seat.see("Draft kept")
        seat.calm(0.3)
        first = seat.text()
        seat.press_all("ctrl+l")
        seat.calm(0.4)
        assert seat.text().splitlines()[1:] == first.splitlines()[1:]


def test_nothing_is_sent_while_nobody_types(place: Home) -> None:
    with desk(place.state.parents[1], size=(120, 36)) as seat:
        seat.press_all("j")
        seat.calm(0.6)
        while not 1 < time.time() % 60 < 53:
            seat.arrive(0.2)  # the clock may change at the minute
        before = len(seat.raw)
        end = time.perf_counter() + 5
        while (left := end - time.perf_counter()) > 0:
            seat.arrive(left)
        assert seat.raw[before:] == b""


def test_a_key_before_the_first_paint_is_not_lost_and_breaks_nothing(place: Home) -> None:
    with Seat(place.state.parents[1]) as seat:
        seat.see("default")
        seat.write(b"j")
        seat.see("Keys")
        waited(0.0)
        seat.until(lambda: seat.row != "", "show a row")
        seat.press_all("q")
        assert seat.leave() == 0
