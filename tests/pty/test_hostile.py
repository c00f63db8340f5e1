"""What strangers write, stored as they wrote it, through every place that shows it: nothing of it acts."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from socialtui.settings.folders import Home
from tests.pty import house
from tests.pty.hostile import PAYLOADS, STORABLE, canary
from tests.pty.seat import ME, Seat, desk
from tests.pty.sequences import Screen, copies, foreign

LIST = "r Reply  a Ack"
AT = "(?m)^▌"
"""The cursor of the list."""
IN_FULL, IN_SHORT = "complaint 2.50", "why  "
WRITING, REVIEWING = r"\^S Review", "y Send  v Who"
"""The keys of a pane, named once it has them."""
WIDE = Screen(10_000, 10_000)


@pytest.fixture(autouse=True)
def no_trace(harm: Home) -> Iterator[None]:
    """No fault of ours was left in the log, and what is there is harmless."""
    yield
    for path in harm.log.iterdir():
        assert foreign(path.read_bytes().replace(b"\n", b"\r\n"), WIDE) == [], path
        assert not path.name.startswith("crash"), path.read_text()


def through(seat: Seat, rows: range) -> None:
    """Each of these rows in the list, the thread, the reasons, the composer, the review and its remarks."""
    seat.press_all("home", *("j" for _ in range(rows.start)))
    small, remarked = seat.screen.columns < 100, 0
    for turn, n in enumerate(rows):
        seat.until(lambda: canary(n) in seat.text() and f"N{n:02}" in seat.row, f"come to {canary(n)}")  # noqa: B023
        read(seat, small, in_full=turn % 2 == 0)
        seat.press_all("esc")
        to_list(seat, small)
        seat.press_all("r")
        if "over" in seat.see("Reply as|take it over"):
            seat.press_all("t")
            seat.see("Reply as")
        seat.see(WRITING)
        remarked += look_once_more(seat)
        seat.press_all("ctrl+g")
        seat.see(r"step \d of 6.*\^S")
        seat.press_all("esc")
        seat.see("Draft kept")
        seat.press_all(*("j" for _ in range(rows.step)))
    assert remarked, "no answer was remarked upon"
    assert seat.foreign() == []


def read(seat: Seat, small: bool, in_full: bool) -> None:
    """The thread, and the reasons in the form that the row before did not have."""
    seat.press_all("enter")
    if small:
        seat.miss(AT)
    seat.press_all("w")
    if in_full:
        seat.see(IN_FULL)
    else:
        seat.miss(IN_FULL)
        seat.see(IN_SHORT)


def to_list(seat: Seat, small: bool) -> None:
    """A key too close behind an escape is another key, and the escape before shows nothing: as often as it takes."""

    def there() -> bool:
        seat.send("1")
        seat.calm(0.1)
        return not small or bool(seat.row)

    seat.until(there, "show the list")


def look_once_more(seat: Seat) -> bool:
    """The review, the page of its remarks, and back to the text; whether there were remarks."""
    seat.press_all("ctrl+s")
    seat.see("Send as")
    seat.see(REVIEWING)
    seat.press_all("w")
    remarked = "nothing" not in seat.see(
        r"Remarks  \d+ on the answer to N\d\d|There is nothing to remark upon"
    )
    if remarked:
        seat.see(r"(?m)^   from \w")
        assert "Send as" not in seat.text()
        assert seat.foreign() == []
        seat.press_all("esc")
    seat.see("Send as")
    seat.see(REVIEWING)
    seat.press_all("esc")
    seat.miss("Send as")
    seat.see(WRITING)
    return remarked


def back(seat: Seat) -> None:
    """Escapes until the list has the keys again."""
    for _ in range(4):
        if LIST in seat.text():
            return
        seat.press_all("esc")
        seat.calm(0.05)
    seat.see(LIST)


def one_line(text: str) -> bytes:
    """Without what a prompt takes for keys: enter, and the escape that leaves it."""
    return "".join(" " if letter in "\r\n\x1b" else letter for letter in text).encode()


@pytest.mark.parametrize(("size", "rows"), [((80, 24), range(0, 18, 2)), ((120, 36), range(1, 18, 2))])
def test_rows_threads_composer_and_review(harm: Home, size: tuple[int, int], rows: range) -> None:
    with desk(harm.state.parents[1], size=size, ready="Keys") as seat:
        through(seat, rows)
        seat.press_all("ctrl+q")
        assert seat.leave() == 0
        assert seat.foreign() == []


def test_markup_stands_as_it_was_written(harm: Home) -> None:
    with desk(harm.state.parents[1], size=(200, 50)) as seat:
        seat.press_all("home")
        seat.see("N00")
        text = seat.text()
        for payload in PAYLOADS:
            if payload.literal:
                assert payload.literal in text, payload.name
        for n in range(len(STORABLE)):
            assert f"N{n:02}" in text
        assert seat.foreign() == []


def test_lists_help_palette_and_prompts(harm: Home) -> None:
    with desk(harm.state.parents[1], size=(80, 24)) as seat:
        for name in "odus":
            seat.press_all("g", name)
            seat.miss(LIST)
            seat.calm(0.1)
            seat.press_all(*("j" for _ in range(len(STORABLE))), "k", "o", "esc", "home")
            back(seat)
            assert seat.foreign() == [], name
        for prompt in "?:/":
            seat.send(prompt)
            seat.miss(LIST)
            for payload in STORABLE:
                seat.paste(one_line(payload.text))
                seat.calm(0.03)
                seat.press_all("ctrl+u")
            assert seat.foreign() == [], prompt
            back(seat)
        assert house.ask(harm, "SELECT count(*) FROM conversations WHERE state = 3") == [(0,)]


def test_what_is_typed_in_prompts_and_told_again(harm: Home) -> None:
    with desk(harm.state.parents[1]) as seat:
        for n, payload in enumerate(STORABLE):
            seat.send("Nt"[n % 2])
            seat.miss(LIST)
            seat.paste(one_line(payload.text))
            seat.calm(0.04)
            seat.press_all("enter")
            back(seat)
            assert seat.foreign() == [], (n, payload.name)


def test_copies_are_clean(harm: Home) -> None:
    with desk(harm.state.parents[1]) as seat:
        seat.press_all("home")
        for n in range(len(STORABLE)):
            seat.until(lambda: canary(n) in seat.text(), f"come to {canary(n)}")  # noqa: B023
            seat.press_all("Y", "y", "j")
        seat.send("o")
        seat.see("https://")
        seat.calm(0.1)
        sent = copies(bytes(seat.raw))
        assert len(sent) >= len(STORABLE)
        assert {canary(n) for n in range(len(STORABLE))} <= {text[:8] for text in sent}
        assert seat.foreign() == []


def cli(harm: Home, *words: str, stdin: str = "") -> bytes:
    """One command's output, both streams, as a terminal would get it."""
    env = {
        "SOCIALTUI_HOME": str(harm.state.parents[1]),
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    done = subprocess.run(
        [sys.executable, "-m", "socialtui", "--as", ME, *words], env=env, input=stdin.encode(),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stdout, done.stdout[-2000:]
    return done.stdout


def harmless(output: bytes) -> None:
    faults = foreign(output.replace(b"\n", b"\r\n"), WIDE)
    # An argument is named as Python writes it, with its escapes spelled out: that acts on nothing.
    assert [fault for fault in faults if "could not be written" not in fault] == []


def test_commands_print_nothing_that_acts(harm: Home) -> None:
    listed = cli(harm, "list")
    harmless(listed)
    # One conversation, two lines: a stranger's line end forges no third.
    assert len(listed.splitlines()) == 2 * len(STORABLE)
    for words in (("outbox",), ("drafts",), ("sources",), ("events",), ("next",), ("account", "list")):
        harmless(cli(harm, *words))
    for words in (("list", "--json"), ("outbox", "--json"), ("drafts", "--json"), ("sources", "--json")):
        output = cli(harm, *words)
        harmless(output)
        for line in output.splitlines():
            json.loads(line)


def test_one_conversation_in_full_and_the_line_mode(harm: Home) -> None:
    ids = [json.loads(line)["id"] for line in cli(harm, "list", "--json").splitlines()]
    assert len(ids) == len(STORABLE)
    lines = "\n".join(
        ["list", *(f"show {n}" for n in range(1, len(ids) + 1)), "outbox", "drafts", "sources", "cadence"]
    )
    output = cli(harm, "--plain", stdin=lines + "\nshow \x1b[2J\n\u202egnp\n")
    harmless(output)
    assert all(canary(n).encode() in output for n in range(len(STORABLE)))
    for cid in ids[::6]:
        harmless(cli(harm, "show", cid))


def test_hostile_arguments_are_named_harmlessly(harm: Home) -> None:
    for payload in PAYLOADS:
        word = (
            payload.text.replace("\x00", "")
            .encode("utf-8", "surrogatepass")
            .decode("utf-8", "surrogateescape")
        )
        harmless(
            cli(harm, "show", word)
            + (cli(harm, word) if payload.name in ("csi", "osc52", "c1", "surrogate") else b"")
        )
