"""Takes the shouting and the insults out of what somebody said, so that the claim is heard. Rephrases nothing."""

import re

MASK = "···"
"""Stands where an insult or a curse was."""

_CURSES = r"""
(?:mother)?fuck\w*|fking|f+ck\w*|bullsh[i*]t\w*|sh[i*]t(?:s|ty|show|e|hole)?|crap(?:py)?|damn(?:ed|it)?|goddamn|
bloody|bollocks|arse\w*|ass(?:es|hole|holes|hat|hats)?|bastards?|bitch(?:es|y)?|wankers?|twats?|dick(?:s|head|heads)?|
pricks?|cunts?|piss(?:ed)?\s+off|wtf|ffs|stfu|wth|gtfo
"""
_INSULTS = r"""
idiot\w*|imbecile\w*|moron\w*|cretin\w*|retard\w*|stupid(?:ity|est)?|dumb(?:est|ass\w*)?|fools?|clowns?|jerks?|losers?|
scum(?:bag\w*)?|liars?|crooks?|thieves|thief|parasites?|vermin|bozos?|dimwits?|halfwits?|numbskulls?|incompetents|
brain\s?dead|brainless|pathetic|clueless|lazy|useless(?=\s+(?:people|staff|company|lot|bunch|team|idiots?|clowns?))|
arschl\w+|schei(?:ß|ss)\w*|idioten|trottel|deppen?|merde|connards?|putain|mierda|cabr[oó]n(?:es)?|gilipollas|
stronz[oi]|cazzo|coglion[ei]|caralho|porra|merda
"""
_RUDE = re.compile(rf"\b(?:{_CURSES}|{_INSULTS})\b".replace("\n", ""), re.IGNORECASE)
_STARRED = re.compile(
    r"(?<!\w)[a-z]{1,3}(?=!*[*#@$%])[*#@$%!]{2,}[a-z]*(?!\w)|(?=!*[#@$%&*])[#@$%&*!]{4,}", re.IGNORECASE
)
_MARKS = re.compile(r"([!?])[!?1]*[!?]+")
_DOTS = re.compile(r"\.{4,}|…{2,}")
_LETTERS = re.compile(r"(\w)\1{3,}")
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)*")
_LOUD = re.compile(r"\b[^\W\d_]{4,}\b")
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[\W\d_]")
_CAPITALS = re.compile(r"\b[A-ZÄÖÜÀÂÇÉÈÊÎÔÑ]+(?:[ ,'’]+[A-ZÄÖÜÀÂÇÉÈÊÎÔÑ]+){2,}\b")
_LINK = re.compile(r"https?://\S+|[@#]\w[\w.@-]*")

MOST_CAPITALS = 0.6
"""The share of capitals from which a whole text shouts, its short words too."""


def calm(text: str) -> str:
    """The same words in the same order, insults masked, capitals and rows of marks lowered; links stay."""
    parts, at = [], 0
    shouts = _shouts(text)
    for link in _LINK.finditer(text):
        parts += [_calm(text[at : link.start()], shouts), link[0]]
        at = link.end()
    return "".join([*parts, _calm(text[at:], shouts)])


def _shouts(text: str) -> bool:
    letters = [letter for letter in _LINK.sub("", text) if letter.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > MOST_CAPITALS * len(letters)


def _calm(text: str, shouts: bool) -> str:
    text = _RUDE.sub(MASK, text)
    text = _STARRED.sub(MASK, text)
    text = re.sub(rf"{MASK}(?:\s*{MASK})+", MASK, text)
    text = _DOTS.sub("…", _MARKS.sub(_mark, text))
    text = _LETTERS.sub(lambda found: found[1] if not found[1].isdigit() else found[0], text)
    if not shouts:
        text = _lower_rows(text)
    words = _WORD if shouts else _LOUD
    return words.sub(lambda found: _lowered(text, found), text)


def _lower_rows(text: str) -> str:
    """Three and more words in capitals in a row shout, the short ones among them too."""
    parts, at = [], 0
    for row in _CAPITALS.finditer(text):
        parts.append(text[at : row.start()])
        for word in _PIECE.finditer(text, row.start(), row.end()):
            parts.append(_lowered(text, word) if word[0].isalpha() or "'" in word[0] else word[0])
        at = row.end()
    return "".join([*parts, text[at:]])


def _mark(found: re.Match[str]) -> str:
    return "?" if "?" in found[0] else "."


def _lowered(text: str, found: re.Match[str]) -> str:
    """A shouted word in small letters, with a capital where a sentence begins; others as they are."""
    word = found[0]
    if not word.isupper():
        return word
    before = text[: found.start()].rstrip()
    if word == "I" or not before or before[-1] in ".!?\n":
        return word[:1] + word[1:].lower()
    return word.lower()
