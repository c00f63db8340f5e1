"""Whoever is asked can see who asks, and nothing is given away on the way."""

import httpx
import pytest

from socialtui import __version__
from socialtui.domain import errors
from tests.http_client.wire import HOST, wire


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
