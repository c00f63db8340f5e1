"""Decides which services count visitors: every file here is one, and is loaded only when asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from socialtui.domain import folder
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
    return folder.names(__path__)


def load(name: str) -> ServiceModule:
    """The service's file. Raises `UsageFault` with the nearest name for an unknown one."""
    if name not in names():
        raise folder.unknown("service", name, (*names(), BY_HAND))
    return cast(ServiceModule, import_module(f"{__name__}.{name}"))
