"""Decides what of a text is heard when it is judged: its words, without handles, links and our own names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

MOST_READ = 2_000
"""Characters read of one text; what matters is said before."""

_LINK = re.compile(r"https?://[^\s<>]+|\bwww\.[^\s<>]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@./])@[\w.-]*\w(?:@[\w.-]*\w)?")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STRAIGHT = str.maketrans("’‘ʼ`´“”", "'''''\"\"")


class Reading(Struct, frozen=True):
    """A text prepared for judging. All parts keep the places of the original."""

    text: str
    """The original, cut."""
    plain: str
    """Handles, links and own names blanked out, quotes straight."""
    low: str
    """`plain` in lower case."""
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    """Start and end of each word."""
    english: bool
    addressed: bool
    network: str
    sound: tuple[float, float] = (0.0, 0.0)
    """Which share of its words sounds friendly, and which unfriendly; nought where that was not measured."""


def read(
    text: str,
    *,
    own_names: Sequence[str] = (),
    english: bool = True,
    addressed: bool = True,
    network: str = "",
    plain: str | None = None,
    sound: tuple[float, float] = (0.0, 0.0),
) -> Reading:
    """Prepares a text for judging; `plain` is the masked text where it is at hand, `sound` what `tone` measured."""
    text = text[:MOST_READ]
    if plain is None:
        plain = masked(text, own_names)
    low = plain.lower()
    if len(low) != len(plain):
        # a few letters grow in lower case, and places must stay true
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in plain)
    found = list(_WORD.finditer(low))
    return Reading(
        text=text,
        plain=plain,
        low=low,
        words=tuple([word[0] for word in found]),
        places=tuple([word.span() for word in found]),
        english=english,
        addressed=addressed,
        network=network,
        sound=sound,
    )


def masked(text: str, own_names: Sequence[str] = ()) -> str:
    """Returns `text`, equally long, with links, handles and own names blank and quotes straight."""
    if not text.isascii():
        text = text.translate(_STRAIGHT)
    if "://" in text or "ww." in text.lower():
        text = _LINK.sub(_blank, text)
    if "@" in text:
        text = _HANDLE.sub(_blank, text)
    if own_names:
        pattern = _names(tuple(own_names))
        if pattern is not None:
            text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


@lru_cache(maxsize=64)
def _names(own_names: tuple[str, ...]) -> re.Pattern[str] | None:
    names = sorted({name.strip() for name in own_names if name.strip()}, key=len, reverse=True)
    if not names:
        return None
    either = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!\w)#?(?:{either})(?!\w)", re.IGNORECASE)
