"""A WebSocket in memory, for a wire that a handler answers."""

from collections.abc import Iterable

import httpcore
import httpx
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Event, Ping, TextMessage
from wsproto.utilities import generate_accept_token


class Line:
    """What the server says, then its goodbye; and what was said to it."""

    def __init__(self, told: Iterable[bytes | Exception]) -> None:
        self._told = list(told)
        self.heard = b""

    async def read(self, most: int, timeout: float | None = None) -> bytes:
        told = self._told.pop(0) if self._told else b""
        if isinstance(told, Exception):
            raise told
        return told

    async def write(self, data: bytes, timeout: float | None = None) -> None:
        self.heard += data

    async def aclose(self) -> None:
        """Nothing is held."""


def frames(*events: Event | str) -> list[bytes | Exception]:
    """Each as the bytes of a server."""
    server = Connection(ConnectionType.SERVER)
    return [server.send(TextMessage(one) if isinstance(one, str) else one) for one in events]


def socket(request: httpx.Request, *said: bytes | Exception | str | Event) -> httpx.Response:
    """The answer that opens a WebSocket on which this is said; strings are messages."""
    told: list[bytes | Exception] = []
    for one in said:
        told += [one] if isinstance(one, bytes | Exception) else frames(one)
    line = Line(told)
    return httpx.Response(
        101,
        headers={
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Accept": generate_accept_token(
                request.headers["sec-websocket-key"].encode()
            ).decode(),
        },
        extensions={"network_stream": line},
    )


PING = Ping(b"still there?")
GOODBYE = CloseConnection(1000)
SILENCE = httpcore.ReadTimeout("")
BROKEN = httpcore.ReadError("")
