"""Loads Textual without what this program never shows; a start is mostly imports, and these are a tenth of them."""

import sys
from types import ModuleType

UNUSED = ("textual.command", "textual.types")
"""Its own palette with an input, a list and buttons; and a list of types for which every kind of tree is loaded."""


class _Unused(ModuleType):
    """Has a class of any name, for whoever only names one in an annotation or as a base."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def load_textual() -> None:
    """Imports Textual's app. Whoever asks for one of the `UNUSED` later gets the real one."""
    if "textual.app" in sys.modules:
        return
    sys.modules.update({name: _Unused(name) for name in UNUSED})
    try:
        import textual.app  # noqa: F401  for what it brings along
    finally:
        for name in UNUSED:
            del sys.modules[name]
