"""Decides what a person would read in a piece of HTML: its words, its lines, and where its links lead."""

import html as entities
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_HTML = 60_000
"""Characters read of one piece; a mention keeps a third of that."""

MOST_TAGS = 6_000
"""Beyond this a tree of nested tags costs more than it says, and tags are only cut out."""

_PARAGRAPH = frozenset(
    ("p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "hr", "figure")
)
_LINE = frozenset(
    (
        "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "dt", "dd",
        "tr", "figcaption", "details", "summary", "form",
    )
)  # fmt: skip
_UNSEEN = frozenset(
    (
        "script", "style", "template", "noscript", "title", "head", "meta", "link", "iframe", "object",
        "embed", "svg", "math", "audio", "video", "canvas",
    )
)  # fmt: skip
_MARKUP = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_NOT_A_WAY_OUT = frozenset(("mention", "hashtag"))

# What most servers send is read without a tree: paragraphs, line ends, names, hashtags, and bare addresses of which
# a part is hidden. `_plain` gives up at any other tag, and both ways say the same of what it reads.
_LINE_END = re.compile(r"<br ?/?>")
_ANCHOR = re.compile(
    r'<(?:span class="h-card"(?: translate="no")?><)?a((?: [a-z-]++="[^"<>]*+")++)>'
    r"(?:([@#])<span>([^<>\s]*+)</span>"
    r'|<span class="invisible">([^<>]*+)</span><span class="(?:ellipsis)?">([^<>]*+)</span>'
    r'<span class="invisible">([^<>]*+)</span>)</a>(?:</span>)?'
)
_NAME, _NAME_TOO, _HASHTAG = ' class="u-url mention"', ' class="mention u-url"', ' class="mention hashtag"'
_PLAIN_ENTITY = re.compile("&(?:amp|lt|gt|quot|nbsp|#39);")

_REUSED = 64
"""Pieces read into one document: a new one costs more than most pieces, an old one holds on to memory."""

_spare: list[tuple["LexborHTMLParser", "LexborNode", int]] = []


def to_text(html: str) -> str:
    """Returns the plain text of an HTML fragment, or of text that has no markup. Not yet safe to draw.

    Never raises. A link whose words are not its address is followed by the address.
    """
    if "<" not in html or not _MARKUP.search(html):
        return _unescape(html).strip()
    if len(html) > MOST_HTML:
        html = html[:MOST_HTML]
    if html.count("<") > MOST_TAGS:
        return _SPACES.sub(" ", _unescape(_TAG.sub(" ", html))).strip()
    plain = _plain(html)
    if plain is not None:
        return plain
    if not html.isascii():
        # a lone surrogate has no UTF-8, which is what the parser reads
        html = html.encode("utf-8", "replace").decode("utf-8")
    return _parsed(html)


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda found: entities.unescape(found[0]), text) if "&" in text else text


def _plain(html: str) -> str | None:
    """The words of a few paragraphs without odd tags, entities or white space; None where a tree has to be made."""
    if not html.startswith("<p>") or not html.endswith("</p>") or not html.isprintable():
        return None
    text = html[3:-4].replace("</p><p>", "\n\n")
    if "<" in text:
        if "<br" in text:
            text = _LINE_END.sub("\n", text)
        text = _ANCHOR.sub(_anchor, text)
        if "<" in text:
            return None
    while "  " in text:
        text = text.replace("  ", " ")
    text = text.replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    if "&" in text:
        if len(_PLAIN_ENTITY.findall(text)) != text.count("&"):
            return None
        # an entity's space is none that may be left out, but at the ends
        return entities.unescape(text.strip()).strip()
    return text.strip()


def _anchor(found: re.Match[str]) -> str:
    """What a link says by itself, where that is certain; else the link as it was."""
    attributes, mark, name, *parts = found.groups()
    if mark is not None:
        certain = _NAME in attributes or _HASHTAG in attributes or _NAME_TOO in attributes
        return f"{mark}{name}" if certain and attributes.count("class=") == 1 else found[0]
    address = "".join(parts)
    certain = (
        address.startswith(("https://", "http://"))
        and " " not in address
        and attributes.count("href=") == 1
        and f' href="{address}"' in attributes
        and "class=" not in attributes
    )
    return address if certain else found[0]


def _parsed(html: str) -> str:
    if _spare:
        document, root, uses = _spare.pop()
    else:
        from selectolax.lexbor import LexborHTMLParser

        document = LexborHTMLParser("<div></div>")
        found = document.css_first("div")
        assert found is not None
        root, uses = found, 0
    root.inner_html = html
    words = _Words()
    _walk(root, words)
    if uses < _REUSED and len(html) < 20_000:
        _spare.append((document, root, uses + 1))
    return "".join(words.parts).strip()


class _Words:
    """Text in the making: white space as HTML has it, breaks only between words."""

    __slots__ = ("breaks", "parts", "spaced")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.breaks = 0
        self.spaced = True

    def add(self, text: str, verbatim: bool = False) -> None:
        if not verbatim:
            text = _SPACES.sub(" ", text)
        if self.spaced and not verbatim:
            text = text.lstrip(" ")
        if not text:
            return
        if self.breaks:
            if self.parts:
                self.parts[-1] = self.parts[-1].rstrip(" ")
                self.parts.append("\n" * self.breaks)
            self.breaks = 0
        self.parts.append(text)
        self.spaced = text[-1] in " \n"

    def at_least(self, lines: int) -> None:
        """Asks for a break of so many line ends before the next word."""
        self.breaks = max(self.breaks, lines)
        self.spaced = True

    def line(self) -> None:
        """Asks for one more line end."""
        self.breaks = min(self.breaks + 1, 2)
        self.spaced = True


def _walk(root: "LexborNode", words: _Words) -> None:
    """Reads the tree in order, without recursion: depth is in the hands of strangers."""
    open_nodes: list[tuple[LexborNode, str]] = []
    preformatted = 0
    node = root.child
    while node is not None or open_nodes:
        if node is None:
            node, tag = open_nodes.pop()
            preformatted -= tag == "pre"
            _close(tag, words)
            node = node.next
            continue
        tag = node.tag or ""
        if tag == "-text":
            words.add(node.text_content or "", verbatim=preformatted > 0)
        elif _open(node, tag, words):
            preformatted += tag == "pre"
            open_nodes.append((node, tag))
            node = node.child
            continue
        node = node.next


def _open(node: "LexborNode", tag: str, words: _Words) -> bool:
    """Says what a tag says by itself; True when its inside is to be read."""
    if tag == "span":
        return not _is_invisible(node)
    if tag == "a":
        words.add(_link(node))
        return False
    if tag == "br":
        words.line()
        return False
    if tag in _PARAGRAPH:
        words.at_least(2)
    elif tag in _LINE:
        words.at_least(1)
    elif tag == "li":
        words.at_least(1)
        words.add("- ")
    elif tag == "img":
        words.add(node.attributes.get("alt") or "")
        return False
    elif tag in _UNSEEN or tag[:1] in "-_!":  # a tag may have no name at all
        return False
    return True


def _close(tag: str, words: _Words) -> None:
    if tag in _PARAGRAPH:
        words.at_least(2)
    elif tag in _LINE or tag == "li":
        words.at_least(1)
    elif tag in ("td", "th"):
        words.add(" ")


def _is_invisible(node: "LexborNode") -> bool:
    return "invisible" in (node.attributes.get("class") or "").split()


def _link(node: "LexborNode") -> str:
    attributes = node.attributes
    shown = _SPACES.sub(" ", node.text(separator=" " if _holds_blocks(node) else "")).strip()
    href = (attributes.get("href") or "").strip()
    if not _NOT_A_WAY_OUT.isdisjoint((attributes.get("class") or "").split()):
        return shown
    if not href[:8].lower().startswith(("http://", "https://")):
        return shown or _picture(node)
    if _same(shown, href):
        return href
    shown = _seen_words(node) or _picture(node)
    return f"{shown} ({href})" if shown else href


def _holds_blocks(node: "LexborNode") -> bool:
    first = node.first_child
    return first is not None and (first.tag in _PARAGRAPH or first.tag in _LINE)


def _seen_words(node: "LexborNode") -> str:
    """The words of a link without what its page hides."""
    if node.css_first(".invisible, .ellipsis") is None:
        return _SPACES.sub(" ", node.text(separator=" " if _holds_blocks(node) else "")).strip()
    parts = []
    hidden_until = None
    for inner in node.traverse(include_text=True):
        if inner.tag == "span" and _is_invisible(inner):
            hidden_until = inner.mem_id
        elif inner.tag == "-text" and (inner.parent is None or inner.parent.mem_id != hidden_until):
            parts.append(inner.text_content or "")
            if inner.parent is not None and "ellipsis" in (inner.parent.attributes.get("class") or ""):
                parts.append("…")
    return _SPACES.sub(" ", "".join(parts)).strip()


def _picture(node: "LexborNode") -> str:
    picture = node.css_first("img")
    return (picture.attributes.get("alt") or "").strip() if picture is not None else ""


def _same(shown: str, href: str) -> bool:
    """True when the words of a link are its address, whole or cut with an ellipsis."""
    bare, there = _bare(shown), _bare(href)
    if bare == there:
        return True
    cut = bare.removesuffix("…").removesuffix("...")
    # a cut address still has to name its whole host
    return cut != bare and "/" in cut and there.startswith(cut)


def _bare(address: str) -> str:
    address = _SCHEME.sub("", address).rstrip("/").lower()
    return unquote(address) if "%" in address else address
