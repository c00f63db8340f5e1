"""Decides which networks there are: every file and folder here is one, and is loaded only when asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from socialtui.domain import folder
from socialtui.domain.network import About, Account, Clock, Network

if TYPE_CHECKING:  # naming the networks must not load the wire
    from socialtui.http_client import HttpClient


class NetworkModule(Protocol):
    """What a network's file offers."""

    ABOUT: About

    def connect(self, account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:
        """One account on this network."""
        ...


def names() -> tuple[str, ...]:
    """The networks by their files' names, sorted; imports none of them."""
    return folder.names(__path__)


def load(name: str) -> NetworkModule:
    """The network's file. Raises `UsageFault` with the nearest name for an unknown one."""
    if name not in names():
        raise folder.unknown("network", name, names())
    return cast(NetworkModule, import_module(f"{__name__}.{name}"))
