"""Reads an account's repository as Bluesky exports it (a CAR file), or its records as JSON: its own posts.

A repository is a tree of blocks (a Merkle search tree): the names of records stand in its nodes, each as far as it
differs from the one before. Source: atproto.com/specs/repository.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from socialtui.domain.archive import Archive
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Author, Mention
from socialtui.domain.text import one_line
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.about import DEFAULT

LARGEST = 1_000_000_000
"""Bytes of a repository that is read into memory."""
_PROFILE = "app.bsky.actor.profile"
_DEEPEST = 64
"""Levels of a tree; real ones have a dozen at most."""


def fits(path: Path, first: bytes) -> bool:  # noqa: ARG001
    """Whether this looks like a repository, or like a record of one."""
    return b"eroots" in first[:200] or (first.lstrip()[:1] == b"{" and b'"at://' in first)


def read(path: Path) -> Archive:
    """The account's own posts. Raises `UsageFault` where the file can't be read."""
    raw = _bytes(path)
    if raw.lstrip()[:1] == b"{":
        return _of_records(raw, path)
    did, records = _repository(raw, path)
    return _archive(did, records)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageFault(f"{path.name} is larger than {LARGEST // 10**6} MB.", "Nothing was read.")
        return path.read_bytes()
    except OSError as error:
        raise UsageFault(f"{path} can't be read: {error.strerror}.", "Name another file.") from error


def _repository(raw: bytes, path: Path) -> tuple[str, list[tuple[str, Any]]]:
    """Whose it is, and its records by their name: collection/key."""
    try:
        from libipld import decode_car
    except ImportError as error:
        raise UsageFault(
            "A Bluesky repository is read with the library libipld, which is not installed.",
            "pip install 'socialtui[archives]'",
        ) from error
    try:
        head, blocks = decode_car(raw)
        commit = blocks[head["roots"][0]]
        return str(commit["did"]), [(name, blocks.get(cid)) for name, cid in _tree(blocks, commit["data"])]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise UsageFault(f"{path.name} is no whole repository of Bluesky.", "Export it anew.") from error


def _tree(blocks: dict[bytes, Any], cid: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The names in a node and below it, in their order."""
    if depth > _DEEPEST:
        raise ValueError("the tree is deeper than any")
    node = blocks[cid]
    if node.get("l") is not None:
        yield from _tree(blocks, node["l"], depth + 1)
    before = b""
    for entry in node["e"]:
        before = before[: entry["p"]] + entry["k"]
        yield before.decode("utf-8", "replace"), entry["v"]
        if entry.get("t") is not None:
            yield from _tree(blocks, entry["t"], depth + 1)


def _of_records(raw: bytes, path: Path) -> Archive:
    """Records as `com.atproto.repo.getRecord` and `listRecords` give them."""
    try:
        whole = msgspec.json.decode(raw)
        listed = whole["records"] if isinstance(whole.get("records"), list) else [whole]
        uris = [(str(one["uri"]), one["value"]) for one in listed]
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
        raise UsageFault(
            f"{path.name} holds no record of Bluesky.", "Export the repository instead."
        ) from error
    did = wire.owner(uris[0][0]) if uris else ""
    return _archive(did, [(uri.removeprefix(f"at://{did}/"), value) for uri, value in uris])


def _archive(did: str, records: list[tuple[str, Any]]) -> Archive:
    profile = next((value for name, value in records if name.startswith(f"{_PROFILE}/")), None)
    shown = profile.get("displayName") if isinstance(profile, dict) else ""
    who = wire.Profile(did, "", one_line(shown) if isinstance(shown, str) else "")
    said: list[Mention] = []
    left_out: dict[str, int] = {}
    for name, value in records:
        collection = name.partition("/")[0]
        post = wire.post_of(value) if collection == wire.POST else None
        if post is None:
            left_out[collection] = left_out.get(collection, 0) + 1
            continue
        uri = f"at://{did}/{name}"
        mention = wire.to_mention(uri, who, post, wire.said_at(post.createdAt, uri), did, addressed=False)
        said.append(msgspec.structs.replace(mention, author=Author(did, "", who.displayName or "", "")))
    said.sort(key=lambda mention: mention.said_at)
    return Archive("bluesky", "", did, DEFAULT, tuple(said), left_out)
