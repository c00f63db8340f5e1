"""Plausible: numbers by their place in the question, days by name."""

import json

import pytest

from socialtui.domain import errors
from tests.services.traffic.conftest import FIRST, LAST, MONDAY, SECRET, Open, body, by_day


async def test_it_is_asked_with_the_key_in_its_header(opened: Open) -> None:
    service, counter = opened("plausible", key="shop.example", url="")
    await counter.count(FIRST, LAST, [MONDAY])
    days, week = service.asked
    assert str(days.url) == "https://plausible.io/api/v2/query"
    assert days.headers["authorization"] == f"Bearer {SECRET}"
    asked = json.loads(days.content)
    assert (asked["site_id"], asked["date_range"]) == ("shop.example", ["2026-09-14", "2026-09-22"])
    assert json.loads(week.content)["date_range"] == ["2026-09-14", "2026-09-20"]


async def test_numbers_are_read_by_the_names_that_the_answer_repeats(opened: Open) -> None:
    service, counter = opened("plausible")
    query = {"metrics": ["events", "pageviews", "visitors"], "dimensions": ["time:day"], "date_range": "7d"}
    rows = [{"metrics": [99, 30, None], "dimensions": ["2026-09-14"]}]
    service.instead = body({"results": rows, "query": query, "meta": {}})
    day = by_day(await counter.count(FIRST, LAST, []))[MONDAY]
    assert (day.visitors, day.visits, day.views) == (None, None, 30)


@pytest.mark.parametrize(
    ("query", "rows", "words"),
    [
        ({"metrics": ["visitors"], "dimensions": ["visit:source"]}, [], "not by day"),
        ({"metrics": ["visitors"], "dimensions": ["time:day"]}, [{"metrics": [1, 2], "dimensions": ["2026-09-14"]}],
         "left numbers out"),
        ({"metrics": ["visitors"], "dimensions": ["time:day"]}, [{"metrics": [1], "dimensions": ["today"]}],
         "a day that is none"),
    ],
)  # fmt: skip
async def test_another_answer_than_was_asked_for_is_garbled(
    query: dict[str, object], rows: list[object], words: str, opened: Open
) -> None:
    service, counter = opened("plausible")
    service.instead = body({"results": rows, "query": query})
    with pytest.raises(errors.Garbled, match=words):
        await counter.count(FIRST, LAST, [])


async def test_a_refusal_gives_its_reason_and_what_to_look_at(opened: Open) -> None:
    service, counter = opened("plausible", key="shop.example")
    service.instead = body({"error": "Stats API is part of the Business plan"}, 402)
    with pytest.raises(errors.Refused, match="part of the Business plan") as caught:
        await counter.count(FIRST, LAST, [])
    assert "shop.example" in caught.value.next_step
