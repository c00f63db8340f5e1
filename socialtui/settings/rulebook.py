"""Decides whether a file of rules and macros may stand, and names every fault in it at once."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from socialtui.domain.mention import Band, Kind
from socialtui.domain.nearest import meant, no_such
from socialtui.domain.query import no_network
from socialtui.domain.rules import UNTIL_ANSWER, Do, Macro, Rule, Rulebook, When
from socialtui.settings.measures import duration
from socialtui.settings.tomlfile import Keys, Toml, read_toml

DAY = 86_400
MOST_AGE = 90 * DAY
LONGEST_NOTE = 500
LONGEST_TAG = 40
LONGEST_NAME = 40

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOMENT = re.compile(r"\d{1,4}[mhdw]|(?:tomorrow|[a-z]{3,9})(?: \d{1,2}:\d{2})?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow")
_BANDS = tuple(band.name.lower() for band in Band if band is not Band.BROKEN_PROMISE)
_TONE = re.compile(r"(below|above) ([+-]?(?:0?\.\d+|[01](?:\.\d+)?))")

Note = Callable[[str], None]
"""Takes the words of a fault."""
Reader = Callable[[Any, Note], dict[str, Any]]
"""The fields that a key's value sets."""


def read_rules(path: Path, networks: Iterable[str] = ()) -> Rulebook:
    """Reads the rules; a missing file has none. ConfigFault names every fault in it.

    With `networks` given, a rule that names another one is a fault too.
    """
    return rules_of(read_toml(path), networks)


def rules_of(toml: Toml, networks: Iterable[str] = ()) -> Rulebook:
    """The rules that a file's content says. ConfigFault names every fault in it."""
    reading = _Reading(toml, tuple(networks))
    for key in toml.value:
        if key not in ("rule", "macro"):
            reading.fault((key,), no_such(key, ("rule", "macro"), "table; write [rule.NAME] or [macro.NAME]"))
    rules = tuple(
        Rule(name, reading.when(place, table), reading.do(place, table))
        for name, place, table in reading.tables("rule", ("when", "do"))
    )
    macros = tuple(
        Macro(name, reading.do(place, table)) for name, place, table in reading.tables("macro", ("do",))
    )
    toml.refuse(reading.faults)
    return Rulebook(rules, macros)


class _Reading:
    """One file being read; what is wrong is kept until all of it was seen."""

    def __init__(self, toml: Toml, networks: tuple[str, ...]) -> None:
        self._toml, self._networks = toml, networks
        self.faults: list[str] = []

    def fault(self, place: Keys, words: str) -> None:
        self.faults.append(self._toml.fault(place, words))

    def tables(self, kind: str, keys: tuple[str, ...]) -> list[tuple[str, Keys, Mapping[str, Any]]]:
        """Name, place and content of each table of a kind."""
        found: list[tuple[str, Keys, Mapping[str, Any]]] = []
        named = self._toml.value.get(kind, {})
        if not isinstance(named, Mapping):
            self.fault((kind,), f"must be tables; write [{kind}.NAME]")
            return found
        for name, table in named.items():
            place: Keys = (kind, name)
            if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
                self.fault(place, "a name is made of a-z, 0-9 and single hyphens, at most 40 letters")
            if not isinstance(table, Mapping):
                self.fault(place, f"must be a table; write [{kind}.NAME]")
                continue
            for key in table:
                if key not in keys:
                    self.fault((*place, key), no_such(key, keys, f"key of a {kind}"))
            found.append((name, place, table))
        return found

    def when(self, place: Keys, table: Mapping[str, Any]) -> When:
        """The conditions; a rule without one would act on everything."""
        readers = {**WHEN, "network": _network(self._networks)}
        values = self._part((*place, "when"), table.get("when"), readers, "what it waits for")
        return When(**values)

    def do(self, place: Keys, table: Mapping[str, Any]) -> Do:
        """The acts."""
        return Do(**self._part((*place, "do"), table.get("do"), DO, "what it does"))

    def _part(self, place: Keys, value: Any, readers: Mapping[str, Reader], what: str) -> dict[str, Any]:
        name = place[-1]
        if not isinstance(value, Mapping) or not value:
            self.fault(place, f"must say {what}, such as {name} = {{ {_EXAMPLES[str(name)]} }}")
            return {}
        values: dict[str, Any] = {}
        for key, said in value.items():
            inside = (*place, key)
            if key not in readers:
                elsewhere = "do" if name == "when" else "when"
                other = DO if name == "when" else WHEN
                hint = f"no such key here; it belongs to {elsewhere}" if key in other else ""
                self.fault(inside, hint or no_such(key, readers, "key"))
                continue

            def note(words: str, inside: Keys = inside) -> None:
                self.fault(inside, words)

            values |= readers[key](said, note)
        return values


_EXAMPLES = {"when": 'kind = "complaint"', "do": 'tag = "billing"'}


def _texts(value: Any, note: Note, longest: int = 80) -> tuple[str, ...]:
    """One text or a list of them."""
    listed = value if isinstance(value, list) else [value]
    if not listed:
        note("must not be an empty list")
    good = []
    for one in listed:
        if not isinstance(one, str):
            note("must be text in quotes, or a list of texts")
        elif not one.strip() or not one.isprintable() or len(one) > longest:
            note(f"must be one line of 1 to {longest} letters")
        else:
            good.append(" ".join(one.split()))
    return tuple(dict.fromkeys(good))


def _one_text(value: Any, note: Note, longest: int) -> str:
    if not isinstance(value, str):
        note("must be text in quotes")
        return ""
    found = _texts(value, note, longest)
    return found[0] if found else ""


def _kinds(value: Any, note: Note) -> dict[str, Any]:
    known = tuple(kind.value for kind in Kind)
    words = _texts(value, note)
    for word in words:
        if word.lower() not in known:
            note(f"{word}: {no_such(word, known, 'kind')}")
    return {"kinds": tuple(kind for kind in Kind if kind.value in {word.lower() for word in words})}


def _phrases(value: Any, note: Note) -> dict[str, Any]:
    words = _texts(value, note)
    for word in words:
        if not re.search(r"\w", word):
            note(f"“{word}” has no letter to look for")
        elif "*" in word[:-1]:
            note(f"“{word}”: a star stands at the end only")
    return {"words": words}


def _network(known: tuple[str, ...]) -> Reader:
    def read(value: Any, note: Note) -> dict[str, Any]:
        words = tuple(word.lower() for word in _texts(value, note))
        for word in words:
            if no_network(word, known):
                note(f"{word}: {no_such(word, known, 'network')}")
        return {"networks": words}

    return read


def _plain(field: str, *, strip: str = "") -> Reader:
    def read(value: Any, note: Note) -> dict[str, Any]:
        return {field: tuple(word.lstrip(strip).casefold() for word in _texts(value, note))}

    return read


def _languages(value: Any, note: Note) -> dict[str, Any]:
    words = _texts(value, note)
    for word in words:
        if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", word):
            note(f'{word}: must be a language tag such as "de" or "pt-br"')
    return {"languages": tuple(word.lower().replace("_", "-") for word in words)}


def _tone(value: Any, note: Note) -> dict[str, Any]:
    found = _TONE.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    if found is None or not -1 <= float(found[2]) <= 1:
        note('must be "below N" or "above N", N from -1 to 1, such as "below -0.4"')
        return {}
    return {found[1]: float(found[2])}


def _age(value: Any, note: Note) -> dict[str, Any]:
    try:
        seconds = duration(value) if isinstance(value, str) else 0
    except ValueError:
        seconds = 0
    if not 60 <= seconds <= MOST_AGE:
        note('must be a time such as "30m", "4h" or "2d", at most 90d')
    return {"age": seconds}


def _tags(value: Any, note: Note) -> dict[str, Any]:
    tags = tuple(tag.lstrip("#").lower() for tag in _texts(value, note))
    for tag in tags:
        if not tag or len(tag) > LONGEST_TAG or " " in tag:
            note("a tag is one word of at most 40 letters")
    return {"tags": tags}


def _snooze(value: Any, note: Note) -> dict[str, Any]:
    text = _one_text(value, note, 40).lower()
    found = _MOMENT.fullmatch(text)
    day = text.partition(" ")[0]
    named = not day[:1].isdigit()
    right = found and (not named or any(one == day or one[:3] == day for one in _DAYS))
    if text and text != UNTIL_ANSWER and (not right or re.fullmatch(r"0+[mhdw]", text)):
        hint = meant(day, _DAYS) if named else ""
        note(f'must be such as "2h", "tomorrow", "mon 9:00" or "{UNTIL_ANSWER}"{hint}')
    return {"snooze": text}


def _band(value: Any, note: Note) -> dict[str, Any]:
    word = _one_text(value, note, 40).lower()
    if word not in _BANDS:
        if word:
            note(f"{word}: {no_such(word, _BANDS, 'band')}")
        return {}
    return {"band": Band[word.upper()]}


def _short(field: str, longest: int) -> Reader:
    return lambda value, note: {field: _one_text(value, note, longest)}


WHEN: Mapping[str, Reader] = {
    "kind": _kinds,
    "words": _phrases,
    "network": _network(()),
    "source": _plain("sources"),
    "author": _plain("authors", strip="@"),
    "language": _languages,
    "tone": _tone,
    "age": _age,
    "tag": _tags,
}
DO: Mapping[str, Reader] = {
    "tag": _tags,
    "snooze": _snooze,
    "assign": _short("assign", 60),
    "band": _band,
    "note": _short("note", LONGEST_NOTE),
    "draft": _short("draft", 60),
}

EXAMPLE = """\
# Rules sort what comes in; macros are the same acts, done by hand. Nothing here ever sends.
# A rule is off until it was tried on what came before, and then switched on:
#   socialtui rules check            what is wrong in this file
#   socialtui rules try refunds      what it would have hit in 30 days
#   socialtui rules on refunds
# A rule that is changed is off again until it was tried once more.
#
# when   all of it must hold, and of a list one:
#        kind  words ("refund*" hears refunds too)  network  source  author  language
#        tone ("below -0.4")  age ("3h" without an answer)  tag
# do     tag  snooze ("2h", "tomorrow", "until they answer")  assign (claims it for somebody)
#        band (complaint, question, lead, error, praise, chatter, spam)  note  draft (a file of replies/)

[rule.refunds]
when = { kind = ["complaint", "question"], words = ["refund*", "money back"] }
do = { tag = "billing" }

[rule.lead-waits]
when = { kind = "lead", age = "3h" }
do = { tag = "hurry", note = "A lead has waited three hours." }

[macro.billing]
do = { tag = "billing", note = "For the people who do the accounts." }
"""
"""The file to start from."""


def unwritten(toml: Toml, replies: Iterable[str]) -> list[str]:
    """Faults for saved replies that rules and macros name and nobody wrote; of a file that is right otherwise."""
    written = tuple(replies)
    return [
        toml.fault((kind, name, "do", "draft"), no_such(draft, written, "saved reply"))
        for kind in ("rule", "macro")
        for name, table in toml.value.get(kind, {}).items()
        if (draft := table["do"].get("draft", "")) and draft not in written
    ]
