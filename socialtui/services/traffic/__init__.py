"""Decides which services count visitors: every file here is one, and is loaded only when asked for."""

from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from socialtui.domain.errors import UsageFault
from socialtui.domain.network import About, Clock
from socialtui.domain.traffic import BY_HAND, Counter, Site

if TYPE_CHECKING:  # naming the services must not load the wire
    from socialtui.http_client import HttpClient


class ServiceModule(Protocol):
    """What a service's file offers."""

    ABOUT: About

    def connect(self, site: Site, secret: str, http: "HttpClient", clock: Clock) -> Counter:
        """One site on this service."""
        ...


def names() -> tuple[str, ...]:
    """The services by their files' names, sorted; imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.name[0] != "_"))


def load(name: str) -> ServiceModule:
    """The service's file. Raises `UsageFault` with the nearest name for an unknown one."""
    known = (*names(), BY_HAND)
    if name not in names():
        near = get_close_matches(name.strip().lower(), known, n=1)
        raise UsageFault(
            f"There is no service called {name}.",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}.",
        )
    return cast(ServiceModule, import_module(f"{__name__}.{name}"))
