"""Carries a whole store out as plain rows and in again without loss; and copies it while others write.

What follows from the rows (search index, kept counts) is left out and made anew. A store of an older version is
taken in as it was, then brought up to date by the same migrations that its own file would have met.
"""

import base64
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from socialtui.domain.errors import StoreFault
from socialtui.store.database import VERSION, fault_of, migrations, statements

_MADE_ANEW = ("migrations", "tallies", "leases")
"""By the migrations, by triggers, by the process that runs now."""
_INDEXES = ("words", "names")
_BYTES = "$base64"
"""Marks a value that is no text."""


class Carried(Struct, frozen=True):
    """One row on its way."""

    table: str
    row: dict[str, Any]


def version_of(path: Path) -> int:
    """The store's version; 0 where there is none yet."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(_reading(path), uri=True, timeout=5)) as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise fault_of(error, path) from error


def is_empty(path: Path) -> bool:
    """Whether nobody is connected there and nothing was ever said."""
    if not version_of(path):
        return True
    try:
        with closing(sqlite3.connect(_reading(path), uri=True, timeout=5)) as db:
            found = [
                db.execute(f"SELECT EXISTS (SELECT 1 FROM {name})").fetchone()[0]
                for name in ("accounts", "mentions")
            ]
    except sqlite3.Error as error:
        raise fault_of(error, path) from error
    return not any(found)


def rows(path: Path) -> Iterator[Carried]:
    """Every row of every table, as the store stands at this moment, whoever writes meanwhile."""
    try:
        with closing(sqlite3.connect(_reading(path), uri=True, timeout=5, isolation_level=None)) as db:
            db.execute("BEGIN")
            for table in _tables(db):
                found = db.execute(f"SELECT * FROM {table}")
                names = [column[0] for column in found.description]
                for row in found:
                    yield Carried(table, {name: _out(value) for name, value in zip(names, row, strict=True)})
    except sqlite3.Error as error:
        raise fault_of(error, path) from error


def take_in(path: Path, version: int, carried: Iterable[Carried], now: int) -> dict[str, int]:
    """Makes the store anew from rows of that version, in place of an empty one; how many by table.

    Nobody else may have it open. StoreFault, and everything stays as it was, where a row does not fit.
    """
    if not 0 < version <= VERSION:
        raise StoreFault(
            f"It was written by a newer socialtui (store version {version}, this one knows {VERSION}).",
            "Install the newer version; nothing was changed.",
        )
    fresh = path.with_name(f".{path.name}.carried")
    fresh.unlink(missing_ok=True)
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY, 0o600))
        counted = _fill(fresh, version, carried, now)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        os.replace(fresh, path)
    except sqlite3.Error as error:
        raise StoreFault(
            f"What was carried does not fit into a store: {error}.", "Nothing was changed."
        ) from error
    except OSError as error:
        raise StoreFault(
            f"{path} can't be written: {error.strerror}.", "Free some room, then try again."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return counted


def _fill(fresh: Path, version: int, carried: Iterable[Carried], now: int) -> dict[str, int]:
    counted: dict[str, int] = {}
    with closing(sqlite3.connect(fresh, isolation_level=None)) as db:
        steps = migrations()
        _migrate(db, [step for step in steps if step[0] <= version], now)
        known = {table: _columns(db, table) for table in _tables(db)}
        db.execute("BEGIN")
        asleep = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger'").fetchall())
        for name in asleep:
            db.execute(f"DROP TRIGGER {name}")
        for one in carried:
            if not set(one.row) <= known.get(one.table, set()):
                raise sqlite3.DatabaseError(f"{one.table} has other columns")
            names = ", ".join(one.row)
            values = [_in(value) for value in one.row.values()]
            db.execute(f"INSERT INTO {one.table} ({names}) VALUES ({','.join('?' * len(values))})", values)
            counted[one.table] = counted.get(one.table, 0) + 1
        db.execute(
            "INSERT INTO tallies SELECT state, band, kind, account_id, count(*) FROM conversations"
            " GROUP BY 1, 2, 3, 4"
        )
        for index in _INDEXES:
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        for trigger in asleep.values():
            db.execute(trigger)
        db.execute("COMMIT")
        _migrate(db, [step for step in steps if step[0] > version], now)
    return counted


def _migrate(db: sqlite3.Connection, steps: list[tuple[int, str, str]], now: int) -> None:
    for number, name, script in steps:
        for statement in statements(script):
            db.execute(statement)
        db.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, name, now))
        db.execute(f"PRAGMA user_version={number}")


def back_up(path: Path, target: Path) -> int:
    """Copies the whole store while others write, for this user alone; its size. The target must not exist."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise StoreFault(f"{target} is there already.", "Name another file; nothing was changed.") from error
    except OSError as error:
        raise StoreFault(f"{target} can't be written: {error.strerror}.", "Name another file.") from error
    try:
        with (
            closing(sqlite3.connect(_reading(path), uri=True, timeout=10)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError(found)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise fault_of(error, path) from error
    with open(target, "rb") as file:
        os.fsync(file.fileno())
    return target.stat().st_size


def _tables(db: sqlite3.Connection) -> list[str]:
    """The tables that hold what can't be made anew."""
    found = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    shadows = tuple(f"{index}_" for index in _INDEXES)
    return [name for name in found if name not in (*_MADE_ANEW, *_INDEXES) and not name.startswith(shadows)]


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def _reading(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def _out(value: Any) -> Any:
    return {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _in(value: Any) -> Any:
    return base64.b64decode(value[_BYTES]) if isinstance(value, dict) and _BYTES in value else value
