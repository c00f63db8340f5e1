"""Rows that a verb wrote, kept as they were, so that undo can put them back where nobody wrote since.

For every table whose rows have an `id` and no version: what stands there now is held against what the act left.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from socialtui.store.database import Reader, Writer

TABLES = (
    "identities", "memories", "merges", "promises", "waits", "abdications", "wholes", "forgotten", "feedback",
    "feedback_marks", "visits", "posts", "intents", "settlings", "happenings", "offers",
)  # fmt: skip
"""Tables whose rows are put back whole."""

Rows = dict[int, dict[str, Any] | None]
"""Id → column → value; None where there is no such row."""


async def rows_of(read: Reader, table: str, ids: Iterable[int]) -> Rows:
    """These rows as they are."""
    assert table in TABLES, table
    wanted: Rows = dict.fromkeys(ids)
    names = [row[1] for row in await read.rows(f"PRAGMA table_info({table})")]
    for row in await read.rows(
        f"SELECT {', '.join(names)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    ):
        found = dict(zip(names, row, strict=True))
        wanted[found["id"]] = found
    return wanted


async def patch(read: Reader, before: Mapping[str, Rows]) -> dict[str, Any]:
    """What takes an act back that has just been done: each row before it and after it."""
    parts = []
    for table, rows in before.items():
        after = await rows_of(read, table, rows)
        parts += [[table, number, rows[number], after[number]] for number in rows]
    return {"rows": parts}


async def as_left(read: Reader, parts: list[list[Any]]) -> bool:
    """Whether every row still is as the act left it."""
    for table, number, _, after in parts:
        if (await rows_of(read, table, [number]))[number] != after:
            return False
    return True


async def put_back(write: Writer, parts: list[list[Any]]) -> None:
    """Makes the rows what they were."""
    for table, number, before, _ in reversed(parts):
        assert table in TABLES, table
        await write.run(f"DELETE FROM {table} WHERE id=?", (number,))
        if before is not None:
            names = list((await _columns(write, table)) & before.keys())
            await write.run(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({','.join('?' * len(names))})",
                [before[name] for name in names],
            )


async def _columns(read: Reader, table: str) -> set[str]:
    """A table's columns; a patch names no others."""
    return {row[1] for row in await read.rows(f"PRAGMA table_info({table})")}
