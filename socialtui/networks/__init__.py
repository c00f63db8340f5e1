"""Decides which networks there are: every file and folder here is one, and is loaded only when asked for."""

from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from socialtui.domain.errors import UsageFault
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
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.name[0] != "_"))


def load(name: str) -> NetworkModule:
    """The network's file. Raises `UsageFault` with the nearest name for an unknown one."""
    known = names()
    if name not in known:
        near = get_close_matches(name.strip().lower(), known, n=1)
        raise UsageFault(
            f"There is no network called {name}.",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}.",
        )
    return cast(NetworkModule, import_module(f"{__name__}.{name}"))
