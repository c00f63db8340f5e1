"""Decides which parts of a text are links, names and tags: read from a post, and found in one of ours.

A post's text is plain; what is more stands beside it, with places counted in UTF-8 bytes.
"""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

import msgspec

LINK, NAME, TAG = (f"app.bsky.richtext.facet#{kind}" for kind in ("link", "mention", "tag"))
LONGEST_TAG = 64
LONGEST_HANDLE = 253

_LINK = re.compile(r"(?:^|(?<=[\s(\[<\"'«“]))https?://[^\s<>\"]+", re.IGNORECASE)
_NAME = re.compile(r"(?:^|(?<=[\s(\[<\"'«“.,;:/]))@([a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?![\w@])")
_TAG = re.compile(r"(?:^|(?<=\s))[#＃](?!\ufe0f)([^\s\u00ad\u2060\u200a-\u200d\u20e2]+)")
_HANDLE = re.compile(
    r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
)
_PLAIN = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_CLOSED = {")": "(", "]": "["}


class Place(msgspec.Struct):
    """Where a part stands, in bytes of UTF-8."""

    byteStart: int
    byteEnd: int


class Facet(msgspec.Struct):
    """A part of a text that is more than its letters."""

    index: Place
    features: list[dict[str, Any]]


Resolve = Callable[[str], Awaitable[str]]
"""A handle → its DID; empty where nobody is called so."""


def is_handle(name: str) -> bool:
    """Whether somebody could be called so."""
    return len(name) <= LONGEST_HANDLE and bool(_HANDLE.fullmatch(name))


def spelled_out(text: str, facets: Iterable[Facet]) -> str:
    """The text with its links whole: a shortened one in full, another's address behind its words."""
    raw, parts, at = text.encode("utf-8", "replace"), [], 0
    for facet in sorted(facets, key=lambda facet: facet.index.byteStart):
        start, end = facet.index.byteStart, facet.index.byteEnd
        address = next((str(f["uri"]) for f in facet.features if f.get("$type") == LINK and f.get("uri")), "")
        if not address or not at <= start < end <= len(raw):
            continue
        parts += [raw[at:start].decode("utf-8", "replace"), _link(raw[start:end], address)]
        at = end
    return "".join((*parts, raw[at:].decode("utf-8", "replace")))


def _link(label: bytes, address: str) -> str:
    """What stands for a link: its address where the words are its beginning, else both."""
    shown = label.decode("utf-8", "replace")
    begins = _PLAIN.sub("", shown).rstrip("…").removesuffix("...").rstrip("/").casefold()
    if begins and _PLAIN.sub("", address).casefold().startswith(begins):
        return address
    return f"{shown} ({address})"


async def found_in(text: str, resolve: Resolve) -> list[dict[str, Any]]:
    """The facets of a text of ours, in their order; who can't be found stays plain words."""
    facets = [_facet(text, start, end, {"$type": LINK, "uri": text[start:end]}) for start, end in links(text)]
    inside = [(facet["index"]["byteStart"], facet["index"]["byteEnd"]) for facet in facets]
    for found in _NAME.finditer(text):
        if not is_handle(found[1]):
            continue
        facet = _facet(text, *found.span(), {"$type": NAME, "did": ""})
        if not _within(facet, inside) and (did := await resolve(found[1].lower())):
            facet["features"][0]["did"] = did
            facets.append(facet)
    for start, end in tags(text):
        facet = _facet(text, start, end, {"$type": TAG, "tag": text[start + 1 : end]})
        if not _within(facet, inside):
            facets.append(facet)
    return sorted(facets, key=lambda facet: int(facet["index"]["byteStart"]))


def _within(facet: dict[str, Any], places: list[tuple[int, int]]) -> bool:
    start = facet["index"]["byteStart"]
    return any(first <= start < last for first, last in places)


def _facet(text: str, start: int, end: int, feature: dict[str, str]) -> dict[str, Any]:
    first = len(text[:start].encode())
    place = {"byteStart": first, "byteEnd": first + len(text[start:end].encode())}
    return {"index": place, "features": [feature]}


def links(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand, without the signs of the sentence around them."""
    for found in _LINK.finditer(text):
        start, end = found.span()
        while end > start:
            last = text[end - 1]
            opened = _CLOSED.get(last, "")
            unpaired = opened and text.count(opened, start, end) < text.count(last, start, end)
            if not unpaired and last not in ".,;:!?'\"»”…":
                break
            end -= 1
        if end > start + len("https://"):
            yield start, end


def tags(text: str) -> Iterator[tuple[int, int]]:
    """Where tags stand: one with a letter in it, without the signs behind it."""
    for found in _TAG.finditer(text):
        start, end = found.span()
        while end > start + 1 and unicodedata.category(text[end - 1]).startswith("P"):
            end -= 1
        word = text[start + 1 : end]
        if word and not word.isdigit() and len(word) <= LONGEST_TAG:
            yield start, end
