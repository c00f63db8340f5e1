"""A stream of events is read one by one, and its faults have names."""

from typing import Any

import httpx
import pytest

from socialtui.domain import errors
from tests.http_client.wire import HOST, pieces, wire

SSE = {"content-type": "text/event-stream"}


async def test_events_come_one_by_one() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer to-ken"
        return httpx.Response(
            200, headers=SSE, content=pieces(b":thump\n\nevent: noti", b"fication\ndata: {}\n\ndata: x\n\n")
        )

    found = [event async for event in wire(handler).events(f"{HOST}/stream", token="to-ken")]
    assert [(event.event, event.data) for event in found] == [("notification", "{}"), ("message", "x")]


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        (httpx.Response(401), errors.SignedOut),
        (httpx.Response(429, headers={"Retry-After": "5"}), errors.RateLimited),
        (httpx.Response(302, headers={"location": "https://else.example/"}), errors.MovedAway),
        (httpx.Response(200, text="<html>"), errors.Garbled),
        (httpx.Response(200, headers=SSE, text="data: " + "x" * 1_100_000), errors.Garbled),
        (httpx.Response(200, headers=SSE, text="data: xxxxxxxxxx\n" * 110_000), errors.Garbled),
        (httpx.ReadTimeout(""), errors.Silent),
        (httpx.ConnectError(""), errors.Unreachable),
    ],
)
async def test_a_stream_that_cannot_be_is_a_named_trouble(
    response: Any, trouble: type[errors.NetworkTrouble]
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if isinstance(response, Exception):
            raise response
        return httpx.Response(
            response.status_code, headers=response.headers, content=pieces(response.content)
        )

    with pytest.raises(trouble):
        [event async for event in wire(handler).events(f"{HOST}/stream", token="to-ken")]


async def test_many_small_events_are_no_long_one() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, headers=SSE, content=pieces(*[b"data: " + b"x" * 400_000 + b"\r\n\r\n"] * 4)
        )

    assert len([event async for event in wire(handler).events(f"{HOST}/stream", token="to-ken")]) == 4
