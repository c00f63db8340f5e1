"""Decides which parts of a mail are its words and which are files, by the server's outline of it alone."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from socialtui.networks.mail.decoding import parameter, words_of

DEEPEST = 20
"""Parts within parts that are followed."""
_SHOWN_BY_THEMSELVES = (
    "delivery-status",
    "rfc822-headers",
    "pgp-signature",
    "pkcs7-signature",
    "x-pkcs7-signature",
)


class Leaf(Struct, frozen=True):
    """One part that holds no others."""

    section: str
    """How IMAP calls it: 1.2."""
    kind: str
    """text/plain, image/png."""
    charset: str
    encoding: str
    flowed: bool
    delsp: bool
    size: int
    name: str
    """A file's name; empty for what has none."""
    attached: bool
    """Meant to be kept apart, whatever it is."""

    @property
    def is_words(self) -> bool:
        """Whether it is there to be read in place."""
        return (
            self.kind in ("text/plain", "text/html", "text/enriched", "text/richtext") and not self.attached
        )


class Outline(Struct, frozen=True):
    """A mail's parts."""

    texts: tuple[tuple[Leaf, ...], ...]
    """What is read, in order; of several in one place the first that says something."""
    files: tuple[Leaf, ...]
    kind: str
    """The whole's: multipart/report."""
    report: str = ""
    """What a report is about: delivery-status, disposition-notification."""


def outline_of(body: Any) -> Outline:
    """The outline of what the library made of a BODYSTRUCTURE."""
    texts: list[tuple[Leaf, ...]] = []
    files: list[Leaf] = []
    _sort(body, "", texts, files, 0)
    return Outline(tuple(texts), tuple(files), _kind(body), _param(_params(body), "report-type").lower())


def _sort(node: Any, section: str, texts: list[tuple[Leaf, ...]], files: list[Leaf], depth: int) -> None:
    """Puts a node's words and files where they belong."""
    if depth > DEEPEST:
        return
    if not _is_multipart(node):
        leaf = _leaf(node, section or "1")
        if leaf.is_words:
            texts.append((leaf,))
        elif (
            not leaf.kind.startswith("multipart/") and leaf.kind.partition("/")[2] not in _SHOWN_BY_THEMSELVES
        ):
            files.append(leaf)
        return
    children = [(child, f"{section}.{n}".lstrip(".")) for n, child in enumerate(node[0], 1)]
    kind = _kind(node)
    if kind == "multipart/alternative":
        _choose(children, texts, files, depth)
        return
    if kind == "multipart/report":
        # The first part is for people, the rest for machines.
        children = children[:1]
    for child, inside in children:
        _sort(child, inside, texts, files, depth + 1)


def _choose(
    children: list[tuple[Any, str]], texts: list[tuple[Leaf, ...]], files: list[Leaf], depth: int
) -> None:
    """Of several ways to say the same, the plainest first; the others wait in case that it says nothing."""
    ways: list[tuple[Leaf, ...]] = []
    for child, inside in children:
        found: list[tuple[Leaf, ...]] = []
        _sort(child, inside, found, files, depth + 1)
        ways += found
    plain = [leaf for way in ways for leaf in way if leaf.kind == "text/plain"]
    rest = [leaf for way in ways for leaf in way if leaf.kind != "text/plain"]
    if plain or rest:
        texts.append((*plain, *rest))


def _is_multipart(node: Any) -> bool:
    return bool(node) and isinstance(node[0], list)


def _kind(node: Any) -> str:
    if _is_multipart(node):
        return f"multipart/{_text(node[1] if len(node) > 1 else 'mixed').lower()}"
    major, minor = (_text(node[n]).lower() if len(node) > n else "" for n in (0, 1))
    return f"{major or 'text'}/{minor or 'plain'}"


def _params(node: Any) -> list[tuple[str, str]]:
    at = 2
    return list(_pairs(node[at])) if len(node) > at else []


def _pairs(found: Any) -> Iterator[tuple[str, str]]:
    if isinstance(found, tuple):
        texts = [_text(one) for one in found]
        yield from zip(texts[::2], texts[1::2], strict=False)


def _text(found: Any) -> str:
    if isinstance(found, bytes):
        return (
            found.decode("utf-8", "surrogateescape")
            .encode("utf-8", "surrogateescape")
            .decode("utf-8", "replace")
        )
    return "" if found is None else str(found)


def _param(params: Sequence[tuple[str, str]], name: str) -> str:
    return parameter(params, name)


def _leaf(node: Any, section: str) -> Leaf:
    kind, params = _kind(node), _params(node)
    disposition = _disposition(node, kind)
    how = _text(disposition[0]).lower() if disposition else ""
    told = list(_pairs(disposition[1])) if disposition and len(disposition) > 1 else []
    name = _param(told, "filename") or _param(params, "name") or _forwarded(node, kind)
    size = node[6] if len(node) > 6 and isinstance(node[6], int) else 0
    return Leaf(
        section=section,
        kind=kind,
        charset=_param(params, "charset"),
        encoding=_text(node[5]) if len(node) > 5 else "",
        flowed=_param(params, "format").lower() == "flowed",
        delsp=_param(params, "delsp").lower() == "yes",
        size=size,
        name=name,
        attached=how == "attachment" or (bool(name) and how != "inline" and kind != "text/html"),
    )


def _disposition(node: Any, kind: str) -> tuple[Any, ...] | None:
    """Where the outline has it depends on what the part is."""
    at = {"text": 9, "message/rfc822": 11}.get(
        kind if kind == "message/rfc822" else kind.partition("/")[0], 8
    )
    found = node[at] if len(node) > at else None
    return found if isinstance(found, tuple) and found and isinstance(found[0], bytes) else None


def _forwarded(node: Any, kind: str) -> str:
    """A mail within a mail is called by its subject."""
    if kind != "message/rfc822" or len(node) < 8 or not isinstance(node[7], tuple) or len(node[7]) < 2:
        return ""
    return words_of(_text(node[7][1])) or "a forwarded mail"
