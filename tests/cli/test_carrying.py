"""Everything leaves as one file and comes in again without loss: ids, drafts, promises, the log, the search."""

import gzip
import json
import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from socialtui.store.database import VERSION
from tests.cli.conftest import Box


def filled(box: Box) -> Box:
    """The practice brand after a day's work: something in nearly every table."""
    waiting = [line["id"] for line in box.ok("list", "--limit", "12", "--json", brand="demo").lines]
    box.ok("reply", waiting[0], "--text", "We look into it by tomorrow.", "--ack", "--yes", brand="demo")
    box.ok("reply", waiting[1], "--text", "It is on its way back to you.", "--now", "--yes", brand="demo")
    leaving = box.ok("reply", waiting[9], "--text", "Not yet.", "--yes", brand="demo").out.strip()
    box.ok("recall", leaving, brand="demo")
    box.ok("tag", "vip", waiting[2], brand="demo")
    box.ok("note", waiting[2], "called her", brand="demo")
    box.ok("snooze", waiting[3], "--until", "2h", brand="demo")
    box.ok("done", waiting[4], "--reason", "phoned", brand="demo")
    box.ok("kind", "question", waiting[5], brand="demo")
    box.ok("promise", waiting[6], "the refund", "--by", "2h", brand="demo")
    box.ok("claim", waiting[7], brand="demo")
    box.ok("lesson", "add", "The form loses the name.", waiting[8], brand="demo")
    (box.home / "config" / "demo" / "replies").mkdir(exist_ok=True)
    box.write("replies/thanks.md", "Thank you, {name}.", brand="demo")
    return box


def dumped(path: Path) -> dict[str, list[str]]:
    """Every table but those that are made anew."""
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
        kept = [
            name for name in names
            if name not in ("migrations", "leases", "sqlite_stat1", "sqlite_sequence")
            and not name.startswith(("words", "names"))
        ]  # fmt: skip
        db.execute("DELETE FROM tallies WHERE n = 0")  # a count that went down to nothing is none
        return {name: sorted(repr(row) for row in db.execute(f"SELECT * FROM {name}")) for name in kept}


def test_a_full_store_goes_out_and_comes_in_again_without_loss(practice: Box, tmp_path: Path) -> None:
    box, file = filled(practice), tmp_path / "all.jsonl.gz"
    box.ok("export", str(file), brand="demo")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    store = box.home / "state" / "demo" / "store.db"
    before = dumped(store)
    full = {name for name, rows in before.items() if rows}
    assert full >= {
        "accounts", "sources", "mentions", "conversations", "identities", "people", "intents", "drafts", "promises",
        "events", "notes", "tallies", "feedback", "lessons",
    }  # fmt: skip
    box.ok("import", str(file), brand="second")
    assert dumped(box.home / "state" / "second" / "store.db") == before
    assert (box.home / "config" / "second" / "replies" / "thanks.md").read_text() == "Thank you, {name}."
    for words in (["list", "--json"], ["outbox", "--json"], ["promises", "--json"], ["sources", "--json"]):
        there = [json.dumps(line) for line in box.ok(*words, brand="second").lines]
        assert there == [json.dumps(line) for line in box.ok(*words, brand="demo").lines], words
    word = box.ok("list", "--json", brand="demo").lines[0]["text"].split()[0].strip(".,!?")
    found = [line["id"] for line in box.ok("list", word, "--json", brand="second").lines]
    assert found == [line["id"] for line in box.ok("list", word, "--json", brand="demo").lines]
    box.ok("undo", brand="second")
    checked = {line["check"]: line["state"] for line in box("doctor", "--json", brand="second").lines}
    assert checked["store"] == "ok", "the counts and the index are what counting gives"
    again = tmp_path / "again.jsonl"
    box.ok("export", str(again), brand="demo")
    first = gzip.decompress(file.read_bytes()).splitlines()
    second = again.read_bytes().splitlines()
    assert second[1:] == first[1:], "told again it is the same, byte for byte"


def test_an_export_is_taken_in_where_nothing_is_yet(practice: Box, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    practice.ok("export", str(file), brand="demo")
    refused = practice("import", str(file), brand="demo")
    assert refused.code == 2
    assert "socialtui --brand NAME import FILE" in refused.err
    assert practice("export", str(file), brand="demo").code == 2, "nothing is written over"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda lines: [lines[0].replace(f'"store":{VERSION}', '"store":9999'), *lines[1:]],
            "newer socialtui",
        ),
        (lambda lines: [*lines[:40], "{", *lines[41:]], "Line 41"),
        (lambda lines: [*lines, '{"table":"accounts","row":{"nonsense":1}}'], "does not fit"),
        (lambda lines: [*lines, lines[5]], "does not fit"),
    ],
)
def test_a_file_that_does_not_fit_leaves_everything_as_it_was(
    practice: Box, tmp_path: Path, change: Any, said: str
) -> None:
    file = tmp_path / "all.jsonl"
    practice.ok("export", str(file), brand="demo")
    file.write_text("\n".join(change(file.read_text().splitlines())) + "\n")
    ended = practice("import", str(file), brand="second")
    assert ended.code == 1
    assert said in ended.err
    assert practice.ok("list", "--json", brand="second").lines == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda packed: packed[:5000], r"The file can't be read to its end\."),
        # What is unpacked from there on is no end, no line or no row, as chance has it.
        (
            lambda packed: packed[:5000] + b"!" * 400,
            r"The file can't be read to its end\.|Line \d+ of the file can't be read\.|What was carried does not fit",
        ),
    ],
)
def test_a_packed_file_that_was_cut_off_or_damaged_says_so(
    practice: Box, tmp_path: Path, broken: Callable[[bytes], bytes], said: str
) -> None:
    file = tmp_path / "all.jsonl.gz"
    practice.ok("export", str(file), brand="demo")
    file.write_bytes(broken(file.read_bytes()))
    ended = practice("import", str(file), brand="second")
    assert ended.code == 1
    assert re.search(said, ended.err), ended.err
    assert "Nothing was changed." in ended.err
    assert practice.ok("list", "--json", brand="second").lines == []


def test_a_file_in_an_export_can_name_no_place_outside(practice: Box, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    practice.ok("export", str(file), brand="demo")
    with file.open("a") as more:
        more.write('{"file":"config/../../../escaped.txt","base64":"eA=="}\n')
        more.write('{"file":"elsewhere/x.txt","base64":"eA=="}\n')
    practice.ok("import", str(file), brand="second")
    assert not list(practice.home.rglob("escaped.txt"))
    assert not list(practice.home.rglob("x.txt"))


def test_an_export_of_an_older_store_is_brought_up_to_date(practice: Box, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    practice.ok("export", str(file), brand="demo")
    older = []
    for line in file.read_text().splitlines():
        one = json.loads(line)
        if "store" in one:
            one["store"] = 17
        if one.get("table") == "costs":
            continue
        for name in {"sources": ("chosen", "dropped"), "gaps": ("asked_at", "trouble")}.get(
            one.get("table"), ()
        ):
            del one["row"][name]
        older.append(json.dumps(one))
    file.write_text("\n".join(older) + "\n")
    practice.ok("import", str(file), brand="second")
    assert len(practice.ok("list", "--json", brand="second").lines) == len(
        practice.ok("list", "--json", brand="demo").lines
    )


def test_a_backup_is_a_whole_store_for_this_user_alone(practice: Box, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    practice.ok("backup", str(target), brand="demo")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert dumped(target) == dumped(practice.home / "state" / "demo" / "store.db")
    assert sorted(path.name for path in tmp_path.glob("backup.db*")) == ["backup.db"]
    again = practice("backup", str(target), brand="demo")
    assert again.code == 1
    assert "is there already" in again.err


def test_where_nothing_is_there_is_nothing_to_carry(box: Box, tmp_path: Path) -> None:
    for verb in ("export", "backup"):
        assert box(verb, str(tmp_path / "file")).code == 2
    assert not (tmp_path / "file").exists()
