"""A wire for one counting service: a handler answers, what it was asked is remembered."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from socialtui.domain.traffic import Counter, Site, Span, Visits
from socialtui.http_client import HttpClient
from socialtui.services import traffic
from tests.networks.contract import FakeClock, RawBody

MONDAY = date(2026, 9, 14)
FIRST, LAST = MONDAY, MONDAY + timedelta(days=8)
SECRET = "key-1234567"
URLS = {"umami": "https://umami.example", "goatcounter": "https://acme.goatcounter.example"}


def body(data: Any, status: int = 200, **headers: str) -> httpx.Response:
    """JSON over a wire."""
    words = data if isinstance(data, str) else json.dumps(data)
    return httpx.Response(
        status, headers={"Content-Type": "application/json", **headers}, stream=RawBody(words.encode())
    )


def form_of(request: httpx.Request) -> dict[str, str]:
    """What a form holds."""
    return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}


class Service:
    """Answers as each service does: 10 visitors on the Monday, 12 on the Tuesday after it, 20 in the week."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[httpx.Request] = []
        self.instead: httpx.Response | None = None
        self.gone = False

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.asked.append(request)
        if self.gone:
            raise httpx.ConnectError("no route", request=request)
        answer: httpx.Response = self.instead or getattr(self, self.name)(request)
        return answer

    def plausible(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        query = {"metrics": asked["metrics"], "dimensions": asked["dimensions"], "date_range": ["a", "b"]}
        if asked["dimensions"]:
            rows = [(MONDAY, [10, 11, 30]), (MONDAY + timedelta(days=1), [12, 13, 40])]
            results = [{"metrics": counts, "dimensions": [day.isoformat()]} for day, counts in rows]
        else:
            results = [{"metrics": [20, 24, 70], "dimensions": []}]
        return body({"results": results, "meta": {}, "query": query})

    def matomo(self, request: httpx.Request) -> httpx.Response:
        form = form_of(request)
        assert form["token_auth"] == SECRET
        assert "period=day" in form["urls[0]"]
        row = {"nb_uniq_visitors": 10, "nb_visits": "11", "nb_actions": 30, "bounce_rate": "50%"}
        days = {
            MONDAY.isoformat(): row, (MONDAY + timedelta(days=1)).isoformat(): row | {"nb_uniq_visitors": 12},
            (MONDAY + timedelta(days=2)).isoformat(): [],
        }  # fmt: skip
        week = {"nb_uniq_visitors": 20, "nb_visits": 24, "nb_actions": 70}
        return body([days, *([week] if "urls[1]" in form else [])])

    def goatcounter(self, request: httpx.Request) -> httpx.Response:
        start = request.url.params["start"]
        end = request.url.params["end"]
        assert start.endswith("T00:00:00Z")
        stats = [
            {"day": MONDAY.isoformat(), "daily": 30, "hourly": []},
            {"day": (MONDAY + timedelta(days=1)).isoformat(), "daily": 40, "hourly": []},
        ]
        whole = end.startswith((MONDAY + timedelta(days=6)).isoformat())
        return body({"total": 70 if whole else 75, "total_events": 0, "total_utc": 70, "stats": stats})

    def umami(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/auth/login"):
            return body({"token": "session-token", "user": {"username": "ana"}})
        if request.url.path.endswith("/pageviews"):
            return body(
                {
                    "pageviews": [
                        {"x": "2026-09-14 00:00:00", "y": 30},
                        {"x": "2026-09-15T00:00:00Z", "y": 40},
                    ],
                    "sessions": [
                        {"x": "2026-09-14 00:00:00", "y": 10},
                        {"x": "2026-09-15T00:00:00Z", "y": 12},
                    ],
                }
            )
        return body({"pageviews": 70, "visitors": 20, "visits": 24, "bounces": 1, "totaltime": 9})


Open = Callable[..., tuple[Service, Counter]]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(clock: FakeClock) -> Open:
    """opened("umami", user="ana") gives the service that answers, and the counter that asks it."""

    def made(name: str, **fields: str) -> tuple[Service, Counter]:
        service = Service(name)
        http = HttpClient(clock, transport=httpx.MockTransport(service))
        asked = {"url": URLS.get(name, f"https://{name}.example"), "key": "7", "user": "ana"} | fields
        return service, traffic.load(name).connect(Site(1, "shop", name, **asked), SECRET, http, clock)

    return made


def by_day(counted: tuple[Visits, ...]) -> dict[date, Visits]:
    return {one.start: one for one in counted if one.span is Span.DAY}


def by_week(counted: tuple[Visits, ...]) -> dict[date, Visits]:
    return {one.start: one for one in counted if one.span is Span.WEEK}
