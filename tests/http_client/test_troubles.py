"""Whatever goes wrong on the wire has a name, and nothing is repeated."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest

from socialtui.domain import errors
from socialtui.http_client import client
from tests.http_client.wire import HOST, pieces, streamed, wire


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (400, errors.Refused),
        (401, errors.SignedOut),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (409, errors.Refused),
        (410, errors.NotFound),
        (422, errors.Refused),
        (429, errors.RateLimited),
        (500, errors.ServerTrouble),
        (503, errors.ServerTrouble),
        (304, errors.Garbled),
    ],
)
async def test_each_status_is_its_trouble(status: int, trouble: type[errors.NetworkTrouble]) -> None:
    http = wire(lambda request: httpx.Response(status, json={"error": "Text is\x1b[31m too long"}))
    with pytest.raises(trouble) as caught:
        await http.request("POST", HOST, json={"a": 1})
    assert type(caught.value) is trouble
    assert caught.value.what.endswith(".")
    assert caught.value.next_step
    assert "\x1b" not in str(caught.value)
    if status >= 400:
        assert caught.value.status == status
        assert "too long" in caught.value.body_text


async def test_a_status_that_was_expected_is_an_answer() -> None:
    answer = await wire(lambda request: httpx.Response(404)).request("GET", HOST, ok=(404,))
    assert answer.status == 404


async def test_a_refusal_stands_even_when_its_page_is_endless_or_cut() -> None:
    with pytest.raises(errors.SignedOut):
        await wire(lambda request: httpx.Response(401, content=pieces(b"x" * 9_000_000))).request("GET", HOST)
    cut = gzip.compress(b"sorry" * 100)[:30]
    with pytest.raises(errors.Forbidden):
        await wire(
            lambda request: httpx.Response(403, headers={"content-encoding": "gzip"}, content=pieces(cut))
        ).request("POST", HOST)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (httpx.ConnectError("[Errno -2] Name or service not known"), errors.Unreachable),
        (httpx.ConnectError("[Errno -3] Temporary failure in name resolution"), errors.Unreachable),
        (httpx.ConnectError("certificate verify failed"), errors.Unreachable),
        (httpx.ConnectTimeout(""), errors.Unreachable),
        (httpx.ProxyError("no"), errors.Unreachable),
        (httpx.ReadTimeout(""), errors.Silent),
        (httpx.ReadError(""), errors.Silent),
        (httpx.WriteError(""), errors.Silent),
        (httpx.WriteTimeout(""), errors.Silent),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), errors.Silent),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_left_is_silent_and_what_did_not_is_unreachable(
    fault: Exception, trouble: type[errors.NetworkTrouble], method: str
) -> None:
    tries = 0

    def handler(request: httpx.Request) -> httpx.Response:
        nonlocal tries
        tries += 1
        raise fault

    with pytest.raises(trouble):
        await wire(handler).request(method, HOST)
    assert tries == 1, "nothing is repeated by itself"


@pytest.mark.parametrize("how", ["cut", "bomb", "odd packing", "broken packing", "breaks off"])
async def test_a_write_whose_answer_is_broken_is_silent(how: str) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield b'{"id": '
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")

    packed = gzip.compress(b'{"id": 1}' * 50)

    def handler(request: httpx.Request) -> httpx.Response:
        match how:
            case "cut":
                return streamed(packed[:30], content_encoding="gzip")
            case "bomb":
                return streamed(b"x" * 2_000)
            case "odd packing":
                return streamed(b"..", content_encoding="br")
            case "broken packing":
                return streamed(b"not gzip at all", content_encoding="gzip")
            case _:
                return httpx.Response(200, content=breaking())

    with pytest.raises(errors.Silent):
        await wire(handler).request("POST", HOST, json={}, max_bytes=1_000)
    with pytest.raises(errors.Garbled):
        await wire(handler).request("GET", HOST, max_bytes=1_000)


async def test_a_call_that_takes_too_long_as_a_whole_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WHOLE_LIMIT", 0.02)

    async def handler(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(errors.Silent):
        await wire(handler).request("GET", HOST)


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example", "https://", "https://[::1", "javascript:alert(1)", "http://a b/"]
)
async def test_what_is_no_web_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(errors.Refused):
        await wire(lambda request: httpx.Response(200)).request("GET", url)
