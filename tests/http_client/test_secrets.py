"""A secret goes to its host alone, and into no word or log."""

import logging
from typing import Any

import httpx
import pytest

from socialtui.domain import errors
from tests.http_client.wire import HOST, wire


async def test_secrets_travel_in_the_header_alone() -> None:
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, headers={"Set-Cookie": "session=1"})

    http = wire(handler)
    await http.request("GET", f"{HOST}/", token=" tok-en\n")
    await http.request("GET", f"{HOST}/", auth=("ana", "päss word"))
    assert asked[0].headers["authorization"] == "Bearer tok-en"
    assert asked[1].headers["authorization"] == "Basic YW5hOnDDpHNzIHdvcmQ="
    assert "cookie" not in asked[1].headers, "two accounts on a host share no session"


@pytest.mark.parametrize("token", ["", "two words", "new\nline", "t\u00f6ken"])
async def test_a_token_that_cannot_be_one_is_not_sent_and_not_shown(token: str) -> None:
    http = wire(lambda request: pytest.fail("it was sent"))
    with pytest.raises(errors.SignedOut) as caught:
        await http.request("GET", HOST, token=token)
    assert not token or token not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_secret_is_not_sent_over_plain_http_but_to_this_machine() -> None:
    http = wire(lambda request: httpx.Response(200, json={}))
    with pytest.raises(errors.Refused, match="without encryption"):
        await http.request("GET", "http://social.example/", token="secret")
    for url in ("http://127.0.0.1:8080/", "http://localhost/", "http://[::1]:9/"):
        assert (await http.request("GET", url, token="secret")).status == 200


async def test_no_word_and_no_log_holds_a_path_a_query_or_a_user(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = "https://ana:hush-hush@social.example:8443/alerts/0123456789?token=abcdef"
    faults: list[Any] = [httpx.Response(status) for status in (301, 400, 401, 403, 404, 429, 500)]
    faults += [httpx.ReadTimeout(""), httpx.ConnectError(""), httpx.RemoteProtocolError("")]
    for fault in faults:

        def handler(request: httpx.Request, fault: Any = fault) -> httpx.Response:
            if isinstance(fault, Exception):
                raise fault
            return httpx.Response(fault.status_code, headers={"location": "https://else.example/?key=abcdef"})

        with pytest.raises(errors.NetworkTrouble) as caught:
            await wire(handler).request("GET", url, token="to-ken")
        said = f"{caught.value} {caught.value!r} {caught.value.__cause__}"
        assert "social.example:8443" in said
        for hidden in ("hush", "0123456789", "abcdef", "to-ken", "ana:"):
            assert hidden not in said + caplog.text
