"""Decides what the practice world remembers of us: a file of JSON lines that only grows.

Several accounts and processes share it: lines are written under a lock, whole, and are on disk when written.
"""

import fcntl
import json
import os
import threading
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from socialtui.domain.errors import ServerTrouble


class Said(Struct, frozen=True):
    """An answer or post of ours that stands in the world."""

    key: str
    flavour: str
    text: str
    to: str
    """Remote id of what it answers; empty for a post."""
    at: int
    """UTC seconds."""
    visibility: str = ""

    @property
    def remote_id(self) -> str:
        """Ours begin with r."""
        return "r" + self.tail

    @property
    def answer_id(self) -> str:
        """The id of what they may say to it; those begin with t."""
        return "t" + self.tail

    @property
    def tail(self) -> str:
        """Letters that the key alone decides."""
        return blake2b(f"{self.flavour}/{self.key}".encode(), digest_size=8).hexdigest()


class Mark(Struct, frozen=True):
    """A like, or something a moderator did."""

    flavour: str
    verb: str
    to: str
    at: int


Record = Said | Mark


class World:
    """What we said and did, in the order of the file. Without a path it is forgotten at the end."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: tuple[int, int] = (0, 0)
        """Device and inode that were read, to see that another file took the place."""
        self._read = 0
        self._records: list[Record] = []
        self._lock = threading.Lock()
        """Writing waits for the disk in a thread of its own, while others read."""

    def records(self) -> list[Record]:
        """Everything on record now."""
        with self._lock:
            if self._path is not None:
                try:
                    with self._path.open("rb") as file:
                        self._catch_up(file)
                except FileNotFoundError:
                    self._forget()
                except OSError as error:
                    raise self._trouble(error) from error
            return list(self._records)

    def said(self, flavour: str) -> list[Said]:
        """Our answers and posts on one flavour, oldest first."""
        return [one for one in self.records() if isinstance(one, Said) and one.flavour == flavour]

    def marks(self, flavour: str) -> dict[str, set[str]]:
        """The verbs done to each remote id on one flavour."""
        found: dict[str, set[str]] = {}
        for one in self.records():
            if isinstance(one, Mark) and one.flavour == flavour:
                found.setdefault(one.to, set()).add(one.verb)
        return found

    def add(self, record: Record) -> Record:
        """Puts a record on disk, once: one with the same key, or the same mark, is given back instead."""
        with self._lock:
            if self._path is None:
                return self._same(record) or self._kept(record)
            try:
                return self._write(self._path, record)
            except OSError as error:
                raise self._trouble(error) from error

    def _write(self, path: Path, record: Record) -> Record:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            whole = self._catch_up(file)
            if (before := self._same(record)) is not None:
                return before
            kind = "said" if isinstance(record, Said) else "mark"
            line = json.dumps({"kind": kind} | asdict(record), ensure_ascii=False).encode() + b"\n"
            # A line that a power cut broke off is ended first, so that it spoils no other.
            file.write(line if whole else b"\n" + line)
            os.fsync(file.fileno())
            self._catch_up(file)
        return self._same(record) or record

    def _catch_up(self, file: Any) -> bool:
        """Reads the lines that are new; False when the file ends within a line."""
        facts = os.fstat(file.fileno())
        if (facts.st_dev, facts.st_ino) != self._file or facts.st_size < self._read:
            self._forget()
            self._file = (facts.st_dev, facts.st_ino)
        file.seek(self._read)
        fresh = file.read()
        whole, newline, rest = fresh.rpartition(b"\n")
        self._read += len(whole) + len(newline)
        for line in whole.split(b"\n"):
            if (record := _record(line)) is not None:
                self._records.append(record)
        return not rest

    def _forget(self) -> None:
        self._records, self._read, self._file = [], 0, (0, 0)

    def _kept(self, record: Record) -> Record:
        self._records.append(record)
        return record

    def _same(self, record: Record) -> Record | None:
        if isinstance(record, Said):
            alike = (one for one in self._records if isinstance(one, Said))
            return next((o for o in alike if (o.key, o.flavour) == (record.key, record.flavour)), None)
        marks = (one for one in self._records if isinstance(one, Mark))
        wanted = (record.flavour, record.verb, record.to)
        return next((one for one in marks if (one.flavour, one.verb, one.to) == wanted), None)

    def _trouble(self, error: OSError) -> ServerTrouble:
        return ServerTrouble(
            f"The practice world's file can't be used: {error.strerror or error}.", f"Look at {self._path}."
        )


def _record(line: bytes) -> Record | None:
    """A line as a record; None for an empty or broken one."""
    try:
        fields = json.loads(line)
        kind = fields.pop("kind")
        return Said(**fields) if kind == "said" else Mark(**fields) if kind == "mark" else None
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
