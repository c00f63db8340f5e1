"""What every network must keep, played from scripts; a new network is covered by its name alone.

Fixtures of a network live in `fixtures/<name>/`. Every file is JSON of our own making, no secret ever worked.

account.json  {"account": {"url": …, "user": …, "remote_id": …},   fields of domain.network.Account
               "secret": "…", "unsaid": ["…"],   no trouble's words may hold these
               "now": 1790000000,           the clock when a scene begins, UTC seconds
               "source": "notifications",   the source that the pull scenes ask
               "always": [exchange, …],     answered in every scene, any number of times
               "cannot": {"reply_ok": "why", …}}   scenes that this network has no way to play;
                                    "mentions" where it brings none by itself
<scene>.json  {"wire": [exchange, …], "expect": {…}, and what the scene needs}
exchange      {"request":  {"method": "GET", "path": "/api/v1/x", "query": {"limit": "80"},
                            "body": ["words in it"]},
               "response": {"status": 200, "headers": {…},
                            "json": … | "text": "…" | "file": "beside.xml",   the body
                            "gzip": true, "cut": 40,       packed; cut to so many bytes
                            "trickle": true,               comes so slowly that its end never does
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
    pull_edited  after pull_first; brings known mentions again, as `mentions` expects them now
    pull_removed after pull_first; expect: `removed`, ids that pull_first had brought
    rate_limited (expect: `retry_at`) signed_out forbidden server_error html_error truncated slow_body
                 the trouble of that name. `do`: pull (the default: after pull_first, with its cursor),
                 sign_in, look and thread (with `id`), reply (with `outgoing`)

Scenes of what a network offers (ABOUT.offers), needed by those that do:
    like         {"id": …}
    moderate     {"id": …, "verb": …}; of every network on the wire
    dm           {"source": …}; expect as pull_first, every mention direct
    post_ok post_found post_lost   as reply_…, with an `outgoing` that answers nothing

Scenes of the ports that a network may have beside `Network`, needed by those that do:
    upload       TakesMedia {"file": "a.png", "type": …, "alt": …, "text": its bytes}; expect: `id`
    listen       Listens {"kind": …, "what": …}, a way for each of ABOUT.listens; expect: fields of
                 SourceAbout, and `ids` and `next_ids`, what the first pull brings and the second does
    listen_refused   the same; what is asked for is not there
    lists        Listens; expect: `lists`, pairs
    fill         FillsGaps {"gap": {"start": …, "end": …}}; expect: `ids`, all said within the gap
    schedule     Schedules {"outgoing": …, "at": …}; expect: any fields of Sent
    waiting      Schedules {"outgoing": …, "at": …}; expect: as schedule; a second way: it doesn't wait there
                 (expect: an empty `remote_id`)
    unschedule   Schedules {"id": …}; a second way: it is gone already
    renewed      RenewsSecret; a pull after pull_first on the way to which the secret is renewed;
                 expect: `secret`, and as pull_next
    permissions  Checks; expect: `ok`, {name: true or false}; `harmless`: ["POST /path"] writes that leave
                 no mark; a second way where something isn't allowed

A scene with `ways` is several: each of them has the fields of the scene, and its own instead or beside.
Every scene may say `later`: seconds that pass before it. "$first" as an id is the first mention that
pull_first brought and that takes an answer (pull_first is always played before). A network without a wire
(ABOUT.wire false: demo) needs account.json, sign_in, pull_first, pull_next, nothing_new, thread and reply_ok,
and those of its ports, with empty `wire`. One whose wire isn't HTTP brings a bench of its own: a module
`NAME_bench.py` beside this one, with `bench(account, settings, clock)`; it says what its `wire` holds.
"""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import httpx
from msgspec.structs import replace

from socialtui import networks
from socialtui.domain.mention import Mention
from socialtui.domain.network import (
    Account,
    Checks,
    FillsGaps,
    Limits,
    Listens,
    Network,
    Outgoing,
    Page,
    RenewsSecret,
    Schedules,
    TakesMedia,
)
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
    "slow_body",
    "pull_edited",
    "pull_removed",
    "moderate",
)
OFFERED = {
    "like": ("like",),
    "dm": ("dm",),
    "post": ("post_ok", "post_found", "post_lost"),
}
"""Scenes of what a network says that it offers, beside those that each has."""
PORTS: dict[type, tuple[str, ...]] = {
    TakesMedia: ("upload",),
    Listens: ("listen", "listen_refused", "lists"),
    FillsGaps: ("fill",),
    Schedules: ("schedule", "waiting", "unschedule"),
    RenewsSecret: ("renewed",),
    Checks: ("permissions",),
}
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
    """A body as it comes over a wire: packed, in pieces, perhaps cut, perhaps without an end."""

    def __init__(self, body: bytes, piece: int = 4096, *, endless: bool = False) -> None:
        self._body = body
        self._piece = piece
        self._endless = endless

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), self._piece):
            yield self._body[start : start + self._piece]
        if self._endless:
            await asyncio.Event().wait()


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
    if endless := bool(script.get("trickle")):
        body = body[: len(body) // 2]
    stream = RawBody(body, endless=endless)
    return httpx.Response(script.get("status", 200), headers=headers, stream=stream)


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
    removed: list[str] = field(default_factory=list)
    """What the pulls so far said to be gone."""

    def scene(self, name: str, way: int = 0) -> dict[str, Any]:
        """Loads a scene's script and lets its time pass."""
        scene = ways(self.name, name)[way]
        self.wire.load(scene.get("wire", []))
        self.clock.later(scene.get("later", 0))
        return scene

    async def pull(self, cursor: str, source: str = "") -> tuple[tuple[Mention, ...], str]:
        """Page after page while there is more, as the sync process asks."""
        mentions: list[Mention] = []
        for _ in range(MOST_PAGES):
            page: Page = await self.network.pull(source or self.source, cursor)
            mentions += page.mentions
            self.removed += page.removed
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


def scenes_of(name: str) -> tuple[str, ...]:
    """Every scene that a network has to play or to say why it can't."""
    about, network = networks.load(name).ABOUT, bench(name).network
    ports = [scene for port, scenes in PORTS.items() if isinstance(network, port) for scene in scenes]
    offered = [scene for offer, scenes in OFFERED.items() if offer in about.offers for scene in scenes]
    return (*NEEDED, *ON_THE_WIRE, *offered, *ports)


def cannot(name: str, scene: str) -> str:
    """Why a network has no such scene; empty when it has."""
    settings = settings_of(name)
    if reason := str(settings.get("cannot", {}).get(scene, "")):
        return reason
    if scene in ON_THE_WIRE and not networks.load(name).ABOUT.wire:
        return "it has no wire"
    return "" if scene in scenes_of(name) else "it does not offer this"


def ways(name: str, scene: str) -> list[dict[str, Any]]:
    """The ways in which a scene goes, one in most."""
    whole: dict[str, Any] = json.loads((FIXTURES / name / f"{scene}.json").read_text("utf-8"))
    several = whole.pop("ways", [{}])
    return [whole | way for way in several]


def bench(name: str) -> Bench:
    """A network connected to its script, before any scene."""
    settings = settings_of(name)
    clock = FakeClock(settings["now"])
    wire = Wire(FIXTURES / name, always=settings.get("always", []))
    fields: dict[str, Any] = {"id": 1, "name": name, "network": name} | settings.get("account", {})
    if "limits" in fields:
        fields["limits"] = Limits(**fields["limits"])
    account = Account(**fields)
    if find_spec(own := f"tests.networks.{name}_bench"):
        return cast(Bench, import_module(own).bench(account, settings, clock))
    http = HttpClient(clock, transport=httpx.MockTransport(wire))
    network = networks.load(name).connect(account, settings.get("secret", ""), http, clock)
    return Bench(name, network, wire, clock, settings["source"], FIXTURES / name)
