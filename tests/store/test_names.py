"""Names are found by their words in a store that an earlier version filled."""

import sqlite3
from contextlib import closing
from pathlib import Path

from socialtui.store import search
from socialtui.store.database import DESK, migrations, open_store, statements
from tests.conftest import NOW


def as_the_first_version_left_it(path: Path) -> None:
    """A store with one person and one conversation, before names had an index."""
    number, name, script = next(iter(migrations()))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements(script):
            db.execute(statement)
        db.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, name, NOW))
        db.execute("INSERT INTO people (id, name, note) VALUES (1, 'Maria Haas', 'prefers mail')")
        db.execute(
            "INSERT INTO accounts VALUES (1,'a','rss','','','','','ga','alerts','{}',0,'none','','ok','','',1)"
        )
        db.execute("INSERT INTO identities VALUES (1, 1, 1, 'r', 'maria_h', 'Maria Haas', '')")
        db.execute(
            "INSERT INTO conversations (id, account_id, identity_id, thread, state, band, kind, due_at, first_at,"
            " last_at, mention_id) VALUES (7, 1, 1, 't', 0, 1, 1, 1, 1, 1, 1)"
        )
        db.execute(f"PRAGMA user_version={number}")


async def test_an_earlier_store_gets_its_names_and_notes_indexed(tmp_path: Path) -> None:
    as_the_first_version_left_it(tmp_path / "store.db")
    db = await open_store(tmp_path / "store.db", DESK, NOW)
    for words in ("haas", "Mar", "maria h", "maria_", "prefers"):
        assert await search.everywhere(db, words) == [7], words
    for words in ("aas", "m", "h", "haas maria x", "%", "maria_x"):
        assert await search.everywhere(db, words) in ([], None), words
    await db.close()
