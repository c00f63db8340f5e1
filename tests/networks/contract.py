"""What every network must keep, played from scripts; a new network is covered by its name alone.

Fixtures of a network live in `fixtures/<name>/`. Every file is JSON of our own making, no secret ever worked.

account.json  {"account": {"url": …, "user": …, "remote_id": …},   fields of domain.network.Account
               "secret": "…", "unsaid": ["…"],   no trouble's words may hold these
               "now": 1790000000,           the clock when a scene begins, UTC seconds
               "source": "notifications",   the source that the pull scenes ask
               "always": [exchange, …],     answered in every scene, any number of times
               "cannot": {"reply_ok": "why", …}}   scenes that this network has no way to play
<scene>.json  {"wire": [exchange, …], "expect": {…}, and what the scene needs}
exchange      {"request":  {"method": "GET", "path": "/api/v1/x", "query": {"limit": "80"},
                            "body": ["words in it"]},
               "response": {"status": 200, "headers": {…},
                            "json": … | "text": "…" | "file": "beside.xml",   the body
                            "gzip": true, "cut": 40,       packed; cut to so many bytes
                            "fault": "connect" | "read"},  no answer at all, see below
               "times": 1}                  how often; 0 = any number
    An exchange is taken when method, path, each query value named (a list for a repeated one) and each word
    of the body fit; of several, the first in the file that is not used up. A request that fits none fails
    the test. Faults: connect = nothing left this machine · read = it arrived, the answer never came.

Scenes (each needs a file or a reason in `cannot`):
    sign_in      expect: any fields of SignedIn, `sources` as a list of names
    pull_first   from an empty cursor, page after page while `more`; expect: `ids` in order, or `at_least`;
                 `mentions`: {id: {field of Mention: value, "author.name": value, …}}
    pull_next    after pull_first, with its cursor; expect as above, only what is new
    nothing_new  after pull_first; no mention at all
    unknown_type like pull_next, with an item of a kind nobody knows; expect `ids` of the rest
    thread       {"id": …}; expect: `ids` in order, `ours`: [ids]
    edited       {"id": …}; look() sees other words; expect: any fields of Look, `answered_by_us` as ids
    deleted      {"id": …}; look() says that it is gone
    reply_ok     {"outgoing": {fields of Outgoing}}; expect: any fields of Sent
    reply_found  the same; the write's answer is lost (fault read), then find() reads it back
    reply_lost   the same; the write never arrived, then find() returns nothing
    rate_limited (expect: `retry_at`) signed_out forbidden server_error html_error truncated
                 the trouble of that name. `do`: pull (the default: after pull_first, with its cursor),
                 sign_in, look (with `id`), reply (with `outgoing`)

Every scene may say `later`: seconds that pass before it. "$first" as an id is the first mention that
pull_first brought and that takes an answer (pull_first is always played before). A network without a wire
(ABOUT.wire false: demo) needs account.json, sign_in, pull_first, pull_next, nothing_new, thread and reply_ok,
with empty `wire`.
"""

import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from msgspec.structs import replace

from socialtui import networks
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Limits, Network, Outgoing, Page
from socialtui.http_client import HttpClient

FIXTURES = Path(__file__).parent / "fixtures"

NEEDED = ("sign_in", "pull_first", "pull_next", "nothing_new", "thread", "reply_ok")
ON_THE_WIRE = (
    "unknown_type",
    "edited",
    "deleted",
    "reply_found",
    "reply_lost",
    "rate_limited",
    "signed_out",
    "forbidden",
    "server_error",
    "html_error",
    "truncated",
)
MOST_PAGES = 50


class FakeClock:
    """Time that stands still until it is told to go."""

    def __init__(self, now: int = 1_790_000_000) -> None:
        self.time = now

    def now(self) -> int:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += int(seconds)

    def later(self, seconds: int) -> int:
        self.time += seconds
        return self.time


class RawBody(httpx.AsyncByteStream):
    """A body as it comes over a wire: packed, in pieces, perhaps cut."""

    def __init__(self, body: bytes, piece: int = 4096) -> None:
        self._body = body
        self._piece = piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), self._piece):
            yield self._body[start : start + self._piece]


def response(script: dict[str, Any], folder: Path = FIXTURES) -> httpx.Response:
    """The answer that a script describes."""
    headers = dict(script.get("headers", {}))
    if "json" in script:
        body = json.dumps(script["json"]).encode()
        headers.setdefault("Content-Type", "application/json; charset=UTF-8")
    elif "file" in script:
        body = (folder / script["file"]).read_bytes()
    else:
        body = script.get("text", "").encode()
    if script.get("gzip"):
        body = gzip.compress(body)
        headers["Content-Encoding"] = "gzip"
    if "cut" in script:
        body = body[: script["cut"]]
    return httpx.Response(script.get("status", 200), headers=headers, stream=RawBody(body))


def _fits(script: dict[str, Any], request: httpx.Request) -> bool:
    if script.get("method", "GET") != request.method or script["path"] != request.url.path:
        return False
    for name, value in script.get("query", {}).items():
        if request.url.params.get_list(name) != (value if isinstance(value, list) else [str(value)]):
            return False
    body = request.content.decode("utf-8", "replace")
    return all(words in body for words in script.get("body", ()))


@dataclass
class Wire:
    """Plays a script; a request that it doesn't know fails the test."""

    folder: Path = FIXTURES
    script: list[dict[str, Any]] = field(default_factory=list)
    always: list[dict[str, Any]] = field(default_factory=list)
    asked: list[httpx.Request] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)

    def load(self, script: list[dict[str, Any]]) -> None:
        """Begins another scene."""
        self.script, self.used, self.asked = script, {}, []

    @property
    def writes(self) -> list[httpx.Request]:
        return [request for request in self.asked if request.method not in ("GET", "HEAD")]

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.asked.append(request)
        for number, exchange in enumerate(self.script):
            times = exchange.get("times", 1)
            if _fits(exchange["request"], request) and (not times or self.used.get(number, 0) < times):
                self.used[number] = self.used.get(number, 0) + 1
                return self._play(exchange["response"], request)
        for exchange in self.always:
            if _fits(exchange["request"], request):
                return self._play(exchange["response"], request)
        raise AssertionError(
            f"the script has no answer to {request.method} {request.url}: {request.content!r}"
        )

    def _play(self, script: dict[str, Any], request: httpx.Request) -> httpx.Response:
        fault = script.get("fault")
        if fault == "connect":
            raise httpx.ConnectError("no route", request=request)
        if fault == "read":
            raise httpx.ReadTimeout("nothing came", request=request)
        return response(script, self.folder)


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


@dataclass
class Bench:
    """One network, connected to a script."""

    name: str
    network: Network
    wire: Wire
    clock: FakeClock
    source: str
    folder: Path
    first: tuple[Mention, ...] = ()
    cursor: str = ""

    def scene(self, name: str) -> dict[str, Any]:
        """Loads a scene's script and lets its time pass."""
        scene: dict[str, Any] = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        self.wire.load(scene.get("wire", []))
        self.clock.later(scene.get("later", 0))
        return scene

    async def pull(self, cursor: str) -> tuple[tuple[Mention, ...], str]:
        """Page after page while there is more, as the sync process asks."""
        mentions: list[Mention] = []
        for _ in range(MOST_PAGES):
            page: Page = await self.network.pull(self.source, cursor)
            mentions += page.mentions
            cursor = page.cursor
            if not page.more:
                return tuple(mentions), cursor
        raise AssertionError(f"{self.name} has no last page")

    async def begin(self) -> None:
        """Plays pull_first, and keeps what it brought and its cursor."""
        self.scene("pull_first")
        self.first, self.cursor = await self.pull("")

    def id_of(self, word: str) -> str:
        """An id, or the first that takes an answer for `$first`."""
        if word != "$first":
            return word
        return next(m.remote_id for m in self.first if "reply" not in m.cannot and not m.ours)

    def outgoing(self, scene: dict[str, Any]) -> Outgoing:
        """The answer that a scene sends."""
        fields = {"key": "key-1", "first_try_at": self.clock.now()} | scene["outgoing"]
        made = Outgoing(**_tuples(fields))
        return replace(made, in_reply_to=self.id_of(made.in_reply_to), thread=self.id_of(made.thread))


def settings_of(name: str) -> dict[str, Any]:
    """A network's account.json."""
    found: dict[str, Any] = json.loads((FIXTURES / name / "account.json").read_text("utf-8"))
    return found


def cannot(name: str, scene: str) -> str:
    """Why a network has no such scene; empty when it has."""
    settings = settings_of(name)
    if scene in ON_THE_WIRE and not networks.load(name).ABOUT.wire:
        return "it has no wire"
    reason: str = settings.get("cannot", {}).get(scene, "")
    return reason


def bench(name: str) -> Bench:
    """A network connected to its script, before any scene."""
    settings = settings_of(name)
    clock = FakeClock(settings["now"])
    wire = Wire(FIXTURES / name, always=settings.get("always", []))
    fields: dict[str, Any] = {"id": 1, "name": name, "network": name} | settings.get("account", {})
    if "limits" in fields:
        fields["limits"] = Limits(**fields["limits"])
    account = Account(**fields)
    http = HttpClient(clock, transport=httpx.MockTransport(wire))
    network = networks.load(name).connect(account, settings.get("secret", ""), http, clock)
    return Bench(name, network, wire, clock, settings["source"], FIXTURES / name)
