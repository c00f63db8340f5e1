"""Decides what a rule waits for and what it does. It sorts and prepares; nothing that it can do sends."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

import msgspec
from msgspec import Struct

from socialtui.domain.conversation import State
from socialtui.domain.mention import Band, Kind
from socialtui.domain.query import is_on

UNTIL_ANSWER = "until they answer"
"""The snooze that ends when they write again."""

_UNITS = ((86_400, "d"), (3600, "h"), (60, "m"), (1, "s"))


class When(Struct, frozen=True, omit_defaults=True):
    """What has to hold of a word somebody said; each condition that is set, and one of its list."""

    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    """Whole words or phrases; a star at the end stands for any ending."""
    networks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    below: float | None = None
    """Tone lower than this."""
    above: float | None = None
    """Tone higher than this."""
    age: int = 0
    """Seconds that it has waited for an answer, at least."""


class Do(Struct, frozen=True, omit_defaults=True):
    """What is done with a conversation."""

    tags: tuple[str, ...] = ()
    snooze: str = ""
    """A stretch or a day as people type it, or UNTIL_ANSWER."""
    assign: str = ""
    """For whom it is claimed."""
    band: Band | None = None
    note: str = ""
    draft: str = ""
    """The saved reply that becomes the draft, to be looked over and sent by a person."""


class Rule(Struct, frozen=True):
    """Acts by itself on what comes in."""

    name: str
    when: When
    do: Do

    @property
    def label(self) -> str:
        """Who the log says did it."""
        return f"rule {self.name}"

    @property
    def sign(self) -> str:
        """Tells whether a rule still says what it said when it was tried."""
        said = msgspec.json.encode((self.when, self.do))
        return sha256(said).hexdigest()[:16]


class Macro(Struct, frozen=True):
    """The same acts under a name, done by hand."""

    name: str
    do: Do


class Rulebook(Struct, frozen=True):
    """What a person wrote down, in the file's order."""

    rules: tuple[Rule, ...] = ()
    macros: tuple[Macro, ...] = ()


class Heard(Struct, frozen=True):
    """One word of somebody's, with all that a rule may ask of it. Times are UTC seconds."""

    mention_id: int
    conversation_id: int
    said_at: int
    text: str
    kind: Kind
    network: str
    code: str
    source: str
    handle: str
    name: str
    language: str
    tone: float | None
    tags: tuple[str, ...]
    state: State
    waiting_since: int
    """The conversation's first unanswered word."""
    waited: int | None = None
    """Seconds without an answer; None where it is seen to, or nobody can say."""


def holds(when: When, heard: Heard) -> bool:
    """Whether a rule waits for this word."""
    return (
        (not when.kinds or heard.kind in when.kinds)
        and (not when.networks or is_on(heard.network, heard.code, when.networks))
        and (not when.sources or heard.source.lower().startswith(when.sources))
        and (not when.tags or any(tag in heard.tags for tag in when.tags))
        and (not when.languages or _speaks(heard.language, when.languages))
        and (not when.authors or _is_one(heard, when.authors))
        and (when.below is None or (heard.tone is not None and heard.tone < when.below))
        and (when.above is None or (heard.tone is not None and heard.tone > when.above))
        and (not when.words or _says(heard.text, when.words))
        and (not when.age or (heard.waited is not None and heard.waited >= when.age))
    )


def _speaks(language: str, wanted: tuple[str, ...]) -> bool:
    tag = language.lower().replace("_", "-")
    return any(tag == one or tag.startswith(f"{one}-") for one in wanted)


def _is_one(heard: Heard, authors: tuple[str, ...]) -> bool:
    """By the whole handle, the part before its server, or the name."""
    handle = heard.handle.casefold()
    return any(one in (handle, handle.partition("@")[0], heard.name.casefold()) for one in authors)


def _says(text: str, words: tuple[str, ...]) -> bool:
    return _phrases(words).search(text) is not None


@lru_cache(maxsize=256)
def _phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, in whole words, whatever the case and the spaces between."""
    forms = []
    for phrase in words:
        parts = [re.escape(part) for part in phrase.rstrip("*").split()]
        ending = r"\w*" if phrase.endswith("*") else ""
        forms.append(r"\s+".join(parts) + ending)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def acts_once(said_at: int, acted_on: int | None, waiting_since: int) -> bool:
    """Whether a rule may act here: it did not yet, or they were answered since and now write anew.

    `acted_on` is when the word that it acted on was said.
    """
    return acted_on is None or (acted_on < waiting_since <= said_at)


# In words


def when_words(when: When) -> str:
    """kind complaint or question · "refund" or "money back" · waits 3h"""
    tone = [
        f"tone {side} {limit:g}"
        for side, limit in (("below", when.below), ("above", when.above))
        if limit is not None
    ]
    parts = [
        _any("kind", (kind.value for kind in when.kinds)),
        _any("", (f'"{words}"' for words in when.words)),
        _any("on", when.networks),
        _any("source", when.sources),
        _any("by", when.authors),
        _any("in", when.languages),
        _any("tag", when.tags),
        *tone,
        f"waits {spelled(when.age)}" if when.age else "",
    ]
    return " · ".join(part for part in parts if part)


def do_words(do: Do) -> str:
    """tag billing · assign ben · draft from refund"""
    parts = [
        f"tag {', '.join(do.tags)}" if do.tags else "",
        f"snooze {do.snooze}" if do.snooze else "",
        f"assign {do.assign}" if do.assign else "",
        f"band {do.band.name.lower()}" if do.band is not None else "",
        f'note "{do.note}"' if do.note else "",
        f"draft from {do.draft}" if do.draft else "",
    ]
    return " · ".join(part for part in parts if part)


def _any(what: str, words: Iterable[str]) -> str:
    listed = " or ".join(words)
    return f"{what} {listed}".strip() if listed else ""


def spelled(seconds: int) -> str:
    """90m, 3h, 2d: the largest unit without a rest."""
    size, unit = next((size, unit) for size, unit in _UNITS if seconds % size == 0)
    return f"{seconds // size}{unit}"
