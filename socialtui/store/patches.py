"""Rows that a verb wrote, kept as they were, so that undo can put them back where nobody wrote since.

For every table whose rows have an `id` and no version: what stands there now is held against what the act left.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from socialtui.store.database import Reader, Writer
from socialtui.store.wishes import HERE

TABLES = (
    "identities", "memories", "merges", "promises", "waits", "abdications", "wholes", "forgotten", "feedback",
    "feedback_marks", "visits", "posts", "intents", "settlings", "happenings", "offers",
)  # fmt: skip
"""Tables whose rows are put back whole."""

_TO_LEAVE = ("leaving", "due")

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
    """Whether every row still is as the act left it.

    A wish that the act made may have been handed to the network since, which `put_back` takes back there; unless it
    stands in the place of one that would leave again. A post may name a wish by now that was taken back since: it
    does so until its network has let go, and is the same post.
    """
    instead = any(
        table == "intents" and before and before["state"] in _TO_LEAVE for table, _, before, _ in parts
    )
    for table, number, before, after in parts:
        now = (await rows_of(read, table, [number]))[number]
        if table == "posts" and now and after and await _recalled(read, now["intent_id"]):
            now = {**now, "intent_id": after["intent_id"]}
        if table == "intents" and before is None and not instead:
            now, after = _but_kept(now), _but_kept(after)
        if now != after:
            return False
    return True


def _but_kept(wish: dict[str, Any] | None) -> dict[str, Any] | None:
    """A wish without what its network calls it."""
    if wish is None:
        return None
    about = {name: value for name, value in json.loads(wish["payload"]).items() if name != "kept"}
    return {**wish, "payload": about}


def _kept_there(wish: dict[str, Any] | None) -> bool:
    return wish is not None and json.loads(wish["payload"]).get("kept", "") not in ("", HERE)


async def _recalled(read: Reader, number: int | None) -> dict[str, Any] | None:
    """The wish of that number, where it was taken back: its post goes on naming it."""
    wish = (await rows_of(read, "intents", [number]))[number] if number is not None else None
    return wish if wish is not None and wish["state"] == "recalled" else None


async def put_back(write: Writer, parts: list[list[Any]]) -> None:
    """Makes the rows what they were.

    A wish that the network keeps by now is recalled instead, and its post still names it: the network has to let go
    of it before the same post may leave another time.
    """
    kept = [
        number
        for table, number, before, _ in parts
        if table == "intents"
        and before is None
        and _kept_there((await rows_of(write, table, [number]))[number])
    ]
    for table, number, before, after in reversed(parts):
        assert table in TABLES, table
        if table == "intents" and number in kept:
            await write.run("UPDATE intents SET state='recalled' WHERE id=?", (number,))
            continue
        if table == "posts" and before is not None and after is not None:
            named = ((await rows_of(write, table, [number]))[number] or {}).get("intent_id")
            if named in kept or _kept_there(await _recalled(write, named)):
                before = {**before, "intent_id": named}
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
