"""Decides how one account stays signed in: its session is kept and renewed, its password seldom used.

Bluesky takes 30 sign-ins in five minutes and 300 a day. A session's access token lives two hours; its renewal gives
a new pair. What is kept is password and session together, so that there is never one without the other.
"""

import asyncio
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    NetworkTrouble,
    NotFound,
    Refused,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Account
from socialtui.http_client import Answer, HttpClient
from socialtui.networks.bluesky.about import DEFAULT
from socialtui.networks.bluesky.home import address, entrance, home_of

_DEAD = ("ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "AccountNotFound")
"""Names of errors that a new session may mend."""
_GONE = ("NotFound", "RecordNotFound", "NotFoundError", "InvalidConvo", "MessageNotFound")
_BLOCKED = ("BlockedActor", "BlockedByActor")
_MAKE_ONE = "Make an app password, which needs none: socialtui account add bluesky"
_NOT_ALLOWED = "Bad token"
"""Begins what is said where the app password may not do a thing: Bad token scope, Bad token method."""


class Kept(Struct, frozen=True):
    """What is kept as the account's secret: the app password, and the session that it opened."""

    password: str
    home: str = ""
    """Where the account lives (its PDS)."""
    did: str = ""
    handle: str = ""
    access: str = ""
    refresh: str = ""

    @classmethod
    def of(cls, secret: str) -> "Kept":
        """A pasted app password, or what was kept with a session."""
        if secret.startswith("{"):
            try:
                return msgspec.json.decode(secret, type=cls)
            except (msgspec.MsgspecError, UnicodeError):
                pass  # a password may begin so too
        return cls(password=secret.strip())

    @property
    def text(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(self).decode()

    def __repr__(self) -> str:
        return f"Kept({self.did})"


class Opened(Struct):
    """A session as the server tells it; `getSession` leaves the tokens out."""

    did: str
    handle: str = ""
    accessJwt: str = ""
    refreshJwt: str = ""
    didDoc: Any = None
    active: bool | None = None
    status: str | None = None


class _Error(Struct):
    error: str = ""
    message: str = ""


def named(trouble: NetworkTrouble) -> tuple[str, str]:
    """The name and the words of an error, where the server gave some."""
    try:
        found = msgspec.json.decode(trouble.body_text, type=_Error)
    except (msgspec.MsgspecError, UnicodeError):
        return "", ""
    return found.error, found.message


@contextmanager
def nothing_sent() -> Iterator[None]:
    """What fails before anything leaves leaves no doubt: nothing was said, and it can be tried again."""
    try:
        yield
    except (Silent, ServerTrouble, Garbled) as error:
        raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error


class Session:
    """One account, asked in its own name."""

    def __init__(self, account: Account, secret: str, http: HttpClient) -> None:
        self._account, self.http = account, http
        self._kept = Kept.of(secret)
        self._typed = address(account.url)
        self._turn = asyncio.Lock()
        self._keep: Callable[[str], Awaitable[None]] | None = None
        if self._kept.home and self._typed != DEFAULT and address(self._kept.home) != self._typed:
            # another address was typed since: the session may not be of that server
            self._kept = Kept(self._kept.password)

    def on_renewal(self, keep: Callable[[str], Awaitable[None]]) -> None:
        """Tells whom to hand a new secret to."""
        self._keep = keep

    async def me(self) -> str:
        """Our DID."""
        return self._account.remote_id or self._kept.did or (await self._opened()).did

    @property
    def handle(self) -> str:
        """How we are addressed, as far as it is known."""
        return self._kept.handle or self._account.handle

    @property
    def scope(self) -> str:
        """What the session may do, by its own word: com.atproto.appPass and its kin; empty where it says none."""
        body = self._kept.access.split(".")[1:2]
        try:
            told = msgspec.json.decode(urlsafe_b64decode(f"{body[0]}===") if body else b"{}")
        except (msgspec.MsgspecError, ValueError, UnicodeError):
            return ""
        return str(told.get("scope", "")) if isinstance(told, dict) else ""

    @property
    def home(self) -> str:
        """Where requests go."""
        return self._kept.home or self._typed

    def budget_left(self) -> int | None:
        """Requests left in the server's window, where it tells."""
        return self.http.budget_left(self.home)

    async def get(self, method: str, *, proxy: str = "", **params: Any) -> Answer:
        """Asks for something; parameters without a value are left out."""
        given = {name: value for name, value in params.items() if value not in ("", None)}
        return await self._ask("GET", method, proxy, params=given)

    async def post(self, method: str, json: Any, *, proxy: str = "") -> Answer:
        """Has something done."""
        return await self._ask("POST", method, proxy, json=json)

    async def upload(self, content: bytes, type: str, whole: int) -> Answer:
        """Hands over a file as it is."""
        headers = {"Content-Type": type}
        return await self._ask(
            "POST", "com.atproto.repo.uploadBlob", "", content=content, headers=headers, whole=whole
        )

    async def open(self) -> Opened:
        """Who we are there, asked anew; opens a session where none is kept."""
        if not self._kept.access:
            return await self._opened_anew()
        return (await self.get("com.atproto.server.getSession")).json(Opened)

    async def _opened(self) -> Kept:
        if not self._kept.access:
            await self._renew("")
        return self._kept

    async def _opened_anew(self) -> Opened:
        async with self._turn:
            return await self._sign_in()

    async def _ask(self, verb: str, method: str, proxy: str, **more: Any) -> Answer:
        """One request; once more with a new session where the old one has ended."""
        kept = await self._opened()
        if proxy:
            more["headers"] = dict(more.get("headers", {})) | {"atproto-proxy": proxy}
        try:
            return await self._request(verb, method, kept, **more)
        except (Refused, SignedOut, Forbidden) as error:
            if not _ended(error):
                _raise(error)
        await self._renew(kept.access)
        try:
            return await self._request(verb, method, self._kept, **more)
        except (Refused, SignedOut, Forbidden) as error:
            _raise(error)

    async def _request(self, verb: str, method: str, kept: Kept, **more: Any) -> Answer:
        url = f"{kept.home or self._typed}/xrpc/{method}"
        return await self.http.request(verb, url, token=kept.access, **more)

    async def _renew(self, ended: str) -> None:
        """A new session in place of the one that ended; whoever waited finds it made."""
        async with self._turn:
            if self._kept.access != ended:
                return
            with nothing_sent():
                if not (self._kept.refresh and await self._refreshed()):
                    await self._sign_in()

    async def _refreshed(self) -> bool:
        """Renews the pair; False where it was ended there or is too old, so that the password has to open another."""
        url = f"{self.home}/xrpc/com.atproto.server.refreshSession"
        try:
            answer = await self.http.request("POST", url, token=self._kept.refresh)
        except (Refused, SignedOut, Forbidden, NotFound):
            return False
        await self._take(answer.json(Opened), self.home)
        return True

    async def _sign_in(self) -> Opened:
        """Opens a session with the app password. The DID goes with it where it is known: handles change."""
        who = self._account.remote_id or self._kept.did or _identifier(self._account.user)
        there = await entrance(self.http, self._typed, who)
        url = f"{there}/xrpc/com.atproto.server.createSession"
        wish = {"identifier": who, "password": self._kept.password}
        try:
            answer = await self.http.request("POST", url, json=wish, private=True)
        except (SignedOut, Refused, Forbidden) as error:
            if (trouble := self._not_opened(error)) is error:
                raise
            raise trouble from error
        opened = answer.json(Opened)
        await self._take(opened, there)
        return opened

    async def _take(self, opened: Opened, there: str) -> None:
        """Hands the new pair on to be kept, whole, before the old one is let go of."""
        if not opened.accessJwt or not opened.refreshJwt:
            raise Garbled("Bluesky opened a session without its tokens.", "It is asked again next round.")
        home = there if self._typed != DEFAULT else home_of(opened.didDoc, self._kept.home or there)
        kept = replace(
            self._kept, home=home, did=opened.did, handle=opened.handle, access=opened.accessJwt,
            refresh=opened.refreshJwt,
        )  # fmt: skip
        if self._keep is not None:
            await self._keep(kept.text)
        self._kept = kept

    def _not_opened(self, error: NetworkTrouble) -> NetworkTrouble:
        name, _ = named(error)
        step = f"Paste a new app password: socialtui account add bluesky --name {self._account.name}"
        if name == "AuthFactorTokenRequired":
            what = "Bluesky wants a code sent by e-mail with this password."
            step = f"{_MAKE_ONE} --name {self._account.name}"
        elif name in ("AccountTakedown", "AccountDeactivated"):
            what, step = "Bluesky has closed this account.", "Sign in on bsky.app to see why."
        elif isinstance(error, SignedOut | Refused):
            what = "Bluesky does not accept this name with this app password."
        else:
            return error
        trouble = SignedOut(what, step)
        trouble.status, trouble.body_text = error.status, error.body_text
        return trouble


def _identifier(user: str) -> str:
    """A handle, DID or e-mail address as it is wanted; a profile's address holds one, some give theirs short."""
    name = user.strip().rstrip("/").rpartition("/profile/")[2].lstrip("@")
    return name if "." in name or ":" in name else f"{name}.bsky.social"


def _ended(error: NetworkTrouble) -> bool:
    """Whether a new session may help."""
    name, said = named(error)
    if said.startswith(_NOT_ALLOWED):
        return False
    return name in _DEAD or (isinstance(error, SignedOut) and not name)


def _raise(error: NetworkTrouble) -> NoReturn:
    if (trouble := _judged(error)) is error:
        raise error
    raise trouble from error


def _judged(error: NetworkTrouble) -> NetworkTrouble:
    """The trouble that an error of this network is; most of them come as 400."""
    name, said = named(error)
    trouble: NetworkTrouble
    if said.startswith(_NOT_ALLOWED):
        trouble = Forbidden(
            f"This app password may not do that ({said.rstrip('.')}).",
            "Make one that may, in Settings → Privacy and security → App passwords.",
        )
    elif name in _DEAD or name in ("AccountTakedown", "AccountDeactivated"):
        trouble = SignedOut(
            "Bluesky does not accept this account's session.", "Sign in again: socialtui account add bluesky"
        )
    elif name in _GONE:
        trouble = NotFound("Bluesky has nothing there.", "It may be deleted, or never was there.")
    elif name in _BLOCKED:
        trouble = Forbidden("One of you has blocked the other.", "Answer by another way.")
    else:
        return error
    trouble.status, trouble.body_text = error.status, error.body_text
    return trouble
