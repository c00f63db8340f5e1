"""Decides in which words a list says what it is, how long it is, and what has come since."""

from msgspec import Struct
from rich.segment import Segment

from socialtui.domain.query import Query
from socialtui.ui.look import Ink, Look
from socialtui.ui.widgets.lines import Line


class Shown(Struct, frozen=True):
    """What the list is a list of."""

    id: str
    words: str
    query: Query
    filter: str = ""
    more: str = ""
    """What is to be known of it beside its number of rows."""


def place(shown: Shown, at: int, number: str, arrived: int, look: Look, *, home: bool) -> str:
    """1 of 11 · +3 new (R); where it is not the list that a person starts at, behind its name."""
    count = f" of {number}" if number else ""
    words = f"{at}{count}" if at else ""
    if arrived:
        words = f"{words} · {_new(arrived)}" if words else _new(arrived)
    if shown.filter:
        words = "  ".join(part for part in (f"/{shown.filter}", shown.more, words) if part)
    elif not home:
        words = f"{shown.words}  {words}"
    return look.words(words)


def title(shown: Shown, number: str, arrived: int, ink: Ink) -> Line:
    """Queue 11 owed /refund +3 new (R)"""
    count = f"{number} " if number else ""
    parts = [Segment(" Queue ", ink.accent), Segment(f"{count}{shown.words.lower()}", ink.muted)]
    if shown.filter:
        parts.append(Segment(f"  /{shown.filter}  {shown.more}".rstrip(), ink.text))
    if arrived:
        parts.append(Segment(f"  {_new(arrived)}", ink.text))
    return parts


def _new(arrived: int) -> str:
    return f"{'999+' if arrived >= 1000 else f'+{arrived}'} new (R)"
