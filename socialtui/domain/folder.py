"""Decides what a folder of like parts offers: each file or package in it is one, by its name."""

from collections.abc import Iterable
from pkgutil import iter_modules

from socialtui.domain.errors import UsageFault


def names(path: Iterable[str]) -> tuple[str, ...]:
    """The parts of a package's `__path__`, sorted; imports none of them, and leaves out those that begin with _."""
    return tuple(sorted(module.name for module in iter_modules(path) if module.name[0] != "_"))


def unknown(thing: str, name: str, known: Iterable[str]) -> UsageFault:
    """There is no such part: the nearest name, else all there are."""
    from difflib import get_close_matches

    there = tuple(known)
    near = get_close_matches(name.strip().lower(), there, n=1)
    return UsageFault(
        f"There is no {thing} called {name}.",
        f"Did you mean {near[0]}?" if near else f"There are: {', '.join(there)}.",
    )
