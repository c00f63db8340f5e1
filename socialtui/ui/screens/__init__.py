"""Names the other screens: each is a file here with a class of the same name, loaded when it is first opened."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.desk import Desk
from socialtui.ui.commands import Keys, Where
from socialtui.ui.look import Look

if TYPE_CHECKING:
    from textual.screen import Screen

    from socialtui.ui.screens.account_guide import Guide

GOTO: Mapping[str, tuple[str, str]] = {
    "p": ("promises", "promises"),
    "o": ("outbox", "outbox"),
    "d": ("drafts", "drafts"),
    "u": ("undo", "undo"),
    "s": ("sources", "sources"),
    "i": ("people", "people"),
    "l": ("lessons", "lessons"),
    "w": ("week", "week"),
    "m": ("map", "map"),
    "r": ("review", "review"),
}
"""After `g`: key → file, words. A key whose file isn't there is not offered."""


class Given(Struct, frozen=True):
    """What every other screen gets in its constructor."""

    desk: Desk
    look: Look
    zone: tzinfo
    keys: Keys
    pane: Where
    """The pane it was opened from."""
    guide: "Callable[[], Guide] | None" = None
    """What connects and asks accounts, made when it is wanted; None where that is not offered."""
    edit: Callable[[str], str] | None = None
    """Runs the person's own editor."""


class Picked(Struct, frozen=True):
    """What another screen hands back to the inbox when it is dismissed; None stands for nothing."""

    conversation_id: int | None = None
    """The cursor goes there."""
    verb: str = ""
    """A command's id, done after that."""
    words: str = ""
    """For the status line."""


def present(name: str) -> bool:
    """Whether there is such a screen."""
    return find_spec(f"{__name__}.{name}") is not None


def load(name: str, given: Given) -> "Screen[Picked | None]":
    """Makes a screen: `first_run` is the class FirstRun in first_run.py."""
    module = import_module(f"{__name__}.{name}")
    kind: type[Screen[Picked | None]] = getattr(
        module, "".join(part.capitalize() for part in name.split("_"))
    )
    return kind(given)  # type: ignore[arg-type]
