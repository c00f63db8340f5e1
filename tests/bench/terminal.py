"""Plays a person at a terminal: starts a program in a pty, presses keys, and tells what each one cost.

While a program writes, its bytes are only stamped with the time and kept; the screen is drawn from them after
it has gone quiet, so the (slow) drawing is never part of what is measured.
"""

import fcntl
import hashlib
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyte

NAMED = {
    "enter": b"\r", "esc": b"\x1b", "tab": b"\t", "space": b" ", "backspace": b"\x7f",
    "pgdn": b"\x1b[6~", "pgup": b"\x1b[5~", "home": b"\x1b[H", "end": b"\x1b[F",
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
}  # fmt: skip
ASKED = re.compile(
    rb"\x1b\[(?P<da>[0-9]*)c|\x1b\[(?P<status>[56])n|\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
)
"""What programs ask a terminal at their start: who are you, where is the cursor, do you know this mode."""
INVISIBLE = re.compile(
    rb"\x1b[P_^X].*?\x1b\\|\x1b\[[<=>][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]* q|\x1b\[\?[0-9;]*u",
    re.S,
)
"""Sequences that draw nothing and that the emulator would print as text."""
COLONS = re.compile(rb"\x1b\[([0-9:;]*:[0-9:;]*)m")
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:?<=> $]*|[P_^X\]](?:(?!\x1b\\)[^\x07])*)?\Z", re.S)
SYNCHRONIZED = b"2026"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Program:
    """Something that can be started and looked at."""

    name: str
    argv: tuple[str, ...]
    ready: str
    """A pattern of the screen that says: usable now."""
    env: Mapping[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ("q",)
    before: Callable[[], None] = lambda: None
    """Done before each start, outside of what is measured."""


@dataclass(frozen=True)
class Cost:
    """What one key cost. Times are milliseconds after the key was sent; None when nothing came."""

    first: float | None
    visible: float | None
    """The last arrival that changed what one sees."""
    bytes: int
    writes: int
    cpu: float


@dataclass(frozen=True)
class Start:
    """What it cost to begin."""

    first: float
    """Milliseconds from exec to the chunk that made the screen usable."""
    cpu: float
    """CPU milliseconds until the program had gone quiet."""
    bytes: int


class Gone(Exception):
    """The program ended, or never showed what was waited for; carries its last screen."""


class Terminal:
    """One run of one program. Use it in a `with` block."""

    def __init__(self, program: Program, cols: int, rows: int, colours: str = "xterm-256color") -> None:
        self.program = program
        self.screen = pyte.Screen(cols, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.rest = b""
        self.kept: list[tuple[float, bytes]] = []
        """What has come and is not drawn yet, with its time of arrival."""
        self.log: list[tuple[float, int]] = []
        """Every arrival since the start: (wall clock, bytes)."""
        env = {k: v for k, v in os.environ.items() if k not in ("COLORTERM", "NO_COLOR", "TMUX", "STY")}
        env |= {"TERM": colours, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **program.env}
        size = struct.pack("HHHH", rows, cols, 0, 0)
        program.before()
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execvpe(program.argv[0], list(program.argv), env)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    # What comes from the program

    def arrive(self, wait: float) -> bool:
        """Takes one chunk within `wait` seconds; False when none came."""
        if not select.select([self.fd], [], [], max(0.0, wait))[0]:
            return False
        now = time.perf_counter()
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            raise Gone(f"{self.program.name} ended.\n{self.text()}")
        self.kept.append((now, data))
        self.log.append((time.time(), len(data)))
        self.answer(data)
        return True

    def answer(self, data: bytes) -> None:
        """Says what an xterm with 256 colours would say."""
        for found in ASKED.finditer(data):
            if (mode := found["mode"]) is not None:
                said = b"\x1b[?%s;%d$y" % (mode, 2 if mode == SYNCHRONIZED else 0)
            elif found["status"] == b"6":
                said = b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, self.screen.cursor.x + 1)
            elif found["status"]:
                said = b"\x1b[0n"
            elif found["colour"]:
                said = b"\x1b]%s;rgb:%s\x1b\\" % (
                    found["colour"], b"ffff/ffff/ffff" if found["colour"] == b"10" else b"0000/0000/0000",
                )  # fmt: skip
            else:
                said = b"\x1b[?62;22c"
            os.write(self.fd, said)

    def quiet(self, silence: float, limit: float = 30.0) -> None:
        """Takes what comes until nothing has come for `silence` seconds."""
        end = time.perf_counter() + limit
        while self.arrive(silence):
            if time.perf_counter() > end:
                break

    def draw(self, data: bytes) -> None:
        """Puts bytes on the emulated screen."""
        data = self.rest + data
        cut = UNFINISHED.search(data)
        data, self.rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        data = COLONS.sub(lambda m: b"\x1b[" + m[1].split(b":")[0] + b"m", INVISIBLE.sub(b"", data))
        self.stream.feed(data)

    def settle(self) -> list[tuple[float, int, bytes]]:
        """Draws what was kept; each arrival as (time, bytes, what the screen looked like after it)."""
        seen = []
        for when, data in self.kept:
            self.draw(data)
            seen.append((when, len(data), self.look()))
        self.kept.clear()
        return seen

    def look(self) -> bytes:
        """A digest of all that is visible: letters, colours, attributes."""
        digest = hashlib.blake2b(digest_size=16)
        for y in range(self.screen.lines):
            row = self.screen.buffer[y]
            digest.update(repr([(x, row[x]) for x in sorted(row)]).encode())
        return digest.digest()

    def text(self) -> str:
        """The screen as lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    # What goes to the program

    def send(self, key: str) -> None:
        """A key by name, `ctrl+x`, or the letters themselves."""
        if key.startswith("ctrl+") and len(key) == 6:
            os.write(self.fd, bytes([ord(key[5].upper()) & 0x1F]))
        else:
            os.write(self.fd, NAMED.get(key) or key.encode())

    def press(self, key: str, silence: float = 0.06, patience: float = 1.0) -> Cost:
        """Sends a key and waits until the program has gone quiet again."""
        before, cpu = self.look(), self.cpu()
        sent = time.perf_counter()
        self.send(key)
        if self.arrive(patience):
            self.quiet(silence)
        spent = self.cpu() - cpu
        seen = self.settle()
        visible = None
        for when, _, look in seen:
            if look != before:
                visible, before = (when - sent) * 1000, look
        first = (seen[0][0] - sent) * 1000 if seen else None
        return Cost(first, visible, sum(n for _, n, _ in seen), len(seen), spent)

    def hold(self, key: str, times: int, rate: float = 30.0) -> float | None:
        """A held key; the milliseconds that the last one lags behind."""
        start = time.perf_counter()
        sent = start
        for n in range(times):
            while (left := start + n / rate - time.perf_counter()) > 0:
                self.arrive(left)
            sent = time.perf_counter()
            self.send(key)
        self.quiet(0.12)
        before, lag = b"", None
        for when, _, look in self.settle():
            if look != before and when > sent:
                lag = (when - sent) * 1000
            before = look
        return lag

    def wait_for(self, pattern: str, limit: float = 60.0) -> float:
        """The moment of the arrival that made the pattern show."""
        wanted, end = re.compile(pattern), time.perf_counter() + limit
        while True:
            try:
                came = self.arrive(0.05)
            except Gone:
                self.settle()
                raise Gone(f"{self.program.name} ended before {pattern!r}:\n{self.text()}") from None
            if came and time.perf_counter() - self.kept[0][0] < 0.25:
                continue
            waiting, self.kept = self.kept, []
            for n, (when, data) in enumerate(waiting):
                self.draw(data)
                if wanted.search(self.text()):
                    self.kept = waiting[n + 1 :]
                    return when
            if time.perf_counter() > end:
                raise Gone(f"{self.program.name} never showed {pattern!r}:\n{self.text()}")

    def ready(self, silence: float = 0.4) -> Start:
        """Waits for the first usable screen, then until the start is really over."""
        at = self.wait_for(self.program.ready)
        self.quiet(silence)
        self.settle()
        return Start((at - self.began) * 1000, self.cpu(), sum(n for _, n in self.log))

    # What it costs the machine

    def cpu(self) -> float:
        """CPU milliseconds of the program so far, all threads, by the scheduler's own count."""
        total = 0.0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            try:
                total += int(Path(f"/proc/{self.pid}/task/{task}/schedstat").read_text().split()[0]) / 1e6
            except OSError:
                continue
        return total

    def memory(self) -> float:
        """Megabytes resident."""
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    def end(self) -> None:
        """Leaves by the program's own keys, and by signals when that is not enough."""
        steps: list[str | int] = [*self.program.leave, int(signal.SIGHUP), int(signal.SIGKILL)]
        for step in steps:
            try:
                if isinstance(step, str):
                    self.send(step)
                else:
                    os.kill(self.pid, step)
                self.quiet(0.05, 0.3)
            except (OSError, Gone):
                pass
            for _ in range(20):
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
                time.sleep(0.02)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def children(pid: int) -> list[int]:
    """The processes that a process started and that still live."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path(f"/proc/{name}/stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == pid:
                found.append(int(name))
    return found
