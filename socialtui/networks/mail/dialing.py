"""Decides how a mail server is reached, and what a connection that fails means."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable

from socialtui.domain.errors import Garbled, NetworkTrouble, Silent, Unreachable
from socialtui.networks.mail.servers import Server

Dial = Callable[[str, int], Awaitable[socket.socket]]
"""`dial(host, port)` opens a connection to a server, in the clear; encryption is laid over it."""

CONNECT_LIMIT = 10
READ_LIMIT = 30
"""Seconds that a server may think before it says something."""

MISSING = ("E-mail needs two libraries that aren't installed.", "pip install 'socialtui[mail]'")


async def dial(host: str, port: int) -> socket.socket:
    """A connection over this machine's network."""
    return await asyncio.to_thread(socket.create_connection, (host, port), CONNECT_LIMIT)


def encryption(server: Server) -> ssl.SSLContext:
    """What a server has to prove before it hears anything."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.is_here:
        # Bridges on one's own machine sign for themselves, and nothing leaves it.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def not_reached(error: OSError, host: str) -> NetworkTrouble:
    """A connection that never came to be: nothing left this machine."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(
            f"{host} shows a certificate that can't be trusted.",
            "Nothing was sent. Check the address, and the date of this machine.",
        )
    if isinstance(error, ssl.SSLError):
        return Unreachable(
            f"{host} does not speak TLS there.", "Nothing was sent. imap:// and smtp:// stand for STARTTLS."
        )
    if isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_AGAIN:
            return Unreachable(f"The name {host} can't be looked up.", "Check this machine's network.")
        return Unreachable(f"No host is called {host}.", "Check the address and this machine's network.")
    return Unreachable(f"{host} can't be reached.", "Nothing was sent. It is tried again.")


def silent(host: str, seconds: float = 0) -> Silent:
    """Nobody can say whether it arrived."""
    how = f"after {seconds:g} s" if seconds else "in the middle of the answer"
    return Silent(f"{host} went silent {how}.", "It is looked at again before anything is repeated.")


def garbled(host: str, protocol: str) -> Garbled:
    """Something else answers there."""
    return Garbled(f"{host} sent something that is no {protocol}.", "It is asked again next round.")


def no_starttls(host: str) -> Unreachable:
    """A server that would hear everything in the clear."""
    return Unreachable(
        f"{host} offers no encryption there; nothing was sent.",
        "Use its imaps:// and smtps:// addresses. No password goes in the clear.",
    )
