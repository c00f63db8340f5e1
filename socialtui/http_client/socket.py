"""Decides how a WebSocket is opened over the one HTTP client, and listened to; frames are wsproto's work."""

import os
import re
from base64 import b64encode
from collections.abc import AsyncIterator

import httpcore
import httpx
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError, generate_accept_token

from socialtui.http_client import faults

HEARTBEAT = 30
"""Seconds of silence after which the other side is asked whether it is there, and again until the answer."""
MOST = 1_000_000
"""Bytes of one message."""
_PIECE = 65_536
_GOODBYE = CloseConnection(CloseReason.NORMAL_CLOSURE)
_LEAVE_TAKING = 2
"""Seconds that a goodbye may take."""
_UNREADABLE = (CloseReason.PROTOCOL_ERROR, CloseReason.INVALID_FRAME_PAYLOAD_DATA)
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def greeting(token: str) -> dict[str, str]:
    """The headers that ask for a WebSocket. Some servers take the token there, where browsers can put it."""
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": b64encode(os.urandom(16)).decode(),
        "Accept-Encoding": "identity",
    }
    return asked | {"Sec-WebSocket-Protocol": token} if _TOKEN.fullmatch(token) else asked


async def messages(response: httpx.Response, key: str, host: str) -> AsyncIterator[str]:
    """What the other side says, message by message, until it closes. Raises `Garbled` and `Silent`."""
    accepted = response.headers.get("sec-websocket-accept", "").encode("ascii", "replace")
    stream = response.extensions.get("network_stream")
    if stream is None or accepted != generate_accept_token(key.encode()):
        raise faults.garbled(host, "something that is no WebSocket")
    said, line = "", _Line(stream, host)
    try:
        async for event in line.events():
            if isinstance(event, BytesMessage):
                raise faults.garbled(host, "a message that is no text")
            said += event.data
            if len(said) > MOST:
                raise faults.garbled(host, "a message that is too long")
            if event.message_finished:
                yield said
                said = ""
    finally:
        await line.say_goodbye()


class _Line:
    """One connection: pings are answered, silence is asked after, a goodbye is said."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, host: str) -> None:
        self._stream, self._host = stream, host
        self._connection = Connection(ConnectionType.CLIENT)

    async def events(self) -> AsyncIterator[TextMessage | BytesMessage]:
        """Pieces of messages until the other side closes."""
        while True:
            await self._hear()
            for event in self._connection.events():
                if isinstance(event, TextMessage | BytesMessage):
                    yield event
                elif isinstance(event, Ping):
                    await self._send(self._connection.send(event.response()))
                elif isinstance(event, CloseConnection):
                    await self.say_goodbye(event.response())
                    if event.code in _UNREADABLE:
                        raise faults.garbled(self._host, "a broken WebSocket")
                    return

    async def _hear(self) -> None:
        """Waits for bytes; two heartbeats without any are `Silent`."""
        for asked in (False, True):
            try:
                data = await self._stream.read(_PIECE, timeout=HEARTBEAT)
                self._connection.receive_data(data or None)
            except httpcore.ReadTimeout as error:
                if asked:
                    raise faults.silent(self._host, 2 * HEARTBEAT) from error
                await self._send(self._connection.send(Ping()))
            except httpcore.NetworkError as error:
                raise faults.silent(self._host) from error
            except RemoteProtocolError as error:
                raise faults.garbled(self._host, "a broken WebSocket") from error
            else:
                return

    async def _send(self, data: bytes) -> None:
        try:
            await self._stream.write(data, timeout=HEARTBEAT)
        except (httpcore.NetworkError, httpcore.TimeoutException) as error:
            raise faults.silent(self._host) from error

    async def say_goodbye(self, event: CloseConnection = _GOODBYE) -> None:
        """Where the other side still listens and nobody said it yet; nobody waits for its answer."""
        try:
            await self._stream.write(self._connection.send(event), timeout=_LEAVE_TAKING)
        except (httpcore.NetworkError, httpcore.TimeoutException, LocalProtocolError):
            return
