"""Decides which known word was meant by one that isn't known, and how a refusal says so."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, as it is written; nothing where none is near."""
    from difflib import get_close_matches  # only a refusal needs it

    written = {one.casefold(): one for one in known}
    found = get_close_matches(word.strip().casefold(), written, n=1)
    return written[found[0]] if found else ""


def meant(word: str, known: Iterable[str], end: str = "") -> str:
    """The end of a sentence: `; did you mean colors?`, else `end`."""
    near = nearest(word, known)
    return f"; did you mean {near}?" if near else end


def instead(word: str, known: Iterable[str], otherwise: str) -> str:
    """A next step: `Did you mean colors?`, else what helps `otherwise`."""
    near = nearest(word, known)
    return f"Did you mean {near}?" if near else otherwise


def no_such(word: str, known: Iterable[str], thing: str = "setting") -> str:
    """`no such setting; did you mean colors?`"""
    return f"no such {thing}{meant(word, known)}"
