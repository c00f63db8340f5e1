"""Seats a person at the real program in a real pty: types, reads the screen, and waits for what should show."""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.bench.terminal import Gone, Program, Terminal
from tests.pty.sequences import Screen, foreign

PATIENCE = 30.0
"""Seconds that a busy machine gets to show something."""
UNSET = ("SSH_CONNECTION", "SSH_TTY", "VISUAL", "EDITOR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "TEXTUAL_THEME",
         "SOCIALTUI_HOME", "TEXTUAL_COLOR_SYSTEM")  # fmt: skip
ME = "ana"
CUT_SHORT = re.compile(rb"[\r\n]*(?:\x1b[^a-zA-Z~\\\x07]{0,40}|[\xc0-\xff][\x80-\xbf]{0,2})?\Z")
"""What goes on with bytes that have not come yet: a line end too, since what follows it says whether it is ours."""


def program(home: Path, *arguments: str, env: Mapping[str, str] | None = None, wrapper: str = "") -> Program:
    """The desk on a store below `home`; a `wrapper` is a line of shell in which "$@" runs it."""
    given = {"SOCIALTUI_HOME": str(home), "HOME": str(home), "TZ": "UTC", "ESCDELAY": "20", **(env or {})}
    without = [word for name in UNSET for word in ("-u", name)]
    argv: tuple[str, ...] = (
        "env",
        *without,
        *_set(given),
        sys.executable,
        "-m",
        "socialtui",
        "--as",
        ME,
        *arguments,
    )
    if wrapper:
        argv = ("/bin/sh", "-c", wrapper, "sh", *argv)
    return Program("socialtui", argv, ready="", env=given, leave=())


def _set(env: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in env.items()]


class Seat(Terminal):
    """A terminal with a person at it."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        env: Mapping[str, str] | None = None,
        wrapper: str = "",
    ) -> None:
        self.home = home
        self.raw = bytearray()
        """Every byte that the program wrote."""
        self.code: int | None = None
        """The exit code once it has ended; of a signal, its number below zero."""
        self._text: str | None = None
        super().__init__(program(home, *arguments, env=env, wrapper=wrapper), *size, colours=term)

    def __enter__(self) -> Self:
        return self

    # What comes

    def arrive(self, wait: float) -> bool:
        """As before, and every byte is kept."""
        came = super().arrive(wait)
        if came:
            self.raw += self.kept[-1][1]
        return came

    def until(self, wanted: Callable[[], object], words: str, limit: float = PATIENCE) -> None:
        """Reads until something holds; Gone, with the screen, when it does not in time."""
        end = time.perf_counter() + limit
        while not wanted():
            if time.perf_counter() > end:
                raise Gone(f"never came to {words}:\n{self.text()}")
            try:
                if self.arrive(0.02):
                    while select.select([self.fd], [], [], 0)[0]:
                        self.arrive(0)
            except Gone:
                # Its last words may have come with its end.
                self.keep_up()
                if not wanted():
                    raise
            self.keep_up()

    def see(self, pattern: str, limit: float = PATIENCE) -> str:
        """Waits until the pattern shows; what it matched."""
        asked = re.compile(pattern)
        self.until(lambda: asked.search(self.text()), f"show {pattern!r}", limit)
        found = asked.search(self.text())
        assert found is not None
        return found[0]

    def miss(self, pattern: str, limit: float = PATIENCE) -> None:
        """Waits until the pattern is gone."""
        asked = re.compile(pattern)
        self.until(lambda: not asked.search(self.text()), f"take away {pattern!r}", limit)

    def calm(self, silence: float = 0.25, limit: float = PATIENCE) -> None:
        """Reads until the program has gone quiet."""
        self.quiet(silence, limit)
        self.keep_up()

    def keep_up(self) -> None:
        """Draws what has come; a digest of each step, as a measurement wants it, costs more than all the drawing."""
        for _, data in self.kept:
            self.draw(data)
        self.kept.clear()

    def draw(self, data: bytes) -> None:
        """As before; what stood there is read anew when somebody asks."""
        super().draw(data)
        self._text = None

    def text(self) -> str:
        """The screen as lines; the second cell of a wide letter is none."""
        if self._text is None:
            cells, columns = self.screen.buffer, range(self.screen.columns)
            lines = ("".join([cells[y][x].data for x in columns]) for y in range(self.screen.lines))
            self._text = "\n".join(line.rstrip() for line in lines)
        return self._text

    @property
    def row(self) -> str:
        """The line of the queue on which the cursor stands."""
        return next((line for line in self.text().splitlines() if line.startswith(("▌", ">"))), "")

    def foreign(self) -> list[str]:
        """What reached the terminal and is not Textual's own."""
        data = bytes(self.raw)
        if self.code is None and (unfinished := CUT_SHORT.search(data)):
            data = data[: unfinished.start()]  # the rest has not been read yet
        return foreign(data, Screen(self.screen.columns, self.screen.lines))

    # What goes

    def press_all(self, *keys: str) -> None:
        """One key after the other, each as a read of its own: people type, they don't paste.

        What follows an escape within a tenth of a second makes another key of it.
        """
        for key in keys:
            self.send(key)
            self.quiet(0.15 if key == "esc" else 0.02, 1.0)
        self.keep_up()

    def type(self, text: str) -> None:
        """Letters one by one, as a person's fingers do."""
        self.press_all(*text)

    def paste(self, text: bytes) -> None:
        """As a terminal that brackets what is pasted."""
        os.write(self.fd, b"\x1b[200~" + text + b"\x1b[201~")

    def write(self, data: bytes) -> None:
        """Bytes as they are, in one piece."""
        os.write(self.fd, data)

    def resize(self, cols: int, rows: int) -> None:
        """The window gets another size."""
        self.screen.resize(rows, cols)
        self._text = None
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    # How it ends

    def signal(self, number: int) -> None:
        """To the program alone."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """The link breaks: nobody holds the other end of the terminal any more."""
        os.close(self.fd)
        self.fd = -1

    def ended(self) -> bool:
        """Whether the program has ended; never waits."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def leave(self, limit: float = 10.0) -> int:
        """Waits for the end, reading what still comes; the exit code."""
        end = time.perf_counter() + limit
        while not self.ended():
            if time.perf_counter() > end:
                raise Gone(f"did not end:\n{self.text()}")
            try:
                if self.fd < 0 or not self.arrive(0.02):
                    waited(0.02)
            except Gone:
                waited(0.02)
        if self.fd >= 0:
            try:
                while self.arrive(0.05):
                    pass
            except Gone:
                pass
            self.keep_up()
        assert self.code is not None
        return self.code

    def end(self) -> None:
        """Nothing of this test's outlives it."""
        if not self.ended():
            self.signal(signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)
        end = time.perf_counter() + PATIENCE
        while alive := survivors(self.home):
            assert time.perf_counter() < end, f"can't be ended: {alive}"
            for pid in alive:
                kill(pid)
            waited(0.01)


def waited(seconds: float) -> None:
    """Lets a moment pass where there is nothing to wait on, between two looks at a process."""
    select.select([], [], [], seconds)


def survivors(home: Path) -> list[int]:
    """Every process that was started with this home."""
    mark = f"SOCIALTUI_HOME={home}".encode()
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                state = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z" and mark in Path(f"/proc/{name}/environ").read_bytes().split(b"\0"):
                    found.append(int(name))
            except OSError:
                continue
    return found


def kill(pid: int) -> None:
    """Ends one process, if it is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def cpu_ms(pid: int) -> float:
    """CPU milliseconds of a process and all its threads, by the scheduler's count."""
    total = 0.0
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            total += int(Path(f"/proc/{pid}/task/{task}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return total
    return total


@contextmanager
def desk(home: Path, *arguments: str, ready: str = r"Keys", **more: object) -> Iterator[Seat]:
    """The program with its first screen drawn."""
    with Seat(home, *arguments, **more) as seat:  # type: ignore[arg-type]  # passed on as given
        seat.see(ready)
        seat.calm(0.06)
        yield seat
