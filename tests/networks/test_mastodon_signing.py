"""Signing in by a yes on the server's page: what the page is told, and where a code is taken."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from socialtui.domain.consent import ENTROPY, AsksConsent, code, proof
from socialtui.domain.errors import Refused
from tests.networks.mastodon_parts import HOST, Pond

APP = {"client_id": "app-1", "client_secret": "only for tests"}
PROOF = proof(bytes(range(ENTROPY)))
TOLD = "GET /.well-known/oauth-authorization-server"


def form(request: httpx.Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}


def page(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


async def test_a_yes_and_a_pasted_code_become_a_token() -> None:
    server = Pond(
        {"POST /api/v1/apps": APP, "POST /oauth/token": {"access_token": "new-token", "scope": "read"}}
    )
    network = server.network()
    assert isinstance(network, AsksConsent)
    asked = await network.ask_consent(PROOF)
    shown = page(asked.page)
    assert asked.page.startswith(f"{HOST}/oauth/authorize?")
    assert (shown["client_id"], shown["redirect_uri"]) == ("app-1", "urn:ietf:wg:oauth:2.0:oob")
    assert (shown["state"], shown["code_challenge_method"]) == (PROOF.state, "S256")
    assert shown["code_challenge"] == PROOF.challenge
    assert {"read:notifications", "write:statuses", "write:media"} <= set(shown["scope"].split())
    assert await network.take_consent(asked, "the-code") == "new-token"
    sent = form(server.asked[-1])
    assert (sent["code"], sent["code_verifier"]) == ("the-code", PROOF.verifier)
    assert (sent["client_id"], sent["client_secret"]) == ("app-1", "only for tests")
    assert all("authorization" not in request.headers for request in server.asked), "there is no token yet"


async def test_a_server_that_knows_no_fine_scopes_is_asked_for_wide_ones() -> None:
    def apps(request: httpx.Request) -> httpx.Response:
        fine = ":" in form(request)["scopes"]
        return (
            httpx.Response(422, json={"error": "Invalid scopes"}) if fine else httpx.Response(200, json=APP)
        )

    asked = await Pond({"POST /api/v1/apps": apps}).network().ask_consent(PROOF)
    assert page(asked.page)["scope"] == "read write"


@pytest.mark.parametrize(
    ("told", "begins"),
    [
        (f"{HOST}/sign/in", f"{HOST}/sign/in?"),
        ("https://elsewhere.example/oauth/authorize", f"{HOST}/oauth/authorize?"),
        ("http://pond.example/oauth/authorize", f"{HOST}/oauth/authorize?"),
        ("https://[half", f"{HOST}/oauth/authorize?"),
    ],
)
async def test_a_yes_is_given_on_the_server_itself_and_nowhere_else(told: str, begins: str) -> None:
    server = Pond({"POST /api/v1/apps": APP, TOLD: {"authorization_endpoint": told}})
    assert (await server.network().ask_consent(PROOF)).page.startswith(begins)


async def test_a_server_that_takes_no_applications_says_what_to_do_instead() -> None:
    no = httpx.Response(422, json={"error": "Validation failed"})
    with pytest.raises(Refused) as caught:
        await Pond({"POST /api/v1/apps": no}).network().ask_consent(PROOF)
    assert "paste" in caught.value.next_step


async def test_a_server_that_shows_no_codes_ends_at_an_address_that_holds_one() -> None:
    def apps(request: httpx.Request) -> httpx.Response:
        shown = form(request)["redirect_uris"].startswith("urn:")
        return httpx.Response(422, json={"error": "Invalid URI"}) if shown else httpx.Response(200, json=APP)

    server = Pond({"POST /api/v1/apps": apps, "POST /oauth/token": {"access_token": "new-token"}})
    network = server.network()
    asked = await network.ask_consent(PROOF)
    assert page(asked.page)["redirect_uri"] == asked.back == "http://127.0.0.1/socialtui"
    pasted = f"{asked.back}?code=the-code&state={PROOF.state}"
    assert await network.take_consent(asked, code(pasted, asked)) == "new-token"
    assert form(server.asked[-1])["redirect_uri"] == asked.back
