"""Decides how everything of a brand leaves as one file of JSON Lines and comes in again, and how a backup is made."""

import base64
import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import msgspec
from msgspec import Struct

from socialtui.cli.ending import say
from socialtui.cli.printing import one_of
from socialtui.domain.errors import StoreFault, UsageFault

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.settings import Home
    from socialtui.store.carrying import Carried

FORM = 1
"""Of the file itself; the store's own version stands beside it."""
_LARGEST_FILE = 50_000_000
_GZIP = b"\x1f\x8b"
_AS_IT_IS = "-"


class Head(Struct):
    """The first line."""

    socialtui: str
    """export"""
    form: int
    store: int
    brand: str
    at: str
    media: str
    """Where pictures lay."""


@click.command(name="export")
@click.argument("file", metavar="FILE")
@click.pass_obj
def export_(start: "Start", file: str) -> None:
    """Writes everything of this brand as JSON Lines, packed where FILE ends with .gz; - is stdout.

    Secrets are not in it: after an import on another box each account is signed in again.
    """
    from socialtui.store.carrying import version_of

    if not version_of(start.home.store):
        raise UsageFault("There is nothing to export yet.", "`socialtui account add` connects an account.")
    if file == _AS_IT_IS:
        _write(start, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    target = Path(file).expanduser()
    try:
        number = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise UsageFault(f"{target} is there already.", "Name another file; nothing was changed.") from error
    except OSError as error:
        raise UsageFault(f"{target} can't be written: {error.strerror}.", "Name another file.") from error
    try:
        with os.fdopen(number, "wb") as plain:
            if target.suffix == ".gz":
                with gzip.GzipFile(fileobj=plain, mode="wb", mtime=0) as packed:
                    rows = _write(start, packed)  # type: ignore[arg-type]
            else:
                rows = _write(start, plain)
            plain.flush()
            os.fsync(plain.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    say(f"{target}: {one_of(rows, 'row')}. Secrets are not in it; words of others are: keep it to yourself.")


def _write(start: "Start", out: IO[bytes]) -> int:
    """Head, rows, then the person's own files; how many rows."""
    from socialtui.plain.words import rfc3339
    from socialtui.store.carrying import rows, version_of

    home, count = start.home, 0
    encode = msgspec.json.Encoder().encode
    head = Head(
        "export",
        FORM,
        version_of(home.store),
        start.brand,
        rfc3339(start.clock.now()) or "",
        str(_media(home)),
    )
    out.write(encode(head) + b"\n")
    for one in rows(home.store):
        count += 1
        out.write(encode({"table": one.table, "row": one.row}) + b"\n")
    for name, path in _files(home):
        out.write(encode({"file": name, "base64": base64.b64encode(path.read_bytes()).decode()}) + b"\n")
    return count


def _media(home: "Home") -> Path:
    return home.state / "media"


def _files(home: "Home") -> Iterator[tuple[str, Path]]:
    """The person's own files and the pictures that wait, by a name that says where they belong."""
    for part, folder in (("config", home.config), ("media", _media(home))):
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST_FILE:
                yield f"{part}/{path.relative_to(folder).as_posix()}", path


@click.command()
@click.argument("file", metavar="FILE")
@click.pass_obj
def backup(start: "Start", file: str) -> None:
    """Copies the store into FILE while everything goes on; for your eyes alone (0600)."""
    from socialtui.store.carrying import back_up, version_of

    if not version_of(start.home.store):
        raise UsageFault("There is no store yet.", "`socialtui account add` connects an account.")
    target = Path(file).expanduser()
    size = back_up(start.home.store, target)
    say(
        f"{target}: {size / 2**20:.1f} MiB. To bring it back: close every desk, then copy it to {start.home.store}."
    )


# In again


def is_export(first: bytes) -> bool:
    """Whether a file's first line says that it is one of ours."""
    return b'"socialtui":"export"' in first.replace(b" ", b"")


def bring_in(start: "Start", path: Path) -> None:
    """Takes a whole brand in, where nothing is yet: ids and all."""
    from socialtui.store.carrying import is_empty, take_in
    from socialtui.sync.lease import Presence

    home = start.home
    if not is_empty(home.store):
        raise UsageFault(
            f"The brand {start.brand} holds something already, and an export is a whole brand.",
            "Take it in under another name: `socialtui --brand NAME import FILE`.",
        )
    if Presence(home.locks).anybody():
        raise UsageFault("A desk of this brand is open.", "Close it, then import.")
    with _opened(path) as opened:
        lines = _whole(opened)
        head = _head(next(lines, b""))
        files: list[tuple[str, bytes]] = []
        old = str(msgspec.json.encode(head.media)[1:-1].decode())
        counted = take_in(
            home.store, head.store, _rows(lines, files, head.media, old, _media(home)), start.clock.now()
        )
    kept = _put_files(home, files)
    say(f"{one_of(counted.get('conversations', 0), 'conversation')}, {one_of(counted.get('mentions', 0), 'mention')}"
        f" and all else of {head.brand} are in {start.brand}.")  # fmt: skip
    for name in kept:
        say(f"  {name} is there already and stays as it is.")
    if counted.get("accounts"):
        say(
            "  Secrets were not in the file: `socialtui account check` says which accounts want to be signed in."
        )


def _opened(path: Path) -> IO[bytes]:
    try:
        plain = path.open("rb")
        packed = plain.read(2) == _GZIP
        plain.seek(0)
    except OSError as error:
        raise UsageFault(f"{path} can't be read: {error.strerror}.", "Name another file.") from error
    return gzip.GzipFile(fileobj=plain) if packed else plain  # type: ignore[return-value]


def _whole(lines: IO[bytes]) -> Iterator[bytes]:
    """Line after line; a packed file that ends in the middle or is damaged says so."""
    try:
        yield from lines
    except (EOFError, OSError, zlib.error) as error:
        raise StoreFault("The file can't be read to its end.", "Is it whole? Nothing was changed.") from error


def _head(line: bytes) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except msgspec.MsgspecError as error:
        raise UsageFault("The file's first line can't be read.", "Is it whole?") from error
    if head.form != FORM:
        raise UsageFault("The file was written by a newer socialtui.", "Install the newer version.")
    return head


def _rows(
    lines: Iterable[bytes], files: list[tuple[str, bytes]], media: str, spelled: str, here: Path
) -> "Iterator[Carried]":
    """The rows; files are set aside. Pictures lie in this brand's folder from now on."""
    from socialtui.store.carrying import Carried

    decode = msgspec.json.Decoder().decode
    now_spelled = msgspec.json.encode(str(here))[1:-1].decode()
    for number, line in enumerate(lines, 2):
        try:
            found: dict[str, Any] = decode(line)
            if "file" in found:
                files.append((str(found["file"]), base64.b64decode(found["base64"])))
                continue
            table, row = str(found["table"]), dict(found["row"])
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError) as error:
            raise StoreFault(f"Line {number} of the file can't be read.", "Nothing was changed.") from error
        if table == "attachments" and isinstance(row.get("file"), str):
            row["file"] = row["file"].replace(media, str(here), 1)
        elif table == "intents" and isinstance(row.get("payload"), str):
            row["payload"] = row["payload"].replace(f'"{spelled}/', f'"{now_spelled}/')
        yield Carried(table, row)


def _put_files(home: "Home", files: list[tuple[str, bytes]]) -> list[str]:
    """Writes the person's files where there is none of that name; the names of those that stay as they are."""
    kept = []
    for name, content in files:
        part, _, rest = name.partition("/")
        folder = {"config": home.config, "media": _media(home)}.get(part)
        target = (folder / rest).resolve() if folder is not None and rest else None
        if folder is None or target is None or not target.is_relative_to(folder.resolve()):
            continue  # no file of ours names a place outside
        if target.exists():
            if target.read_bytes() != content:
                kept.append(name)
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
    return kept


COMMANDS = {"export": export_, "backup": backup}
