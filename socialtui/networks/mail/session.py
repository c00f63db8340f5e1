"""Decides how an IMAP server is worked with: one connection, one thread, one piece of work after the other.

The library waits for its answers, so each connection has a thread of its own. A piece of work may be begun again
over a new connection; none of them says anything twice.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from socialtui.domain.errors import NetworkTrouble, Refused, Unreachable
from socialtui.networks.mail import dialing
from socialtui.networks.mail.dialing import Dial
from socialtui.networks.mail.refusals import forget, login_refused, refused, signed_in_refused
from socialtui.networks.mail.servers import PLAIN, STARTTLS, TLS, Server, Servers

if TYPE_CHECKING:
    from imapclient import IMAPClient

log = logging.getLogger("socialtui.mail")

Found = TypeVar("Found")
Work = Callable[["IMAPClient"], Found]

TOKEN = "Bearer "  # noqa: S105  how a secret begins that is a token
"""A secret that begins so is an OAuth token, for servers that take no password."""


class Session:
    """One connection to a mailbox, opened when it is first needed and again when it broke."""

    def __init__(self, servers: Servers, secret: str, dial: Dial, patience: float) -> None:
        self._servers, self._secret, self._dial, self._patience = servers, secret, dial, patience
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mail")
        self._client: IMAPClient | None = None
        self._socket: socket.socket | None = None
        self._server: Server | None = None
        """The candidate that answered."""

    @property
    def host(self) -> str:
        """The server's name, for people."""
        return (self._server or self._servers.imap[0]).host

    async def run(self, work: Work[Found]) -> Found:
        """Does a piece of work in the connection's thread. Raises the troubles of `domain.errors`."""
        async with self._turn:
            client = await self._ready()
            return await self._guarded(lambda: work(client))

    async def run_as_is(self, work: Work[Found]) -> Found:
        """Does a piece of work over the connection as it stands, which may be in the middle of something."""
        async with self._turn:
            client = self._client
            if client is None:
                raise dialing.silent(self.host)
            return await self._guarded(lambda: work(client))

    async def readable(self, seconds: float) -> bool:
        """Waits until the server says something; False when it did not for so long."""
        connection = self._socket
        if connection is None:
            raise dialing.silent(self.host)
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        number = connection.fileno()
        loop.add_reader(number, woken.set)
        try:
            async with asyncio.timeout(seconds):
                await woken.wait()
        except TimeoutError:
            return False
        finally:
            loop.remove_reader(number)
        return True

    async def close(self) -> None:
        """Ends the connection, in the middle of work too."""
        self.cut()
        self._thread.shutdown(wait=False)

    def cut(self) -> None:
        """Lets go of the connection; a thread that waits for it wakes up."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
        self._client = self._socket = None

    async def _ready(self) -> "IMAPClient":
        """The connection, tried before it is used: servers drop those that rest."""
        if self._client is not None:
            client = self._client
            try:
                await self._guarded(client.noop)
            except NetworkTrouble:
                self.cut()
            else:
                return client
        trouble: NetworkTrouble | None = None
        for server in (self._server,) if self._server else self._servers.imap:
            try:
                client = await self._connected(server)
            except Unreachable as error:
                trouble = trouble or error
                continue
            self._server = server
            await self._guarded(partial(self._sign_in, client), signing_in=True)
            self._client = client
            return client
        assert trouble is not None
        raise trouble

    async def _connected(self, server: Server) -> "IMAPClient":
        try:
            import imapclient  # noqa: F401
        except ImportError as error:
            raise Refused(*dialing.MISSING) from error
        for name in ("imapclient", "imapclient.imaplib"):
            # They log whole commands, and a login is one.
            logging.getLogger(name).setLevel(logging.WARNING)
        try:
            self._socket = await self._dial(server.host, server.port)
        except OSError as error:
            raise dialing.not_reached(error, server.host) from error
        plain = self._socket
        return await self._guarded(lambda: self._greeted(server, plain), server=server)

    def _greeted(self, server: Server, plain: socket.socket) -> "IMAPClient":
        """The server's greeting over an encrypted connection. Runs in the thread."""
        from socialtui.networks.mail.imap import Client

        plain.settimeout(self._patience)
        context = None if server.how == PLAIN else dialing.encryption(server)
        try:
            if server.how == TLS and context is not None:
                wrapped = context.wrap_socket(
                    plain, server_hostname=server.host, do_handshake_on_connect=False
                )
                # It has taken the connection over: whoever closes in the middle has to close this one.
                self._socket = plain = wrapped
                wrapped.do_handshake()
        except OSError as error:
            raise dialing.not_reached(error, server.host) from error
        client = Client(plain, server.host, self._patience)
        if server.how == STARTTLS:
            if not client.has_capability("STARTTLS"):
                raise dialing.no_starttls(server.host)
            try:
                client.starttls(context)
            except ssl.SSLError as error:
                raise dialing.not_reached(error, server.host) from error
            self._socket = client.socket()
        return client

    def _sign_in(self, client: "IMAPClient") -> None:
        if self._secret.startswith(TOKEN):
            client.oauth2_login(self._servers.login, self._secret.removeprefix(TOKEN).strip())
        elif client.has_capability("AUTH=PLAIN"):
            # The only way in for a password that isn't ASCII.
            client.plain_login(self._servers.login, self._secret)
        else:
            client.login(self._servers.login, self._secret)

    async def _guarded(
        self, work: Callable[[], Found], *, signing_in: bool = False, server: Server | None = None
    ) -> Found:
        """Runs in the thread; whatever breaks becomes a trouble, and the connection is let go of."""
        host = server.host if server else self.host
        running = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self.cut()
            # Its end is nobody's business any more, but must not be told as a fault.
            running.add_done_callback(lambda done: done.cancelled() or done.exception())
            raise
        except NetworkTrouble:
            self.cut()
            raise
        except TimeoutError as error:
            self.cut()
            if server is not None:
                raise Unreachable(
                    f"{host} does not greet.", "Nothing was sent. It is tried again."
                ) from error
            raise dialing.silent(host, self._patience) from error
        except (OSError, EOFError) as error:
            self.cut()
            raise dialing.silent(host) from error
        except (ValueError, LookupError, TypeError) as error:
            # What the library makes of an answer that no server should give.
            self.cut()
            log.warning("%s: an answer that can't be read", host, exc_info=True)
            raise dialing.garbled(host, "IMAP") from error
        except _imap_error() as error:
            trouble = (login_refused if signing_in else refused)(error, host)
            if signing_in or not signed_in_refused(error):
                self.cut()
            forget(error, self._secret)
            raise trouble from error


def _imap_error() -> type[Exception]:
    """The library's own error; looked up late, since it may not be installed."""
    from imaplib import IMAP4

    return IMAP4.error
