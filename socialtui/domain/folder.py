"""Decides what a folder of like parts offers: each file or package in it is one, by its name."""

from collections.abc import Iterable
from pkgutil import iter_modules

from socialtui.domain.errors import UsageFault
from socialtui.domain.nearest import instead


def names(path: Iterable[str]) -> tuple[str, ...]:
    """The parts of a package's `__path__`, sorted; imports none of them, and leaves out those that begin with _."""
    return tuple(sorted(module.name for module in iter_modules(path) if module.name[0] != "_"))


def unknown(thing: str, name: str, known: Iterable[str]) -> UsageFault:
    """There is no such part: the nearest name, else all there are."""
    there = tuple(known)
    return UsageFault(
        f"There is no {thing} called {name}.", instead(name, there, f"There are: {', '.join(there)}.")
    )
