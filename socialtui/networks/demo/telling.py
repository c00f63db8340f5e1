"""Decides what words the practice people use: sentences from the banks in `words/`, drawn by dice."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

LONGEST, SHORTEST = 480, 40
"""Letters of a scripted text."""

_FIELD = re.compile(r"\{(\w+)\}")
_GIVEN = ("link", "saw")
"""Fields that are no list of things: a link is made up, what somebody saw is handed in."""

Piece = tuple[str, str]
"""What stands before a field, and the field; the last one's field is empty."""

Bank = Mapping[str, Sequence[tuple[Piece, ...]]]


class Dice:
    """An endless-enough row of throws that depends on nothing but its name."""

    __slots__ = ("_value",)

    def __init__(self, name: str) -> None:
        self._value = int.from_bytes(blake2b(name.encode(), digest_size=64).digest(), "little")

    def pick(self, options: Sequence[Any]) -> Any:
        """One of them."""
        self._value, at = divmod(self._value, len(options))
        return options[at]

    def below(self, limit: int) -> int:
        """A whole number from 0, below `limit`."""
        self._value, number = divmod(self._value, limit)
        return number

    def shuffle(self, items: list[str]) -> list[str]:
        """The same list, mixed."""
        for at in range(len(items) - 1, 0, -1):
            other = self.below(at + 1)
            items[at], items[other] = items[other], items[at]
        return items


def _sections(name: str) -> dict[str, list[str]]:
    """A file of `words/`: lines by the heading above them."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    text = (files("socialtui.networks.demo") / "words" / f"{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line[3:], [])
        elif line and not line.startswith("# "):
            lines.append(line)
    return found


@lru_cache(maxsize=4)
def lists(name: str) -> dict[str, Sequence[Any]]:
    """A file of comma-parted lists."""
    return {
        heading: tuple(item.strip() for line in lines for item in line.split(","))
        for heading, lines in _sections(name).items()
    }


@lru_cache(maxsize=1)
def things() -> dict[str, Sequence[Any]]:
    """What each field can be."""
    found = dict(lists("things"))
    for name in ("carrier", "weather", "trade", "event"):
        found[f"{name}_cap"] = tuple(word[:1].upper() + word[1:] for word in found[name])
    found["line2"] = tuple(reversed(found["line"]))
    return found | {
        "order": range(100_213, 998_917),
        "amount": range(7, 640),
        "count": range(3, 97),
        "year": range(1987, 2026),
        "year2": range(1988, 2027),
    }


def _compiled(line: str) -> tuple[Piece, ...]:
    parts = _FIELD.split(line)
    pieces = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts[-1]):
        pieces.append((parts[-1], ""))
    for _, field in pieces:
        if field and field not in _GIVEN and field not in things():
            raise KeyError(field)
    return tuple(pieces)


@lru_cache(maxsize=16)
def bank(name: str) -> Bank:
    """A language's sentences, or those of the alerts, by heading."""
    read = _sections(name)
    if name == "hostile":
        read = {key: [line.encode().decode("unicode_escape") for line in read[key]] for key in read}
    return {heading: tuple(_compiled(line) for line in lines) for heading, lines in read.items()}


def fill(sentence: tuple[Piece, ...], dice: Dice, said: dict[str, str]) -> str:
    """A sentence with its fields filled in; what was `said` before in this text stays the same."""
    words = []
    for before, field in sentence:
        words.append(before)
        if field:
            value = said.get(field)
            if value is None:
                value = said[field] = _link(dice) if field == "link" else str(dice.pick(things()[field]))
            words.append(value)
    return "".join(words)


def _link(dice: Dice) -> str:
    return f"https://{dice.pick(things()['host'])}/{dice.pick(things()['hobby'])}/{dice.below(10**7)}"


_EMOJI = {
    "complaint": ("😡", "😤", "😞", "🙄", "👎"),
    "praise": ("😊", "😍", "👍", "❤️", "🎉", "🙏"),
    "question": ("🤔", "🙏"),
    "chatter": ("😄", "☕", "🌧️", "🐈", "🚲"),
    "spam": ("🔥🔥🔥", "💰", "👉"),
}
_PATTERNS = tuple(
    tuple(pattern.split())
    for pattern in (
        "core detail",
        "core detail ask",
        "core aside ask",
        "core detail aside",
        "core aside detail aside",
        "core detail aside ask",
        "core aside detail ask",
        "core detail aside detail ask",
        "core aside detail aside ask",
        "aside core detail detail ask",
        "core aside detail detail aside ask",
        "core detail aside detail aside detail aside ask",
    )
)


def tell(kind: str, language: str, dice: Dice) -> str:
    """A first word of that kind, SHORTEST to LONGEST letters. `language` may be `alerts`."""
    sentences = bank(language)
    if f"{kind} core" not in sentences:
        language, sentences = "en", bank("en")
    said: dict[str, str] = {}
    texts: list[str] = []
    length = 0
    pattern = dice.pick(_PATTERNS)
    for at, part in enumerate((*pattern, "detail", "core", "detail", "core", "core")):
        if at >= len(pattern) and length > SHORTEST:
            break
        choices = sentences.get("aside" if part == "aside" else f"{kind} {part}")
        if not choices or (part == "aside" and kind == "spam"):
            continue
        text = fill(dice.pick(choices), dice, said)
        if length + len(text) > LONGEST - 45:
            break
        if text not in texts:
            texts.append(text)
            length += len(text) + 1
    if dice.below(3) == 0:
        texts.append(fill(dice.pick(sentences["sign"]), dice, said))
    return _finish(texts, kind, language, dice)


def _finish(texts: list[str], kind: str, language: str, dice: Dice) -> str:
    """The sentences in a row, with what people put before and after."""
    joined = " ".join(texts)
    if language == "en" and kind != "spam" and dice.below(4) == 0:
        joined = f"{dice.pick(bank('en')['opener'])[0][0]} {joined}"
    if language != "alerts" and kind in _EMOJI and dice.below(6) == 0:
        joined += " " + dice.pick(_EMOJI[kind])
    return joined


def tell_short(heading: str, language: str, dice: Dice) -> str:
    """One sentence under that heading; in English where the language has none."""
    choices = bank(language).get(heading) or bank("en")[heading]
    return fill(dice.pick(choices), dice, {})
