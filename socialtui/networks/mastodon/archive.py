"""Reads the archive that a Mastodon server makes of an account: its own words, in ActivityPub's form."""

import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from socialtui.domain.archive import Archive
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Author, Mention
from socialtui.domain.text import clean_flagged, one_line
from socialtui.html_text import to_text

LARGEST = 400_000_000
"""Bytes of one file within an archive."""
_PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_WANTED = ("outbox.json", "actor.json")
_BROKEN = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, tarfile.TarError, zlib.error)
"""What comes of a file that is cut, damaged, or packed under a password."""


def fits(path: Path, first: bytes) -> bool:
    """Whether this looks like such an archive, or like the outbox taken out of one."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                return any(_named(name) == "outbox.json" for name in packed.namelist())
        if tarfile.is_tarfile(path):
            with tarfile.open(path) as packed_tar:
                return any(_named(member.name) == "outbox.json" for member in packed_tar)
    except _BROKEN:
        return True  # reading it says what is wrong with it
    return first.lstrip().startswith(b"{") and b"orderedItems" in path.read_bytes()[:LARGEST]


def read(path: Path) -> Archive:
    """The account's own words. Raises `UsageFault` where the archive can't be read."""
    try:
        files = _files(path)
        outbox = msgspec.json.decode(files["outbox.json"])
        actor = msgspec.json.decode(files.get("actor.json", b"{}"))
        items = [*outbox["orderedItems"]]
    except (*_BROKEN, KeyError, TypeError, msgspec.MsgspecError) as error:
        raise UsageFault(
            f"{path.name} is no whole archive of a Mastodon account.", "Ask for it anew."
        ) from error
    who = _who(actor if isinstance(actor, dict) else {}, items)
    said, left_out = _said(items, who)
    host = urlsplit(who.url).netloc
    handle = f"{who.handle}@{host}" if who.handle and host else who.handle
    return Archive("mastodon", handle, "", f"https://{host}" if host else "", said, left_out)


def _named(name: str) -> str:
    return name.rpartition("/")[2]


def _files(path: Path) -> dict[str, bytes]:
    """The files that are wanted; none larger than is good for the memory."""
    found: dict[str, bytes] = {}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for info in packed.infolist():
                if _named(info.filename) in _WANTED and info.file_size <= LARGEST:
                    found[_named(info.filename)] = packed.read(info)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as packed_tar:
            for member in packed_tar:
                name = _named(member.name)
                held = packed_tar.extractfile(member) if name in _WANTED and member.size <= LARGEST else None
                if held is not None:
                    found[name] = held.read()
    else:
        found["outbox.json"] = path.read_bytes()
    return found


def _who(actor: dict[str, Any], items: list[Any]) -> Author:
    """Whose words these are: by the actor's file, else by what the first item says."""
    name = next(
        (one["actor"] for one in items if isinstance(one, dict) and isinstance(one.get("actor"), str)), ""
    )
    url = _text(actor, "id") or name
    handle = one_line(_text(actor, "preferredUsername") or url.rstrip("/").rpartition("/")[2].lstrip("@"))
    return Author(url, handle, one_line(_text(actor, "name")) or handle, url)


def _said(items: list[Any], who: Author) -> tuple[tuple[Mention, ...], dict[str, int]]:
    said: dict[str, Mention] = {}
    left_out: dict[str, int] = {}
    for item in items:
        note = item.get("object") if isinstance(item, dict) and item.get("type") == "Create" else None
        if not isinstance(note, dict) or not isinstance(note.get("id"), str):
            kind = "boosts" if isinstance(item, dict) and item.get("type") == "Announce" else "other items"
            left_out[kind] = left_out.get(kind, 0) + 1
            continue
        mention = _mention(note, who)
        said[mention.remote_id] = mention
    return tuple(sorted(said.values(), key=lambda mention: mention.said_at)), left_out


def _mention(note: dict[str, Any], who: Author) -> Mention:
    lines = [to_text(_text(note, "content")).strip()]
    if warning := one_line(_text(note, "summary")):
        lines.insert(0, f"CW: {warning}")
    for media in note.get("attachment") or ():
        if isinstance(media, dict):
            described = one_line(_text(media, "name"))
            lines.append(f"[image: {described}]" if described else "[image]")
    whole = "\n".join(line for line in lines if line)
    text, hidden = clean_flagged(whole)
    parent = _text(note, "inReplyTo")
    return Mention(
        remote_id=_id(note["id"], who),
        author=who,
        text=text,
        original=whole if hidden else "",
        said_at=_seconds(_text(note, "published")),
        url=_text(note, "url") or note["id"],
        parent=_id(parent, who),
        visibility=_visibility(note),
        language=_language(note),
        ours=True,
        addressed=False,
    )


def _id(address: str, who: Author) -> str:
    """What the server's API calls a status of its own: the last part of its address; of another's, the address."""
    same = urlsplit(address).netloc == urlsplit(who.url).netloc
    last = address.rstrip("/").rpartition("/")[2]
    return last if same and last.isdigit() else address


def _visibility(note: dict[str, Any]) -> str:
    to, cc = (_listed(note.get(key)) for key in ("to", "cc"))
    if any(one in _PUBLIC for one in to):
        return "public"
    if any(one in _PUBLIC for one in cc):
        return "unlisted"
    return "private" if any(one.endswith("/followers") for one in (*to, *cc)) else "direct"


def _listed(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _language(note: dict[str, Any]) -> str:
    languages: Iterable[Any] = note.get("contentMap") or ()
    return one_line(next((one for one in languages if isinstance(one, str)), ""))


def _seconds(word: str) -> int:
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _text(of: dict[str, Any], key: str) -> str:
    value = of.get(key)
    return value if isinstance(value, str) else ""
