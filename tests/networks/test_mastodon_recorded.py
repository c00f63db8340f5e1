"""Every recorded answer of a real server goes through the parsers; the recordings are not part of the project.

`SOCIALTUI_RECORDED` names their folder. Those of Mastodon are JSON, or YAML cassettes with one `string:` a body.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from socialtui.domain.text import clean
from socialtui.networks.mastodon import wire

FOLDER = Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere")) / "mastodon"
FILES = sorted((*FOLDER.glob("*.yaml"), *FOLDER.glob("live_*.json")))

_REQUEST = re.compile(r"^    uri: (\S+)$", re.M)
_BODY = re.compile(r"""^      string: ('(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|\{.*\}|\[.*\])""", re.M | re.S)
_CODE = re.compile(r"^      code: (\d+)$", re.M)
_FOLD = re.compile(r"[ \t]*\n([ \t]*\n)*[ \t]*")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.S)
_PLAIN = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    "e": "\x1b",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "_": "\u00a0",
    "N": "\u0085",
    "L": "\u2028",
    "P": "\u2029",
}

pytestmark = pytest.mark.skipif(not FILES, reason="SOCIALTUI_RECORDED names no recordings of Mastodon")


def folded(found: re.Match[str]) -> str:
    """A line break inside quotes is a space; each empty line in it is a line break."""
    return "\n" * (found[0].count("\n") - 1) or " "


def escaped(found: re.Match[str]) -> str:
    word = found[1]
    return chr(int(word[1:], 16)) if len(word) > 1 else _PLAIN.get(word, word)


def unquoted(scalar: str) -> str:
    """A quoted YAML scalar as text."""
    inside = scalar[1:-1]
    if scalar[0] == "'":
        return _FOLD.sub(folded, inside).replace("''", "'")
    if scalar[0] == '"':
        inside = re.sub(r"\\\n[ \t]*", "", inside)
        return _ESCAPE.sub(escaped, _FOLD.sub(folded, inside))
    return scalar


def exchanges(path: Path) -> Iterator[tuple[str, Any]]:
    """Each good answer in a recording, with the path it was asked at."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        yield "/" + path.stem.removeprefix("live_lookup_"), json.loads(text)
        return
    for exchange in re.split(r"^- request:$", text, flags=re.M)[1:]:
        asked, _, answered = exchange.partition("\n  response:\n")
        body, code = _BODY.search(answered), _CODE.search(answered)
        uri = _REQUEST.search(asked)
        assert uri, path.name
        if body is None or code is None or not code[1].startswith("2"):
            continue
        words = unquoted(body[1])
        if words.startswith(("{", "[")):
            yield uri[1].partition("://")[2].partition("/")[2].partition("?")[0], json.loads(words)


def statuses(found: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that is a status, at any depth."""
    if isinstance(found, dict):
        if {
            "id",
            "content",
            "account",
            "created_at",
            "visibility",
        } <= found.keys() and "status_id" not in found:
            yield found
        for inner in found.values():
            yield from statuses(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from statuses(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_recorded_answer_is_understood(path: Path) -> None:
    for asked, found in exchanges(path):
        for status in statuses(found):
            mention = wire.to_mention(wire.convert(status, wire.Status), "no one")
            assert mention.remote_id == status["id"]
            assert mention.said_at > 1_400_000_000
            assert mention.author.handle
            assert clean(mention.text) == mention.text
            assert "</" not in mention.text
        last = asked.rstrip("/").rpartition("/")[2]
        if last == "notifications" and isinstance(found, list):
            assert all(heard.id and heard.type for heard in wire.convert(found, list[wire.Notification]))
        elif last == "conversations":
            assert all(talk.id for talk in wire.convert(found, list[wire.Conversation]))
        elif last == "context":
            wire.convert(found, wire.Context)
        elif last == "instance":
            about = wire.convert(found, wire.Instance)
            assert about.limits.max_length >= 500
            assert about.host
        elif last == "verify_credentials" and "acct" in found:
            assert wire.convert(found, wire.Account).id


def test_the_recordings_hold_statuses_at_all() -> None:
    assert sum(1 for path in FILES for _, found in exchanges(path) for _ in statuses(found)) > 50
