"""Decides what a file to import is, and how what it holds comes into the store: as the networks' own words do."""

import asyncio
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import click
import msgspec
from msgspec import Struct

from socialtui.cli.ending import say
from socialtui.cli.printing import one_of, put
from socialtui.domain.archive import Archive
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Author, Mention
from socialtui.domain.network import Account, Limits, Page, SignedIn, SourceAbout

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.store.accounts import Kept, Source

AT_ONCE = 500
"""Mentions in one page on their way in."""
FIRST = 4096
"""Bytes from which a file is known."""
BY_HAND = "It came from a file; this account is not connected."


class Reader(Protocol):
    """What a network's `archive` module offers."""

    def fits(self, path: Path, first: bytes) -> bool:
        """Whether it can read this file."""
        ...

    def read(self, path: Path) -> Archive:
        """The account's own words."""
        ...


class Said(Struct):
    """A line of JSON Lines: one thing that somebody said. Keys that are not named here are left alone."""

    text: str
    said_at: str
    id: str = ""
    """Told again under the same id it is the same; without one it is known by author, time and text."""
    author: str = ""
    handle: str = ""
    author_id: str = ""
    url: str = ""
    parent: str = ""
    """The id of what it answers."""
    thread: str = ""
    language: str = ""
    visibility: str = ""
    ours: bool = False
    addressed: bool = False
    """True for what waits for an answer; else it is history."""


@click.command(name="import")
@click.argument("file", metavar="FILE")
@click.option(
    "--account", default="", metavar="A", help="Whose words these are; an account is made where none is."
)
@click.pass_obj
def import_(start: "Start", file: str, account: str) -> None:
    """Takes in an export of ours, an archive of Mastodon or Bluesky, or JSON Lines. Twice is harmless."""
    from socialtui.cli import carrying

    path = Path(file).expanduser()
    try:
        with path.open("rb") as opened:
            first = opened.read(FIRST)
    except OSError as error:
        raise UsageFault(f"{path} can't be read: {error.strerror}.", "Name another file.") from error
    if carrying.is_export(_unpacked(path, first)):
        carrying.bring_in(start, path)
        return
    archive = _archive(path, first) or _lines(path, account)
    new, name = start.run(_take_in(start, archive, account))
    put(name)
    say(f"{one_of(len(archive.mentions), 'mention')} read, {new} new.")
    for what, many in sorted(archive.left_out.items()):
        say(f"  left out: {many} {what}")


def _unpacked(path: Path, first: bytes) -> bytes:
    if first[:2] != b"\x1f\x8b":
        return first
    import gzip

    try:
        with gzip.open(path) as packed:
            return packed.read(FIRST)
    except (OSError, EOFError):
        return first


def _archive(path: Path, first: bytes) -> Archive | None:
    """What a network's own reader makes of it; None where none knows the file."""
    from socialtui.networks import __name__ as networks
    from socialtui.networks import names

    for name in names():
        if find_spec(f"{networks}.{name}") is not None and _has_reader(f"{networks}.{name}"):
            reader = cast(Reader, import_module(f"{networks}.{name}.archive"))
            if reader.fits(path, first):
                return reader.read(path)
    return None


def _has_reader(module: str) -> bool:
    spec = find_spec(module)
    folders = spec.submodule_search_locations if spec else None
    return any((Path(folder) / "archive.py").is_file() for folder in folders or ())


# JSON Lines


def _lines(path: Path, account: str) -> Archive:
    if not account:
        raise UsageFault(
            f"{path.name} is taken for JSON Lines, which do not say whose words they are.",
            "Give --account NAME; an account of that name is made where there is none.",
        )
    faults: list[str] = []
    said = tuple(_said(path, faults))
    if faults:
        raise UsageFault("\n".join(faults[:10]), "Nothing was imported.")
    return Archive("", "", "", "", tuple(sorted(said, key=lambda mention: mention.said_at)), {})


def _said(path: Path, faults: list[str]) -> Iterator[Mention]:
    decode = msgspec.json.Decoder(Said).decode
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _mention(decode(line))
            except (msgspec.MsgspecError, ValueError) as error:
                faults.append(f"{path.name}, line {number}: {error}")


def _mention(said: Said) -> Mention:
    from datetime import UTC, datetime
    from hashlib import sha256

    moment = datetime.fromisoformat(said.said_at)
    at = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    who = said.author_id or said.handle or said.author or "unknown"
    own = sha256(f"{who}\n{at}\n{said.text}".encode("utf-8", "replace")).hexdigest()[:32]
    author = Author(who, said.handle, said.author or said.handle)
    return Mention(
        said.id or own, author, said.text, at, url=said.url, parent=said.parent, thread=said.thread,
        visibility=said.visibility, language=said.language, ours=said.ours,
        addressed=said.addressed and not said.ours,
    )  # fmt: skip


# Into the store


async def _take_in(start: "Start", archive: Archive, name: str) -> tuple[int, str]:
    """How many were new, and the account that they went to."""
    from socialtui.cli.introducing import sync_parts
    from socialtui.sync.taking import Intake

    kept = await _account(start, archive, name)
    new = 0
    async with sync_parts(start) as parts:
        intake = Intake(parts, kept.account, asyncio.Lock())
        for addressed in (True, False):
            said = [one for one in archive.mentions if (one.addressed or one.ours) is addressed]
            source = await _source(start, kept, addressed)
            for at in range(0, len(said), AT_ONCE):
                part = tuple(said[at : at + AT_ONCE])
                new += await intake.page(source, Page(part, "", more=at + AT_ONCE < len(said)))
            await _put_away(start, source)
    return new, kept.account.name


async def _account(start: "Start", archive: Archive, name: str) -> "Kept":
    """The account whose words these are: by its name, its handle or its id; else one that is not connected."""
    from socialtui.store import accounts

    everybody = await start.accounts()
    for kept in everybody:
        one = kept.account
        same = one.network == archive.network and (
            (archive.remote_id and one.remote_id == archive.remote_id)
            or (archive.handle and one.handle.lstrip("@") == archive.handle)
        )
        if one.name == name:
            _refuse_another_place(archive, one)
            return kept
        if not name and same:
            return kept
    made = Account(0, name or archive.handle or archive.network, archive.network or "file", archive.url)
    known = SignedIn(archive.remote_id, archive.handle, made.name, Limits(), (), made.network[:2], "")
    async with start.store() as db:
        added = await accounts.add(db, made, known, "none", "", start.clock.now())
        words = (
            f"It holds what {'an archive' if archive.network else 'a file'} brought, and is not connected."
        )
        step = (
            f"`socialtui account add {added.network} --name '{added.name}'` connects it."
            if archive.network
            else ""
        )
        await accounts.account_trouble(db, added.id, "paused", words, step)
        there = await accounts.by_name(db, added.name)
    assert there is not None
    return there


def _refuse_another_place(archive: Archive, account: Account) -> None:
    """An archive belongs to accounts of its network; where ids are a server's own, to those of its server."""
    from urllib.parse import urlsplit

    file, here = archive.network, account.network
    if file and not archive.remote_id and file == here:
        file, here = (urlsplit(one.url).hostname or "" for one in (archive, account))
    if file and file != here:
        raise UsageFault(
            f"The archive holds what was said on {file}, and {account.name} is an account on {here or 'no server'}.",
            f"Nothing was imported. Name an account on {file}, or a new one: it is made for the archive.",
        )


async def _source(start: "Start", kept: "Kept", addressed: bool) -> "Source":
    """Where what was imported hangs; nobody asks it for more."""
    from socialtui.store import accounts, listening

    cannot = dict.fromkeys(("reply", "like", "hide"), BY_HAND) if kept.state == "paused" else {}
    about = SourceAbout("file" if addressed else "archive", "Imported", addressed, 86_400, cannot)
    async with start.store() as db:
        await listening.listen(db, kept.account.id, about, addressed=addressed)
        return next(one for one in await accounts.sources(db, kept.account.id) if one.name == about.name)


async def _put_away(start: "Start", source: "Source") -> None:
    from socialtui.store import listening

    async with start.store() as db:
        await listening.drop(db, source.id)


COMMANDS = {"import": import_}
