"""A redirect is followed on the same host, for reads only."""

import httpx
import pytest

from socialtui.domain import errors
from socialtui.http_client import HttpClient
from tests.http_client.wire import HOST, wire


def redirecting(*targets: str, status: int = 302) -> tuple[HttpClient, list[httpx.Request]]:
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if len(asked) <= len(targets):
            return httpx.Response(status, headers={"location": targets[len(asked) - 1]})
        return httpx.Response(200, json={})

    return wire(handler), asked


async def test_a_read_is_followed_on_the_same_host() -> None:
    http, asked = redirecting("/b", "https://social.example/c?d=1", status=301)
    answer = await http.request("GET", f"{HOST}/a", token="secret")
    assert answer.url == f"{HOST}/c?d=1"
    assert asked[2].headers["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    "target",
    [
        "https://else.example/",
        "http://social.example/",
        "https://social.example:444/",
        "https://www.social.example/",
        "//else.example/",
        "https://else.example@social.example/",
        "file:///etc/passwd",
    ],
)
async def test_no_redirect_leads_to_another_host_or_out_of_encryption(target: str) -> None:
    http, asked = redirecting(target)
    with pytest.raises(errors.MovedAway):
        await http.request("GET", f"{HOST}/a", token="secret")
    assert len(asked) == 1


async def test_a_write_is_never_redirected() -> None:
    http, asked = redirecting("/b", status=307)
    with pytest.raises(errors.MovedAway):
        await http.request("POST", f"{HOST}/a", json={})
    assert len(asked) == 1


async def test_circles_end() -> None:
    http, asked = redirecting(*["/a"] * 20)
    with pytest.raises(errors.MovedAway, match="circles"):
        await http.request("GET", f"{HOST}/a")
    assert len(asked) == 6
