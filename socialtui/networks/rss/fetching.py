"""Decides where a feed is asked for: at the address given, or where it has moved to for good."""

import ipaddress
from urllib.parse import urljoin, urlsplit

import httpx

from socialtui.domain.errors import Forbidden, MovedAway, NotFound, SignedOut
from socialtui.domain.network import Account, Clock
from socialtui.http_client import Answer, HttpClient

MAX_BYTES = 5_000_000
MOST_HOPS = 5
GONE_FOR = 7 * 86_400
"""Seconds until a feed that says that it is gone for good is asked again."""
_FOR_GOOD = (301, 308)
_MOVES = (301, 302, 303, 307, 308)


def address_of(account: Account, secret: str) -> str:
    """The secret where it is an address, else the account's."""
    url = (
        secret.strip() if secret.strip().startswith(("http://", "https://", "feed:")) else account.url.strip()
    )
    if url.startswith("feed:"):
        url = url.removeprefix("feed:").removeprefix("//")
    return url if "://" in url else f"https://{url}"


def is_private(host: str) -> bool:
    """Whether a name means this machine or its own network by itself."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa"))
    return not address.is_global


class Fetching:
    """The way to one feed."""

    def __init__(self, url: str, http: HttpClient, clock: Clock) -> None:
        self.url = url
        self._http = http
        self._clock = clock
        self._auth: tuple[str, str] | None = None
        self._host = ""
        try:
            read = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            return  # asking says so, in words
        self._host = read.host
        if read.userinfo:
            self._auth = (read.username, read.password)

    def budget_left(self, home: str) -> int | None:
        """Requests left where the feed is."""
        return self._http.budget_left(home or self.url)

    async def get(
        self, headers: dict[str, str], home: str = "", ok: tuple[int, ...] = ()
    ) -> tuple[Answer, str]:
        """The answer, and where the feed is to be asked for from now on; empty for the address given.

        A home that is empty now is no reason to give up: the address given is asked once more.
        """
        if home:
            try:
                return await self._ask(home, headers, ok, home)
            except NotFound:
                headers = {}
        return await self._ask(self.url, headers, ok, "")

    async def page(self, url: str) -> Answer | None:
        """A page with older entries, under the same rules as a move; None past the last."""
        try:
            return (await self._ask(self._following(self.url, url, self._host), {}, (), ""))[0]
        except NotFound:
            return None

    async def _ask(
        self, url: str, headers: dict[str, str], ok: tuple[int, ...], home: str
    ) -> tuple[Answer, str]:
        for_good = True
        for _ in range(MOST_HOPS + 1):
            answer = await self._once(url, headers, (*ok, *_MOVES))
            location = answer.headers.get("location", "")
            if answer.status not in _MOVES or not location:
                return answer, home
            url = self._following(url, location, answer.host)
            for_good = for_good and answer.status in _FOR_GOOD
            home = url if for_good else home
            headers = {}  # a tag belongs to the place that gave it
        raise MovedAway(f"{answer.host} sends us in circles.", "Check the address of this account.")

    def _following(self, url: str, location: str, host: str) -> str:
        """The next address. Never from https to http, and to a private one only from a private one."""
        try:
            target = urljoin(url, location.strip())
            there, here = urlsplit(target), urlsplit(url)
            named = there.hostname or ""
        except ValueError:
            named = ""
        if not named or there.scheme not in ("http", "https"):
            raise MovedAway(f"{host} sends us on to nowhere.", "Check the address of this account.")
        if here.scheme == "https" and there.scheme != "https":
            raise MovedAway(f"{host} wants to go on without encryption.", "That is not done. Ask its keeper.")
        if is_private(named) and not is_private(self._host):
            raise MovedAway(f"{host} sends us on to a private address.", "That is not done. Ask its keeper.")
        return target

    async def _once(self, url: str, headers: dict[str, str], ok: tuple[int, ...]) -> Answer:
        # A password in the address is for its own host alone.
        auth = self._auth if (urlsplit(url).hostname or "") == self._host else None
        try:
            return await self._http.request(
                "GET", url, headers=headers, auth=auth, max_bytes=MAX_BYTES, ok=ok
            )
        except NotFound as trouble:
            gone = trouble.status == 410
            better = NotFound(
                "The feed is gone for good." if gone else "There is no feed at that address.",
                "Remove this account, or give it the feed's new address.",
            )
            better.status, better.retry_at = trouble.status, trouble.retry_at
            if gone:
                better.retry_at = max(trouble.retry_at, self._clock.now() + GONE_FOR)
            raise better from trouble
        except SignedOut as trouble:
            raise SignedOut(
                "The feed wants a user and a password.",
                "Give https://user:password@host/… with --secret-stdin: the whole address is the secret then.",
            ) from trouble
        except Forbidden as trouble:
            raise Forbidden(
                "The feed is not for us.", "Open its address in a browser to see why."
            ) from trouble
