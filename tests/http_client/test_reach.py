"""A private address is reached only where the person typed it, whoever else names it."""

from collections.abc import Collection
from typing import Any

import httpx
import pytest

from socialtui.domain import errors
from socialtui.http_client import HttpClient, Reach
from tests.http_client.wire import Clock

NAMES = {
    "open.example": ("93.184.216.34",),
    "inside.example": ("10.1.2.3",),
    "half.example": ("93.184.216.34", "192.168.1.4"),
    "mapped.example": ("::ffff:127.0.0.1",),
    "localhost": ("127.0.0.1",),
}


def client(*typed: str, answer: Any = None) -> tuple[HttpClient, list[str]]:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return answer(request) if answer else httpx.Response(200)

    async def resolve(host: str) -> Collection[str]:
        return NAMES.get(host, ())

    http = HttpClient(Clock(), transport=httpx.MockTransport(handler), reach=Reach(typed, resolve))
    return http, asked


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/", "http://127.0.0.1:8080/", "http://[::1]/", "http://169.254.169.254/latest/meta-data",
        "http://192.168.0.1/", "http://100.64.0.1/", "http://0.0.0.0/", "http://[fe80::1]/", "http://[::ffff:10.0.0.1]/",
        "http://localhost/", "http://x.localhost/", "http://inside.example/", "https://half.example/",
        "https://mapped.example/", "http://224.0.0.1/",
    ],
)  # fmt: skip
async def test_a_private_address_that_nobody_typed_is_not_asked(url: str) -> None:
    http, asked = client("https://social.example")
    with pytest.raises(errors.Refused, match="inside this network") as told:
        await http.request("GET", url)
    assert "type that address for this account: socialtui account add" in told.value.next_step
    assert asked == []


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("http://10.0.0.1:3000/feed", "http://10.0.0.1/"),
        ("inside.example", "http://inside.example/other"),
        ("http://localhost:2583", "http://127.0.0.1:2584/"),
        ("", "https://open.example/"),
        ("", "https://nowhere.example/"),
    ],
)
async def test_what_was_typed_and_what_is_public_is(typed: str, url: str) -> None:
    http, asked = client(*([typed] if typed else []))
    assert (await http.request("GET", url)).status == 200
    assert asked == [url]


async def test_one_private_host_that_was_typed_opens_no_other() -> None:
    http, _ = client("http://10.0.0.1")
    for url in ("http://10.0.0.2/", "http://127.0.0.1/"):
        with pytest.raises(errors.Refused):
            await http.request("GET", url)


async def test_an_account_that_comes_later_may_be_private_too() -> None:
    http, asked = client()
    await http.request("GET", "https://open.example/")
    await http.apart("http://10.0.0.1", "", "no address [").request("GET", "http://10.0.0.1/")
    assert len(asked) == 2


async def test_a_request_in_nobody_s_name_is_refused() -> None:
    http, asked = client("http://10.0.0.1")
    for url in ("http://10.0.0.1/", "https://open.example/"):
        with pytest.raises(errors.OutOfReach):
            await http._client.get(url)
    assert asked == []


async def test_one_account_that_leaves_closes_nobody_s_connections() -> None:
    http, asked = client()
    await http.request("GET", "https://open.example/")
    one, other = http.apart("http://10.0.0.1"), http.apart("https://open.example")
    await one.request("GET", "http://10.0.0.1/")
    await one.aclose()
    await other.request("GET", "https://open.example/")
    assert len(asked) == 3
    await http.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await other.request("GET", "https://open.example/")


async def test_what_was_typed_for_one_account_is_typed_for_no_other() -> None:
    http, asked = client()
    one, other = http.apart("http://10.0.0.1"), http.apart("https://open.example")
    await one.request("GET", "http://10.0.0.1/")
    for client_of in (other, http):
        with pytest.raises(errors.OutOfReach):
            await client_of.request("GET", "http://10.0.0.1/")
        with pytest.raises(errors.OutOfReach):
            await anext(client_of.events("https://10.0.0.1/", token="tok"))
        with pytest.raises(errors.OutOfReach):
            await anext(client_of.messages("https://10.0.0.1/", token="tok"))
    assert asked == ["http://10.0.0.1/"]
    assert one._client is http._client, "they share its connections"


class Stream:
    def __init__(self, peer: str) -> None:
        self.peer = peer

    def get_extra_info(self, name: str) -> Any:
        return (self.peer, 80) if name == "server_addr" else None


async def test_a_name_that_was_public_a_moment_ago_does_not_lead_inside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    peers = ["93.184.216.34", "10.0.0.1"]

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="inside", extensions={"network_stream": Stream(peers.pop(0))})

    http, _ = client(answer=answer)
    await http.request("GET", "https://open.example/")
    with pytest.raises(errors.Refused):
        await http.request("GET", "https://open.example/")


async def test_events_are_held_to_it_too() -> None:
    http, asked = client()
    heard = http.events("https://inside.example/stream", token="tok")
    with pytest.raises(errors.Refused):
        await anext(heard)
    assert asked == []
