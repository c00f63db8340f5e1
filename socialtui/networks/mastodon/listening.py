"""Decides what can be listened to beyond what is said to us: hashtags, lists and searches."""

from typing import Any
from urllib.parse import quote

from msgspec import Struct

from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, SignedOut
from socialtui.domain.network import SourceAbout
from socialtui.domain.text import one_line
from socialtui.http_client import Answer
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.about import LISTENS
from socialtui.networks.mastodon.forward import when
from socialtui.networks.mastodon.liberal import each, statuses
from socialtui.networks.mastodon.server import Server

EVERY = 300
"""Seconds between two looks."""
_PAGE = "40"
_NOT_FOR_US = (Forbidden, SignedOut, NotFound, Refused, Garbled)


class Listened(Struct, frozen=True):
    """One thing that is listened to."""

    kind: str
    what: str

    @classmethod
    def of(cls, name: str) -> "Listened":
        """The one that a source's name stands for. Raises `Refused`."""
        kind, _, what = name.partition(":")
        if not what or kind not in {one.kind for one in LISTENS}:
            raise Refused(
                f"A Mastodon account has no source called {one_line(name)}.", "See: socialtui sources"
            )
        return cls(kind, what)

    @property
    def name(self) -> str:
        """As a source is called."""
        return f"{self.kind}:{self.what}"

    async def fetch(self, server: Server, **params: str) -> tuple[list[wire.Status], Answer]:
        """A page, newest first."""
        query: dict[str, Any] = {"limit": _PAGE} | params
        if self.kind == "search":
            query |= {"q": self.what, "type": "statuses", "resolve": "false"}
            answer = await server.ask("GET", "/api/v2/search", params=query)
            found = statuses(answer.json(wire.Found).statuses or [])
            return sorted(found, key=when, reverse=True), answer
        place = "list" if self.kind == "list" else "tag"
        answer = await server.ask(
            "GET", f"/api/v1/timelines/{place}/{quote(self.what, safe='')}", params=query
        )
        return statuses(answer), answer


async def lists(server: Server) -> tuple[tuple[str, str], ...]:
    """Our lists by id and title; none where the server has none."""
    try:
        found = (await server.ask("GET", "/api/v1/lists")).json()
    except NotFound:
        return ()
    return tuple((str(one.id), one_line(one.title)) for one in each(found, wire.MyList)) if found else ()


async def listen(server: Server, kind: str, what: str) -> SourceAbout:
    """The source, once the server has shown that it has it. Raises `Refused`."""
    what, words = " ".join(what.split()), ""
    if kind == "hashtag":
        what = what.lstrip("#").strip()
        words = f"Hashtag #{what}"
        if not what or not all(letter.isalnum() or letter in "_·" for letter in what):
            raise Refused("A hashtag is one word of letters and digits.", "Give it like #ferries.")
    elif kind == "list":
        what, title = await _found(server, what)
        words = f"List {title}"
    elif kind == "search":
        words = f"Search {what}"
        if not what:
            raise Refused("A search needs a word.", "Give the words to look for.")
    else:
        raise Refused(f"Mastodon can't listen to a {one_line(kind)}.", "It has: search, hashtag, list.")
    source = Listened(kind, what)
    try:
        await source.fetch(server, limit="1")
    except _NOT_FOR_US as error:
        raise Refused(
            f"The server does not let us listen to that {kind}.",
            f"It may have none, or the token lacks {'read:search' if kind == 'search' else 'read:statuses'}.",
        ) from error
    return SourceAbout(source.name, one_line(words), addressed=False, every=EVERY, cannot=wire.CANNOT)


async def _found(server: Server, what: str) -> tuple[str, str]:
    """Our list of that id or title."""
    try:
        ours = await lists(server)
    except (Forbidden, SignedOut) as error:
        raise Refused(
            "The token may not see the account's lists: it needs the scope read:lists.",
            "Make a token with that scope, then socialtui account add.",
        ) from error
    for remote_id, title in ours:
        if what in (remote_id, title) or what.casefold() == title.casefold():
            return remote_id, title
    names = ", ".join(title for _, title in ours)
    raise Refused(
        f"The account has no list called {one_line(what)}.",
        f"It has: {names}." if names else "Make one on the server first.",
    )
