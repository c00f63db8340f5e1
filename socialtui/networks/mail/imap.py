"""Decides how the IMAP library gets its connection: handed over, already encrypted, and bounded in what it reads."""

import imaplib
import socket
from typing import cast

from imapclient import IMAPClient

MOST_BYTES = 2_000_000
"""Of one literal; what is asked for is a tenth of it."""


class _Protocol(imaplib.IMAP4):
    """IMAP over a connection that somebody else has opened."""

    def __init__(self, connection: socket.socket, host: str) -> None:
        self._connection = connection
        super().__init__(host)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:  # noqa: ARG002  the library's name
        return self._connection

    def read(self, size: int) -> bytes:
        """A literal, unless it is larger than anything that was asked for."""
        if size > MOST_BYTES:
            raise self.abort(f"unexpected response: a literal of {size} bytes")
        return super().read(size)


class Client(IMAPClient):  # type: ignore[misc]  # the library tells no types
    """The library over a connection of ours. Times carry their zone."""

    def __init__(self, connection: socket.socket, host: str, patience: float) -> None:
        self._connection = connection
        super().__init__(host, ssl=False, timeout=patience)
        self.normalise_times = False

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return cast(imaplib.IMAP4, _Protocol(self._connection, self.host))
