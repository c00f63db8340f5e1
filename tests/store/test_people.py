"""A store from before people were remembered keeps all it had, and one that is mended keeps what is remembered."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from socialtui.store import database, mending, people
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


async def test_the_person_beside_a_thread_is_read_along_what_is_theirs(store: Store) -> None:
    await store.hear(said(who="rosa", remote_id="r1"))
    asked: list[str] = []
    rows = store.db.rows

    class Explaining:
        async def rows(self, sql: str, values: Any = ()) -> list[Any]:
            asked.extend(row[3] for row in await rows(f"EXPLAIN QUERY PLAN {sql}", values))
            return await rows(sql, values)

        async def one(self, sql: str, values: Any = ()) -> Any:
            return next(iter(await self.rows(sql, values)), None)

    await people.memory(cast("Any", Explaining()), await store.cid("r1"), 0)
    walks = [line for line in asked if "conversations_account" in line or "conversations_queue" in line]
    assert asked
    assert not walks, "a walk along all that is open costs a tenth of a second in a large store"
