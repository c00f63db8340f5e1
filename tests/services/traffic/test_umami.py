"""Umami: its cloud by a key and without /api, a server of one's own by signing in."""

import json

import pytest

from socialtui.domain import errors
from tests.services.traffic.conftest import FIRST, LAST, MONDAY, SECRET, Open, body, by_week


async def test_a_server_of_ones_own_is_signed_into_once(opened: Open) -> None:
    service, counter = opened("umami", zone="Europe/Berlin")
    await counter.count(FIRST, LAST, [MONDAY])
    login, days, week = service.asked
    assert json.loads(login.content) == {"username": "ana", "password": SECRET}
    assert days.headers["authorization"] == "Bearer session-token"
    assert days.url.path == "/api/websites/7/pageviews"
    assert days.url.params["timezone"] == "Europe/Berlin"
    assert int(days.url.params["startAt"]) == 1789336800000  # midnight in Berlin
    assert int(week.url.params["endAt"]) == 1789336800000 + 7 * 86_400_000 - 1


@pytest.mark.parametrize("url", ["cloud", "", "https://cloud.umami.is/"])
async def test_the_cloud_takes_a_key_and_has_no_api_before_its_paths(url: str, opened: Open) -> None:
    service, counter = opened("umami", url=url, user="-")
    await counter.count(FIRST, LAST, [])
    (days,) = service.asked
    assert str(days.url).startswith("https://api.umami.is/v1/websites/7/pageviews")
    assert days.headers["x-umami-api-key"] == SECRET


async def test_older_servers_wrap_a_weeks_numbers(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    service, counter = opened("umami", url="cloud")
    plain = service.umami

    def old(request):  # type: ignore[no-untyped-def]
        if request.url.path.endswith("/stats"):
            return body({"pageviews": {"value": 7, "prev": 1}, "uniques": {"value": 3, "change": 1}})
        return plain(request)

    monkeypatch.setattr(service, "umami", old)
    week = by_week(await counter.count(FIRST, LAST, [MONDAY]))[MONDAY]
    assert (week.visitors, week.visits, week.views) == (3, None, 7)


async def test_a_week_without_numbers_is_garbled(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    service, counter = opened("umami", url="cloud")
    plain = service.umami
    monkeypatch.setattr(
        service, "umami", lambda request: body({}) if request.url.path.endswith("/stats") else plain(request)
    )
    with pytest.raises(errors.Garbled, match="without numbers"):
        await counter.count(FIRST, LAST, [MONDAY])
