"""Decides how the events of one account are heard, and which source each is about.

Server-sent events first, as Mastodon has them; a WebSocket where a server has nothing else, its token in a header,
and in the address only where the server looks nowhere else.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast
from urllib.parse import quote

import msgspec
from msgspec import Struct

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    NetworkTrouble,
    NotFound,
    OutOfReach,
    Refused,
    SignedOut,
)
from socialtui.http_client import ServerEvent
from socialtui.networks.mastodon.server import Server
from socialtui.networks.mastodon.sources import DIRECT, NOTIFICATIONS, OWN, Sources

_NOT_OFFERED = (NotFound, Refused, Garbled, SignedOut, Forbidden)
"""What a way that a server doesn't have is answered with. A missing scope is told like a dead token here;
polling finds out which it is."""


_NOT_REACHED = (
    "It is polled, so nothing is missed. To hear at once, have the server name its own address for streaming"
    " (STREAMING_API_BASE_URL)."
)


class Way(Struct, frozen=True):
    """One way to listen."""

    path: str
    socket: bool = False
    token_in_address: bool = False


WAYS = (
    Way("/api/v1/streaming/user/notification"),
    Way("/api/v1/streaming/user"),
    Way("/api/v1/streaming?stream=user:notification", socket=True),
    Way("/api/v1/streaming?stream=user", socket=True),
    Way("/api/v1/streaming?stream=user:notification", socket=True, token_in_address=True),
    Way("/api/v1/streaming?stream=user", socket=True, token_in_address=True),
)


class _Author(msgspec.Struct):
    id: str | int


class _Said(msgspec.Struct):
    account: _Author


class _Frame(msgspec.Struct):
    """A message of the WebSocket."""

    event: str = ""
    payload: str = ""
    error: str | None = None


class Stream:
    """The events of one account."""

    def __init__(self, server: Server, sources: Sources) -> None:
        self._server = server
        self._sources = sources
        self._ways = list(WAYS)
        self.offered = True
        """False once the server has shown that it has no such stream."""

    async def names(self) -> AsyncIterator[str]:
        """Names a source at each event about it. Raises the trouble that ended it, if any."""
        base = await self._server.streaming()
        me = await self._server.my_id()
        refused: list[NetworkTrouble] = []
        for way in tuple(self._ways):
            began = False
            try:
                events = cast("AsyncGenerator[ServerEvent, None]", self._events(base, way))
                async with aclosing(events):
                    async for event in events:
                        if not began:
                            began = True
                            self._ways.remove(way)
                            self._ways.insert(0, way)
                        if name := self._source(event, me):
                            yield name
            except OutOfReach as trouble:
                self.offered = False
                raise OutOfReach(
                    f"The server hands out its news elsewhere: {trouble.what}", _NOT_REACHED
                ) from trouble
            except _NOT_OFFERED as trouble:
                if began:
                    raise
                refused.append(trouble)
                continue
            return
        self.offered = False
        not_for_us = next((one for one in refused if isinstance(one, SignedOut | Forbidden)), None)
        if not_for_us is None:
            raise refused[0]
        raise Forbidden(
            "The token may not listen to the stream.", "Nothing to do: the server is polled."
        ) from not_for_us

    async def _events(self, base: str, way: Way) -> AsyncIterator[ServerEvent]:
        http, token = self._server.http, await self._server.tokens.access()
        if not way.socket:
            async for event in http.events(base + way.path, token=token):
                yield event
            return
        address = base + way.path
        if way.token_in_address:
            address += f"&access_token={quote(token, safe='')}"
        async for message in http.messages(address, token=token):
            try:
                frame = msgspec.json.decode(message, type=_Frame)
            except msgspec.MsgspecError:
                continue  # a kind of message that nobody here knows
            if frame.error:
                raise Refused("The server has no such stream.", "Nothing to do: the server is polled.")
            yield ServerEvent(frame.event, frame.payload)

    def _source(self, event: ServerEvent, me: str) -> str:
        if event.event == "delete":
            self._sources.is_gone(event.data.strip().strip('"'))
            return NOTIFICATIONS.name
        if event.event == "status.update":
            self._sources.something_changed()
            return NOTIFICATIONS.name
        if event.event == "notification":
            return NOTIFICATIONS.name
        if event.event == "conversation":
            return DIRECT.name
        if event.event == "update" and _author(event.data) == me:
            return OWN.name
        return ""


def _author(data: str) -> str:
    """Who said what an event carries; empty when it can't be read."""
    try:
        return str(msgspec.json.decode(data, type=_Said).account.id)
    except (msgspec.DecodeError, UnicodeError):
        return ""
