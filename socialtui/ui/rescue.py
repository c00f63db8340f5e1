"""Keeps a draft in a file of its own when the store can't take it, and finds it again at the next start."""

import os
import re
from pathlib import Path

from msgspec import Struct

_NAME = re.compile(r"draft-(\d+)\.rescued\.txt")


class Rescued(Struct, frozen=True):
    """A draft found in a file."""

    path: Path
    conversation_id: int
    text: str


def keep(folder: Path, conversation_id: int, text: str) -> Path:
    """Writes the draft for this user alone, whole or not at all. OSError where even that fails."""
    path = folder / f"draft-{conversation_id}.rescued.txt"
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path


def found(folder: Path) -> list[Rescued]:
    """Every rescued draft, in the order of their conversations."""
    drafts = []
    for path in sorted(folder.glob("draft-*.rescued.txt")):
        name = _NAME.fullmatch(path.name)
        if name:
            drafts.append(Rescued(path, int(name[1]), path.read_text(encoding="utf-8")))
    return drafts


def forget(folder: Path, conversation_id: int) -> None:
    """The store has it again."""
    (folder / f"draft-{conversation_id}.rescued.txt").unlink(missing_ok=True)
