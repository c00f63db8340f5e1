"""Opens the one SQLite file, migrates it, and guards how it is written.

Every writing transaction is BEGIN IMMEDIATE: a deferred one that reads first and then writes fails
at once when a second writer came in between, and no busy timeout helps it.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Protocol, TypeVar

import aiosqlite
from msgspec import Struct

from socialtui.domain.errors import StoreFault

VERSION = 24
"""The newest migration's number; a test holds it against the folder."""

T = TypeVar("T")
Row = tuple[Any, ...]
_BUSY_PATIENCE = 10.0
_RETRY_PAUSE = 0.002


class Role(Struct, frozen=True):
    """How a process writes: what a lost row would cost decides `synchronous`."""

    synchronous: str
    checkpoints: bool
    cache: int = 8_000
    """KiB of pages kept; the system keeps the file as well, so a large store needs no more."""


DESK = Role(synchronous="FULL", checkpoints=False, cache=3_000)
"""People's words: on disk before the call returns; never pays for a checkpoint."""
SENDER = Role(synchronous="FULL", checkpoints=True)
"""A lost 'sending' is a double post."""
INGEST = Role(synchronous="NORMAL", checkpoints=True)
"""A lost page is pulled again, since its cursor is lost with it."""


class Reader(Protocol):
    """Whatever statements can be read through: the database, or one of its transactions."""

    async def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Reads all rows of one statement."""
        ...

    async def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Reads the first row, or None."""
        ...


class Database:
    """One connection to the store, for one process's event loop."""

    def __init__(self, path: Path, connection: aiosqlite.Connection) -> None:
        self.path = path
        self._connection = connection
        self._writing = asyncio.Lock()
        self._watch: sqlite3.Connection | None = None
        self.held = 0.0
        """Seconds for which the last transaction `at_once` kept others from writing."""

    async def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Reads all rows of one statement in one hop to the database's thread."""
        try:
            return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]
        except sqlite3.Error as error:
            raise fault_of(error, self.path) from error

    async def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Reads the first row, or None."""
        found = await self.rows(sql, values)
        return found[0] if found else None

    @asynccontextmanager
    async def atomic(self) -> AsyncIterator["Writer"]:
        """One writing transaction: whole, or not at all."""
        async with self._writing:
            try:
                # Cancelled here, BEGIN is still carried out by the thread: it is rolled back like the rest.
                await self._begin()
                yield Writer(self._connection, self.path)
            except BaseException:
                await self._connection.rollback()
                raise
            try:
                await self._connection.commit()
            except sqlite3.Error as error:
                await self._connection.rollback()
                raise fault_of(error, self.path) from error

    async def at_once(self, body: "Callable[[Writer], Coroutine[Any, Any, T]]") -> T:
        """One writing transaction, whole or not at all, in a single hop to the database's thread.

        Between two statements nothing is waited for, so the lock is held no longer than the work takes, however
        crowded the machine is. `body` awaits its writer alone. Cancelled meanwhile, it is carried out all the same.
        """
        async with self._writing:
            return await self._patiently(partial(self._connection._execute, self._whole, body))

    def _whole(self, body: "Callable[[Writer], Coroutine[Any, Any, T]]") -> T:
        connection = self._connection._conn
        connection.execute("BEGIN IMMEDIATE")
        since = monotonic()
        try:
            done = _driven(body(Straight(self._connection, self.path)))
            # What COMMIT does beyond a moment is a checkpoint, which keeps nobody from writing.
            self.held = monotonic() - since
            connection.commit()
        except sqlite3.Error as error:
            connection.rollback()
            raise fault_of(error, self.path) from error
        except BaseException:
            connection.rollback()
            raise
        return done

    async def alone(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> None:
        """One writing statement that is a transaction by itself."""
        async with self._writing:
            await self._patiently(partial(self._connection.execute, sql, values))

    async def _begin(self) -> None:
        await self._patiently(partial(self._connection.execute, "BEGIN IMMEDIATE"))

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Does what takes the lock, again and again while another process has it."""
        since = asyncio.get_running_loop().time()
        while True:
            try:
                return await attempt()
            except sqlite3.Error as error:
                waited = asyncio.get_running_loop().time() - since
                if not _busy(error) or waited >= _BUSY_PATIENCE:
                    raise fault_of(error, self.path) from error
                await asyncio.sleep(_RETRY_PAUSE)

    def data_version(self) -> int:
        """Changes whenever another connection wrote, this process's own among them. Microseconds; no thread."""
        try:
            if self._watch is None:
                self._watch = sqlite3.connect(
                    _uri(self.path, "ro"), uri=True, isolation_level=None, timeout=0
                )
            version: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error as error:
            raise fault_of(error, self.path) from error
        return version

    async def close(self) -> None:
        """Lets go of the file."""
        if self._watch is not None:
            self._watch.close()
        await self._connection.close()


class Writer:
    """The statements of one transaction."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    async def run(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Runs one statement; the number of rows it changed."""
        try:
            # A finished cursor is let go of by itself; to close it would be a second hop to the thread.
            return (await self._connection.execute(sql, values)).rowcount
        except sqlite3.Error as error:
            raise fault_of(error, self._path) from error

    async def insert(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Runs one INSERT; the id of its row."""
        try:
            return (await self._connection.execute(sql, values)).lastrowid or 0
        except sqlite3.Error as error:
            raise fault_of(error, self._path) from error

    async def many(self, sql: str, values: Iterable[Sequence[Any] | dict[str, Any]]) -> None:
        """Runs one statement for many rows in one hop."""
        try:
            await self._connection.executemany(sql, values)
        except sqlite3.Error as error:
            raise fault_of(error, self._path) from error

    async def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Reads inside the transaction."""
        try:
            return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]
        except sqlite3.Error as error:
            raise fault_of(error, self._path) from error

    async def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Reads the first row inside the transaction, or None."""
        found = await self.rows(sql, values)
        return found[0] if found else None


class Straight(Writer):
    """The same on the database's own thread: nothing is waited for."""

    async def run(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        return self._do(sql, values).rowcount

    async def insert(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        return self._do(sql, values).lastrowid or 0

    async def many(self, sql: str, values: Iterable[Sequence[Any] | dict[str, Any]]) -> None:
        try:
            self._connection._conn.executemany(sql, values)
        except sqlite3.Error as error:
            raise fault_of(error, self._path) from error

    async def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        return self._do(sql, values).fetchall()

    def _do(self, sql: str, values: Sequence[Any] | dict[str, Any]) -> sqlite3.Cursor:
        try:
            return self._connection._conn.execute(sql, values)
        except sqlite3.Error as error:
            raise fault_of(error, self._path) from error


def _driven(body: Coroutine[Any, Any, T]) -> T:
    """What a coroutine brings that waits for nothing."""
    try:
        body.send(None)
    except StopIteration as end:
        brought: T = end.value
        return brought
    body.close()
    raise RuntimeError("a transaction waits for nothing but its statements")


async def open_store(path: Path, role: Role, now: int) -> Database:
    """Opens the store, makes it when there is none, and brings it to this version.

    The folder is 0700 and the file 0600. Raises `StoreFault` with the words for a newer, damaged,
    unwritable or locked file.
    """
    _make_private(path)
    try:
        connecting = aiosqlite.connect(path, isolation_level=None, timeout=0 if role is DESK else 5)
        # A process that ends without closing must end all the same.
        connecting._thread.daemon = True
        connection = await connecting
    except sqlite3.Error as error:
        raise fault_of(error, path) from error
    database = Database(path, connection)
    try:
        await _prepare(connection, role)
        await _migrate(database, connection, now)
    except BaseException as error:
        await connection.close()
        if isinstance(error, sqlite3.Error):
            raise fault_of(error, path) from error
        raise
    return database


async def _prepare(connection: aiosqlite.Connection, role: Role) -> None:
    # Turning a new file to WAL needs it alone for a moment, and no busy timeout waits for that.
    since = asyncio.get_running_loop().time()
    while True:
        try:
            await connection.executescript(
                "PRAGMA journal_mode=WAL;"
                f"PRAGMA synchronous={role.synchronous};"
                f"PRAGMA wal_autocheckpoint={1000 if role.checkpoints else 0};"
                f"PRAGMA foreign_keys=OFF;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-{role.cache};"
            )
        except sqlite3.Error as error:
            if not _busy(error) or asyncio.get_running_loop().time() - since >= _BUSY_PATIENCE:
                raise
            await asyncio.sleep(_RETRY_PAUSE)
        else:
            return


def _busy(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        elif (facts := path.stat()).st_mode & 0o077 and facts.st_uid == os.geteuid():
            path.chmod(0o600)
    except OSError as error:
        raise StoreFault(
            f"The store {path} can't be made: {error.strerror}.",
            "Give its folder to this user, or name another with SOCIALTUI_HOME.",
        ) from error


async def _migrate(database: Database, connection: aiosqlite.Connection, now: int) -> None:
    row = await database.one("PRAGMA user_version")
    have = row[0] if row else 0
    if have > VERSION:
        raise StoreFault(
            f"{database.path} was written by a newer socialtui (store version {have}, this one knows {VERSION}).",
            "Install the newer version; nothing was changed.",
        )
    if have == VERSION:
        return
    for number, name, script in migrations():
        if number <= have:
            continue
        # Beside a second process that migrates too, the loser finds the row and leaves it.
        await database._begin()
        row = await database.one("PRAGMA user_version")
        if row and row[0] >= number:
            await connection.rollback()
            continue
        try:
            for statement in statements(script):
                await connection.execute(statement)
            await connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, name, now))
            await connection.execute(f"PRAGMA user_version={number}")
            await connection.commit()
        except BaseException:
            await connection.rollback()
            raise


def migrations() -> list[tuple[int, str, str]]:
    """Number, name and text of each migration, in order."""
    folder = Path(__file__).parent / "migrations"
    found = [
        (int(file.name[:3]), file.stem[4:], file.read_text("utf-8")) for file in folder.glob("[0-9]*.sql")
    ]
    return sorted(found)


def statements(script: str) -> list[str]:
    """Splits a script where SQLite itself sees a statement's end, so triggers stay whole."""
    found, part = [], ""
    for line in script.splitlines():
        part += line + "\n"
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return [statement for statement in found if statement.strip()]


def _uri(path: Path, mode: str) -> str:
    from urllib.parse import quote

    return f"file:{quote(str(path))}?mode={mode}"


def fault_of(error: sqlite3.Error, path: Path) -> StoreFault:
    """SQLite's trouble in words."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    words: dict[int, tuple[str, str]] = {
        sqlite3.SQLITE_BUSY: (
            f"The store {path} stayed locked by another process.",
            "Look for a stuck socialtui with `socialtui doctor`.",
        ),
        sqlite3.SQLITE_READONLY: (
            f"The store {path} can't be written: it is read-only here.",
            "Give the file and its folder to this user (`socialtui doctor` names them).",
        ),
        sqlite3.SQLITE_FULL: (
            f"The disk with {path} is full.",
            "Free some room; drafts go to a side file meanwhile.",
        ),
        sqlite3.SQLITE_CORRUPT: (f"The store {path} is damaged.", "Run `socialtui doctor --fix`."),
        sqlite3.SQLITE_NOTADB: (
            f"{path} is not a socialtui store.",
            "Move it away, or name another folder with SOCIALTUI_HOME.",
        ),
        sqlite3.SQLITE_CANTOPEN: (
            f"The store {path} can't be opened.",
            "Look at the folder's owner and mode with `socialtui doctor`.",
        ),
        sqlite3.SQLITE_IOERR: (
            f"The disk with {path} failed: {error}.",
            "Look at the disk, then start again.",
        ),
    }
    what, step = words.get(code, (f"The store {path} failed: {error}.", "`socialtui doctor` looks at it."))
    return StoreFault(what, step)
