"""Signing in by a yes on the server's page: what the page is told, and where a code is taken."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from socialtui.domain.consent import ENTROPY, AsksConsent, Tokens, code, proof, tokens
from socialtui.domain.errors import Refused, SignedOut
from socialtui.domain.network import Account, RenewsSecret
from socialtui.http_client import HttpClient
from socialtui.networks.mastodon import connect
from socialtui.networks.mastodon.account import Mastodon
from tests.networks.mastodon_parts import HOST, NOW, Pond

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


# -- tokens that end ---------------------------------------------------------------------------------------

PAIR = Tokens("old-token", "refresh-1", NOW - 10, "app-1", "only for tests")


def renewing(**granted: Any) -> tuple[Pond, Mastodon, list[str]]:
    """A server that takes the new token alone, an account whose token has ended, and the secrets kept for it."""

    def listing(request: httpx.Request) -> httpx.Response:
        good = request.headers["authorization"] == "Bearer new-token"
        return (
            httpx.Response(200, json=[])
            if good
            else httpx.Response(401, json={"error": "The token has expired"})
        )

    server = Pond(
        {"POST /oauth/token": {"access_token": "new-token"} | granted, "GET /api/v1/notifications": listing}
    )
    http = HttpClient(server.clock, transport=httpx.MockTransport(server))
    account = Account(id=1, name="ours", network="mastodon", url=HOST, remote_id="900")
    kept: list[str] = []

    async def keep(secret: str) -> None:
        kept.append(secret)

    network = connect(account, PAIR.secret, http, server.clock)
    network.on_renewal(keep)
    return server, network, kept


async def test_a_token_that_ends_is_renewed_and_kept_as_a_pair_before_it_is_used() -> None:
    server, network, kept = renewing(refresh_token="refresh-2", expires_in=3600)
    assert isinstance(network, RenewsSecret)
    await network.pull("notifications", "")
    assert [tokens(one) for one in kept] == [
        Tokens("new-token", "refresh-2", NOW + 3600, "app-1", "only for tests")
    ]
    assert form(server.asked[0])["refresh_token"] == "refresh-1"
    await network.pull("notifications", "")
    assert server.paths("POST") == ["/oauth/token"], "once"


async def test_a_token_that_died_early_is_renewed_when_it_is_turned_down() -> None:
    server, network, kept = renewing(expires_in=3600)
    server.clock.time = PAIR.ends_at - 4_000
    await network.pull("notifications", "")
    assert [tokens(one).access for one in kept] == ["new-token"]
    assert server.paths() == ["/api/v1/notifications"] * 2


async def test_a_sign_in_that_has_ended_for_good_says_so() -> None:
    server, network, kept = renewing()
    server.routes["POST /oauth/token"] = httpx.Response(400, json={"error": "invalid_grant"})
    with pytest.raises(SignedOut):
        await network.pull("notifications", "")
    assert kept == []


async def test_what_renews_a_token_is_kept_only_where_the_token_ends() -> None:
    for granted, secret in (
        ({"refresh_token": "r"}, "new-token"),
        ({"expires_in": 60}, "new-token"),
        (
            {"refresh_token": "r", "expires_in": 60},
            Tokens("new-token", "r", NOW + 60, "app-1", "only for tests").secret,
        ),
    ):
        server = Pond(
            {"POST /api/v1/apps": APP, "POST /oauth/token": {"access_token": "new-token"} | granted}
        )
        network = server.network()
        assert await network.take_consent(await network.ask_consent(PROOF), "the-code") == secret
