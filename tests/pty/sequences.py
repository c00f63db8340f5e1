"""Reads what a program wrote to its terminal, and names everything in it that Textual has no reason to write."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from socialtui.domain.text import clean

TOKEN = re.compile(
    rb"(?P<csi>\x1b\[[0-?]*[ -/]*[@-~])"
    rb"|(?P<osc>\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))"
    rb"|(?P<escape>\x1b[ -/]*[0-~]|\x1b)"
    rb"|(?P<line>\r\n)"
    rb"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    rb"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.S,
)
MODES = frozenset({7, 25, 1000, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048})
"""Private modes that Textual's driver sets, resets or asks about; the mouse's only when it is wanted."""
MOUSE = frozenset({1000, 1003, 1006, 1015, 1016})
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"
MOST_MARKS = 4
KEPT = frozenset("\u200c\u200d")
"""Joiners that scripts need; the cleaner keeps a few of them."""
MODE = re.compile(rb"\x1b\[\?(\d+(?:;\d+)*)([hl])\Z")
ASKED_MODE = re.compile(rb"\x1b\[\?(\d+)\$p\Z")
MOVE = re.compile(rb"\x1b\[(\d+);(\d+)H\Z")
SGR = re.compile(rb"\x1b\[([0-9;]*)m\Z")
KITTY = re.compile(rb"\x1b\[(?:>\d+|<|\?)u\Z")
COPY = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)\Z")
POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07\Z")
"""The shape of the mouse pointer, which Textual sets whether there is a mouse or not."""
ESCAPED = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\x(?:[01][0-9a-fA-F]|7f|[89][0-9a-fA-F])")
"""What Python prints in the place of a character that it can't encode."""


class Token(Struct, frozen=True):
    """One thing that was written."""

    kind: str
    """csi, osc, escape, line, control or text."""
    data: bytes


class Screen(Struct, frozen=True):
    """The size that a cursor may move in."""

    cols: int
    rows: int


def tokens(data: bytes) -> Iterator[Token]:
    """Everything that was written, in order; nothing is left out."""
    for found in TOKEN.finditer(data):
        assert found.lastgroup is not None
        yield Token(found.lastgroup, found[0])


def foreign(data: bytes, size: Screen) -> list[str]:
    """What Textual itself never writes: each a few words with the bytes. Empty is what one wants."""
    faults: list[str] = []
    alternate, run = False, b""
    for token, after in _with_next(tokens(data)):
        if token.kind == "text":
            run += token.data
            continue
        if fault := _text_fault(run):
            faults.append(fault)
        run = b""
        if token.kind == "line":
            # Textual ends lines too, but never goes on without naming a place.
            if alternate and not MOVE.match(after) and after != token.data:
                faults.append(f"a line end before {after[:60]!r}")
        elif token.data in (ENTER, LEAVE):
            alternate = token.data == ENTER
        elif fault := _fault(token, size):
            faults.append(f"{fault}: {token.data[:60]!r}")
    return [*faults, fault] if (fault := _text_fault(run)) else faults


def _with_next(found: Iterator[Token]) -> Iterator[tuple[Token, bytes]]:
    """Each token with what follows it."""
    before = next(found, None)
    for token in found:
        assert before is not None
        yield before, token.data
        before = token
    if before is not None:
        yield before, b""


def _fault(token: Token, size: Screen) -> str:
    if token.kind == "csi":
        return _csi_fault(token.data, size)
    if token.kind == "osc":
        return _osc_fault(token.data)
    return "a control byte" if token.kind == "control" else "an escape"


@lru_cache(4096)  # the same moves and colours come again and again
def _csi_fault(data: bytes, size: Screen) -> str:
    if mode := MODE.match(data):
        return "" if all(int(number) in MODES for number in mode[1].split(b";")) else "a mode"
    if asked := ASKED_MODE.match(data):
        return "" if int(asked[1]) in MODES else "a question for a mode"
    if move := MOVE.match(data):
        inside = 1 <= int(move[1]) <= size.rows and 1 <= int(move[2]) <= size.cols
        return "" if inside else "a move out of the screen"
    if SGR.match(data) or KITTY.match(data):
        return ""
    return "a control sequence"


def _osc_fault(data: bytes) -> str:
    if POINTER.match(data):
        return ""
    copied = COPY.match(data)
    if copied is None:
        return "an operating system command"
    text = clipboard(copied[1])
    return "" if text is not None and text == clean(text) else "harm in the clipboard"


def clipboard(data: bytes) -> str | None:
    """The text behind a copy's base64; None when it is none."""
    try:
        return base64.b64decode(data, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def copies(data: bytes) -> list[str]:
    """Every text that was sent to the terminal's clipboard."""
    found = [COPY.match(token.data) for token in tokens(data) if token.kind == "osc"]
    return [text for one in found if one and (text := clipboard(one[1])) is not None]


def _text_fault(line: bytes) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return f"no UTF-8: {line[max(0, error.start - 20) : error.end + 20]!r}"
    if text.isascii() and text.isprintable() and "\\" not in text:
        return ""
    if written := ESCAPED.search(text):
        return f"a character that could not be written: {written[0]!r} in {text[:60]!r}"
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" or character in KEPT else 0
        if marks > MOST_MARKS:
            return f"{marks} marks on one letter: {text[:60]!a}"
        if category[0] == "C" and character not in KEPT:
            return f"U+{ord(character):04X} ({category}) in {text[:60]!a}"
    return ""


def colours(data: bytes) -> list[bytes]:
    """Every SGR that sets a colour."""
    found = []
    for token in tokens(data):
        if token.kind == "csi" and (sgr := SGR.match(token.data)):
            numbers = [int(number or 0) for number in sgr[1].split(b";")]
            if any((30 <= n <= 49 and n not in (39, 49)) or 90 <= n <= 107 for n in numbers):
                found.append(token.data)
    return found


def left_on(data: bytes) -> set[int]:
    """The private modes that were set and not taken back; the cursor (25) when it stays hidden."""
    on: set[int] = set()
    for token in tokens(data):
        if token.kind == "csi" and (mode := MODE.match(token.data)):
            for number in map(int, mode[1].split(b";")):
                wanted = (mode[2] == b"h") == (number not in (7, 25))
                on = on | {number} if wanted else on - {number}
    return on
