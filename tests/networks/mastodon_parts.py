"""Builds statuses, notifications and a server of the Mastodon kind for the tests beside it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from socialtui.domain.network import Account, Page
from socialtui.http_client import HttpClient
from socialtui.networks.mastodon import connect
from socialtui.networks.mastodon.account import Mastodon
from tests.networks.contract import FakeClock

NOW = 1_790_000_000
HOST = "https://pond.example"
ME = "900"
TOKEN = "tok-only-for-tests"
NOTIFICATIONS = "/api/v1/notifications"

Route = Any
"""JSON, a whole response, or a function that takes the request and gives one of them."""


def moment(at: int) -> str:
    """A time as servers write it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def person(remote_id: str = "41", acct: str = "rosa", name: str = "Rosa") -> dict[str, Any]:
    """An account on the wire."""
    return {"id": remote_id, "acct": acct, "username": acct.split("@")[0], "display_name": name}


US = person(ME, "cafe_linden", "Café Linden")


def status(remote_id: str, html: str = "<p>hello</p>", **more: Any) -> dict[str, Any]:
    """A status on the wire, said by Rosa an hour ago."""
    return {
        "id": remote_id,
        "account": person(),
        "created_at": moment(NOW - 3600),
        "content": html,
        "visibility": "public",
        "url": f"{HOST}/@rosa/{remote_id}",
        "mentions": [{"id": ME, "acct": "cafe_linden"}],
    } | more


def told(remote_id: str, what: dict[str, Any] | None = None, kind: str = "mention") -> dict[str, Any]:
    """A notification on the wire."""
    return {"id": remote_id, "type": kind, "created_at": moment(NOW), "account": person(), "status": what}


def linked(path: str, **relations: str) -> dict[str, str]:
    """A Link header: `next="max_id=5"`."""
    return {"Link": ", ".join(f'<{HOST}{path}?{query}>; rel="{name}"' for name, query in relations.items())}


def answer(json: Any, **headers: str) -> httpx.Response:
    """An answer with headers of its own."""
    return httpx.Response(200, json=json, headers=headers)


class Pond:
    """A server: routes by "METHOD /path", each answered as often as it is asked."""

    def __init__(self, routes: Mapping[str, Route] | None = None) -> None:
        self.routes: dict[str, Route] = {"GET /api/v1/accounts/verify_credentials": US, **(routes or {})}
        self.otherwise: Route = httpx.Response(404, json={"error": "Record not found"})
        self.asked: list[httpx.Request] = []
        self.clock = FakeClock(NOW)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.raw_path.decode().partition("?")[0]
        found = self.routes.get(f"{request.method} {path}", self.otherwise)
        if callable(found):
            found = found(request)
        if isinstance(found, httpx.Response):
            if found.status_code == 101:
                return found
            # a response can be read once; it is asked for more often
            return httpx.Response(found.status_code, headers=found.headers, content=found.content)
        return httpx.Response(200, json=found)

    def paths(self, method: str = "GET") -> list[str]:
        """What was asked for, in order."""
        return [request.url.path for request in self.asked if request.method == method]

    def queries(self, path: str) -> list[dict[str, str]]:
        """The questions put to one path."""
        return [dict(request.url.params) for request in self.asked if request.url.path == path]

    def network(self, url: str = HOST, remote_id: str = ME) -> Mastodon:
        """An account on it."""
        http = HttpClient(self.clock, transport=httpx.MockTransport(self))
        account = Account(id=1, name="ours", network="mastodon", url=url, remote_id=remote_id)
        return connect(account, TOKEN, http, self.clock)


class Inbox:
    """A server's notifications, newest first, paged as Mastodon pages them."""

    def __init__(self, told: list[dict[str, Any]], page: int = 15, last_has_next: bool = True) -> None:
        self.told = told
        self.page = page
        self.last_has_next = last_has_next

    def __call__(self, request: httpx.Request) -> httpx.Response:
        params = request.url.params
        names = [notification["id"] for notification in self.told]
        if "min_id" in params:
            newer = self.told[: names.index(params["min_id"])]
            shown = newer[-self.page :]
        else:
            begin = names.index(params["max_id"]) + 1 if "max_id" in params else 0
            shown = self.told[begin : begin + self.page]
        if not shown:
            return answer([])
        links = {"prev": f"min_id={shown[0]['id']}", "next": f"max_id={shown[-1]['id']}"}
        if shown[-1] is self.told[-1] and not self.last_has_next:
            del links["next"]
        return answer(shown, **linked(NOTIFICATIONS, **links))


async def everything(
    network: Mastodon, source: str = "notifications", cursor: str = ""
) -> tuple[list[str], str]:
    """Ids page after page while there is more, and the last cursor."""
    found = []
    more = True
    while more:
        page: Page = await network.pull(source, cursor)
        found += [mention.remote_id for mention in page.mentions]
        cursor, more = page.cursor, page.more
    return found, cursor


def mentions(first: int, last: int) -> list[dict[str, Any]]:
    """Notifications newest first; their ids are of no use as numbers."""
    return [told(f"N{n:04}", status(f"01S{n:04}")) for n in range(last, first - 1, -1)]


async def heard(network: Mastodon) -> list[str]:
    """What the stream names until it ends."""
    stream = network.stream()
    assert stream is not None
    return [name async for name in stream]
