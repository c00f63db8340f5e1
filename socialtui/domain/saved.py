"""Decides what a saved reply is: words with places to fill in, none of which leaves empty.

A file of `replies/` is Markdown with `{name}`-style places. It may begin with lines of TOML between two
lines of `+++`; `words` says what it is for.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from socialtui.domain.errors import ConfigFault

FENCE = "+++"
LONGEST = 20_000
"""Letters of a saved reply; no answer has as many."""
OWN_WORDS = 3
"""Words beside the saved ones that make a sentence of one's own."""

_FIELD = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*(?:[ -][A-Za-z0-9_]+)*)\}")
_NAME = re.compile(r"[\w.-]+(?: [\w.-]+)*")
_WORD = re.compile(r"\w+")


class Saved(Struct, frozen=True):
    """One saved reply."""

    name: str
    """The file's name without its ending."""
    words: str
    """One line to know it by."""
    text: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The places to fill in, each once, in their order."""
        return fields(self.text)


class Field(Struct, frozen=True):
    """A place that is still open in a text."""

    name: str
    start: int
    end: int


def parse(name: str, content: str) -> Saved:
    """Reads a file's content. ConfigFault names what is wrong with it."""
    if not _NAME.fullmatch(name):
        raise _fault(name, 1, "a saved reply's name is made of letters, digits, dots and hyphens")
    content = content.replace("\r\n", "\n")
    front, body = _front(name, content)
    text = body.strip()
    if not text:
        raise _fault(name, 1, "has no words to send")
    if len(text) > LONGEST:
        raise _fault(name, 1, f"has more than {LONGEST} letters")
    return Saved(name, _about(name, front) or _first_line(text), text)


def _front(name: str, content: str) -> tuple[str, str]:
    """The lines between the fences, and the rest."""
    first, _, rest = content.partition("\n")
    if first.strip() != FENCE:
        return "", content
    front: list[str] = []
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.strip() == FENCE:
            return "\n".join(front), "\n".join(lines[number + 1 :])
        front.append(line)
    raise _fault(name, 1, f"begins with {FENCE}, and no second {FENCE} ends its front lines")


def _about(name: str, front: str) -> str:
    """What the front lines say of it; other keys are left for others to read."""
    if not front.strip():
        return ""
    import tomllib

    try:
        value = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise _fault(name, 2, f"its front lines are no TOML: {error}") from error
    words = value.get("words", "")
    if not isinstance(words, str) or not words.isprintable():
        raise _fault(name, 2, "words must be one line of text in quotes")
    return words.strip()


def _fault(name: str, line: int, words: str) -> ConfigFault:
    shown = name if name.isprintable() else ascii(name)
    return ConfigFault((f"replies/{shown}.md:{line}: {words}",), "Mend the file, or take it out.")


def _first_line(text: str) -> str:
    return text.splitlines()[0].lstrip("# ").strip()


# Places to fill in


def fields(text: str) -> tuple[str, ...]:
    """The names of the open places, each once, in their order."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def place(name: str) -> str:
    """By which name a place is known, however it is written: {Order-No} is order no."""
    return name.strip().lower().replace("-", " ").replace("_", " ")


def first_open(text: str) -> Field | None:
    """Where the first open place stands."""
    found = _FIELD.search(text)
    return Field(found[1], found.start(), found.end()) if found else None


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with what is known (`place` → words) put in; the rest stays open. Nothing put in is filled itself."""

    def value(found: re.Match[str]) -> str:
        return known.get(place(found[1]), "") or found[0]

    return _FIELD.sub(value, text)


def still_open(text: str) -> str:
    """What to say of the open places; empty when there are none."""
    names = fields(text)
    if not names:
        return ""
    shown = ", ".join("{" + name + "}" for name in names)
    return f"{shown} {'is' if len(names) == 1 else 'are'} not filled in."


# Own words


def only_saved(text: str, replies: Iterable[Saved]) -> str:
    """The name of the saved reply that this text is and hardly more; empty when its writer said something, too."""
    words = " ".join(text.split())
    for saved in replies:
        if not (fixed := [" ".join(part.split()) for part in _FIELD.split(saved.text)[::2]]):
            continue
        pattern = ".{0,80}?".join(re.escape(part) for part in fixed).replace(r"\ ", " ")
        found = re.search(pattern, words)
        if found and sum(map(len, fixed)) > 0:
            rest = f"{words[: found.start()]} {words[found.end() :]}"
            if len(_WORD.findall(rest)) < OWN_WORDS:
                return saved.name
    return ""


# Finding


def fuzzy(query: str, text: str) -> int:
    """How well letters typed in order fit a text, higher for runs and beginnings of words; 0 when they don't."""
    wanted, there = query.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return 1
    score, at, run = 1, 0, 0
    for letter in wanted:
        found = there.find(letter, at)
        if found < 0:
            return 0
        run = run + 1 if found == at and score > 1 else 1
        begins = found == 0 or not there[found - 1].isalnum()
        score += 3 * run + (6 if begins else 0) - min(found - at, 4)
        score, at = max(score, 2), found + 1
    return score
