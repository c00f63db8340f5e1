"""Decides where words come from on a command line: a flag, a file, stdin, or a saved reply that is filled in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from socialtui.desk import Desk

LONGEST = 1_000_000
"""Letters read of a file; no network takes as many."""


def words_of(text: str | None, file: str | None) -> str | None:
    """What the flags or stdin say; None where a person is to write in their editor."""
    if text is not None and file is not None:
        raise UsageFault("Give --text or --file, not both.", "Nothing was sent.")
    if text is not None and text != "-":
        return text
    if file is not None and file != "-":
        return _of_file(Path(file))
    if text is None and file is None and sys.stdin.isatty():
        return None
    return _decoded(sys.stdin.buffer.read(4 * LONGEST), "stdin")


def _of_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return _decoded(stream.read(4 * LONGEST), str(path))
    except OSError as error:
        raise UsageFault(f"{path} can't be read: {error.strerror}.", "Nothing was sent.") from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageFault(f"{name} is not UTF-8 text.", "Save it as UTF-8; nothing was sent.") from error


async def saved_words(desk: "Desk", cid: int, name: str, given: "Iterable[str]") -> str:
    """A saved reply with what the thread knows and the flags give; refused while a place of it is open."""
    from socialtui.domain.saved import fields, place, still_open

    reply, places = desk.saved.get(name), dict[str, str]()
    for one in given:
        key, equals, said = one.partition("=")
        if not equals or not said.strip():
            raise UsageFault(f"--field {one[:40]} gives no words.", "Write --field PLACE=WORDS.")
        if place(key) not in map(place, reply.fields):
            there = ", ".join(reply.fields) or "none"
            raise UsageFault(f"{name} has no place {key.strip()[:40]}.", f"Its places: {there}.")
        places[place(key)] = said.strip()
    text = desk.saved.fill(reply, await desk.queue.thread(cid), places)
    if open_places := still_open(text):
        flags = " ".join(f"--field '{field}=…'" for field in fields(text))
        raise UsageFault(open_places, f"Give {flags}; nothing was sent.")
    return text
