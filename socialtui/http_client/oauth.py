"""Decides how a code becomes tokens, and how tokens are renewed before they end.

A new pair is handed to whoever keeps it before it is used: with some networks the old one dies at that moment.
"""

import asyncio
from collections.abc import Awaitable, Callable

from msgspec import Struct

from socialtui.domain.consent import Consent, Tokens, tokens
from socialtui.domain.errors import Garbled, Refused, ServerTrouble, SignedOut, Silent, Unreachable
from socialtui.domain.network import Clock
from socialtui.http_client.client import HttpClient

EARLY = 300
"""Seconds before its end at which a token is renewed."""
_ENDED = ("invalid_grant", "invalid_token", "invalid_client", "unauthorized_client")


class Granted(Struct):
    """A token endpoint's answer (RFC 6749 §5.1)."""

    access_token: str
    refresh_token: str | None = None
    expires_in: float | str | None = None


async def exchange(
    http: HttpClient, endpoint: str, consent: Consent, code: str, clock: Clock, *, basic: bool = False
) -> Tokens:
    """The tokens for a code. `basic` says who we are in a header, where the network wants it there."""
    wish = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": consent.back,
        "code_verifier": consent.proof.verifier,
    }  # fmt: skip
    client = Tokens("", client_id=consent.client_id, client_secret=consent.client_secret)
    try:
        granted = await _ask(http, endpoint, wish, client, basic)
    except SignedOut as error:
        raise Refused(
            "The code is not accepted: it is another's, was used, or its time is over.",
            "Open the address once more and paste the new code. Nothing was stored.",
        ) from error
    return _tokens(granted, client, clock.now())


class Renewing:
    """An account's tokens: the network's calls ask here for the one that is good now."""

    def __init__(
        self, secret: str, endpoint: str, http: HttpClient, clock: Clock, *, basic: bool = False
    ) -> None:
        self._tokens = tokens(secret)
        self._endpoint, self._basic = endpoint, basic
        self._http, self._clock = http, clock
        self._keep: Callable[[str], Awaitable[None]] | None = None
        self._kept = True
        self._turn = asyncio.Lock()

    def on_renewal(self, keep: Callable[[str], Awaitable[None]]) -> None:
        """Tells whom to hand a new pair to."""
        self._keep = keep

    async def access(self, dead: str = "") -> str:
        """A token that is good for some minutes. `dead` is one that was just turned down."""
        async with self._turn:
            held = self._tokens
            ends = held.ends_at and held.ends_at - EARLY <= self._clock.now()
            if (ends or held.access == dead) and held.refresh:
                await self._renew()
            await self._have_kept()
            return self._tokens.access

    async def _renew(self) -> None:
        held = self._tokens
        wish = {"grant_type": "refresh_token", "refresh_token": held.refresh}
        try:
            granted = await _ask(self._http, self._endpoint, wish, held, self._basic)
        except (Silent, ServerTrouble, Garbled) as error:
            # What the token was wanted for hasn't left, so that nobody need doubt whether it was said.
            raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error
        self._tokens, self._kept = _tokens(granted, held, self._clock.now()), False

    async def _have_kept(self) -> None:
        """What can't be kept now is kept later: the pair before it is dead already."""
        if not self._kept and self._keep is not None:
            await self._keep(self._tokens.secret)
            self._kept = True


async def _ask(http: HttpClient, endpoint: str, wish: dict[str, str], client: Tokens, basic: bool) -> Granted:
    """One question to the token endpoint. What it holds against us for good is `SignedOut`."""
    auth = (client.client_id, client.client_secret) if basic else None
    if not basic:
        named = {"client_id": client.client_id, "client_secret": client.client_secret}
        wish = wish | {name: text for name, text in named.items() if text}
    try:
        answer = await http.request("POST", endpoint, data=wish, auth=auth, private=True)
    except Refused as error:
        if error.status == 400 and any(word in error.body_text for word in _ENDED):
            trouble = SignedOut("The sign-in has ended.", "Sign in again: socialtui account add")
            trouble.status = error.status
            raise trouble from error
        raise
    return answer.json(Granted)


def _tokens(granted: Granted, before: Tokens, now: int) -> Tokens:
    """A network that sends no new refresh token means the old one to go on."""
    try:
        seconds = int(float(granted.expires_in or 0))
    except (ValueError, OverflowError):
        seconds = 0
    return Tokens(
        granted.access_token,
        granted.refresh_token or before.refresh,
        now + seconds if seconds > 0 else 0,
        before.client_id,
        before.client_secret,
    )
