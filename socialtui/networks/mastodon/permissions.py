"""Decides what a token may do, found out by asking for as little as can be; nothing is changed by it."""

from typing import Any

from msgspec import Struct

from socialtui.domain.network import Permission
from socialtui.networks.mastodon.server import NOBODY, Server, status_path

_NEW_TOKEN = "Make a token with the scope {}, then socialtui account add."  # noqa: S105  words, no secret
_NOT_THERE = "Nothing to do: this server does not have it."


class _Asked(Struct, frozen=True):
    """One scope and the question that needs it."""

    scope: str
    words: str
    method: str
    path: str
    query: dict[str, Any] = {}
    body: dict[str, Any] | None = None


_ASKED = (
    _Asked("read:notifications", "Hear mentions and replies", "GET", "/api/v1/notifications", {"limit": 1}),
    _Asked("read:statuses", "Read private conversations", "GET", "/api/v1/conversations", {"limit": 1}),
    _Asked("read:lists", "Listen to lists", "GET", "/api/v1/lists"),
    _Asked(
        "read:search", "Listen to searches", "GET", "/api/v2/search",
        {"q": "socialtui", "type": "statuses", "limit": 1},
    ),
    _Asked("write:statuses", "Answer and post", "POST", f"{status_path(NOBODY)}/unreblog"),
    _Asked("write:media", "Send pictures", "POST", "/api/v2/media", body={}),
    _Asked("write:favourites", "Like", "POST", f"{status_path(NOBODY)}/unfavourite"),
    _Asked("write:mutes", "Mute a thread", "POST", f"{status_path(NOBODY)}/unmute"),
    _Asked("write:reports", "Report", "POST", "/api/v1/reports", body={"account_id": NOBODY}),
)  # fmt: skip
"""Each write names something that is not there: where it is allowed, the server finds nothing to do."""


async def permissions(server: Server) -> tuple[Permission, ...]:
    """What works and what doesn't, scope by scope. Raises `SignedOut` where the token is dead."""
    await server.who()
    found = []
    for asked in _ASKED:
        more = {"json": asked.body} if asked.body is not None else {}
        may = await server.may(asked.method, asked.path, params=asked.query, **more)
        # A write that finds nothing has passed the door; a reading that finds nothing is not there.
        ok = may == "yes" or (may == "missing" and asked.method == "POST")
        next_step = "" if ok else _NEW_TOKEN.format(asked.scope) if may == "no" else _NOT_THERE
        found.append(Permission(asked.scope, asked.words, ok, next_step))
    return tuple(found)


def notes_of(found: tuple[Permission, ...], *, about: bool) -> tuple[str, ...]:
    """What a person is told when signing in, one sentence each."""
    by_scope = {one.name: one for one in found}

    def missing(scope: str) -> str:
        one = by_scope[scope]
        return (
            "the server does not have it"
            if one.next_step == _NOT_THERE
            else f"the token needs the scope {scope}"
        )

    notes = []
    if by_scope["read:notifications"].ok:
        notes.append("Mentions and replies can be read.")
    else:
        notes.append(f"Mentions can't be read: {missing('read:notifications')}.")
    if by_scope["read:statuses"].ok:
        notes.append("Private conversations can be read.")
    else:
        notes.append(f"Private conversations come as mentions only: {missing('read:statuses')}.")
    for scope, what in (
        ("write:statuses", "Answers can't be posted"),
        ("write:favourites", "Nothing can be liked"),
        ("write:media", "No files can go out"),
        ("write:mutes", "Threads can't be muted"),
        ("write:reports", "Nothing can be reported"),
        ("read:lists", "Lists can't be listened to"),
        ("read:search", "Searches can't be listened to"),
    ):
        if not by_scope[scope].ok:
            notes.append(f"{what}: {missing(scope)}.")
    if not about:
        notes.append("The server does not tell how long an answer may be; 500 characters are assumed.")
    return tuple(notes)
