"""Decides which texts say the same, and how an answer to one person becomes a copy for another."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import partial
from math import log

from msgspec import Struct

from socialtui.domain.reading import masked

DAYS = 7
"""How far back others are looked for."""
MOST_TERMS = 16
"""Words of a text that it is compared by, the rarest first."""

_ENOUGH = 0.4
"""The share of a text's weight that another has to say too."""
_LETTERS = 3
_STEM = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FILLING = (
    "about after again all already also always and any anybody anyone are because been before being but can cannot"
    " could did does doing done down each else even ever every few for from get gets getting give going gone got had"
    " has have having her here him his how into its just keep know last let like made make many may maybe more most"
    " much must need never nobody none not nothing now off once one only other our out over own please really said"
    " same say says see seen she should since some somebody someone still such take tell than that the their them"
    " then there these they thing things think this those time times too try trying two under until very want wants"
    " was way well were what when where which while who why will with without would yet you your"
)
_COMMON = frozenset(_FILLING.split())


class Alike(Struct, frozen=True):
    """Another text that says the same."""

    id: int
    share: float
    """Of this text's weight, what the other says too; 0 to 1."""
    words: tuple[str, ...]
    """What both say, the rarest first."""


def terms(text: str, own_names: Iterable[str] = ()) -> list[str]:
    """The words that a text can be known by, folded as the search index folds them, each once."""
    found: dict[str, None] = {}
    for word in _WORD.findall(_folded(masked(text, tuple(own_names)))):
        if len(word) >= _LETTERS and word not in _COMMON and "'" not in word and "’" not in word:
            found[word] = None
    return list(found)


def stem(word: str) -> str:
    """A word without its ending: crash for crashes and crashed."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def weights(counts: Mapping[str, int], texts: int) -> dict[str, float]:
    """How telling each word is, by in how many of all texts it stands; the rarest `MOST_TERMS`."""
    weighed = {word: log(1 + max(texts, 1) / max(count, 1)) for word, count in counts.items()}
    rarest = sorted(weighed, key=lambda word: (-weighed[word], word))[:MOST_TERMS]
    return {word: weighed[word] for word in rarest}


def alike(telling: Mapping[str, float], others: Iterable[tuple[int, str]]) -> list[Alike]:
    """Of other texts by id, those that say the same, the nearest first.

    One word in common is a subject, two are a story: a text of more than two telling words needs two.
    """
    whole = sum(telling.values())
    if not whole:
        return []
    found: dict[int, Alike] = {}
    for number, text in others:
        said = set(map(stem, terms(text)))
        shared = sorted(
            (word for word in telling if stem(word) in said), key=lambda word: (-telling[word], word)
        )
        share = sum(telling[word] for word in shared) / whole
        if share < _ENOUGH or len(shared) < min(2, len(telling)):
            continue
        if number not in found or share > found[number].share:
            found[number] = Alike(number, share, tuple(shared))
    return sorted(found.values(), key=lambda one: (-one.share, one.id))


def copied(text: str, theirs: tuple[str, str], new: tuple[str, str]) -> str:
    """An answer with another person in it; each is a name and a handle, either may be empty.

    A name that has no counterpart goes, with the space before it, so that no stranger is called by it.
    """
    name, handle = theirs
    new_name, new_handle = new
    exchanges = [(f"@{handle}", f"@{new_handle}" if new_handle else "")] if handle else []
    called = _called(new_name)
    if name.strip():
        exchanges.append((name.strip(), new_name.strip() or called))
    if _called(name):
        exchanges.append((_called(name), called))
    for old, put in exchanges:
        edge = r"(?<!\w)" if old.startswith("@") else r"(?<![\w@])"
        text = re.sub(rf"(\s?){edge}{re.escape(old)}(?!\w)", partial(_put, put), text)
    return text.strip()


def _put(put: str, found: re.Match[str]) -> str:
    return f"{found[1]}{put}" if put else ""


def _called(name: str) -> str:
    """What one calls somebody: the first word, where it is one of letters."""
    first = name.split()[0] if name.strip() else ""
    return first if first.replace("-", "").replace("'", "").isalpha() else ""


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
