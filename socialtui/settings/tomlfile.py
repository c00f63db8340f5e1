"""Decides on which line of a TOML file a fault stands, and how it is said."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from socialtui.domain.errors import ConfigFault

Keys = tuple[str | int, ...]

_AT = r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$"


class Toml:
    """A file that was read: its value, and the line of each key."""

    __slots__ = ("_lines", "path", "text", "value")

    def __init__(self, path: Path, text: str, value: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.value = value
        self._lines: dict[Keys, int] | None = None

    def line(self, *keys: str | int) -> int:
        """The line, from 1, where a key stands, or what is around it; an array's places count from 0."""
        if self._lines is None:
            from socialtui.settings.lines import positions

            self._lines = positions(self.text)
        for length in range(len(keys), 0, -1):
            if keys[:length] in self._lines:
                return self._lines[keys[:length]]
        return 1

    def fault(self, keys: Keys, words: str) -> str:
        """One fault in the words that every file's faults have: `keys.toml:12: queue.reply: words`."""
        return f"{self.path.name}:{self.line(*keys)}: {dotted(keys)}: {words}"

    def refuse(self, faults: Iterable[str]) -> None:
        """Raises ConfigFault when there is a fault, with all of them in the file's order."""
        found = sorted(dict.fromkeys(faults), key=_line_number)
        if found:
            raise ConfigFault(tuple(found), f"Mend {self.path}, then `socialtui config check`.")


def read_toml(path: Path) -> Toml:
    """Reads a file; a missing one is empty. ConfigFault, with the line, for what is not TOML."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        raise ConfigFault((f"{path}: this file can't be read: {error.strerror}.",)) from error
    return parse_toml(path, raw)


def parse_toml(path: Path, raw: bytes) -> Toml:
    """Parses what stands, or is about to stand, in a file. ConfigFault as `read_toml`."""
    mend = f"Mend {path}, then `socialtui config check`."
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigFault((f"{path.name}:{line}: not UTF-8 text.",), mend) from error
    if not text.strip():
        return Toml(path, text, {})
    import tomllib

    try:
        return Toml(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigFault((_syntax_fault(path, text, str(error)),), mend) from error


def line_of(text: str, path: Keys) -> int:
    """The line, from 1, where a key stands in a TOML text."""
    return Toml(Path("text.toml"), text, {}).line(*path)


def dotted(keys: Keys) -> str:
    """A key as a person reads it: `task[2].name`, places counted from 1."""
    words = ""
    for key in keys:
        if isinstance(key, int):
            words += f"[{key + 1}]"
        else:
            words += ("." if words else "") + (key if key.isprintable() and key else ascii(key))
    return words


def _syntax_fault(path: Path, text: str, words: str) -> str:
    """The parser's words, with the line in front."""
    found = re.search(_AT, words)
    if found is None or found[1] is None:
        line, where = max(1, text.rstrip("\n").count("\n") + 1), "at the end of the file"
    else:
        line, where = int(found[1]), f"at column {found[2]}"
    bare = re.sub(_AT, "", words)
    return f"{path.name}:{line}: not TOML: {bare[:1].lower()}{bare[1:]}, {where}."


def _line_number(fault: str) -> int:
    number = fault.split(":", 2)[1] if fault.count(":") > 1 else ""
    return int(number) if number.isdigit() else 0
