"""Decides how a post waits on the server until its time, and when it had better wait here."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    NotFound,
    Refused,
    ServerTrouble,
    SignedOut,
)
from socialtui.domain.network import Clock, Outgoing, Sent
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.answers import bare
from socialtui.networks.mastodon.liberal import each, fitting, status_of
from socialtui.networks.mastodon.server import Server

LEAST = 300
"""Seconds ahead that a server takes at least; what is due sooner is posted from here."""
SPARE = 30
"""Seconds more, for the way there and for clocks that differ."""
PATH = "/api/v1/scheduled_statuses"
PAGE = 40
"""Posts that are asked for at once."""
_SAME = 60
"""Seconds within which two times are the same."""


def iso(at: int) -> str:
    """A time as servers read it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _same(waiting: wire.Scheduled, outgoing: Outgoing, at: int) -> bool:
    """Whether what waits is that post: by its key where the server tells it, by its words where it doesn't."""
    if abs(wire.seconds(waiting.scheduled_at) - at) >= _SAME:
        return False
    return waiting.key == outgoing.key if waiting.key else bare(waiting.text) == bare(outgoing.text)


class Scheduling:
    """The posts of one account that a server keeps."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server, self._clock = server, clock

    async def schedule(self, outgoing: Outgoing, at: int, body: dict[str, Any]) -> Sent:
        """Hands a post over. The same one that waits there already is not handed over twice.

        Asks first for what waits: a server that has no such list may post at once what it is told to keep.
        """
        if at < self._clock.now() + LEAST + SPARE:
            raise Refused("The server keeps nothing for less than five minutes.", "It leaves from here.")
        if (waits := await self._before_handing(outgoing, at)) is not None:
            return waits
        key = {"Idempotency-Key": outgoing.key}
        body = body | {"scheduled_at": iso(at)}
        answer = await self._server.ask("POST", "/api/v1/statuses", json=body, headers=key)
        found = answer.json()
        kept = fitting(found, wire.Scheduled)
        if kept is not None:
            return Sent(str(kept.id), "", at)
        status = status_of(found)
        if status is None:
            raise Garbled("The server does not say whether it keeps the post.", "It is looked for.")
        return Sent(str(status.id), wire.web_address(status.url), wire.seconds(status.created_at))

    async def _before_handing(self, outgoing: Outgoing, at: int) -> Sent | None:
        """What waits there already. A trouble here leaves no doubt: nothing was handed over yet."""
        try:
            return await self._found(outgoing, at)
        except (NotFound, Refused, ServerTrouble, Garbled) as error:
            raise Refused(
                "The server keeps no posts until their time.", "It is kept here, and leaves from here."
            ) from error
        except (Forbidden, SignedOut) as error:
            raise Forbidden(
                "The token may not see what waits on the server: it needs the scope read:statuses.",
                "It is kept here, and leaves from here.",
            ) from error

    async def waiting(self, outgoing: Outgoing, at: int) -> Sent | None:
        """The same post, where it waits there for that time; a server without such a list keeps none."""
        try:
            return await self._found(outgoing, at)
        except NotFound:
            return None

    async def _found(self, outgoing: Outgoing, at: int) -> Sent | None:
        """Looks through all that waits, newest first, a page at a time."""
        params: dict[str, str | int] = {"limit": PAGE}
        seen: set[str] = set()
        while True:
            answer = await self._server.ask("GET", PATH, params=params)
            body = answer.json()
            page = each(body, wire.Scheduled) if body else []
            for one in page:
                if _same(one, outgoing, at):
                    return Sent(str(one.id), "", at)
            fresh = {str(one.id) for one in page} - seen
            older = wire.linked(answer.headers.get("link", ""), "next", "max_id")
            if not fresh or not older or older == params.get("max_id"):
                return None
            seen |= fresh
            params["max_id"] = older

    async def unschedule(self, remote_id: str) -> None:
        """Takes a post back; gone already is harmless."""
        try:
            await self._server.ask("DELETE", f"{PATH}/{quote(remote_id, safe='')}")
        except NotFound:
            return
