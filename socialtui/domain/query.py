"""The language of views and filters: `net:mastodon is:late kind:complaint @name "exact words" -tag:x`."""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.conversation import LISTED, State, decode_id
from socialtui.domain.deadlines import NEVER
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Kind
from socialtui.domain.nearest import meant

STATES: dict[str, tuple[State, ...]] = {
    "open": (State.OPEN,),
    "snoozed": (State.SNOOZED,),
    "answered": (State.ANSWERED,),
    "done": (State.DONE,),
    "spam": (State.SPAM,),
    "any": LISTED,
}
IS_WORDS = ("late", "mine", "unread", "owed", "claimed", "other", "addressed", "listened", "hot", *STATES)
HAS_WORDS = ("draft", "lesson", "note", "promise", "tag")
PROMISE_WORDS = ("open", "kept", "broken", "withdrawn")
TERMS: tuple[tuple[str, str], ...] = (
    ("words", "Said by them or us, in a name or in a note; all of them, the last may be unfinished."),
    ('"exact words"', "Said exactly so."),
    ("@name", "Whose handle, or a word of whose name, begins so."),
    (
        "is:WORD",
        f"{', '.join(IS_WORDS)}; two states mean either. hot: talks that many people have today, worth joining.",
    ),
    ("kind:complaint", "What it is; the beginning is enough, two kinds mean either."),
    (
        "net:ma",
        "On that network: its two letters in the list, or its name, net:mastodon.",
    ),
    ("account:NAME", "At that account of ours; from:NAME is the same."),
    ("role:blog", "At the accounts that serve a part of the schedule."),
    ("source:alerts", "Heard through that source, by its name or its account's role."),
    ("lang:fr", "In that language; lang:none where it is not known."),
    ("tag:WORD", "With that tag; two tags mean both."),
    ("due:<1h", "Due within an hour, late ones too; due:>2d later than that; due:today, due:tomorrow."),
    ("age:>2d", "Their newest word is older than two days; age:<1h is younger. m, h, d and w."),
    ("promise:open", f"A promise of ours that is {', '.join(PROMISE_WORDS[:-1])} or {PROMISE_WORDS[-1]}."),
    ("has:draft", f"With one: {', '.join(HAS_WORDS)}."),
    ("note:WORD", "That stands in a note on it, or in what is noted about the person."),
    ("like:ID", "That say the same as that conversation: its group of the last 7 days, itself among it."),
    ("-TERM", "Not so: -kind:spam -@name -word."),
)
"""How each term is written, and what it means; all of those that are given must hold."""


class Reach(Struct, frozen=True):
    """How far away a moment is: within (`less`) or beyond so many seconds, or on a day counted from today."""

    less: bool = True
    seconds: int = 0
    day: int | None = None


class Query(Struct, frozen=True):
    """What a list shows; the empty one is everything open."""

    states: tuple[State, ...] = (State.OPEN,)
    bands: tuple[int, int] | None = None
    """First and last band, both included."""
    networks: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    account_ids: tuple[int, ...] | None = None
    """Set where roles were looked up; none of them when empty."""
    roles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    tags: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    words: str = ""
    """For the search index; several words must all be there."""
    late: bool = False
    unread: bool = False
    mine: bool = False
    claimed: bool = False
    addressed: bool | None = None
    languages: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    due: tuple[Reach, ...] = ()
    age: tuple[Reach, ...] = ()
    due_span: tuple[int, int] | None = None
    """`due` as moments, the end not included; set by `settled`."""
    said_span: tuple[int, int] | None = None
    """`age` as moments of their newest word, the end not included; set by `settled`."""
    hot: bool = False
    """The few that we only listen to and that many people are in today; looked up before the store is asked."""
    like: tuple[int, ...] = ()
    """Conversations whose groups are meant; looked up before the store is asked."""
    ids: tuple[int, ...] | None = None
    """Set where groups were looked up: these rows alone."""
    without: tuple["Query", ...] = ()
    """Terms that must not hold, one each."""

    @property
    def counted(self) -> bool:
        """Whether kept counts tell its total."""
        return self == Query(
            states=self.states, bands=self.bands, kinds=self.kinds, accounts=self.accounts, networks=self.networks,
            roles=self.roles, account_ids=self.account_ids,
        )  # fmt: skip

    @property
    def asks_for_time(self) -> bool:
        """Whether `settled` has something to do."""
        return bool(self.due or self.age or any(one.due or one.age for one in self.without))


OPEN = Query()
"""Everything open."""

STANDS_FOR = {"ma": "mastodon", "wp": "wordpress", "ga": "rss"}
"""Letters → the network whose place they take in the practice brand, where all is one network."""
_TERM = r'(-)?(?:([A-Za-z]{2,12}):)?"([^"]*)"?|(\S+)'
_KEYED = r"([A-Za-z]{2,12}):(\S*)"
_REACH = r"([<>]?)(\d{1,6})([mhdw])"
_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_DAYS = {"today": Reach(day=0), "tomorrow": Reach(day=1)}


class _Term(Struct, frozen=True):
    """One term as it was typed; key and value are empty for plain words."""

    at: int
    not_so: bool
    key: str
    value: str
    words: str

    @property
    def place(self) -> str:
        return f"letter {self.at + 1}"


Networks = Callable[[], tuple[str, ...]]
"""Names the networks that there are; none where they aren't known."""


def parse(text: str, base: Query = OPEN, networks: Networks = tuple) -> Query:
    """The query a person typed, on top of `base`; raises `UsageFault` that names place and nearest right word.

    `networks` is asked where a term is about one; where it names none, any word goes.
    """
    query, words = base, [base.words] if base.words else []
    states: tuple[State, ...] = ()
    hidden: tuple[State, ...] = ()
    for term in _terms(text):
        if term.key == "net" and no_network(term.value, known := networks()):
            raise _no(term, "network", known)
        if term.words:
            if not term.not_so:
                words.append(term.words)
            elif match_expression(f"{term.words} "):
                query = replace(query, without=(*query.without, Query(words=_quoted(term.words))))
        elif term.key == "is" and term.value in STATES:
            if term.not_so:
                hidden += STATES[term.value]
            else:
                states += STATES[term.value]
                query = replace(query, bands=None)
        elif term.not_so and term.value:
            query = replace(query, without=(*query.without, _keyed(OPEN, term)))
        else:
            query = _keyed(query, term)
            states = query.states if term.value in ("owed", "other") and term.key == "is" else states
    return replace(query, words=" ".join(words), states=_shown(states or query.states, hidden))


def _shown(states: tuple[State, ...], hidden: tuple[State, ...]) -> tuple[State, ...]:
    """States without the hidden ones; hiding all that a list has means all others."""
    if not hidden:
        return tuple(dict.fromkeys(states))
    left = tuple(state for state in dict.fromkeys(states) if state not in hidden)
    left = left or tuple(state for state in LISTED if state not in hidden)
    if not left:
        raise UsageFault("-is: leaves no state to show.", "Take one of them out.")
    return left


def _quoted(words: str) -> str:
    """A whole word or phrase for the search index; a beginning would hide too much."""
    return words if words.startswith('"') else f'"{words}"'


def _terms(text: str) -> list[_Term]:
    found = []
    for match in re.finditer(_TERM, text):
        minus, key, quoted, token = match.groups()
        if token is None:
            if key and key.lower() in KEYS:
                found.append(_Term(match.start(), bool(minus), key.lower(), quoted.strip().lower(), ""))
            elif quoted:
                found.append(_Term(match.start(), bool(minus), "", "", f'"{quoted}"'))
            continue
        not_so = token.startswith("-") and len(token) > 1 and token[1:].strip("-") != ""
        found.append(_bare(match.start(), not_so, token[1:] if not_so else token))
    return found


def _bare(at: int, not_so: bool, token: str) -> _Term:
    """A term without quotes."""
    if token.startswith("@") and len(token) > 1:
        return _Term(at, not_so, "@", token[1:].lower(), "")
    keyed = re.fullmatch(_KEYED, token)
    key = keyed[1].lower() if keyed else ""
    if keyed and key in KEYS:
        return _Term(at, not_so, key, keyed[2].lower(), "")
    if keyed and keyed[2] and not key.startswith("http"):
        raise UsageFault(
            f"{key}: is no key of a filter (letter {at + 1}){meant(key, KEYS, '.')}",
            f"Keys: {', '.join(KEYS)}.",
        )
    return _Term(at, not_so, "", "", token)


def _keyed(query: Query, term: _Term) -> Query:
    """The query with one more term."""
    if not term.value:
        return query
    return _ADD[term.key](query, term)


def _adds(field: str) -> Callable[[Query, _Term], Query]:
    """Any word goes."""
    return lambda query, term: replace(query, **{field: (*getattr(query, field), term.value)})


def _one_of(field: str, known: Callable[[], tuple[str, ...]], thing: str) -> Callable[[Query, _Term], Query]:
    """One of some words, or the only one that begins so."""

    def add(query: Query, term: _Term) -> Query:
        words = known()
        meant = [word for word in words if word.startswith(term.value)]
        word = term.value if term.value in words else meant[0] if len(meant) == 1 else ""
        if not word:
            raise _no(term, thing, words)
        value: object = Kind(word) if field == "kinds" else word
        return replace(query, **{field: (*getattr(query, field), value)})

    return add


def _roles() -> tuple[str, ...]:
    from socialtui.domain.plan import ROLES

    return tuple(ROLES)


_IS: dict[str, dict[str, object]] = {
    "late": {"late": True},
    "unread": {"unread": True},
    "mine": {"mine": True},
    "claimed": {"claimed": True},
    "owed": {"states": (State.OPEN,), "bands": (0, 5)},
    "other": {"states": (State.OPEN,), "bands": (6, 6)},
    "addressed": {"addressed": True},
    "listened": {"addressed": False},
    "hot": {"hot": True},
}


def _is(query: Query, term: _Term) -> Query:
    if term.value not in _IS:
        raise _no(term, "state", IS_WORDS)
    return replace(query, **_IS[term.value])


def _reach(field: str, plain: str) -> Callable[[Query, _Term], Query]:
    """A stretch of time; without < or > it means `plain`."""

    def add(query: Query, term: _Term) -> Query:
        reach = _DAYS.get(term.value) if field == "due" else None
        if reach is None:
            found = re.fullmatch(_REACH, term.value)
            if not found:
                if term.value in ("<", ">"):
                    return query  # still being typed
                raise UsageFault(
                    f"{field}:{term.value} is no time ({term.place}).",
                    f"Write {field}:<1h or {field}:>2d"
                    + ("; due:today, due:tomorrow." if field == "due" else "."),
                )
            reach = Reach((found[1] or plain) == "<", int(found[2]) * _SECONDS[found[3]])
        return replace(query, **{field: (*getattr(query, field), reach)})

    return add


def _like(query: Query, term: _Term) -> Query:
    number = decode_id(term.value)
    if number is None or number >= 2**62:
        raise UsageFault(
            f"like:{term.value} is no conversation ({term.place}).",
            "Write an id of a list, such as like:c1f.",
        )
    return replace(query, like=(*query.like, number))


_ADD: dict[str, Callable[[Query, _Term], Query]] = {
    "@": _adds("handles"),
    "net": _adds("networks"),
    "account": _adds("accounts"),
    "from": _adds("accounts"),
    "role": _one_of("roles", _roles, "role"),
    "source": _adds("sources"),
    "kind": _one_of("kinds", lambda: tuple(kind.value for kind in Kind), "kind"),
    "is": _is,
    "tag": _adds("tags"),
    "lang": _adds("languages"),
    "due": _reach("due", "<"),
    "age": _reach("age", ">"),
    "promise": _one_of("promises", lambda: PROMISE_WORDS, "state of a promise"),
    "has": _one_of("has", lambda: HAS_WORDS, "thing to have"),
    "note": _adds("notes"),
    "like": _like,
}
KEYS = tuple(key for key in _ADD if key != "@")
"""What may stand before a colon."""


def is_on(network: str, code: str, asked: tuple[str, ...]) -> bool:
    """Whether a place is one of those asked for: by its letters in the list, or the beginning of its name.

    A practice row is found by the name of the network whose letters it bears, as its like will be later.
    """
    stands_for = STANDS_FOR.get(code, network)
    return code in asked or network.startswith(asked) or stands_for.startswith(asked)


def no_network(word: str, known: tuple[str, ...]) -> bool:
    """Whether no known network's name begins so; two letters may be those of a list, which are not known here."""
    return len(word) > 2 and bool(known) and not any(name.startswith(word) for name in known)


def settled(query: Query, now: int, midnight: Callable[[int], int]) -> Query:
    """The query with its stretches of time as moments. `midnight(n)` begins the day n days from today."""
    without = tuple(settled(one, now, midnight) for one in query.without)
    due_span, said_span = query.due_span, query.said_span
    for reach in query.due:
        due_span = _within(due_span, _due_span(reach, now, midnight))
    for reach in query.age:
        old = now - reach.seconds
        said_span = _within(said_span, (old, NEVER) if reach.less else (0, old))
    return replace(query, due=(), age=(), due_span=due_span, said_span=said_span, without=without)


def _due_span(reach: Reach, now: int, midnight: Callable[[int], int]) -> tuple[int, int]:
    if reach.day is not None:
        return (midnight(reach.day) if reach.day else 0, midnight(reach.day + 1))
    return (0, now + reach.seconds) if reach.less else (now + reach.seconds, NEVER)


def _within(one: tuple[int, int] | None, other: tuple[int, int]) -> tuple[int, int]:
    return other if one is None else (max(one[0], other[0]), min(one[1], other[1]))


def _no(term: _Term, thing: str, known: tuple[str, ...]) -> UsageFault:
    """Names what is wrong, where it stands, and the nearest right word."""
    plural = {"state of a promise": "States of a promise", "thing to have": "Things to have"}.get(
        thing, f"{thing.capitalize()}s"
    )
    words = f"{term.key}:{term.value} is no {thing} ({term.place}){meant(term.value, known, '.')}"
    return UsageFault(words, f"{plural}: {', '.join(known)}.")


_WORD = r'"([^"]*)"?|(\S+)'
_UNSEARCHABLE = '["\x00\ud800-\udfff]'
_MOST_WORDS = 40


def plain_words(words: str) -> list[tuple[str, bool]]:
    """What can be searched for, each with whether it stood in quotes."""
    parts = []
    for quoted, token in re.findall(_WORD, words)[:_MOST_WORDS]:
        text = re.sub(_UNSEARCHABLE, " ", quoted or token).strip()
        if re.search(r"[^\W_]", text):
            parts.append((text, bool(quoted)))
    return parts


def match_expression(words: str) -> str:
    """What the search index is asked: every word must be there, the last one may be unfinished."""
    parts = plain_words(words)
    if not parts:
        return ""
    last, quoted = parts[-1]
    unfinished = f'"{last}"' if quoted or words[-1:].isspace() else f'"{last}"*'
    return " ".join([f'"{part}"' for part, _ in parts[:-1]] + [unfinished])
