"""Decides how a person signs in by saying yes on the server's page, which shows a code to paste."""

from urllib.parse import urlsplit

import msgspec

from socialtui.domain import consent
from socialtui.domain.consent import SHOWN, Consent, Proof
from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, ServerTrouble, SignedOut
from socialtui.domain.network import Clock
from socialtui.http_client.oauth import exchange
from socialtui.networks.mastodon.server import Server

SCOPES = (
    "read:accounts", "read:notifications", "read:statuses", "read:lists", "read:search", "write:statuses",
    "write:media", "write:favourites", "write:mutes", "write:reports",
)  # fmt: skip
WIDE = ("read", "write")
"""For servers that know no finer ones."""
ENDS_AT = "http://127.0.0.1/socialtui"
"""Where the page ends on servers that show no codes: nobody listens there, and the code stands in the address."""
_NOT_TOLD = (NotFound, Refused, Forbidden, SignedOut, Garbled, ServerTrouble)


class _App(msgspec.Struct):
    client_id: str
    client_secret: str = ""


class _Told(msgspec.Struct):
    """What a server tells of its sign-in (RFC 8414)."""

    authorization_endpoint: str = ""
    token_endpoint: str = ""


class Signing:
    """The sign-in at one server."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server, self._clock = server, clock

    async def ask_consent(self, proof: Proof) -> Consent:
        """Makes socialtui known to the server; the page that asks for a yes comes back."""
        for back in (SHOWN, ENDS_AT):
            for scopes in (SCOPES, WIDE):
                app = await self._known(scopes, back)
                if app is not None:
                    page, _ = await self._endpoints()
                    address = consent.page(page, app.client_id, back, scopes, proof)
                    return Consent(address, back, proof, app.client_id, app.client_secret)
        raise Refused("The server takes no new applications.", "Make a token there and paste it.")

    async def take_consent(self, given: Consent, code: str) -> str:
        """The token for a code: alone where it doesn't end by itself, with what renews it where it does."""
        _, endpoint = await self._endpoints()
        granted = await exchange(self._server.http, endpoint, given, code, self._clock)
        return granted.secret if granted.refresh and granted.ends_at else granted.access

    async def _known(self, scopes: tuple[str, ...], back: str) -> _App | None:
        """Ourselves as the server names us; None where it knows no such scopes, or shows no codes."""
        asked = {"client_name": "socialtui", "redirect_uris": back, "scopes": " ".join(scopes)}
        http, address = self._server.http, f"{self._server.base}/api/v1/apps"
        try:
            return (await http.request("POST", address, data=asked, private=True)).json(_App)
        except Refused:
            return None

    async def _endpoints(self) -> tuple[str, str]:
        """Where a yes is given and where a code is taken: as the server tells, but only on the server itself."""
        told = _Told()
        try:
            answer = await self._server.http.request(
                "GET", f"{self._server.base}/.well-known/oauth-authorization-server"
            )
            told = answer.json(_Told)
        except _NOT_TOLD:
            pass  # the usual places, where a server doesn't tell
        return (
            self._here(told.authorization_endpoint, "/oauth/authorize"),
            self._here(told.token_endpoint, "/oauth/token"),
        )

    def _here(self, told: str, usual: str) -> str:
        try:
            same = urlsplit(told)[:2] == urlsplit(self._server.base)[:2]
        except ValueError:
            same = False
        return told if same else self._server.base + usual
