"""Decides which characters of somebody else's text may reach a screen.

Remote text is data. What could move a cursor, recolour a terminal, reverse a line or hide is taken out here,
once, before it is stored, and again where it is drawn; a second pass changes nothing.
"""

import re
import unicodedata

ESCAPE_MARK = "\u241b"
"""Stands where a whole escape sequence was."""

MOST_MARKS = 4
"""Combining marks and joiners kept after one base character; more only smear over other rows."""

_TAB = "    "

# Patterns, compiled when a text needs work for the first time: most need none.
_ESCAPE = (
    # a string for the terminal (OSC, DCS, SOS, PM, APC) with its end
    "(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    # a control sequence, even one that breaks off
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    # the same introducers without an end, and every shorter escape
    "|\x1b[ -/]*[0-~]?"
    # what is left of the 8-bit controls, but for NEL, which is a line end
    "|[\x80-\x84\x86-\x9f]"
)
_LINE_END = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_SPACES = r"\s+"
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_JOINERS = _ZWNJ + _ZWJ
_STYLE = "\ufe0f"
_PICTURE = "[\u00a9\u00ae\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_SHAPED = (
    # Arabic, Syriac, N'Ko and their kin; the scripts of India; Tibetan, Burmese; Khmer, Mongolian; more of each
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufeff"
    "\U00010d00-\U00010d3f\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)
"""Scripts in which a joiner, or its opposite, decides how the letters beside it look."""
_DROPPED = frozenset(("Cc", "Cs", "Co", "Cn", "Cf"))
_TOO_WIDE = dict.fromkeys((0xFE0F, *range(0x1F3FB, 0x1F400)))
_ASCII = frozenset(map(chr, range(128)))
_LIMIT = 20_000


def clean(text: str, newlines: bool = True, limit: int = _LIMIT) -> str:
    """Returns `text` harmless, at most `limit` characters long; without `newlines` on a single line."""
    return clean_flagged(text, newlines, limit)[0]


def clean_flagged(text: str, newlines: bool = True, limit: int = _LIMIT) -> tuple[str, bool]:
    """Returns the harmless text, and whether hidden or controlling characters were removed from it."""
    hidden = False
    if not _is_clean(text):
        # work is bounded before it begins; cutting again below keeps a second pass equal
        text, hidden = _scrub(text[: 4 * limit])
    if len(text) > limit:
        text = text[:limit].rstrip(_JOINERS)  # one at the end joins nothing
    if not newlines and "\n" in text:
        text = text.replace("\n", " ")
    return text, hidden


def one_line(text: str) -> str:
    """Returns `text` harmless on a single line, every run of white space one space."""
    if len(text) <= _LIMIT and "  " not in text and text.isprintable() and _is_clean(text):
        return text.strip()  # a space is the only white space that is printable
    return re.sub(_SPACES, " ", clean(text, newlines=False)).strip()


def sentence(words: str) -> str:
    """Begins with a capital letter; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def opening(text: str, letters: int) -> str:
    """Returns at most `letters` of `text`; dots say that it goes on."""
    return text if len(text) <= letters else f"{text[:letters].rstrip()} …"


def for_multiplexer(text: str) -> str:
    """Strips the emoji style selector and skin tones, whose width tmux and screen count differently."""
    return text if text.isascii() else text.translate(_TOO_WIDE)


def _is_clean(text: str) -> bool:
    """True for what needs no work: the common case, told by a few passes in C."""
    if not (text if "\n" not in text else text.replace("\n", "")).isprintable():
        return False
    if text.isascii():
        return True
    if not unicodedata.is_normalized("NFC", text):
        return False
    category = unicodedata.category
    return not any(category(character)[0] == "M" for character in set(text).difference(_ASCII))


def _scrub(text: str) -> tuple[str, bool]:
    text = unicodedata.normalize("NFC", text)
    text, escapes = re.subn(_ESCAPE, ESCAPE_MARK, text)
    text = re.sub(_LINE_END, "\n", text).replace("\t", _TAB)
    hidden = escapes > 0
    dropped: dict[int, None] = {}
    marks = set()
    for character in set(text):
        category = unicodedata.category(character)
        if character in _JOINERS or category[0] == "M":
            marks.add(character)
        elif category in _DROPPED and character != "\n":
            dropped[ord(character)] = None
    if dropped:
        text, hidden = text.translate(dropped), True
    if marks:
        thinned = _thin(text, marks)
        text, hidden = thinned, hidden or len(thinned) != len(text)
    if _ZWNJ in text or _ZWJ in text:
        joined = _joined(text)
        text, hidden = joined, hidden or len(joined) != len(text)
    # taking characters out can bring together what composes
    return unicodedata.normalize("NFC", text), hidden


def _joined(text: str) -> str:
    """Keeps joiners where they join: between pictures, and beside letters whose shape they decide.

    Between other letters they only hide, and a terminal's cells are counted wrongly there.
    """
    kept: list[str] = []
    for n, character in enumerate(text):
        if character in _JOINERS:
            behind = text[n + 1 : n + 2]
            before = kept[-1] if kept else ""
            if not (_shaped(before) or _shaped(behind)):
                if before == _STYLE and len(kept) > 1:
                    before = kept[-2]
                if character == _ZWNJ or not (re.match(_PICTURE, before) and re.match(_PICTURE, behind)):
                    continue
        kept.append(character)
    return "".join(kept)


def _shaped(character: str) -> bool:
    return bool(re.match(_SHAPED, character)) and unicodedata.category(character)[0] in "LM"


def _thin(text: str, marks: set[str]) -> str:
    """Keeps the first few marks of each run."""
    kept = []
    run = 0
    for character in text:
        run = run + 1 if character in marks else 0
        if run <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
