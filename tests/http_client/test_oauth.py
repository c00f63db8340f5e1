"""A code becomes tokens once; tokens are renewed before they end, and kept before they are used."""

import asyncio
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from socialtui.domain import consent, errors
from socialtui.domain.consent import SHOWN, Consent, Tokens
from socialtui.http_client import oauth
from tests.http_client.wire import HOST, NOW, Clock, wire

ENDPOINT = f"{HOST}/oauth/token"
PROOF = consent.proof(bytes(range(64)))
ASKED = Consent(f"{HOST}/authorize", SHOWN, PROOF, "us", "c1ient-secret")
PAIR = Tokens("acc-1", "ref-1", NOW + 7200, "us", "c1ient-secret")


class Endpoint:
    """A token endpoint that lets each refresh token in once, as the strict ones do."""

    def __init__(self, **more: Any) -> None:
        self.asked: list[dict[str, str]] = []
        self.headers: list[httpx.Headers] = []
        self.more = more
        self.good, self.number = "ref-1", 1

    def __call__(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        self.asked.append(form)
        self.headers.append(request.headers)
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] != self.good:
                return httpx.Response(400, json={"error": "invalid_grant"})
            self.number += 1
            self.good = f"ref-{self.number}"
        elif form.get("code") != "the-code":
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": "expired"})
        return httpx.Response(
            200, json={"access_token": f"acc-{self.number}", "refresh_token": self.good} | self.more
        )


async def test_a_code_is_exchanged_with_the_verifier() -> None:
    endpoint = Endpoint(expires_in="7200", token_type="Bearer")
    got = await oauth.exchange(wire(endpoint), ENDPOINT, ASKED, "the-code", Clock())
    assert got == PAIR
    (form,) = endpoint.asked
    assert form == {
        "grant_type": "authorization_code", "code": "the-code", "redirect_uri": SHOWN,
        "code_verifier": PROOF.verifier, "client_id": "us", "client_secret": "c1ient-secret",
    }  # fmt: skip


async def test_who_we_are_goes_in_a_header_where_the_network_wants_it_there() -> None:
    endpoint = Endpoint()
    await oauth.exchange(wire(endpoint), ENDPOINT, ASKED, "the-code", Clock(), basic=True)
    assert endpoint.headers[0]["authorization"].startswith("Basic ")
    assert "client_secret" not in endpoint.asked[0]


async def test_a_code_whose_time_is_over_says_to_begin_again() -> None:
    with pytest.raises(errors.Refused, match="time is over") as caught:
        await oauth.exchange(wire(Endpoint()), ENDPOINT, ASKED, "old", Clock())
    assert "Open the address once more" in caught.value.next_step


async def test_nothing_of_it_travels_unencrypted() -> None:
    http = wire(lambda request: pytest.fail("it was sent"))
    with pytest.raises(errors.Refused, match="without encryption"):
        await oauth.exchange(http, "http://social.example/oauth/token", ASKED, "the-code", Clock())


async def test_a_token_is_renewed_before_it_ends_and_kept_before_it_is_used() -> None:
    endpoint, clock = Endpoint(expires_in=7200), Clock()
    renewing = oauth.Renewing(PAIR.secret, ENDPOINT, wire(endpoint, clock), clock)
    kept: list[Tokens] = []

    async def keep(secret: str) -> None:
        kept.append(consent.tokens(secret))

    renewing.on_renewal(keep)
    assert await renewing.access() == "acc-1"
    assert not endpoint.asked
    clock.time = PAIR.ends_at - oauth.EARLY
    assert await asyncio.gather(*(renewing.access() for _ in range(5))) == ["acc-2"] * 5
    assert kept == [Tokens("acc-2", "ref-2", clock.time + 7200, "us", "c1ient-secret")]
    assert await renewing.access(dead="acc-2") == "acc-3", "a token that was turned down early"
    assert await renewing.access(dead="acc-2") == "acc-3", "and only once"
    assert len(endpoint.asked) == 2


async def test_a_pair_that_can_not_be_kept_is_not_used_and_not_lost() -> None:
    clock, endpoint = Clock(), Endpoint(expires_in=7200)
    clock.time = PAIR.ends_at
    renewing = oauth.Renewing(PAIR.secret, ENDPOINT, wire(endpoint, clock), clock)
    locked, kept = True, []

    async def keep(secret: str) -> None:
        if locked:
            raise errors.CredentialFault("The vault is locked.")
        kept.append(consent.tokens(secret).refresh)

    renewing.on_renewal(keep)
    with pytest.raises(errors.CredentialFault):
        await renewing.access()
    locked = False
    assert await renewing.access() == "acc-2"
    assert kept == ["ref-2"]
    assert len(endpoint.asked) == 1


async def test_a_refresh_token_that_is_dead_signs_the_account_out() -> None:
    clock = Clock()
    clock.time = PAIR.ends_at
    held = Tokens("acc-0", "ref-0", PAIR.ends_at, "us")
    with pytest.raises(errors.SignedOut):
        await oauth.Renewing(held.secret, ENDPOINT, wire(Endpoint(), clock), clock).access()


@pytest.mark.parametrize("answer", [httpx.Response(503), httpx.Response(200, text="<html>")])
async def test_a_renewal_that_fails_leaves_no_doubt_about_what_was_to_be_said(answer: httpx.Response) -> None:
    clock = Clock()
    clock.time = PAIR.ends_at
    renewing = oauth.Renewing(PAIR.secret, ENDPOINT, wire(lambda request: answer, clock), clock)
    with pytest.raises(errors.Unreachable):
        await renewing.access()


@pytest.mark.parametrize("seconds", ["soon", "inf"])
async def test_a_network_that_sends_no_new_refresh_token_means_the_old_one(seconds: str) -> None:
    clock = Clock()
    clock.time = PAIR.ends_at
    answer = httpx.Response(200, json={"access_token": "acc-2", "expires_in": seconds})
    renewing = oauth.Renewing(PAIR.secret, ENDPOINT, wire(lambda request: answer, clock), clock)
    kept: list[str] = []

    async def keep(secret: str) -> None:
        kept.append(secret)

    renewing.on_renewal(keep)
    assert await renewing.access() == "acc-2"
    assert consent.tokens(kept[0]) == Tokens("acc-2", "ref-1", 0, "us", "c1ient-secret")


async def test_a_pasted_token_is_never_renewed() -> None:
    renewing = oauth.Renewing("tok-en", ENDPOINT, wire(lambda request: pytest.fail("asked")), Clock())
    assert await renewing.access() == "tok-en"
