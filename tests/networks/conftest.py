"""What the tests of single networks share: a handler for a wire, a clock that stands still."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from socialtui import networks
from socialtui.domain.network import Account, Network
from socialtui.http_client import HttpClient
from tests.networks.contract import FakeClock

Connect = Callable[..., Network]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def connect(clock: FakeClock) -> Connect:
    """connect("wordpress", handler, url=…) gives that network on a wire that the handler answers."""

    def connected(name: str, handler: Any, secret: str = "pass word", **fields: Any) -> Network:
        account = Account(id=1, name=name, network=name, **fields)
        http = HttpClient(clock, transport=httpx.MockTransport(handler))
        return networks.load(name).connect(account, secret, http, clock)

    return connected
