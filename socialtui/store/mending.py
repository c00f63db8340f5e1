"""Decides whether the store is whole, and saves what can be saved of one that isn't.

A damaged file is never changed: what can still be read goes into a new one, and the old one is kept beside it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from socialtui.domain.errors import StoreFault
from socialtui.store.database import VERSION, fault_of, migrations, statements

_MOST_FAULTS = 20
_LARGEST = 2**62
_NOT_COPIED = ("migrations", "tallies")
"""Made anew: the first by the migrations, the second by its triggers."""


class Condition(Struct, frozen=True):
    """What can be told of a store without changing it."""

    there: bool
    version: int = 0
    journal: str = ""
    damage: tuple[str, ...] = ()
    """SQLite's own words, a few of them."""
    miscounted: bool = False
    """The kept counts are not what counting gives."""
    trouble: StoreFault | None = None
    """Why it can't be read at all."""
    malformed: bool = False
    """It can't be read because it is damaged; `recover` may save some of it."""


class Saved(Struct, frozen=True):
    """What was brought over into a new store."""

    rows: dict[str, int]
    """By table."""
    kept: Path
    """The damaged file."""


def examine(path: Path) -> Condition:
    """Reads the whole store once and says how it is. Seconds for a large one."""
    if not path.exists():
        return Condition(False)
    try:
        with closing(sqlite3.connect(_reading(path), uri=True, timeout=5)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            journal = db.execute("PRAGMA journal_mode").fetchone()[0]
            found = [row[0] for row in db.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
            damage = () if found == ["ok"] else tuple(found)
            miscounted = not damage and version == VERSION and _miscounted(db)
    except sqlite3.Error as error:
        malformed = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
        return Condition(True, trouble=fault_of(error, path), malformed=malformed)
    return Condition(True, version, journal, damage, miscounted)


def _reading(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


_COUNTED = "SELECT state, band, kind, account_id, count(*) FROM conversations GROUP BY 1, 2, 3, 4"
_KEPT = "SELECT state, band, kind, account_id, n FROM tallies WHERE n <> 0"


def _miscounted(db: sqlite3.Connection) -> bool:
    row = db.execute(
        f"SELECT EXISTS (SELECT * FROM ({_COUNTED}) EXCEPT {_KEPT})"
        f" OR EXISTS (SELECT * FROM ({_KEPT}) EXCEPT {_COUNTED})"
    ).fetchone()
    return bool(row[0])


def recount(path: Path) -> None:
    """Makes the kept counts and the search index anew from the rows."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM tallies")
            db.execute(f"INSERT INTO tallies {_COUNTED}")
            db.execute("INSERT INTO words (words) VALUES ('rebuild')")
            db.execute("INSERT INTO names (names) VALUES ('rebuild')")
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise fault_of(error, path) from error


def recover(path: Path, now: int) -> Saved:
    """Brings every row that can still be read into a new store; the damaged one stays beside it.

    Nobody else may have the store open. StoreFault, and everything stays as it was, where nothing can be read.
    """
    kept = path.with_name(f"{path.name}.damaged-{now}")
    fresh = path.with_name(f".{path.name}.recovered")
    fresh.unlink(missing_ok=True)
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY, 0o600))
        rows = _bring_over(path, fresh, now)
    except sqlite3.Error as error:
        fresh.unlink(missing_ok=True)
        raise fault_of(error, path) from error
    except OSError as error:
        raise StoreFault(
            f"{fresh} can't be written: {error.strerror}.", "Free some room, then try again."
        ) from error
    for ending in ("", "-wal", "-shm"):
        old = path.with_name(path.name + ending)
        if old.exists():
            os.replace(old, kept.with_name(kept.name + ending))
    os.replace(fresh, path)
    return Saved(rows, kept)


def _bring_over(path: Path, fresh: Path, now: int) -> dict[str, int]:
    saved: dict[str, int] = {}
    with (
        closing(sqlite3.connect(_reading(path), uri=True)) as old,
        closing(sqlite3.connect(fresh, isolation_level=None)) as new,
    ):
        old.execute(
            "PRAGMA writable_schema=ON"
        )  # a table whose description is broken must not stop the others
        for number, name, script in migrations():
            for statement in statements(script):
                new.execute(statement)
            new.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, name, now))
        new.execute(f"PRAGMA user_version={VERSION}")
        new.execute("BEGIN")
        kept_out = _triggers_of_the_log(new)
        for name in kept_out:
            new.execute(f"DROP TRIGGER {name}")
        for table, columns in _tables(new).items():
            columns = _there(old, table, columns)
            names, marks = ", ".join(columns), ",".join("?" * len(columns))
            rows = _readable(old, table, names) if _numbered(new, table) else _in_order(old, table, names)
            saved[table] = 0
            for row in rows:
                saved[table] += new.execute(
                    f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row
                ).rowcount
        for trigger in kept_out.values():
            new.execute(trigger)
        new.execute("COMMIT")
    if not sum(saved.values()):
        raise sqlite3.DatabaseError("nothing in it can be read")
    return saved


def _tables(db: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables that hold what can't be made anew, with their columns."""
    names = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'words%' AND name NOT LIKE 'names%'"
        )
    ]
    return {
        name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        for name in names
        if name not in _NOT_COPIED
    }


def _triggers_of_the_log(db: sqlite3.Connection) -> dict[str, str]:
    """Name → SQL. They add to a new line what stands now; an old line stays as it was."""
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger' AND tbl_name='events'")
    return dict(rows.fetchall())


def _there(old: sqlite3.Connection, table: str, columns: list[str]) -> list[str]:
    """Those columns that an older version wrote as well; all of them where that can't be told."""
    try:
        known = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    except sqlite3.Error:
        known = set()
    return [name for name in columns if name in known] or columns


def _numbered(db: sqlite3.Connection, table: str) -> bool:
    """Whether its rows have numbers to step along."""
    return not next(row[4] for row in db.execute(f"PRAGMA table_list({table})"))


def _in_order(db: sqlite3.Connection, table: str, names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table without row numbers, as far as they can be read."""
    with suppress(sqlite3.Error):
        yield from db.execute(f"SELECT {names} FROM {table}")


def _readable(db: sqlite3.Connection, table: str, names: str) -> Iterator[tuple[Any, ...]]:
    """The rows that can still be read, by rowid; over a hole it steps in ever larger strides."""
    last, stride = -_LARGEST, 1
    while last < _LARGEST:
        try:
            for row in db.execute(
                f"SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid", (last,)
            ):
                last, stride = row[0], 1
                yield row[1:]
        except sqlite3.Error:
            if last == -_LARGEST:
                last = 0
            last, stride = last + stride, stride * 2
        else:
            return
