"""One brand on disk, and the real program over it: every command is a process of its own."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

Found = TypeVar("Found")

PROGRAM = (sys.executable, "-m", "socialtui")
SETTINGS = """\
brand = "Linden Bakery"
timezone = "Europe/Berlin"
recall_seconds = {recall}

[hours]
monday = ["08:00-12:00", "13:00-17:30"]
saturday = ["10:00-14:00"]

[sync]
settle = "1s"
linger = "{linger}"
"""
LET_THROUGH = ("PATH", "HOME", "TMPDIR", "USER", "LOGNAME")


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        """The objects of `--json`."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Brand:
    """A brand below a folder of its own."""

    folder: Path
    recall: int = 10
    linger: str = "0s"
    name: str = "default"
    secrets: dict[str, str] = field(default_factory=dict)
    """Environment variables that hold secrets."""

    def __post_init__(self) -> None:
        self.config.mkdir(parents=True, mode=0o700, exist_ok=True)
        (self.config / "settings.toml").write_text(SETTINGS.format(recall=self.recall, linger=self.linger))

    @property
    def config(self) -> Path:
        """What a person edits."""
        return self.folder / "config" / self.name

    @property
    def store(self) -> Path:
        """The database."""
        return self.folder / "state" / self.name / "store.db"

    @property
    def log(self) -> str:
        """What the sync process left behind; empty when it left nothing."""
        path = self.folder / "log" / self.name / "sync.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def env(self, **more: str) -> dict[str, str]:
        """A login's bare surroundings: no session bus, no display, nothing of the person who runs the tests."""
        base = {name: os.environ[name] for name in LET_THROUGH if name in os.environ}
        ours = {"SOCIALTUI_HOME": str(self.folder), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        return base | ours | self.secrets | more

    def argv(self, *words: str) -> list[str]:
        """The command line of the real program."""
        brand = () if self.name == "default" else ("--brand", self.name)
        return [*PROGRAM, *brand, *words]

    def run(
        self,
        *words: str,
        code: int | None = 0,
        stdin: str | bytes = "",
        seconds: float = 60,
        env: Mapping[str, str] | None = None,
    ) -> Said:
        """Runs one command to its end; checks its exit code unless that is None."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            self.argv(*words), input=given, capture_output=True, timeout=seconds, check=False,
            env=self.env(**(env or {})),
        )  # fmt: skip
        said = Said(
            done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )
        assert code is None or said.code == code, (words, said, self.log[-2000:])
        return said

    def json(self, *words: str) -> list[dict[str, Any]]:
        """Runs a listing; its lines."""
        return self.run(*words, "--json").lines()

    def start(self, *words: str, **env: str) -> "subprocess.Popen[bytes]":
        """Starts a command and leaves it running, without a terminal and in a session of its own."""
        return subprocess.Popen(
            self.argv(*words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.env(**env), start_new_session=True,
        )  # fmt: skip

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """A look into the file itself, beside the program."""
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as db:
            return db.execute(sql, values).fetchall()

    def outbox(self, oid: str) -> dict[str, Any]:
        """One line of the outbox."""
        return next(line for line in self.json("outbox") if line["id"] == oid)

    def syncing(self) -> list[int]:
        """Process ids of the sync processes of this very brand that live now."""
        return [pid for pid, words in processes() if "sync" in words and self.owns(pid)]

    def owns(self, pid: int) -> bool:
        """Whether a process runs over this brand's folder."""
        try:
            return f"SOCIALTUI_HOME={self.folder}".encode() in Path(
                f"/proc/{pid}/environ"
            ).read_bytes().split(b"\0")
        except OSError:
            return False


def processes() -> Iterable[tuple[int, list[str]]]:
    """Every live process with its words."""
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            try:
                words = (path / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
            except OSError:
                continue
            yield int(path.name), words


def until(look: Callable[[], Found], what: str, seconds: float = 30, every: float = 0.05) -> Found:
    """Looks until there is something; fails with `what` when there never is.

    For what other processes do and tell nobody; each look is cheap and the first true one ends it.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(every)
