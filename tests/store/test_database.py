"""The one file: made private, migrated whole, written by several at once, and its troubles put in words."""

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from socialtui.domain.errors import StoreFault
from socialtui.store import database
from socialtui.store.database import DESK, INGEST, SENDER, VERSION, Database, Writer, open_store
from tests.conftest import NOW


async def opened(path: Path, role: database.Role = DESK) -> Database:
    return await open_store(path, role, NOW)


async def test_a_new_store_is_made_with_every_migration_on_record(tmp_path: Path) -> None:
    db = await opened(tmp_path / "state" / "store.db")
    assert await db.one("PRAGMA user_version") == (VERSION,)
    wanted = [(number, name, NOW) for number, name, _ in database.migrations()]
    assert await db.rows("SELECT number, name, at FROM migrations") == wanted
    await db.close()


def test_the_version_is_the_newest_file_of_the_folder() -> None:
    assert [number for number, _, _ in database.migrations()] == list(range(1, VERSION + 1))


async def test_file_and_folder_are_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "store.db"
    db = await opened(path)
    async with db.atomic() as write:
        await write.run("INSERT INTO people (name) VALUES ('Rosa')")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    await db.close()


async def test_a_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch(mode=0o644)
    path.chmod(0o644)
    await (await opened(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "CREATE TABLE half (id INTEGER);\nCREATE TABLE half (id INTEGER);\n"
    path = tmp_path / "store.db"
    await (await opened(path)).close()
    whole = database.migrations()
    monkeypatch.setattr(database, "VERSION", VERSION + 1)
    monkeypatch.setattr(database, "migrations", lambda: [*whole, (VERSION + 1, "half", script)])
    with pytest.raises(StoreFault):
        await opened(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert raw.execute("SELECT count(*) FROM migrations").fetchone() == (VERSION,)
        assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name='half'").fetchall()


async def test_a_newer_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await (await opened(path)).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=999")
    with pytest.raises(StoreFault, match="newer socialtui") as refused:
        await opened(path)
    assert "nothing was changed" in refused.value.next_step
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (999,)


async def test_what_is_no_database_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("Dear diary, today nobody complained. " * 100)
    with pytest.raises(StoreFault, match="is not a socialtui store"):
        await opened(path)
    assert path.read_text().startswith("Dear diary")


async def test_a_folder_that_cant_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way")
    with pytest.raises(StoreFault, match="can't be made") as refused:
        await opened(tmp_path / "state" / "store.db")
    assert "SOCIALTUI_HOME" in refused.value.next_step


OPEN_AND_WRITE = """
import asyncio, sys
from pathlib import Path
from socialtui.domain.errors import StoreFault
from socialtui.store.database import DESK, open_store

async def main():
    try:
        db = await open_store(Path(sys.argv[1]), DESK, 1)
        async with db.atomic() as write:
            await write.run("INSERT INTO people (name) VALUES ('x')")
    except StoreFault as fault:
        print(fault)

asyncio.run(main())
"""


@pytest.fixture
def outside() -> Iterator[Path]:
    """A folder that another user can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


async def written(path: Path) -> str:
    try:
        db = await opened(path)
    except StoreFault as fault:
        return str(fault)
    try:
        async with db.atomic() as write:
            await write.run("INSERT INTO people (name) VALUES ('x')")
    except StoreFault as fault:
        return str(fault)
    finally:
        await db.close()
    return "written"


def as_somebody_else(path: Path) -> str:
    """What another user is told: root may write everything, so a child of ours becomes nobody first."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        if os.geteuid() == 0:
            os.setuid(65534)
        os.write(writes, asyncio.run(written(path)).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        words = told.read()
    os.waitpid(child, 0)
    return words


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o444, 0o777), (0o000, 0o755)])
def test_a_read_only_store_is_one_clear_line(outside: Path, file_mode: int, folder_mode: int) -> None:
    path = outside / "store.db"
    assert asyncio.run(written(path)) == "written"
    path.chmod(file_mode)
    outside.chmod(folder_mode if os.geteuid() == 0 else folder_mode & 0o555)
    told = as_somebody_else(path)
    outside.chmod(0o755)
    assert len(told.splitlines()) == 1
    assert "can't be" in told
    assert "doctor" in told


async def test_a_full_disk_says_so_and_nothing_half_is_kept(tmp_path: Path) -> None:
    db = await opened(tmp_path / "store.db")
    size = await db.one("PRAGMA page_count")
    assert size is not None
    await db.rows(f"PRAGMA max_page_count={size[0] + 2}")

    async def write_much() -> None:
        async with db.atomic() as write:
            for _ in range(100):
                await write.run("INSERT INTO people (name) VALUES (?)", ("x" * 5_000,))

    with pytest.raises(StoreFault, match="is full") as refused:
        await write_much()
    assert "drafts" in refused.value.next_step
    assert await db.rows("SELECT * FROM people") == []
    async with db.atomic() as write:
        await write.run("INSERT INTO people (name) VALUES ('small')")
    await db.close()


OPEN_AT_ONCE = """
import asyncio, sys
from pathlib import Path
from socialtui.store.database import DESK, INGEST, open_store

async def main():
    sys.stdin.readline()
    db = await open_store(Path(sys.argv[1]), DESK, 1)
    rows = await db.rows("SELECT number FROM migrations")
    assert rows, rows
    await db.close()

asyncio.run(main())
"""


def test_processes_that_make_a_new_store_at_once_all_get_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN_AT_ONCE, str(path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for process in started:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in started:
        _, trouble = process.communicate(timeout=30)
        assert process.returncode == 0, trouble
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM migrations").fetchone() == (VERSION,)


async def test_two_writers_never_meet_a_locked_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    writers = [await opened(path, role) for role in (DESK, INGEST, SENDER)]

    async def write_often(db: Database) -> None:
        for _ in range(700):
            async with db.atomic() as write:
                found = await write.one("SELECT count(*) FROM people")
                assert found is not None
                await write.run("INSERT INTO people (name) VALUES (?)", (str(found[0]),))

    await asyncio.gather(*(write_often(db) for db in writers))
    # Each read what the one before wrote: no two transactions overlapped.
    assert await writers[0].one("SELECT count(*), count(DISTINCT name) FROM people") == (2100, 2100)
    for db in writers:
        await db.close()


async def test_a_writer_that_waits_too_long_is_told_who_to_look_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_PATIENCE", 0.05)
    one, other = [await opened(tmp_path / "store.db") for _ in range(2)]
    async with one.atomic():
        with pytest.raises(StoreFault, match="stayed locked"):
            async with other.atomic():
                pass
    async with other.atomic() as write:
        await write.run("INSERT INTO people (name) VALUES ('Rosa')")
    for db in (one, other):
        await db.close()


async def test_what_is_cancelled_anywhere_lets_go_of_the_store(tmp_path: Path) -> None:
    one, other = [await opened(tmp_path / "store.db") for _ in range(2)]

    async def write_forever() -> None:
        while True:
            async with one.atomic() as write:
                await write.run("INSERT INTO people (name) VALUES ('x')")
                await write.run("INSERT INTO people (name) VALUES ('y')")

    for turns in range(60):
        task = asyncio.create_task(write_forever())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with other.atomic() as write:
            assert await write.one("SELECT count(*) % 2 FROM people") == (0,)
    for db in (one, other):
        await db.close()


async def test_each_side_sees_that_the_other_wrote(tmp_path: Path) -> None:
    one, other = [await opened(tmp_path / "store.db") for _ in range(2)]
    before = other.data_version()
    assert other.data_version() == before
    async with one.atomic() as write:
        await write.run("INSERT INTO people (name) VALUES ('Rosa')")
    seen = other.data_version()
    assert seen != before
    async with other.atomic() as write:
        await write.run("INSERT INTO people (name) VALUES ('Tom')")
    assert other.data_version() != seen, "its own writes are news too"
    for db in (one, other):
        await db.close()


def test_a_store_that_nobody_closed_keeps_no_process_alive(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", OPEN_AND_WRITE, str(tmp_path / "store.db")], timeout=20, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert ended.stdout == ""


async def test_a_desk_is_on_disk_when_told_and_leaves_checkpoints_to_others(tmp_path: Path) -> None:
    for role, synchronous, checkpoint in ((DESK, 2, 0), (SENDER, 2, 1000), (INGEST, 1, 1000)):
        db = await opened(tmp_path / "store.db", role)
        assert await db.one("PRAGMA synchronous") == (synchronous,)
        assert await db.one("PRAGMA wal_autocheckpoint") == (checkpoint,)
        assert await db.one("PRAGMA journal_mode") == ("wal",)
        await db.close()


async def test_a_transaction_at_once_is_whole_or_not_at_all(tmp_path: Path) -> None:
    db = await open_store(tmp_path / "store.db", INGEST, NOW)

    async def two(write: Writer, number: int) -> int:
        await write.run("CREATE TABLE IF NOT EXISTS heaps (n INTEGER PRIMARY KEY)")
        await write.many("INSERT INTO heaps VALUES (?)", [(number,), (number + 1,)])
        return len(await write.rows("SELECT n FROM heaps"))

    assert await db.at_once(lambda write: two(write, 1)) == 2
    with pytest.raises(StoreFault):
        await db.at_once(lambda write: two(write, 2))
    assert await db.rows("SELECT n FROM heaps") == [(1,), (2,)]
    assert 0 < db.held < 10
    await db.close()


async def test_a_transaction_at_once_waits_for_nothing_else_and_leaves_no_lock(tmp_path: Path) -> None:
    db, other = await open_store(tmp_path / "store.db", INGEST, NOW), await opened(tmp_path / "store.db")

    async def waits(write: Writer) -> None:
        await write.run("DELETE FROM notes")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError):
        await db.at_once(waits)
    met, whole, loop = asyncio.Event(), db._whole, asyncio.get_running_loop()

    def watched(body: Callable[[Writer], Coroutine[Any, Any, Any]]) -> Any:
        try:
            return whole(body)
        except sqlite3.OperationalError:
            loop.call_soon_threadsafe(met.set)
            raise

    db._whole = watched  # type: ignore[method-assign]
    async with other.atomic() as write:
        await write.run("DELETE FROM notes")
        turn = asyncio.create_task(db.at_once(lambda write: write.run("DELETE FROM notes")))
        await met.wait()
        assert not turn.done(), "another one writes"
    assert await turn == 0
    await db.close()
    await other.close()
