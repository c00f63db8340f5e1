"""Seats a person at a real tmux: keys go in by `send-keys`, the screen is read by `capture-pane`.

Nobody waits for time: each look at the screen follows bytes that the program wrote, which tmux passes on by a pipe.
"""

import os
import re
import select
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 30.0
CONFIGURATION = "set -g default-terminal tmux-256color\nset -g status off\nset -s escape-time 10\n"
LEFT = "program left:"


class Tmux:
    """One server with one window, in which one program runs; the shell tells when it has left."""

    def __init__(self, folder: Path, argv: list[str], env: Mapping[str, str], size: tuple[int, int]) -> None:
        self._socket, self._config, fifo = folder / "socket", folder / "conf", folder / "written"
        self._config.write_text(CONFIGURATION)
        os.mkfifo(fifo)
        self._written = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        # It begins only when its output is being passed on.
        line = f'read -r go; {shlex.join(argv)}; echo "{LEFT} $?"; exec cat'
        self._env = dict(env)
        self._tell("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "/bin/sh", "-c", line)
        self._tell("pipe-pane", "-o", f"cat >{fifo}")
        self._tell("send-keys", "Enter")

    def _tell(self, *words: str) -> str:
        argv = ["tmux", "-S", str(self._socket), "-f", str(self._config), *words]
        done = subprocess.run(argv, capture_output=True, text=True, env=self._env, timeout=20, check=False)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    @property
    def screen(self) -> str:
        """What stands on the screen now."""
        return self._tell("capture-pane", "-p")

    @property
    def row(self) -> str:
        """The row of the queue on which the cursor stands."""
        return next((line for line in self.screen.splitlines() if line.startswith("▌")), "")

    def see(self, pattern: str, gone: bool = False, seconds: float = PATIENCE) -> str:
        """Waits until the pattern shows (or is gone); the screen as it is then."""
        deadline = time.monotonic() + seconds
        while bool(re.search(pattern, screen := self.screen)) is gone:
            left = deadline - time.monotonic()
            assert left > 0, f"{pattern!r} never {'went' if gone else 'came'}:\n{screen}"
            if select.select([self._written], [], [], left)[0]:
                os.read(self._written, 65536)
        return screen

    def keys(self, *names: str) -> None:
        """Presses keys by tmux's names, one reading each."""
        for name in names:
            self._tell("send-keys", name)

    def type(self, text: str) -> None:
        """Types letters."""
        self._tell("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        """Gives the window another size."""
        self._tell("resize-window", "-x", str(columns), "-y", str(rows))

    def left(self) -> int:
        """Waits until the program has left; its exit code."""
        found = re.search(rf"{LEFT} (\d+)", self.see(rf"{LEFT} \d+"))
        assert found is not None
        return int(found[1])

    @property
    def program(self) -> int:
        """The process id of what the shell runs."""
        shell = int(self._tell("display-message", "-p", "#{pane_pid}"))
        (child,) = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(child)

    def hang_up(self) -> None:
        """Closes the window, as when a link breaks: whatever runs in it is sent SIGHUP."""
        self._tell("kill-server")

    def end(self) -> None:
        """Leaves nothing behind."""
        subprocess.run(
            ["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, timeout=20, check=False
        )
        os.close(self._written)


@contextmanager
def in_tmux(argv: list[str], env: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> Iterator[Tmux]:
    """A program in a tmux of its own until the block ends; skips where tmux is missing."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    with tempfile.TemporaryDirectory(prefix="tmux-") as name:
        terminal = Tmux(Path(name), argv, env, size)
        try:
            yield terminal
        finally:
            terminal.end()
