"""Whoever is asked can see who asks, and nothing is given away on the way."""

import asyncio
import sys
from importlib.machinery import ModuleSpec
from typing import Any

import httpx
import pytest

from socialtui import __version__
from socialtui.domain import errors
from socialtui.http_client import HttpClient
from tests.http_client.wire import HOST, Clock, wire


async def test_it_says_who_it_is() -> None:
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    await wire(handler).request("GET", HOST)
    assert asked[0].headers["user-agent"] == f"socialtui/{__version__}"
    assert "referer" not in asked[0].headers


@pytest.mark.parametrize(
    "to", ["http://social.example/", "http://social.example:443/", "https://other.example/"]
)
async def test_a_redirect_takes_no_secret_to_another_host_and_none_out_of_the_encryption(to: str) -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": to})

    with pytest.raises(errors.MovedAway):
        await wire(handler).request("GET", f"{HOST}/api", token="tok", headers={"X-Key": "s3cret"})
    assert asked == [f"{HOST}/api"], "asked once, and not there"


class Searched:
    """Notes which modules are looked for that aren't loaded."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        self.names.append(name)
        return None


async def test_a_request_searches_no_folder_for_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    searched = Searched()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    here = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    http = HttpClient(Clock())
    await http.request("GET", here)
    monkeypatch.setattr(sys, "meta_path", [searched, *sys.meta_path])
    await http.request("GET", here)
    await http.aclose()
    server.close()
    assert searched.names == [], "each of these costs more than parsing an answer"


@pytest.mark.parametrize(
    ("at", "whole"),
    [
        ("/api", "/api?limit=80&types%5B%5D=a+b&types%5B%5D=%C3%A9%26"),
        ("/?rest_route=x", "/?rest_route=x&limit=80&types%5B%5D=a+b&types%5B%5D=%C3%A9%26"),
    ],
)
async def test_what_is_asked_stands_in_the_address(at: str, whole: str) -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200)

    await wire(handler).request("GET", HOST + at, params={"limit": 80, "types[]": ["a b", "é&"]})
    assert asked == [HOST + whole]
