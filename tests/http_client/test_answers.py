"""An answer comes whole, unpacked and readable, or not at all."""

import gzip
import zlib

import httpx
import pytest

from socialtui.domain import errors
from tests.http_client.wire import HOST, streamed, wire


async def test_an_answer_comes_whole_with_its_headers_in_lower_case() -> None:
    http = wire(lambda request: httpx.Response(200, json={"id": "1"}, headers={"X-Thing": "yes"}))
    answer = await http.request("get", f"{HOST}/a?b=1", params={"types[]": ["x", "y"]})
    assert answer.json() == {"id": "1"}
    assert answer.headers["x-thing"] == "yes"
    assert answer.url == f"{HOST}/a?b=1&types%5B%5D=x&types%5B%5D=y"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "two gzips", "padded"])
async def test_a_packed_body_is_unpacked(coding: str) -> None:
    body = b'{"words": "' + b"a" * 5000 + b'"}'
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": raw.compress(body) + raw.flush(),
        "two gzips": gzip.compress(body[:100]) + gzip.compress(body[100:]),
        "padded": gzip.compress(body) + b"\0\0\0",
    }[coding]
    named = "deflate" if "deflate" in coding else "gzip"
    answer = await wire(lambda request: streamed(packed, content_encoding=named)).request("GET", HOST)
    assert answer.body == body


@pytest.mark.parametrize("length", [0, 1, 5, 12, 30, 60])
async def test_a_cut_gzip_body_is_never_an_empty_success(length: int) -> None:
    packed = gzip.compress(b"<rss>" + bytes(range(256)) * 9)[:length]
    http = wire(lambda request: streamed(packed, content_encoding="gzip"))
    if length:
        with pytest.raises(errors.Garbled):
            await http.request("GET", HOST)
    else:
        answer = await http.request("GET", HOST)
        with pytest.raises(errors.Garbled):
            answer.json()


async def test_a_body_over_the_cap_is_refused_packed_or_not() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    for response in (streamed(bomb, content_encoding="gzip"), streamed(b"x" * 2_000)):
        with pytest.raises(errors.Garbled):
            await wire(lambda request, response=response: response).request("GET", HOST, max_bytes=1_000)


async def test_a_packing_that_was_not_asked_for_is_garbled() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept-encoding"] == "gzip, deflate"
        return streamed(b"....", content_encoding="lzma")

    with pytest.raises(errors.Garbled):
        await wire(handler).request("GET", HOST)


@pytest.mark.parametrize(
    "body", ["", "   ", "<!DOCTYPE html><p>hi", "<br />\n<b>Warning</b>{}", '{"a": [1,', "nope"]
)
async def test_what_is_no_json_is_garbled(body: str) -> None:
    answer = await wire(lambda request: httpx.Response(200, text=body)).request("GET", HOST)
    with pytest.raises(errors.Garbled) as caught:
        answer.json()
    assert "social.example" in caught.value.what


async def test_json_of_another_shape_is_garbled_and_names_the_place() -> None:
    answer = await wire(lambda request: httpx.Response(200, json={"id": []})).request("GET", HOST)
    with pytest.raises(errors.Garbled, match=r"\$"):
        answer.json(dict[str, int])


async def test_one_broken_letter_does_not_hide_the_rest() -> None:
    body = b'\xef\xbb\xbf["\\ud83d alone", "\\ude00", "\\ud83d\\ude00", "bad \xff byte"]'
    answer = await wire(lambda request: httpx.Response(200, content=body)).request("GET", HOST)
    assert answer.json() == ["\ufffd alone", "\ufffd", "😀", "bad \ufffd byte"]


async def test_text_follows_the_named_charset() -> None:
    headers = {"content-type": "text/html; charset=iso-8859-1"}
    answer = await wire(lambda request: httpx.Response(200, content=b"caf\xe9", headers=headers)).request(
        "GET", HOST
    )
    assert answer.text() == "café"
