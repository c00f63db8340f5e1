"""Decides where a blog's REST API is, and what its refusals mean."""

import json
import re
from contextlib import suppress
from html import unescape
from typing import Any

import httpx

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    MovedAway,
    NetworkTrouble,
    NotFound,
    Refused,
    ServerTrouble,
    SignedOut,
)
from socialtui.domain.network import Account
from socialtui.http_client import Answer, HttpClient

_TAG = re.compile(r"<link\b[^>]*\brel=[\"']https://api\.w\.org/[\"'][^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]*)>\s*;[^,]*?rel=\"?https://api\.w\.org/\"?")
_ADDRESS_TAIL = re.compile(r"/(?:wp-json|wp-admin|wp-login\.php|xmlrpc\.php|index\.php)(?:[/?].*)?$")
_STARTS = re.compile(rb"(?<=[>\s])[\[{](?=[\]}{\"\s])")
_HEAD = 200_000
"""Letters of a page in which its head ends."""
_NOISE = 20_000
"""Bytes of an answer in which its data may begin."""
_PAGE_STARTS = ("<!doctype html", "<html", "<head", "<body")
_SHUT = (
    "rest_cannot_access",
    "rest_login_required",
    "rest_disabled",
    "rest_api_disabled",
    "rest_unauthorized",
)
"""What plugins say that shut the REST API."""
_CLOSED = ("rest_comment_closed", "rest_comment_draft_post", "rest_comment_trash_post")


def site_of(url: str) -> str:
    """The blog's own address from whatever was copied out of a browser."""
    url = url.strip()
    if "://" not in url:
        url = f"https://{url}"
    return _ADDRESS_TAIL.sub("", url.partition("#")[0]).rstrip("/")


def code_of(trouble: NetworkTrouble) -> str:
    """WordPress's own word for a refusal; empty when it gave none."""
    try:
        found = json.loads(trouble.body_text.lstrip("\ufeff"))
    except ValueError:
        return ""
    code = found.get("code") if isinstance(found, dict) else None
    return code if isinstance(code, str) else ""


def _is_page(trouble: NetworkTrouble) -> bool:
    return trouble.body_text.lstrip("\ufeff \t\r\n").lower().startswith(_PAGE_STARTS)


def data_of(answer: Answer) -> Any:
    """The data of an answer, also behind a warning that the blog's PHP printed before it. Raises `Garbled`."""
    try:
        return answer.json()
    except Garbled:
        for start in _STARTS.finditer(answer.body[:_NOISE]):
            try:
                return json.loads(answer.body[start.start() :])
            except (ValueError, RecursionError):
                continue
        raise


def named(trouble: NetworkTrouble, host: str, user: str) -> NetworkTrouble:
    """The trouble in words about this blog, of the class that fits it best."""
    code = code_of(trouble)
    better: NetworkTrouble = trouble
    if isinstance(trouble, SignedOut | Forbidden) and code in _SHUT:
        better = Forbidden(
            f"{host} shuts its REST API, {user} included.",
            "A security plugin does that; allow signed-in users there.",
        )
    elif isinstance(trouble, SignedOut):
        better = _signed_out(code, host, user, _is_page(trouble))
    elif isinstance(trouble, Forbidden | NotFound | Refused) and not code and _is_page(trouble):
        better = Garbled(
            f"{host} answered with a web page ({trouble.status}) instead of data.",
            "A firewall or security plugin may block the REST API; allow /wp-json/ there.",
        )
    elif code in _CLOSED:
        better = Refused(f"Comments on that post are closed at {host}.", "Open them there to answer.")
    elif isinstance(trouble, Forbidden):
        better = Forbidden(
            f"{user} may not do this on {host}.", "It needs a user with the role Editor or Administrator."
        )
    elif isinstance(trouble, NotFound) and code == "rest_no_route":
        better = Refused(f"{host} does not offer this by its REST API.", "A plugin may have switched it off.")
    elif code in ("rest_comment_content_invalid", "comment_content_column_length"):
        better = Refused(
            f"{host} takes no comment that is empty or too long.", "Change it and send it again."
        )
    better.status, better.body_text, better.retry_at = trouble.status, trouble.body_text, trouble.retry_at
    return better


def _signed_out(code: str, host: str, user: str, page: bool) -> SignedOut:
    if page:
        return SignedOut(
            f"The web server of {host} wants a password of its own before it lets anybody to the blog.",
            "Have /wp-json/ taken out of that, at the web server or its firewall.",
        )
    if code == "application_passwords_disabled":
        return SignedOut(
            f"{host} has application passwords switched off.",
            "A security plugin does that, or the blog has no https.",
        )
    return SignedOut(
        f"{host} does not accept the application password of {user}.",
        "Make a new one under Users → Profile. If it is right, the web server must pass on Authorization.",
    )


class Api:
    """The way to one blog's REST API, found at the first question."""

    def __init__(self, account: Account, secret: str, http: HttpClient) -> None:
        self._site = site_of(account.url)
        self._auth = (account.user, secret.strip())
        self._http = http
        self._root = ""
        self.host = (
            httpx.URL(self._site).netloc.decode("ascii", "replace") if self._readable() else "The blog"
        )
        self.user = account.user or "this user"

    def _readable(self) -> bool:
        try:
            return bool(httpx.URL(self._site).host)
        except (httpx.InvalidURL, ValueError):
            return False

    async def _find_root(self) -> str:
        """By the blog's own Link header, by the link in its page, else by the two usual places."""
        found = ""
        with suppress(Forbidden, NotFound, Refused, Garbled, SignedOut, ServerTrouble):  # some mind HEAD
            found = self._from_link(await self._http.request("HEAD", self._site + "/"))
        if found := found or await self._from_page():
            return found
        for place in (f"{self._site}/wp-json/", f"{self._site}/?rest_route=/"):
            answer = await self._http.request("GET", place, auth=self._auth, ok=(404,))
            if answer.status == 200 and self._is_root(answer):
                return place
        raise NotFound(f"There is no WordPress REST API at {self.host}.", "Check the address of the blog.")

    @staticmethod
    def _is_root(answer: Answer) -> bool:
        try:
            found = data_of(answer)
        except Garbled:
            return False
        return isinstance(found, dict) and "namespaces" in found

    async def _from_page(self) -> str:
        """By the link in the front page itself, where something on the way takes headers off."""
        try:
            front = await self._http.request("GET", self._site + "/", ok=(304,))
        except NetworkTrouble:
            return ""
        tag = _TAG.search(front.text()[:_HEAD])
        href = _HREF.search(tag[0]) if tag else None
        return self._at(front, unescape(href[1])) if href else ""

    def _from_link(self, front: Answer) -> str:
        found = _LINK.search(front.headers.get("link", ""))
        return self._at(front, found.group(1)) if found else ""

    def _at(self, front: Answer, address: str) -> str:
        here = httpx.URL(front.url)
        try:
            target = here.join(address)
        except (httpx.InvalidURL, ValueError):
            return ""
        if target.host != here.host:
            raise MovedAway(
                f"{self.host} keeps its REST API at {target.host}.", "Give this account that address instead."
            )
        # Behind a proxy a blog may believe that it speaks plain HTTP.
        return str(target.copy_with(scheme=here.scheme, port=here.port))

    async def ask(
        self,
        method: str,
        path: str,
        params: dict[str, Any] | None = None,
        json: Any = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> Answer:
        """One question under `wp/v2`, its refusals in this blog's words."""
        try:
            root = self._root = self._root or await self._find_root()
            params = dict(params or {})
            if "rest_route=" in root:
                params["rest_route"] = f"/wp/v2{path}"
                url = root.partition("?")[0]
            else:
                url = f"{root.rstrip('/')}/wp/v2{path}"
            return await self._http.request(
                method, url, params=params, json=json, auth=self._auth, headers=headers, **more
            )
        except NetworkTrouble as trouble:
            better = named(trouble, self.host, self.user)
            if better is trouble:
                raise
            raise better from trouble

    def budget_left(self) -> int | None:
        """Requests left, where a host in between tells."""
        return self._http.budget_left(self._site) if self._readable() else None
