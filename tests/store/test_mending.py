"""What can still be read of a damaged store is brought over as it was, whichever version wrote it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from socialtui.domain.mention import Kind
from socialtui.store import mending
from socialtui.store.database import VERSION, migrations, statements
from tests.conftest import HOUR, NOW, MakeDesk, Store, said


def copied(path: Path, to: Path) -> Path:
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)
    return to


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


async def test_a_table_without_row_numbers_is_brought_over(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    ana = await desk("ana")
    await store.hear(said())
    await ana.saved.used("thanks")
    await ana.saved.used("thanks")
    copy = copied(store.path, tmp_path / "copy.db")
    await asyncio.to_thread(mending.recover, copy, NOW)
    assert read(copy, "SELECT name, used FROM saved_replies") == [("thanks", 2)]


async def test_the_log_says_after_mending_what_it_said_before(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    await store.hear(said(Kind.COMPLAINT, remote_id="m"))
    cid = await store.cid("m")
    await (await desk("ana")).verbs.snooze([cid], NOW + HOUR)
    async with store.db.atomic() as write:  # as one from before the log kept the reasons
        await write.run("UPDATE events SET band=NULL, kind=NULL, pinned=NULL, due_at=NULL, mention_id=NULL")
    copy = copied(store.path, tmp_path / "copy.db")
    everything = "SELECT * FROM events ORDER BY id"
    before = read(copy, everything)
    await asyncio.to_thread(mending.recover, copy, NOW)
    assert before
    assert read(copy, everything) == before
    with closing(sqlite3.connect(copy)) as db:
        db.execute(
            "INSERT INTO events (at, who, verb, words, conversation_id) VALUES (1, 'a', 'b', 'c', ?)", (cid,)
        )
        assert db.execute("SELECT band FROM events ORDER BY id DESC LIMIT 1").fetchone() == (1,)


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_store_that_an_older_version_wrote_loses_nothing(tmp_path: Path, version: int) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for number, name, script in migrations()[:version]:
            for statement in statements(script):
                db.execute(statement)
            db.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, name, NOW))
        db.execute(f"PRAGMA user_version={version}")
        db.execute("INSERT INTO events (at, who, verb, words) VALUES (?, 'ana', 'note', 'kept')", (NOW,))
        db.execute(
            "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at)"
            " VALUES (1, 'by Friday', ?, 'open', 'ana', ?)",
            (NOW + HOUR, NOW),
        )
    mending.recover(path, NOW)
    assert read(path, "SELECT words, band FROM events") == [("kept", None)]
    assert read(path, "SELECT text, due_at, deed FROM promises") == [("by Friday", NOW + HOUR, 0)]
    assert read(path, "PRAGMA user_version") == [(VERSION,)]
