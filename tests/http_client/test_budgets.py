"""A host is asked only as much as it lets us."""

import asyncio

import httpx
import pytest

from socialtui.domain import errors
from socialtui.http_client import retry_after
from socialtui.http_client.governor import Governor
from tests.http_client.wire import HOST, NOW, Clock, wire

DATE = "Mon, 21 Sep 2026 14:13:20 GMT"
LATER = NOW + 90


@pytest.mark.parametrize(
    "headers",
    [
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-09-21T14:14:50.000000Z"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-09-21T16:14:50+02:00"},
        {"RateLimit-Remaining": "0", "RateLimit-Reset": str(LATER)},
        {"x-rate-limit-remaining": "0", "x-rate-limit-reset": f"{LATER}000"},
        {"X-Ratelimit-Remaining": "0.0", "X-Ratelimit-Reset": "90"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "89.2"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "Mon, 21 Sep 2026 14:14:50 GMT"},
    ],
)
async def test_an_empty_window_is_respected_in_every_form_of_time(headers: dict[str, str]) -> None:
    clock, asked = Clock(), []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={}, headers=headers | {"Date": DATE})

    http = wire(handler, clock)
    await http.request("GET", HOST)
    assert http.budget_left("social.example") == 0
    assert http.reset_at(f"{HOST}/any") == LATER
    with pytest.raises(errors.RateLimited) as caught:
        await http.request("GET", HOST)
    assert caught.value.retry_at == LATER
    assert len(asked) == 1, "nothing was sent"
    clock.time = LATER
    await http.request("GET", HOST)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("headers", "retry_at"),
    [
        ({"Retry-After": "7"}, NOW + 7),
        ({"Retry-After": "Mon, 21 Sep 2026 14:15:00 GMT"}, NOW + 100),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "300"}, NOW + 300),
        ({"Retry-After": "soon"}, NOW + 60),
        ({"Retry-After": "-5"}, NOW + 60),
        ({"Retry-After": "99999999"}, NOW + 86_400),
        ({"Retry-After": "0"}, NOW + 1),
        ({}, NOW + 60),
    ],
)
async def test_too_many_requests_shut_the_host_until_it_says(headers: dict[str, str], retry_at: int) -> None:
    clock = Clock()
    http = wire(lambda request: httpx.Response(429, headers=headers | {"Date": DATE}), clock)
    for _ in range(2):
        with pytest.raises(errors.RateLimited) as caught:
            await http.request("GET", HOST)
        assert caught.value.retry_at == retry_at
    with pytest.raises(errors.RateLimited):
        await http.request("GET", "https://other.example")


async def test_a_server_whose_clock_is_wrong_is_read_by_its_own_clock() -> None:
    headers = {"Date": "Mon, 21 Sep 2026 10:00:00 GMT", "X-RateLimit-Remaining": "0"}
    headers["X-RateLimit-Reset"] = "2026-09-21T10:01:30Z"
    http = wire(lambda request: httpx.Response(200, headers=headers))
    await http.request("GET", HOST)
    assert http.reset_at(HOST) == LATER


async def test_a_maintenance_page_says_when_to_come_back() -> None:
    http = wire(lambda request: httpx.Response(503, headers={"Retry-After": "600", "Date": DATE}))
    with pytest.raises(errors.ServerTrouble) as caught:
        await http.request("GET", HOST)
    assert caught.value.retry_at == NOW + 600


def test_a_budget_is_spent_before_the_answers_come_back() -> None:
    governor = Governor()
    governor.read("a.example", 200, {"x-ratelimit-remaining": "544.0", "x-ratelimit-reset": "100"}, NOW)
    governor.take("a.example", NOW)
    assert governor.left("a.example", NOW) == 543
    assert governor.left("a.example", NOW + 101) is None
    assert governor.left("b.example", NOW) is None
    assert governor.reset_at("b.example") is None


@pytest.mark.parametrize("nonsense", ["nan", "inf", "-1", "", "none", "1e999", "99999-99-99"])
def test_nonsense_headers_shut_nobody_out_for_good(nonsense: str) -> None:
    governor = Governor()
    governor.read("a.example", 200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": nonsense}, NOW)
    governor.take("a.example", NOW + 61)
    governor.read("a.example", 200, {"x-ratelimit-remaining": nonsense, "date": nonsense}, NOW)
    governor.take("a.example", NOW)
    assert retry_after({"retry-after": nonsense}, NOW) == 0


async def test_no_host_is_asked_more_than_four_things_at_once() -> None:
    open_now = most = 0
    all_in, go = asyncio.Event(), asyncio.Event()

    async def handler(request: httpx.Request) -> httpx.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        if open_now == 5:
            all_in.set()  # four of one host and one of the other
        await go.wait()
        open_now -= 1
        return httpx.Response(200)

    http = wire(handler)
    asking = [asyncio.create_task(http.request("GET", f"{HOST}/{number}")) for number in range(9)]
    asking.append(asyncio.create_task(http.request("GET", "https://other.example")))
    await asyncio.wait_for(all_in.wait(), 20)
    go.set()
    await asyncio.gather(*asking)
    assert most == 5
