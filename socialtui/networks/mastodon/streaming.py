"""Decides which source an event of the stream is about."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast

import msgspec

from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, SignedOut
from socialtui.http_client import ServerEvent
from socialtui.networks.mastodon.server import Server
from socialtui.networks.mastodon.sources import DIRECT, NOTIFICATIONS, OWN, Sources

PATHS = ("/api/v1/streaming/user/notification", "/api/v1/streaming/user")

_NOT_OFFERED = (NotFound, Refused, Garbled)


class _Author(msgspec.Struct):
    id: str | int


class _Said(msgspec.Struct):
    account: _Author


class Stream:
    """The events of one account."""

    def __init__(self, server: Server, sources: Sources) -> None:
        self._server = server
        self._sources = sources
        self.offered = True
        """False once the server has shown that it has no such stream."""

    async def names(self) -> AsyncIterator[str]:
        """Names a source at each event about it. Raises the trouble that ended it, if any."""
        base = await self._server.streaming()
        me = await self._server.my_id()
        for path in PATHS:
            began = False
            try:
                heard = self._server.http.events(base + path, token=self._server.token)
                events = cast("AsyncGenerator[ServerEvent, None]", heard)
                async with aclosing(events):
                    async for event in events:
                        began = True
                        if name := self._source(event, me):
                            yield name
            except _NOT_OFFERED:
                if began:
                    raise
                if path == PATHS[-1]:
                    self.offered = False
                    raise
                continue
            except SignedOut as error:
                # a missing scope is told like a dead token here; polling finds out which it is
                raise Forbidden(
                    "The token may not listen to the stream.", "Nothing to do: the server is polled."
                ) from error
            return

    def _source(self, event: ServerEvent, me: str) -> str:
        if event.event in ("status.update", "delete"):
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
