"""Decides whether guidelines.toml and facts.toml may stand, and names every fault in them at once."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import fields

from socialtui.domain.facts import Fact
from socialtui.domain.guidelines import Forbidden, Guidelines, Refunds, Restraint, Topic
from socialtui.domain.nearest import no_such
from socialtui.settings.tomlfile import Keys, Toml, read_toml

Read = Callable[["_Table", str], Any]

LONGEST = 500
"""Letters of a text in these files."""

GUIDELINES_TEMPLATE = """\
# What your people may say. The coach reads it before an answer leaves; nothing here stops an answer.
# `socialtui config check` names every mistake. A * at a word's end stands for any ending.

about = ""                # a few lines for whoever sits down for the first time

# [[forbidden]]
# words = ["guarantee*", "100 % safe"]
# instead = "say what holds, and until when"

# [topic.legal]
# words = ["lawyer", "sue", "court"]
# to = ["ben"]            # who answers it: E hands it over
# why = "one voice in legal matters"

# [refunds]
# who = ["ana", "ben"]    # who may promise money
# words = ["refund*", "money back", "voucher*"]

# Where joining in ends. Answers that are owed are never counted.
[restraint]
thread = 2                # words of yours in a thread where nobody asked you
person = 3                # to one person who did not ask, in seven days
day = 8                   # in a day, over all threads
links = 2                 # links that promote something, in a day of answers
"""

FACTS_TEMPLATE = """\
# What people get wrong about you, and what is right. Shown where somebody says it; ctrl+t inserts the answer.
# Words of a claim may have up to two others between them; a * stands for any ending.

# [fact.founded]
# claim = ["founded in 2011", "since 2011"]
# fact = "We were founded in 2004."
# link = "https://acme.example/about"
"""


def read_guidelines(path: Path) -> Guidelines:
    """What a company's guidelines say; a missing file says nothing. ConfigFault names every fault."""
    toml = read_toml(path)
    top = _Table(toml, (), toml.value, ("about", "forbidden", "topic", "refunds", "restraint"))
    topics = [_topic(table) for table in top.named("topic", ("words", "to", "why"))]
    lists = top.list_of_tables("forbidden", ("words", "instead"))
    forbidden = [Forbidden(table.words("words", must=True), table.text("instead")) for table in lists]
    found = Guidelines(
        top.text("about", lines=True), tuple(forbidden), tuple(topics), _refunds(top), _restraint(top)
    )
    toml.refuse(top.faults)
    return found


def _topic(table: "_Table") -> Topic:
    return Topic(
        str(table.place[-1]), table.words("words", must=True), table.words("to", must=True), table.text("why")
    )


def _refunds(top: "_Table") -> Refunds | None:
    table = top.table("refunds", ("who", "words"))
    if table is None:
        return None
    who, words = table.words("who", must=True), table.words("words")
    return Refunds(who, words) if words else Refunds(who)


def _restraint(top: "_Table") -> Restraint:
    names = [one.name for one in fields(Restraint)]
    table = top.table("restraint", tuple(names))
    if table is None:
        return Restraint()
    return Restraint(**{name: table.whole(name) for name in names if name in table.value})


def read_facts(path: Path) -> tuple[Fact, ...]:
    """The facts of facts.toml; none where there is no file. ConfigFault names every fault."""
    toml = read_toml(path)
    top = _Table(toml, (), toml.value, ("fact",))
    found = [
        Fact(
            str(table.place[-1]), table.words("claim", must=True), table.text("fact", must=True), table.link("link")
        )
        for table in top.named("fact", ("claim", "fact", "link"))
    ]  # fmt: skip
    toml.refuse(top.faults)
    return tuple(found)


class _Table:
    """One table of a file; what is wrong in it goes to the faults that all tables of the file share."""

    def __init__(
        self, toml: Toml, place: Keys, value: Mapping[str, Any], known: tuple[str, ...],
        faults: list[str] | None = None,
    ) -> None:  # fmt: skip
        self.toml, self.place, self.value = toml, place, value
        self.faults: list[str] = [] if faults is None else faults
        for key in value:
            if key not in known:
                self.fault(no_such(key, known, "key here"), key)

    def fault(self, words: str, *keys: str | int) -> None:
        """Notes what is wrong with a key of this table."""
        self.faults.append(self.toml.fault((*self.place, *keys), words))

    def _below(self, value: object, known: tuple[str, ...], *keys: str | int) -> "_Table | None":
        if isinstance(value, Mapping):
            return _Table(self.toml, (*self.place, *keys), value, known, self.faults)
        self.fault("must be a table", *keys)
        return None

    def table(self, key: str, known: tuple[str, ...]) -> "_Table | None":
        """The table below a key; None where there is none."""
        return self._below(self.value[key], known, key) if key in self.value else None

    def named(self, key: str, known: tuple[str, ...]) -> list["_Table"]:
        """`[key.NAME]`, each."""
        tables = self.value.get(key, {})
        if not isinstance(tables, Mapping):
            self.fault(f"must be tables; write [{key}.NAME]", key)
            return []
        found = [self._below(value, known, key, name) for name, value in tables.items()]
        return [table for table in found if table is not None]

    def list_of_tables(self, key: str, known: tuple[str, ...]) -> list["_Table"]:
        """`[[key]]`, each."""
        tables = self.value.get(key, [])
        if not isinstance(tables, list):
            self.fault(f"must be tables; write [[{key}]]", key)
            return []
        found = [self._below(value, known, key, n) for n, value in enumerate(tables)]
        return [table for table in found if table is not None]

    def text(self, key: str, *, must: bool = False, lines: bool = False) -> str:
        """One line of text, or a few."""
        value = self.value.get(key, "")
        if not isinstance(value, str):
            self.fault("must be text in quotes", key)
            return ""
        plain = value.replace("\n", " ") if lines else value
        if not plain.isprintable():
            self.fault("must be printable text" + ("" if lines else " on one line"), key)
        elif len(value) > LONGEST:
            self.fault(f"must be at most {LONGEST} letters long", key)
        elif must and not value.strip():
            self.fault("is empty", key) if key in self.value else self.fault(f"has no {key}")
        return value.strip()

    def link(self, key: str) -> str:
        """A link that a browser opens."""
        value = self.text(key)
        if value and not value.startswith(("https://", "http://")):
            self.fault("must begin with https:// or http://", key)
        elif any(letter.isspace() for letter in value):
            self.fault("must be a link without spaces", key)
        return value

    def words(self, key: str, *, must: bool = False) -> tuple[str, ...]:
        """A list of words and phrases; one alone may stand without brackets."""
        value = self.value.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list):
            self.fault('must be a list of words such as ["one", "two words"]', key)
            return ()
        for n, word in enumerate(value):
            if not isinstance(word, str) or not any(letter.isalnum() for letter in word):
                self.fault("must be words in quotes", key, n)
            elif not word.isprintable() or len(word) > LONGEST:
                self.fault(f"must be one line of at most {LONGEST} letters", key, n)
        if must and not value:
            self.fault("is empty", key) if key in self.value else self.fault(f"has no {key}")
        return tuple(dict.fromkeys(" ".join(word.split()) for word in value if isinstance(word, str)))

    def whole(self, key: str) -> int:
        """A whole number from 0 to 999."""
        value = self.value[key]
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 999:
            return value
        self.fault("must be a whole number from 0 to 999", key)
        return 0
