"""Archives and JSON Lines come in as the networks' own words do; told twice they are the same."""

import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import libipld
import pytest

from tests.cli.conftest import Box

ACTOR = {"id": "https://town.example/users/acme", "preferredUsername": "acme", "name": "Acme"}


def note(number: int, content: str, **more: Any) -> dict[str, Any]:
    made = {
        "id": f"{ACTOR['id']}/statuses/{number}", "type": "Note", "content": content,
        "published": f"2026-01-02T10:00:{number:02}Z", "url": f"https://town.example/@acme/{number}",
        "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
    }  # fmt: skip
    return {"type": "Create", "actor": ACTOR["id"], "object": made | more}


OUTBOX = {
    "orderedItems": [
        note(1, "<p>Our new paddles are here.<br>Look.</p>"),
        note(2, "<p>Sorry, it is on its way.</p>", inReplyTo="https://other.example/users/rosa/statuses/9",
             to=[f"{ACTOR['id']}/followers"], summary="delay"),
        note(3, "<p>And to ourselves.</p>", inReplyTo=f"{ACTOR['id']}/statuses/1", to=["https://other.example/users/r"]),
        {"type": "Announce", "actor": ACTOR["id"], "object": "https://other.example/1"},
    ]
}  # fmt: skip


def archive(folder: Path, form: str) -> Path:
    files = {"outbox.json": OUTBOX, "actor.json": ACTOR}
    path = folder / f"archive.{form}"
    if form == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in files.items():
                packed.writestr(f"export/{name}", json.dumps(content))
    elif form == "tar.gz":
        with tarfile.open(path, "w:gz") as tarred:
            for name, content in files.items():
                raw = json.dumps(content).encode()
                about = tarfile.TarInfo(name)
                about.size = len(raw)
                tarred.addfile(about, io.BytesIO(raw))
    else:
        path.write_text(json.dumps(OUTBOX))
    return path


@pytest.mark.parametrize("form", ["zip", "tar.gz", "json"])
def test_a_mastodon_archive_brings_our_own_words_once(box: Box, tmp_path: Path, form: str) -> None:
    path = archive(tmp_path, form)
    ended = box.ok("import", str(path))
    assert ended.out == "acme@town.example\n"
    assert "3 mentions read, 3 new." in ended.err
    assert "left out: 1 boosts" in ended.err
    assert "0 new" in box.ok("import", str(path)).err
    (kept,) = box.ok("account", "list", "--json").lines
    assert (kept["network"], kept["state"], kept["url"]) == ("mastodon", "paused", "https://town.example")
    assert box.ok("sources", "--json").lines == [], "nobody asks it for more"
    assert box.ok("list", "--json").lines == [], "our own words owe nobody an answer"
    rows = {row["remote_id"]: row for row in said(box)}
    assert rows["1"]["text"] == "Our new paddles are here.\nLook."
    assert (rows["2"]["text"], rows["2"]["parent"]) == (
        "CW: delay\nSorry, it is on its way.", "https://other.example/users/rosa/statuses/9",
    )  # fmt: skip
    assert rows["3"]["parent"] == "1"


def said(box: Box) -> list[dict[str, Any]]:
    import sqlite3

    with sqlite3.connect(box.home / "state" / "default" / "store.db") as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute("SELECT remote_id, parent, text, ours FROM mentions")]


def test_an_archive_goes_to_no_account_of_another_network_or_server(box: Box, tmp_path: Path) -> None:
    forum = tmp_path / "old.jsonl"
    forum.write_text('{"text": "Acme is nice.", "said_at": "2026-01-02T11:00:00Z"}')
    box.ok("import", str(forum), "--account", "forum")
    path = archive(tmp_path, "json")
    ended = box("import", str(path), "--account", "forum")
    assert ended.code == 2
    assert "said on mastodon, and forum is an account on file." in ended.err
    assert "Nothing was imported." in ended.err
    assert len(said(box)) == 1
    box.ok("import", str(path), "--account", "town")
    moved = json.dumps(OUTBOX).replace("town.example", "city.example")
    path.write_text(moved)
    ended = box("import", str(path), "--account", "town")
    assert (ended.code, len(said(box))) == (2, 4)
    assert "said on city.example, and town is an account on town.example." in ended.err


DID = "did:plc:acme"


def cid_of(block: bytes) -> bytes:
    return b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()


def varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def cbor(value: Any) -> bytes:
    """As DAG-CBOR; a link is a tuple with a CID."""
    if isinstance(value, tuple):
        link: bytes = value[0]
        return b"\xd8\x2a\x58" + bytes([len(link) + 1]) + b"\x00" + link
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key), key))
        return bytes([0xA0 | len(value)]) + b"".join(
            libipld.encode_dag_cbor(key) + cbor(value[key]) for key in keys
        )
    if isinstance(value, list):
        return bytes([0x80 | len(value)]) + b"".join(cbor(one) for one in value)
    plain: bytes = libipld.encode_dag_cbor(value)
    return plain


def repository(path: Path, records: dict[str, Any]) -> Path:
    """A repository with its records in one node, the second half of the names shortened as they are."""
    blocks: dict[bytes, bytes] = {}

    def put(value: Any) -> tuple[bytes]:
        block = cbor(value)
        blocks[cid_of(block)] = block
        return (cid_of(block),)

    entries, before = [], b""
    for name in sorted(records):
        key = name.encode()
        same = next(
            (n for n, (a, b) in enumerate(zip(before, key, strict=False)) if a != b),
            min(len(before), len(key)),
        )
        entries.append({"p": same, "k": key[same:], "v": put(records[name]), "t": None})
        before = key
    below = put({"l": None, "e": entries})
    tree = put({"l": below, "e": []})
    root = put({"did": DID, "rev": "3l", "data": tree, "prev": None, "version": 3, "sig": b"x"})
    head = cbor({"roots": [root], "version": 1})
    packed = varint(len(head)) + head
    for cid, block in blocks.items():
        packed += varint(len(cid) + len(block)) + cid + block
    path.write_bytes(packed)
    return path


def post(text: str, **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-01-02T10:00:00Z"} | more


PARENT = {"uri": "at://did:plc:rosa/app.bsky.feed.post/3k1", "cid": "bafy"}


def test_a_bluesky_repository_brings_our_own_posts_once(box: Box, tmp_path: Path) -> None:
    path = repository(
        tmp_path / "repo.car",
        {
            "app.bsky.feed.post/3l1": post("Our new paddles."),
            "app.bsky.feed.post/3l2": post("Sorry, Rosa.", reply={"root": PARENT, "parent": PARENT}),
            "app.bsky.feed.like/3l3": {"$type": "app.bsky.feed.like"},
            "app.bsky.actor.profile/self": {"$type": "app.bsky.actor.profile", "displayName": "Acme"},
        },
    )
    ended = box.ok("import", str(path))
    assert "2 mentions read, 2 new." in ended.err
    assert "left out: 1 app.bsky.feed.like" in ended.err
    assert "0 new" in box.ok("import", str(path)).err
    rows = {row["remote_id"]: row for row in said(box)}
    assert rows[f"at://{DID}/app.bsky.feed.post/3l1"]["text"] == "Our new paddles."
    assert rows[f"at://{DID}/app.bsky.feed.post/3l2"]["parent"] == PARENT["uri"]


def test_records_of_bluesky_as_json_are_read_as_well(box: Box, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(
        json.dumps({"uri": f"at://{DID}/app.bsky.feed.post/3l1", "cid": "b", "value": post("One.")})
    )
    assert "1 mention read, 1 new." in box.ok("import", str(path)).err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("repo.car", b"\x3a\xa2eroots\x81\xd8\x2aX", "no whole repository"),
        ("outbox.json", b'{"orderedItems": 3}', "no whole archive"),
        ("lines.jsonl", b'{"text": "x"}', "Give --account NAME"),
    ],
)
def test_what_can_not_be_read_is_one_clear_line(
    box: Box, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ended = box("import", str(path))
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("harm", ["locked", "damaged", "cut"])
def test_an_archive_that_can_not_be_unpacked_is_one_clear_line(box: Box, tmp_path: Path, harm: str) -> None:
    path = archive(tmp_path, "tar.gz" if harm == "cut" else "zip")
    raw = bytearray(path.read_bytes())
    if harm == "cut":
        del raw[len(raw) // 2 :]
    elif harm == "locked":
        raw[6] |= 1
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
    else:
        raw[raw.index(b"PK\x01\x02") + 10] = 8  # said to be packed, which it isn't
        raw[8] = 8
    path.write_bytes(raw)
    ended = box("import", str(path))
    assert ended.code == 2
    assert "no whole archive of a Mastodon account" in ended.err
    assert "Traceback" not in ended.err


def test_json_lines_bring_history_and_what_waits_for_an_answer(box: Box, tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    lines = [
        {"id": "1", "author": "Rosa", "handle": "rosa", "text": "It broke again and nobody answers.",
         "said_at": "2026-01-02T10:00:00Z", "addressed": True, "url": "https://old.example/1", "more": [1]},
        {"author": "Tom", "text": "Acme is nice.", "said_at": "2026-01-02T11:00:00"},
        {"id": "3", "author": "Acme", "text": "We are on it.", "said_at": "2026-01-02T12:00:00Z", "ours": True},
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    assert "3 new" in box.ok("import", str(path), "--account", "old forum").err
    assert "0 new" in box.ok("import", str(path), "--account", "old forum").err
    found = box.ok("list", "--json", "--state", "open").lines
    assert {(one["person"], one["addressed"]) for one in found} >= {("Rosa", True)}
    rosa = next(one for one in found if one["person"] == "Rosa")
    assert (rosa["account"], rosa["kind"], rosa["url"]) == ("old forum", "complaint", "https://old.example/1")
    assert rosa["can_reply"] == "It came from a file; this account is not connected."
    assert len(said(box)) == 3


def test_every_fault_of_json_lines_is_named_and_nothing_comes_in(box: Box, tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    path.write_text(
        '{"text": "x", "said_at": "2026-01-02"}\n{"text": 3}\nnonsense\n{"text": "y", "said_at": "soon"}\n'
    )
    ended = box("import", str(path), "--account", "old")
    assert ended.code == 2
    assert all(f"line {number}:" in ended.err for number in (2, 3, 4))
    assert box.ok("account", "list", "--json").lines == []
