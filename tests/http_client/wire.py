"""A wire of our own for the client's tests: a handler answers, a clock stands still."""

from collections.abc import AsyncIterator
from typing import Any

import httpx

from socialtui.http_client import HttpClient

NOW = 1_790_000_000
HOST = "https://social.example"


class Clock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> int:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += int(seconds)


def wire(handler: Any, clock: Clock | None = None) -> HttpClient:
    return HttpClient(clock or Clock(), transport=httpx.MockTransport(handler))


async def pieces(*bodies: bytes) -> AsyncIterator[bytes]:
    for body in bodies:
        yield body


def streamed(body: bytes, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(200, headers=named, content=pieces(body[:20], body[20:]))
