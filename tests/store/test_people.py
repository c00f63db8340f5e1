"""A store from before people were remembered keeps all it had, and one that is mended keeps what is remembered."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from socialtui.store import database, mending
from socialtui.store.database import DESK, VERSION, open_store
from tests.conftest import NOW, MakeDesk, Store, said


def older(path: Path) -> None:
    """A store as the first version left it, with one person in it."""
    _, name, script = database.migrations()[0]
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in database.statements(script):
            db.execute(statement)
        db.execute("INSERT INTO migrations VALUES (1, ?, 1)", (name,))
        db.execute("INSERT INTO people (id, name) VALUES (1, 'Rosa')")
        db.execute("INSERT INTO identities VALUES (1, 1, 1, '41', 'rosa', 'Rosa', '')")
        db.execute("PRAGMA user_version=1")


async def test_an_older_store_remembers_from_now_on(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    older(path)
    db = await open_store(path, DESK, NOW)
    assert await db.one("PRAGMA user_version") == (VERSION,)
    assert await db.rows("SELECT name FROM people") == [("Rosa",)]
    assert await db.rows("SELECT * FROM memories") == []
    await db.close()


async def test_what_is_remembered_is_brought_over_when_a_store_is_mended(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    await store.hear(said(who="rosa", remote_id="r1"), said(who="tom", remote_id="t1"))
    ana = await desk("ana")
    rosa, tom = [await ana.people.of_conversation(await store.cid(name)) for name in ("r1", "t1")]
    await ana.people.want(rosa, "a lighter paddle")
    await ana.people.merge(rosa, tom)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(store.path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    await asyncio.to_thread(mending.recover, copy, NOW)
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT text FROM memories").fetchall() == [("a lighter paddle",)]
        assert db.execute("SELECT state FROM merges").fetchall() == [("merged",)]
        assert db.execute("SELECT DISTINCT person_id FROM identities").fetchall() == [(rosa,)]
