"""Decides which hosts may be reached: public ones, and private ones only where the person typed them.

A feed, a redirect or a server's own description may name an address inside the network that this box stands in. It is
looked up before anything is sent, and the address that was really reached is looked at before anything is read.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies

import httpx

from socialtui.domain.errors import OutOfReach

Resolve = Callable[[str], Awaitable[Collection[str]]]
"""The addresses of a name; none where it can't be looked up."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


async def look_up(host: str) -> Collection[str]:
    """By this machine's own resolver."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()  # the connection says in its own words why it can't be made
    return {str(entry[4][0]) for entry in found}


EXTENSION = "socialtui.reach"
"""What a request carries so that the client knows in whose name it is made."""


class Reach:
    """What one account's requests may reach; all of a process know the same public hosts."""

    def __init__(
        self, typed: Iterable[str] = (), resolve: Resolve = look_up, public: set[str] | None = None
    ) -> None:
        self._resolve = resolve
        self._typed: set[str] = set()
        self._public: set[str] = set() if public is None else public
        self._home = False
        """The person typed an address of this machine: others of it are theirs too."""
        for address in typed:
            self._type(address)

    def apart(self, typed: Iterable[str]) -> "Reach":
        """Another account's: what was typed for this one is typed for no other."""
        return Reach(typed, self._resolve, self._public)

    def _type(self, address: str) -> None:
        """The person gave this address, with or without a scheme: its host may be private."""
        try:
            host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
        except ValueError:
            return
        self._typed.add(host)
        self._home = self._home or _is_home(host)

    async def before(self, request: httpx.Request) -> None:
        """Refuses a private host that nobody typed, before anything is sent."""
        host = request.url.host
        if host in self._typed or host in self._public or (self._home and _is_home(host)):
            return
        addresses = [host] if _address(host) is not None else await self._resolve(host)
        if any(_is_private(one) for one in addresses) or _is_home(host):
            raise _refused(host)
        if addresses:
            self._public.add(host)

    async def after(self, response: httpx.Response) -> None:
        """Refuses what a private address answered under a public name. A proxy stands in between by itself."""
        host = response.request.url.host
        stream = response.extensions.get("network_stream")
        if stream is None or host in self._typed or (self._home and _is_home(host)) or getproxies():
            return
        peer = stream.get_extra_info("server_addr")
        if peer and _is_private(str(peer[0])):
            self._public.discard(host)
            raise _refused(host)


async def before(request: httpx.Request) -> None:
    """Holds a request to its account's reach; one that names none is made in nobody's name, and goes nowhere."""
    reach: Reach | None = request.extensions.get(EXTENSION)
    if reach is None:
        raise _refused(request.url.host)
    await reach.before(request)


async def after(response: httpx.Response) -> None:
    """Holds an answer to it."""
    reach: Reach | None = response.request.extensions.get(EXTENSION)
    if reach is None:
        raise _refused(response.request.url.host)
    await reach.after(response)


def _refused(host: str) -> OutOfReach:
    return OutOfReach(
        f"{host} is an address inside this network, and nobody typed it.",
        "If it is meant, type that address for this account: socialtui account add",
    )


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _is_private(address: str) -> bool:
    found = _address(address)
    return found is not None and (not found.is_global or found.is_multicast)


def _is_home(host: str) -> bool:
    found = _address(host)
    return host in _LOOPBACK or host.endswith(".localhost") or (found is not None and found.is_loopback)
