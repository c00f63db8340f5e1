"""Decides what the bytes of a mail say: transfer encodings, character sets that lie, encoded words, addresses.

Nothing here raises: what can't be read is read as well as it can be.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterable
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import decode_params, getaddresses

_ALIASES = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
"""What a name means in mails as they are: most of these are told for their larger kin."""
_NOT_TEXT = frozenset(("base64", "hex", "zlib", "bz2", "uu", "quopri", "rot13", "rot-13", "punycode", "idna",
                       "undefined", "unicode_escape", "unicode-escape", "raw_unicode_escape"))  # fmt: skip
"""Python's codecs that are no character sets, or no safe ones."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})", re.I)
_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,40}\?[bBqQ]\?)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_ADDRESS = re.compile(r"[^\s<>\"(),;:\[\]@]+@[^\s<>\"(),;:\[\]]+")
_ODD_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*)[ \t]+:", re.M)


def transfer_decoded(data: bytes, encoding: str) -> bytes:
    """The bytes behind a Content-Transfer-Encoding; those of an unknown one as they are."""
    encoding = encoding.strip().strip("'\"").lower()
    if encoding == "base64":
        return _from_base64(data)
    if encoding == "quoted-printable":
        return quopri.decodestring(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uu(data)
    return data


def _from_base64(data: bytes) -> bytes:
    """Whatever stands between the letters; a cut end is left off."""
    letters = _NOT_BASE64.sub(b"", data.split(b"=", 1)[0] if data.rstrip().endswith(b"=") else data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return data


def _from_uu(data: bytes) -> bytes:
    lines, inside = [], False
    for line in data.splitlines():
        if line.startswith(b"begin "):
            inside = True
        elif line.strip() in (b"end", b"`"):
            break
        elif inside and line:
            try:
                lines.append(binascii.a2b_uu(line))
            except binascii.Error:
                length = (((line[0] - 32) & 63) * 4 + 5) // 3
                try:
                    lines.append(binascii.a2b_uu(line[:length]))
                except binascii.Error:
                    continue
    return b"".join(lines) if inside else data


def text_of(data: bytes, charset: str = "", *, html: bool = False) -> str:
    """The text of some bytes, by the character set that they name, unless they show another one."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if not charset and html and (found := _META.search(data[:2000])):
        charset = found[1].decode("ascii")
    named = codec_of(charset)
    if b"\x1b$" in data or b"\x1b(" in data:
        named = "iso-2022-jp" if not named or named == "cp1252" else named
    if data.isascii() and named in ("", "cp1252", "utf-8"):
        return data.decode("ascii")
    # Bytes that happen to be UTF-8 but aren't meant so are rare; those under another name are not.
    tries = (
        ("utf-8", named, "cp1252") if named in ("", "cp1252", "iso8859-15") else (named, "utf-8", "cp1252")
    )
    for name in tries:
        try:
            if name:
                return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode(named or "utf-8", "replace")


def codec_of(charset: str) -> str:
    """Python's name of a character set; empty for one that nobody knows."""
    name = charset.strip().strip("'\"").lower().removeprefix("charset=")
    name = _ALIASES.get(name, name)
    if not name or name in _NOT_TEXT:
        return ""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if found in _NOT_TEXT else _ALIASES.get(found, found)


def headers_of(raw: bytes) -> Message:
    """The header of a mail, its lines unfolded where they are asked for."""
    return BytesHeaderParser().parsebytes(_ODD_HEADER.sub(rb"\1:", raw))


def raw_values(headers: Message, name: str) -> list[str]:
    """Every line of that name, unfolded, its encoded words as they came."""
    found = []
    for key, value in headers.raw_items():
        if key.strip().lower() == name.lower():
            data = str(value).encode("utf-8", "surrogateescape")
            found.append(" ".join(text_of(data).split()))
    return found


def raw_value(headers: Message, name: str) -> str:
    """The first line of that name; empty where there is none."""
    return next(iter(raw_values(headers, name)), "")


def value(headers: Message, name: str) -> str:
    """The first line of that name, in words."""
    return words_of(raw_value(headers, name))


def words_of(raw: str) -> str:
    """A header's text with its encoded words decoded; neighbours of one set are one text, cut anywhere."""
    if "=?" not in raw:
        return raw
    parts: list[str] = []
    held, held_set = b"", ""

    def let_go() -> None:
        nonlocal held
        if held:
            parts.append(text_of(held, held_set))
        held = b""

    at = 0
    raw = _BETWEEN.sub(r"\1", raw)
    for found in _WORD.finditer(raw):
        if between := raw[at : found.start()]:
            let_go()
            parts.append(between)
        charset = found[1].partition("*")[0].lower()
        if charset != held_set:
            let_go()
            held_set = charset
        held += _word(found[2], found[3])
        at = found.end()
    let_go()
    parts.append(raw[at:])
    return "".join(parts)


def _word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    return (
        _from_base64(data)
        if encoding in "bB"
        else quopri.decodestring(data.replace(b"_", b" "), header=False)
    )


def addresses(headers: Message, name: str) -> list[tuple[str, str]]:
    """(name, address) of everybody on the lines of that name; those without an address are left out."""
    lines = raw_values(headers, name)
    try:
        told = getaddresses(lines)
    except (RecursionError, ValueError, IndexError):
        told = []
    found = [
        (words_of(shown).strip().strip("'\""), address.strip())
        for shown, address in told
        if _ADDRESS.fullmatch(address.strip())
    ]
    if not found:
        # Quotes that never end, groups, comments in comments: what looks like an address is one.
        found = [("", address.strip(".")) for line in lines for address in _ADDRESS.findall(words_of(line))]
    return list({address.lower(): (shown, address) for shown, address in reversed(found)}.values())[::-1]


def parameter(params: Iterable[tuple[str, str]], name: str) -> str:
    """A MIME parameter, in words; in pieces and in a set of its own, as RFC 2231 has it."""
    try:
        decoded = decode_params([("", ""), *((key.lower(), text) for key, text in params)])
    except (ValueError, IndexError, UnicodeError):
        decoded = [(key.lower(), text) for key, text in params]
    found = next((text for key, text in decoded if key.lower() == name), "")
    if isinstance(found, tuple):
        charset, _, text = found
        return text_of(text.encode("latin-1", "replace"), charset or "utf-8").strip().strip('"')
    return words_of(found.strip().strip('"'))
