"""Finds the line of every key in a TOML text; loaded only once there is a fault to place."""

import re
import tomllib

from socialtui.settings.tomlfile import Keys

_KEY = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEYS = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_ONE_KEY = re.compile(_KEY)
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEYS})")
_PAIR = re.compile(rf"[ \t]*({_KEYS})[ \t]*=")
_SIGN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'''
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[\[\]{},\n]|[ \t\r]+|[^\s"'#\[\]{},]+|.""",
    re.DOTALL,
)


def _split(keys: str) -> tuple[str, ...]:
    """The single keys of a dotted one, without their quotes."""
    return tuple(
        key[1:-1] if key[0] == "'" else tomllib.loads(f"k = {key}")["k"] if key[0] == '"' else key
        for key in _ONE_KEY.findall(keys)
    )


def positions(text: str) -> dict[Keys, int]:
    """The line of every key, table and array item. Only ever asked of text that is TOML."""
    lines: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    at = 0
    line = 1
    while at < len(text):
        if header := _HEADER.match(text, at):
            table = _table(_split(header[2]), header[1] == "[[", counts)
            _note(lines, table, line)
            at = header.end()
            end = text.find("\n", at)
            at = len(text) if end < 0 else end + 1
            line += 1
        elif pair := _PAIR.match(text, at):
            path = table + _split(pair[1])
            _note(lines, path, line, len(table))
            at, line = _skip_value(text, pair.end(), line, path, lines)
        else:
            end = text.find("\n", at)
            at = len(text) if end < 0 else end + 1
            line += 1
    return lines


def _note(lines: dict[Keys, int], path: Keys, line: int, known: int = 0) -> None:
    """Notes a key's line, and that of each table which its dots open."""
    for length in range(known + 1, len(path) + 1):
        lines.setdefault(path[:length], line)


def _table(keys: tuple[str, ...], again: bool, counts: dict[Keys, int]) -> Keys:
    """Where a header leads; `[[task]]` leads to a new place each time, `[task.x]` into the newest."""
    path: Keys = ()
    for number, key in enumerate(keys, 1):
        path += (key,)
        if again and number == len(keys):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path += (counts[path] - 1,)
    return path


def _skip_value(text: str, at: int, line: int, path: Keys, lines: dict[Keys, int]) -> tuple[int, int]:
    """Walks over a value to the next statement; notes the line of each item of an array."""
    depth, item, fresh = 0, 0, False
    while found := _SIGN.match(text, at):
        sign = found[0]
        at = found.end()
        if sign == "\n" and not depth:
            return at, line + 1
        counts = not sign.isspace() and sign[0] != "#"
        if depth == 1 and fresh and counts and sign not in "],":
            lines.setdefault((*path, item), line)
            fresh = False
        if sign == "," and depth == 1:
            item, fresh = item + 1, True
        elif sign in "[{":
            fresh = fresh or (depth == 0 and sign == "[")
            depth += 1
        elif sign in "]}":
            depth -= 1
        line += sign.count("\n")
    return at, line
