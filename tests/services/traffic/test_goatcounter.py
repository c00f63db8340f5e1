"""GoatCounter: totals by day, and paths added up where an old server's total has no days."""

from typing import Any

import httpx
import pytest

from socialtui.domain import errors
from tests.services.traffic.conftest import FIRST, LAST, MONDAY, SECRET, Open, Service, body, by_day


async def test_it_is_asked_by_whole_hours_with_the_token(opened: Open) -> None:
    service, counter = opened("goatcounter", url="acme.goatcounter.com")
    await counter.count(FIRST, LAST, [])
    (request,) = service.asked
    assert request.url.path == "/api/v0/stats/total"
    assert request.url.host == "acme.goatcounter.com"
    assert request.headers["authorization"] == f"Bearer {SECRET}"
    assert (request.url.params["start"], request.url.params["end"]) == (
        "2026-09-14T00:00:00Z",
        "2026-09-22T23:00:00Z",
    )


async def test_an_old_servers_paths_are_read_page_after_page(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, counter = opened("goatcounter")
    pages = {"": [1, 2], "1,2": [3]}

    def old(self: Service, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/total"):
            return body({"total": 9})
        without = request.url.params.get("exclude_paths", "")
        hits: list[dict[str, Any]] = [
            {"path_id": number, "stats": [{"day": "2026-09-14", "daily": 3}]} for number in pages[without]
        ]
        return body({"hits": hits, "total": 9, "more": without == ""})

    monkeypatch.setattr(Service, "goatcounter", old)
    days = by_day(await counter.count(FIRST, LAST, []))
    assert (days[MONDAY].views, days[LAST].views) == (9, 0)
    assert len(service.asked) == 3


async def test_a_day_that_is_none_is_garbled(opened: Open) -> None:
    service, counter = opened("goatcounter")
    service.instead = body({"total": 1, "stats": [{"day": "yesterday", "daily": 1}]})
    with pytest.raises(errors.Garbled, match="a day that is none"):
        await counter.count(FIRST, LAST, [])
