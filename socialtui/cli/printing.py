"""Decides how data reaches stdout: a line of JSON or of words, harmless either way."""

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from socialtui.domain.text import clean

if TYPE_CHECKING:
    from socialtui.cli.lines import Line

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def emit(line: "Line") -> None:
    """Writes one object as one line of UTF-8, harmless, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(encoded(line))


def encoded(line: "Line") -> bytes:
    """One object as one line, harmless."""
    return msgspec.json.encode(_harmless(line)) + b"\n"


def put(text: str = "") -> None:
    """Writes text of any origin."""
    print(clean(text))


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_harmless(one) for one in value]
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            setattr(value, name, _harmless(getattr(value, name)))
    return value


def one_of(many: int, one: str, more: str = "") -> str:
    """1 account, 2 accounts."""
    return f"{many} {one}" if many == 1 else f"{many} {more or one + 's'}"
