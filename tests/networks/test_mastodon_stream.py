"""The stream of a server of the Mastodon kind tells sooner, and is never needed."""

from typing import Any

import httpx
import pytest

from socialtui.domain.errors import Forbidden, NotFound, OutOfReach, Refused, ServerTrouble
from socialtui.domain.network import Account
from socialtui.http_client import HttpClient, Reach
from socialtui.networks.mastodon import connect
from tests.networks.mastodon_parts import NOTIFICATIONS, Inbox, Pond, everything, heard, mentions

LIST = f"GET {NOTIFICATIONS}"
FIRST, SECOND = "/api/v1/streaming/user/notification", "/api/v1/streaming/user"


def events(*said: str) -> httpx.Response:
    body = ":)\n\n:thump\n\n" + "".join(f"event: {line}\n\n" for line in said)
    return httpx.Response(200, text=body, headers={"Content-Type": "text/event-stream"})


def instance(streaming: str) -> dict[str, Any]:
    return {"configuration": {"urls": {"streaming": streaming}}}


async def test_the_stream_names_the_source_that_has_something_new() -> None:
    ours = '{"id":"1","account":{"id":"900"}}'
    server = Pond(
        {
            f"GET {FIRST}": events(
                'notification\ndata: {"id":"5","type":"mention"}',
                "delete\ndata: 01S",
                "filters_changed\ndata:",
                f"update\ndata: {ours}",
                'update\ndata: {"id":"1","account":{"id":"41"}}',
                "update\ndata: not json",
                "conversation\ndata: {}",
            )
        }
    )
    assert await heard(server.network()) == ["notifications", "notifications", "own", "direct"]
    assert SECOND not in server.paths()


async def test_a_deletion_heard_is_looked_for_at_once() -> None:
    inbox = Inbox(mentions(1, 3))
    server = Pond({LIST: inbox, f"GET {FIRST}": events("delete\ndata: 01S0002")})
    network = server.network()
    _, cursor = await everything(network)
    del inbox.told[1]
    await heard(network)
    assert (await network.pull("notifications", cursor)).removed == ("01S0002",)


async def test_an_older_stream_is_taken_where_the_newer_is_missing() -> None:
    server = Pond({f"GET {SECOND}": events("notification\ndata: {}")})
    assert await heard(server.network()) == ["notifications"]


@pytest.mark.parametrize("status_code", [400, 404])
async def test_a_server_without_a_stream_is_asked_just_once(status_code: int) -> None:
    nothing = httpx.Response(status_code, json={"error": "Bad Request"})
    server = Pond({f"GET {FIRST}": nothing, f"GET {SECOND}": nothing})
    network = server.network()
    with pytest.raises((NotFound, Refused)):
        await heard(network)
    assert network.stream() is None


async def test_a_missing_scope_for_the_stream_does_not_sign_the_account_out() -> None:
    server = Pond(
        {f"GET {FIRST}": httpx.Response(401, json={"error": "Access token does not have the scope"})}
    )
    with pytest.raises(Forbidden):
        await heard(server.network())


async def test_a_stream_in_trouble_is_tried_again_later() -> None:
    server = Pond({f"GET {FIRST}": httpx.Response(503, text="busy")})
    network = server.network()
    with pytest.raises(ServerTrouble):
        await heard(network)
    assert network.stream() is not None


@pytest.mark.parametrize(
    ("url", "named", "asked"),
    [
        ("https://pond.example", "wss://stream.pond.example", "https://stream.pond.example"),
        ("https://pond.example", "ws://stream.pond.example", "https://stream.pond.example"),
        ("https://pond.example", "wss://pond.example", "https://pond.example"),
        ("https://pond.example", "", "https://pond.example"),
        ("https://pond.example", "wss://pond.example:bad", "https://pond.example"),
        ("http://127.0.0.1:3000", "wss://127.0.0.1", "http://127.0.0.1:3000"),
        ("http://127.0.0.1:3000", "wss://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://127.0.0.1:3000", "ws://127.0.0.1:4000", "http://127.0.0.1:4000"),
    ],
)
async def test_the_stream_is_where_the_server_says_but_never_less_encrypted(
    url: str, named: str, asked: str
) -> None:
    server = Pond({"GET /api/v2/instance": instance(named), f"GET {FIRST}": events("notification\ndata: {}")})
    assert await heard(server.network(url=url)) == ["notifications"]
    assert str(server.asked[-1].url) == asked + FIRST


async def test_a_stream_inside_the_network_that_nobody_typed_says_what_to_do() -> None:
    server = Pond({"GET /api/v2/instance": instance("wss://10.0.0.9")})
    http = HttpClient(server.clock, transport=httpx.MockTransport(server), reach=Reach())
    account = Account(id=1, name="ours", network="mastodon", url="https://10.0.0.1", remote_id="900")
    network = connect(account, "tok", http.apart(account.url), server.clock)
    with pytest.raises(OutOfReach) as told:
        await heard(network)
    assert "10.0.0.9" in told.value.what
    assert "STREAMING_API_BASE_URL" in told.value.next_step
    assert network.stream() is None, "it is polled from now on"
    assert {request.url.host for request in server.asked} == {"10.0.0.1"}
