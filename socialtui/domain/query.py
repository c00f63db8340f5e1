"""The language of views and filters: `net:mastodon is:late kind:complaint @name "exact words" tag:x`."""

import re

from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Kind

STATES: dict[str, tuple[State, ...]] = {
    "open": (State.OPEN,),
    "snoozed": (State.SNOOZED,),
    "answered": (State.ANSWERED,),
    "done": (State.DONE,),
    "spam": (State.SPAM,),
    "any": tuple(State),
}
IS_WORDS = ("late", "mine", "unread", "owed", "claimed", "other", "addressed", "listened", *STATES)
KEYS = ("net", "account", "kind", "is", "tag", "role", "source")


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

    @property
    def counted(self) -> bool:
        """Whether kept counts tell its total."""
        return self == Query(states=self.states, bands=self.bands)


OPEN = Query()
"""Everything open."""

_TOKEN = re.compile(r'"([^"]*)"?|(\S+)')


def parse(text: str, base: Query = OPEN) -> Query:
    """The query a person typed, on top of `base`; raises `UsageFault` that names the nearest right word."""
    query, words = base, list[str]()
    for quoted, token in _TOKEN.findall(text):
        if quoted:
            words.append(f'"{quoted}"')
        elif token.startswith("@") and len(token) > 1:
            query = replace(query, handles=(*query.handles, token[1:].lower()))
        elif ":" in token and token.split(":", 1)[0].lower() in KEYS:
            query = _keyed(query, *token.split(":", 1))
        elif re.fullmatch(r"[A-Za-z]{2,12}:\S+", token) and not token.startswith("http"):
            key = token.split(":", 1)[0].lower()
            raise UsageFault(
                f"{key}: is no key of a filter{_near(key, KEYS)}", "Keys: " + ", ".join(KEYS) + "."
            )
        else:
            words.append(token)
    return replace(query, words=" ".join(part for part in (base.words, *words) if part))


def _keyed(query: Query, key: str, value: str) -> Query:
    key, value = key.lower(), value.strip().lower()
    if not value:
        return query
    match key:
        case "net":
            return replace(query, networks=(*query.networks, value))
        case "account":
            return replace(query, accounts=(*query.accounts, value))
        case "role":
            from socialtui.domain.plan import ROLES

            if value not in ROLES:
                raise UsageFault(
                    f"role:{value} is no role{_near(value, ROLES)}", f"Roles: {', '.join(ROLES)}."
                )
            return replace(query, roles=(*query.roles, value))
        case "source":
            return replace(query, sources=(*query.sources, value))
        case "tag":
            return replace(query, tags=(*query.tags, value))
        case "kind":
            kinds = tuple(kind for kind in Kind if kind.value.startswith(value))
            if len(kinds) != 1 and value not in tuple(Kind):
                known = tuple(kind.value for kind in Kind)
                raise UsageFault(
                    f"kind:{value} is no kind{_near(value, known)}", "Kinds: " + ", ".join(known) + "."
                )
            return replace(query, kinds=(*query.kinds, kinds[0] if len(kinds) == 1 else Kind(value)))
    return _is(query, value)


def _is(query: Query, value: str) -> Query:
    if value in STATES:
        return replace(query, states=STATES[value], bands=None)
    match value:
        case "late":
            return replace(query, late=True)
        case "unread":
            return replace(query, unread=True)
        case "mine":
            return replace(query, mine=True)
        case "claimed":
            return replace(query, claimed=True)
        case "owed":
            return replace(query, states=(State.OPEN,), bands=(0, 5))
        case "other":
            return replace(query, states=(State.OPEN,), bands=(6, 6))
        case "addressed":
            return replace(query, addressed=True)
        case "listened":
            return replace(query, addressed=False)
    raise UsageFault(
        f"is:{value} is no state{_near(value, IS_WORDS)}", "States: " + ", ".join(IS_WORDS) + "."
    )


def _near(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word, known, n=1)
    return f"; did you mean {found[0]}?" if found else "."


_UNSEARCHABLE = re.compile('["\x00\ud800-\udfff]')
_MOST_WORDS = 40


def match_expression(words: str) -> str:
    """What the search index is asked: every word must be there, the last one may be unfinished."""
    parts = []
    for quoted, token in _TOKEN.findall(words)[:_MOST_WORDS]:
        text = _UNSEARCHABLE.sub(" ", quoted or token).strip()
        if not re.search(r"[^\W_]", text):
            continue
        parts.append((f'"{text}"', bool(quoted)))
    if not parts:
        return ""
    last, quoted = parts[-1]
    unfinished = last if quoted or words[-1:].isspace() else last + "*"
    return " ".join([part for part, _ in parts[:-1]] + [unfinished])
