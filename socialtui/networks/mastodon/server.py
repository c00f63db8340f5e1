"""Decides how one server is asked, and what its way of refusing means."""

from typing import Any
from urllib.parse import quote, urlsplit

from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, ServerTrouble, SignedOut
from socialtui.domain.network import Clock
from socialtui.http_client import Answer, HttpClient
from socialtui.http_client.oauth import Renewing
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.liberal import context, single, statuses

NOBODY = "0"
"""An id that no status has: asking for it shows whether asking is allowed, and changes nothing."""

_DEAD_TOKEN = ("bearer token", "access token", "authenticated user")


def status_path(remote_id: str) -> str:
    """The path of a status. An id is whatever the server chose, so it is quoted whole."""
    return "/api/v1/statuses/" + quote(remote_id, safe="").replace(".", "%2E")


class Server:
    """One server, asked in the name of one account."""

    def __init__(self, url: str, secret: str, my_id: str, http: HttpClient, clock: Clock) -> None:
        address = url.strip().rstrip("/")
        self.base = address if "://" in address else f"https://{address}"
        self.tokens = Renewing(secret, f"{self.base}/oauth/token", http, clock)
        self.http = http
        self._my_id = my_id
        self._me: wire.Account | None = None
        self._about: wire.Instance | None = None

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        """One request. A dead token is `SignedOut`, whatever the status it is told by; one that ended is renewed."""
        token = await self.tokens.access()
        try:
            return await self._asked(method, path, token, **more)
        except SignedOut:
            fresh = await self.tokens.access(dead=token)
            if fresh == token:
                raise
        return await self._asked(method, path, fresh, **more)

    async def _asked(self, method: str, path: str, token: str, **more: Any) -> Answer:
        try:
            return await self.http.request(method, self.base + path, token=token, **more)
        except Refused as error:
            said = error.body_text.lower()
            if error.status in (400, 422) and any(words in said for words in _DEAD_TOKEN):
                trouble = SignedOut(
                    "The server does not accept the token.", "Sign in again: socialtui account add"
                )
                trouble.status, trouble.body_text = error.status, error.body_text
                raise trouble from error
            raise

    def budget_left(self) -> int | None:
        """Requests left in the server's window, where it tells."""
        return self.http.budget_left(self.base)

    async def who(self) -> wire.Account:
        """Our own account there, asked anew."""
        me = (await self.ask("GET", "/api/v1/accounts/verify_credentials")).json(wire.Account)
        self._me, self._my_id = me, str(me.id)
        return me

    async def me(self) -> wire.Account:
        """Our own account there."""
        return self._me or await self.who()

    async def my_id(self) -> str:
        """Our id there."""
        return self._my_id or str((await self.who()).id)

    async def about(self) -> wire.Instance | None:
        """The server about itself; the older form where the newer one is missing or broken."""
        for path in ("/api/v2/instance", "/api/v1/instance"):
            if self._about is not None:
                break
            try:
                self._about = (await self.ask("GET", path)).json(wire.Instance)
            except (NotFound, ServerTrouble, Garbled, Refused, Forbidden, SignedOut):
                continue
        return self._about

    async def may(self, method: str, path: str, **more: Any) -> str:
        """Tries a harmless request: "yes", "no" (not allowed) or "missing" (no such thing there)."""
        try:
            await self.ask(method, path, **more)
        except (Forbidden, SignedOut):
            return "no"  # the token itself was accepted just before
        except (NotFound, ServerTrouble, Refused, Garbled):
            return "missing"
        return "yes"

    async def status(self, remote_id: str) -> wire.Status:
        """A status as it stands now."""
        return single(await self.ask("GET", status_path(remote_id)))

    async def context(self, remote_id: str) -> wire.Context:
        """What stands before and after a status."""
        return context(await self.ask("GET", f"{status_path(remote_id)}/context"))

    async def own(self, **params: str | int) -> tuple[list[wire.Status], Answer]:
        """A page of our own statuses, newest first; boosts are left out where the server can."""
        path = f"/api/v1/accounts/{quote(await self.my_id(), safe='')}/statuses"
        answer = await self.ask("GET", path, params={"limit": 40, "exclude_reblogs": "true"} | params)
        return statuses(answer), answer

    async def streaming(self) -> str:
        """Where events come from. The token goes out unencrypted only where all else does too."""
        about = await self.about()
        try:
            named = urlsplit(about.streaming if about else "")
            host, port = named.hostname, named.port
        except ValueError:
            return self.base
        here = urlsplit(self.base)
        if not host:
            return self.base
        if host != here.hostname:
            return f"https://{named.netloc.rpartition('@')[2]}"
        if port is None and (named.scheme in ("wss", "https")) != (here.scheme == "https"):
            # some servers name wss:// even where they are reached by plain http
            return self.base
        name = f"[{host}]" if ":" in host else host
        return f"{here.scheme}://{name}" if port is None else f"{here.scheme}://{name}:{port}"
