"""Decides how a request travels: once, to one host, within its time and size."""

import asyncio
import ipaddress
import logging
import re
import zlib
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from copy import copy
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx
import msgspec

from socialtui import __version__
from socialtui.domain.errors import Refused, SignedOut
from socialtui.domain.network import Clock
from socialtui.http_client import faults
from socialtui.http_client.answer import Answer, BoundedEvents, ServerEvent, Unpacker
from socialtui.http_client.governor import Governor, limited, retry_after
from socialtui.http_client.reach import EXTENSION, Reach, after, before

Params = Mapping[str, str | int | Sequence[str]] | Sequence[tuple[str, str]]

CONNECT_LIMIT = 10
READ_LIMIT = 20
WHOLE_LIMIT = 60
STREAM_SILENCE = 90
"""Seconds; servers send a heartbeat far more often."""
AT_ONCE = 4
"""Requests at the same time per host."""
MAX_REDIRECTS = 5
_ERROR_BYTES = 65_536
_MAX_EVENT = 1_000_000
_FOLLOWED = (301, 302, 303, 307, 308)
_READS = ("GET", "HEAD")
_HOST = re.compile(rb"[A-Za-z0-9._:-]+")


def _parsed(url: str, params: Params | None = None) -> httpx.URL:
    """The address with its parameters, without what is no part of a request. Raises `Refused`."""
    try:
        if params and "?" not in url and "#" not in url:
            # read once: adding them to what was read reads the whole address twice more
            parsed = httpx.URL(f"{url}?{httpx.QueryParams(params)}")  # type: ignore[arg-type]
        else:
            parsed = httpx.URL(url)
            if params is not None:
                parsed = parsed.copy_merge_params(params)  # type: ignore[arg-type]
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise Refused("The address can't be read.", "Give one like https://example.org") from error
    if parsed.scheme not in ("http", "https") or not _HOST.fullmatch(parsed.raw_host):
        raise Refused("The address is not a web address.", "Give one like https://example.org")
    return parsed.copy_with(username=None, password=None, fragment=None) if parsed.userinfo else parsed


def _shown(url: httpx.URL) -> str:
    """The host, and the port where it is an odd one; all that may be shown of an address."""
    return url.host if url.port is None else f"{url.host}:{url.port}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _authorization(
    url: httpx.URL, auth: tuple[str, str] | None, token: str | None, private: bool = False
) -> dict[str, str]:
    """The header that carries the secret; refuses to send it where others can read along."""
    if auth is None and token is None and not private:
        return {}
    if url.scheme != "https" and not _is_loopback(url.host):
        raise Refused(
            f"{_shown(url)} is asked without encryption; the secret was not sent.",
            "Use its https:// address.",
        )
    if auth is not None:
        return {"Authorization": "Basic " + b64encode(":".join(auth).encode("utf-8", "replace")).decode()}
    if token is None:
        return {}
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        # The library would put the header, secret and all, into its own error.
        raise SignedOut("The stored secret can't be a token.", "Paste it again: socialtui account add")
    return {"Authorization": f"Bearer {token}"}


def _target(url: httpx.URL, location: str) -> httpx.URL | None:
    try:
        return url.join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return None


def _may_follow(url: httpx.URL, target: httpx.URL) -> bool:
    """Same host and port, or the same host turning from http to https."""
    if target.userinfo or target.host != url.host:
        return False
    if target.scheme == url.scheme:
        return target.port == url.port
    return url.scheme == "http" and target.scheme == "https" and url.port is None and target.port is None


class HttpClient:
    """One per process. Never repeats a request by itself; raises only the troubles of `domain.errors`."""

    def __init__(
        self, clock: Clock, *, transport: httpx.AsyncBaseTransport | None = None, reach: Reach | None = None
    ) -> None:
        """`reach` holds private addresses to those that the person typed; without one every host may be asked."""
        self._clock = clock
        self._governor = Governor()
        self._turns: dict[str, asyncio.Semaphore] = {}
        for name in ("httpx", "httpcore"):
            # They log whole addresses, and some addresses are secrets.
            logging.getLogger(name).setLevel(logging.WARNING)
        self._reach = reach
        self._transport = transport
        self._whole: HttpClient | None = None
        """Whose connections this one uses, where it is one account's."""

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        """Made for the first request: reading the roots of trust takes as long as loading the whole domain."""
        if self._whole is not None:
            return self._whole._client
        hooks: dict[str, list[Callable[..., Any]]] = (
            {"request": [before], "response": [after]} if self._reach else {}
        )
        return httpx.AsyncClient(
            transport=self._transport,
            event_hooks=hooks,
            follow_redirects=False,
            timeout=httpx.Timeout(READ_LIMIT, connect=CONNECT_LIMIT),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            # Two accounts on one host must not share a session.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"User-Agent": f"socialtui/{__version__}", "Accept-Encoding": "gzip, deflate"},
        )

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Params | None = None,
        json: Any = None,
        content: bytes | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        whole: int = 0,
        auth: tuple[str, str] | None = None,
        token: str | None = None,
        private: bool = False,
        max_bytes: int = 8_000_000,
        ok: Collection[int] = (),
    ) -> Answer:
        """Asks once. Statuses in `ok` are answers; any other from 300 up is raised as its trouble.

        `content` is a body as it is, `files` are name, bytes and type by field; `whole` is how many seconds all of
        it may take, 0 the usual;
        `private` says that a secret is in what is sent, as `auth` and `token` do.
        """
        method = method.upper()
        target = _parsed(url, params)
        sent = dict(headers or {}) | _authorization(target, auth, token, private)
        if json is not None:
            content = msgspec.json.encode(json)
            sent["Content-Type"] = "application/json"
        for _ in range(MAX_REDIRECTS + 1):
            request = self._client.build_request(
                method, target, headers=sent, content=content, data=data, files=files, extensions=self._ours()
            )
            answer = await self._once(request, max_bytes, whole)
            location = answer.headers.get("location", "")
            if answer.status not in _FOLLOWED or answer.status in ok or not location:
                return self._judged(answer, ok)
            following = _target(target, location)
            if following is None or method not in _READS or not _may_follow(target, following):
                raise faults.moved(answer.host, following)
            target = following
        raise faults.moved(_shown(target), None)

    async def _once(self, request: httpx.Request, max_bytes: int, whole: int) -> Answer:
        host = _shown(request.url)
        async with self._turns.setdefault(host, asyncio.Semaphore(AT_ONCE)):
            self._governor.take(host, self._clock.now())
            try:
                async with asyncio.timeout(whole or WHOLE_LIMIT):
                    response = await self._client.send(request, stream=True)
                    try:
                        self._governor.read(host, response.status_code, response.headers, self._clock.now())
                        return await self._read(response, host, max_bytes)
                    finally:
                        await response.aclose()
            except TimeoutError as error:
                raise faults.silent(host, whole) from error
            except UnicodeError as error:
                raise Refused("The host's name can't be asked for.", "Check the address.") from error
            except httpx.DecodingError as error:
                raise self._unreadable(request.method, host, "a body that can't be unpacked") from error
            except httpx.HTTPError as error:
                raise faults.broken(error, host, READ_LIMIT) from error

    async def _read(self, response: httpx.Response, host: str, max_bytes: int) -> Answer:
        """The body within its cap. A refusal stands even when its body is cut or too long."""
        failed = response.status_code >= 400
        method = response.request.method
        unpacker = Unpacker(
            response.headers.get("content-encoding", ""), _ERROR_BYTES if failed else max_bytes
        )
        how = ""
        if response.is_stream_consumed:  # a transport that hands over bodies read and unpacked
            body = response.content
            how = "more than is good for one answer" if len(body) > max_bytes else ""
            how = how or (
                "a cut body" if unpacker.packed and not body and response.status_code == 200 else ""
            )
        else:
            how = await self._unpack(response, unpacker)
            body = unpacker.body()
        if how and not failed:
            raise self._unreadable(method, host, how)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, body, str(response.request.url), host)

    async def _unpack(self, response: httpx.Response, unpacker: Unpacker) -> str:
        """Reads all; says how the body is broken, or nothing."""
        if not unpacker.known:
            return "a body packed in a way that was not asked for"
        try:
            async for chunk in response.aiter_raw():
                if not unpacker.feed(chunk):
                    return "more than is good for one answer"
        except zlib.error:
            return "a body that can't be unpacked"
        except httpx.RemoteProtocolError:
            return "a cut body"
        return "" if unpacker.whole() else "a cut body"

    def _unreadable(self, method: str, host: str, how: str) -> Exception:
        """A read is garbled; a write may have been done, and nobody can say."""
        return faults.garbled(host, how) if method in _READS else faults.silent(host)

    def _judged(self, answer: Answer, ok: Collection[int]) -> Answer:
        if answer.status < 300 or answer.status in ok:
            return answer
        if answer.status == 429:
            trouble = limited(answer.host, self._governor.shut_until(answer.host))
            trouble.status, trouble.body_text = 429, answer.text()[:4000]
            raise trouble
        if answer.status < 400:
            raise faults.garbled(answer.host, f"an answer that was not asked for ({answer.status})")
        raise faults.refusal(answer, retry_after(answer.headers, self._clock.now()))

    async def events(self, url: str, *, token: str) -> AsyncIterator[ServerEvent]:
        """Server-sent events as they come. Ends when the host ends it; silence of 90 s is `Silent`."""
        from httpx_sse import SSEError, aconnect_sse

        target = _parsed(url)
        host = _shown(target)
        sent = {"Accept-Encoding": "identity"} | _authorization(target, None, token)
        self._governor.take(host, self._clock.now())
        limit = httpx.Timeout(READ_LIMIT, connect=CONNECT_LIMIT, read=STREAM_SILENCE)
        try:
            async with aconnect_sse(
                self._client, "GET", str(target), headers=sent, timeout=limit, extensions=self._ours()
            ) as source:
                response = source.response
                self._governor.read(host, response.status_code, response.headers, self._clock.now())
                if response.status_code >= 300:
                    if response.status_code in _FOLLOWED:
                        raise faults.moved(host, _target(target, response.headers.get("location", "")))
                    self._judged(await self._read(response, host, _ERROR_BYTES), ())
                if isinstance(response.stream, httpx.AsyncByteStream):
                    response.stream = BoundedEvents(response.stream, host, _MAX_EVENT)
                async for event in source.aiter_sse():
                    yield ServerEvent(event.event, event.data)
        except SSEError as error:
            raise faults.garbled(host, "something that is no stream of events") from error
        except httpx.HTTPError as error:
            raise faults.broken(error, host, STREAM_SILENCE) from error

    async def messages(self, url: str, *, token: str) -> AsyncIterator[str]:
        """Messages of a WebSocket as they come; `url` is the http one. Ends when the host ends it."""
        from socialtui.http_client import socket

        target = _parsed(url)
        host = _shown(target)
        sent = socket.greeting(token.strip()) | _authorization(target, None, token)
        self._governor.take(host, self._clock.now())
        limit = httpx.Timeout(READ_LIMIT, connect=CONNECT_LIMIT)
        try:
            async with self._client.stream(
                "GET", target, headers=sent, timeout=limit, extensions=self._ours()
            ) as response:
                self._governor.read(host, response.status_code, response.headers, self._clock.now())
                if response.status_code in _FOLLOWED:
                    raise faults.moved(host, _target(target, response.headers.get("location", "")))
                if response.status_code != 101:
                    self._judged(await self._read(response, host, _ERROR_BYTES), ())
                    raise faults.garbled(host, "something that is no WebSocket")
                async for message in socket.messages(response, sent["Sec-WebSocket-Key"], host):
                    yield message
        except httpx.HTTPError as error:
            raise faults.broken(error, host, READ_LIMIT) from error

    def apart(self, *addresses: str) -> "HttpClient":
        """The same client for one account: private hosts among what was typed for it are its own alone."""
        own = copy(self)
        own.__dict__.pop("_client", None)
        own._whole = self._whole or self
        own._reach = self._reach.apart(addresses) if self._reach is not None else None
        return own

    def _ours(self) -> dict[str, Any]:
        return {EXTENSION: self._reach} if self._reach is not None else {}

    def budget_left(self, host: str) -> int | None:
        """Requests left in the host's window; None where it doesn't tell. Takes an address as well."""
        return self._governor.left(self._named(host), self._clock.now())

    def reset_at(self, host: str) -> int | None:
        """UTC seconds when the host's window begins anew; None where it doesn't tell."""
        return self._governor.reset_at(self._named(host))

    def _named(self, host: str) -> str:
        return _shown(_parsed(host)) if "://" in host else host

    async def aclose(self) -> None:
        """Lets go of all connections, where they are its own: one account that leaves closes nobody's."""
        if self._whole is None and "_client" in self.__dict__:
            await self._client.aclose()
