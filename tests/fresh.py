"""A new store in a moment: a copy of what the migrations made once, instead of running them for each test."""

import asyncio
import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path

from socialtui.store.database import INGEST, open_store

MADE_AT = 1_790_000_000


def fresh(path: Path, now: int = MADE_AT) -> Path:
    """Lays a store at `path` unless there is one: empty, and as the program itself makes it at that time."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        return path
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(_migrated())
    if now != MADE_AT:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA synchronous=OFF")
            with db:
                db.execute("UPDATE migrations SET at = ?", (now,))
    return path


@cache
def _migrated() -> bytes:
    """The file that the migrations leave behind; once for each process of tests."""

    async def make(path: Path) -> None:
        await (await open_store(path, INGEST, MADE_AT)).close()

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        path = Path(folder) / "store.db"
        beside.submit(asyncio.run, make(path)).result()  # a test's own loop may be running in this thread
        return path.read_bytes()
