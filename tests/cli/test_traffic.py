"""Traffic by command line: sites, numbers typed in, weeks as JSON."""

import json

import pytest

from tests.cli.conftest import Box, Web


def test_numbers_by_hand_go_their_whole_way(box: Box) -> None:
    assert "No site is counted yet." in box.ok("traffic").err
    assert box.ok("traffic", "add", "hand", "--name", "shop").err.startswith("shop is there")
    box.ok("traffic", "set", "shop", "--week", "2026-W20", "--visitors", "100")
    ended = box.ok("traffic", "set", "--week", "2026-05-20", "--visitors", "130", "--views", "200")
    assert ended.err == "shop, week of 2026-05-18: 130 visitors, 200 pages.\n"
    box.ok("traffic", "set", "--day", "2026-05-20", "--visits", "7")
    lines = box.ok("traffic", "--json", "--weeks", "104").lines
    assert [(one["start"], one["visitors"], one["change"], one["by"]) for one in lines] == [
        ("2026-05-18", 130, 0.3, "ana"),
        ("2026-05-11", 100, None, "ana"),
    ]
    assert "130 visitors, 200 pages; 30 % more" in box.ok("traffic", "list", "--weeks", "104").out
    (one,) = box.ok("traffic", "days", "shop", "--many", "730", "--json").lines
    assert (one["span"], one["start"], one["visits"]) == ("day", "2026-05-20", 7)
    box.ok("undo")
    assert box.ok("traffic", "days", "--many", "730").out == ""
    box.ok("traffic", "remove", "shop")
    assert box.ok("traffic", "--json").lines == []


def test_a_slip_is_named(box: Box) -> None:
    box.ok("traffic", "add", "hand", "--name", "shop")
    for words, says in (
        (("set", "--week", "lately", "--visitors", "1"), "is no day"),
        (("set", "--week", "2026-W20", "--day", "2026-05-20"), "not both"),
        (("add", "plausibel"), "Did you mean plausible?"),
    ):
        ended = box("traffic", *words)
        assert ended.code == 2
        assert says in ended.err
    assert box("traffic", "set", "--week", "2026-W20").code == 1


ROWS = {
    "results": [{"metrics": [20, 24, 70], "dimensions": []}],
    "query": {"metrics": ["visitors", "visits", "pageviews"], "dimensions": []},
}


def test_a_service_is_tried_before_it_is_stored_and_its_key_is_nowhere(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNT_KEY", "k-3141592")
    told = ("--url", web.url, "--site", "shop.example", "--secret-env", "COUNT_KEY")
    ended = box("traffic", "add", "plausible", "--name", "shop", *told)
    assert (ended.code, "Nothing was stored." in ended.err) == (1, True)
    assert box.ok("traffic", "--json").lines == []
    web.answers["/api/v2/query"] = (
        200,
        "application/json",
        json.dumps(ROWS),
    )
    ended = box("traffic", "add", "plausible", "--name", "shop", *told)
    assert "not by day" in ended.err, "days must come as days"


def test_goatcounter_is_connected_checked_and_listed(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNT_KEY", "k-3141592")
    web.answers["/api/v0/stats/total"] = (200, "application/json", '{"total": 70, "stats": []}')
    ended = box.ok(
        "traffic", "add", "goatcounter", "--name", "blog", "--url", web.url, "--secret-env", "COUNT_KEY"
    )
    assert ended.out == "blog\n"
    assert "Last week: 70 pages." in ended.err
    assert box.ok("traffic", "check").out == "blog: ok, last week 70 pages\n"
    (source,) = [one for one in box.ok("sources", "--json").lines if one["account"] == "blog"]
    assert (source["network"], source["source"], source["state"]) == ("goatcounter", "traffic", "ok")
    assert box.ok("traffic", "--json").lines[-1]["views"] == 70
    box.ok("sync", "--once")
    assert len(box.ok("traffic", "--json", "--weeks", "20").lines) == 9, "eight whole weeks and this one"
    web.answers["/api/v0/stats/total"] = (401, "application/json", "{}")
    ended = box("traffic", "check", "blog")
    assert ended.code == 1
    assert "does not accept the secret" in ended.out
    assert "k-3141592" not in ended.out + ended.err
    store = next(box.home.rglob("store.db"))
    assert b"k-3141592" not in store.read_bytes()
    box.ok("traffic", "remove", "blog")
    assert "goatcounter" in box.ok("traffic", "add").out
