"""A WebSocket is listened to message by message, and its faults have names."""

import httpx
import pytest
from wsproto.events import BytesMessage, TextMessage

from socialtui.domain import errors
from tests.http_client.wire import HOST, wire
from tests.networks.fake_socket import BROKEN, GOODBYE, PING, SILENCE, frames, socket


async def heard(handler: object) -> list[str]:
    return [said async for said in wire(handler).messages(f"{HOST}/stream", token="to-ken")]


async def test_messages_come_one_by_one_until_the_other_side_says_goodbye() -> None:
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        pieces = frames(TextMessage("in two ", message_finished=False))
        return socket(request, "one", PING, *pieces, GOODBYE)

    assert await heard(handler) == ["one"]
    (request,) = asked
    assert request.headers["upgrade"] == "websocket"
    assert request.headers["authorization"] == "Bearer to-ken"
    assert request.headers["sec-websocket-protocol"] == "to-ken"


async def test_a_message_in_pieces_is_one() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        whole = b"".join(
            piece
            for piece in frames(TextMessage("naïve ", message_finished=False), TextMessage("café"), GOODBYE)
            if isinstance(piece, bytes)
        )
        return socket(request, whole[:5], whole[5:9], whole[9:])

    assert await heard(handler) == ["naïve café"]


async def test_a_ping_is_answered_and_silence_is_asked_after() -> None:
    opened: list[httpx.Response] = []

    def handler(request: httpx.Request) -> httpx.Response:
        opened.append(socket(request, PING, SILENCE, "after a while", GOODBYE))
        return opened[0]

    assert await heard(handler) == ["after a while"]
    line = opened[0].extensions["network_stream"]
    assert line.heard[0] == 0x8A, "a pong"
    assert 0x89 in line.heard, "a ping of ours"


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ((SILENCE, SILENCE), errors.Silent),
        ((BROKEN,), errors.Silent),
        ((b"\xff\xff\xff\xff",), errors.Garbled),
        (tuple(frames(BytesMessage(b"\x00"))), errors.Garbled),
        (tuple(frames(TextMessage("x" * 1_000_001))), errors.Garbled),
    ],
    ids=["silence", "a broken line", "no frames", "bytes", "endless"],
)
async def test_a_line_that_breaks_is_a_named_trouble(
    said: tuple[bytes | Exception, ...], trouble: type[errors.NetworkTrouble]
) -> None:
    with pytest.raises(trouble):
        await heard(lambda request: socket(request, *said))


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        (httpx.Response(401), errors.SignedOut),
        (httpx.Response(404), errors.NotFound),
        (httpx.Response(400, text="Bad Request"), errors.Refused),
        (httpx.Response(200, text="<html>"), errors.Garbled),
        (httpx.Response(302, headers={"location": "https://else.example/"}), errors.MovedAway),
        (httpx.Response(101, headers={"Sec-WebSocket-Accept": "wrong"}), errors.Garbled),
        (httpx.Response(429, headers={"Retry-After": "5"}), errors.RateLimited),
    ],
)
async def test_a_door_that_stays_shut_is_a_named_trouble(
    response: httpx.Response, trouble: type[errors.NetworkTrouble]
) -> None:
    with pytest.raises(trouble):
        await heard(
            lambda request: httpx.Response(
                response.status_code, headers=response.headers, content=response.content
            )
        )


async def test_the_token_is_not_sent_where_others_can_read_along() -> None:
    with pytest.raises(errors.Refused):
        [said async for said in wire(socket).messages("http://social.example/stream", token="to-ken")]
