"""People on a command line: listed, told, remembered, made one and two again."""

import pytest

from socialtui.cli import people_lines as told_as
from socialtui.cli.lines import keys
from tests.cli.conftest import Box


@pytest.fixture
def somebody(practice: Box) -> str:
    """The conversation of somebody with a handle."""
    return next(str(one["id"]) for one in practice.demo("list", "--json").lines if one["handle"])


def test_a_person_has_the_promised_keys(practice: Box, somebody: str) -> None:
    (told,) = practice.demo("person", somebody, "--json").lines
    assert tuple(told) == keys(told_as.PersonJson)
    assert tuple(told["handles"][0]) == keys(told_as.HandleLine)
    assert tuple(told["talks"][0]) == keys(told_as.TalkLine)
    assert practice.demo("person", told["id"], "--json").lines == [told]
    assert told["name"] in practice.demo("person", somebody).out


def test_people_are_listed_with_the_promised_keys(practice: Box) -> None:
    found = practice.demo("people", "--json").lines
    assert found
    assert all(tuple(one) == keys(told_as.KnownJson) for one in found)
    scores = [one["mutual"] + one["helped"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len(practice.demo("people", "--limit", "1").out.splitlines()) == 1


def test_what_is_remembered_is_told_and_taken_back(practice: Box, somebody: str) -> None:
    practice.demo("person", somebody, "want", "a", "lighter", "paddle")
    practice.demo("person", somebody, "tag", "vip")
    (told,) = practice.demo("person", somebody, "--json").lines
    assert told["tags"] == ["vip"]
    want = told["remembered"][0]
    assert tuple(want) == keys(told_as.MemoLine)
    assert (want["kind"], want["text"], want["state"], want["conversation"]) == (
        "want", "a lighter paddle", "open", somebody,
    )  # fmt: skip
    assert practice.demo("person", somebody, "done", want["id"]).code == 0
    assert practice.demo("person", somebody, "--json").lines[0]["remembered"][0]["state"] == "met"
    for _ in range(3):
        assert practice.demo("undo").code == 0
    assert practice.demo("person", somebody, "--json").lines[0]["remembered"] == []


def test_a_second_gift_is_refused_unless_it_is_meant(practice: Box, somebody: str) -> None:
    assert practice.demo("person", somebody, "gift", "a mug").code == 0
    second = practice.demo("person", somebody, "gift", "a cap")
    assert second.code == 1
    assert "“a mug”" in second.err
    assert practice.demo("person", somebody, "gift", "a cap", "--again").code == 0


def test_a_follow_up_needs_its_day(practice: Box, somebody: str) -> None:
    assert practice.demo("person", somebody, "follow-up", "call").code == 2
    assert practice.demo("person", somebody, "follow-up", "call", "--on", "2d").code == 0
    memo = practice.demo("person", somebody, "--json").lines[0]["remembered"][0]
    assert memo["kind"] == "follow_up"
    assert memo["due_at"].endswith("Z")


def test_two_are_made_one_and_two_again(practice: Box) -> None:
    first, second = [
        str(practice.demo("person", one["id"], "--json").lines[0]["id"])
        for one in practice.demo("list", "--json").lines[:2]
    ]
    before = practice.demo("person", second, "--json").lines[0]["handles"]
    assert practice.demo("person", first, "merge", second).code == 0
    merged = practice.demo("person", first, "--json").lines[0]["handles"]
    assert len(merged) == 2
    name = before[0]["handle"] or before[0]["name"]
    assert practice.demo("person", first, "split", f"@{name}").code == 0
    assert practice.demo("person", second, "--json").lines[0]["handles"] == before


def test_the_jar_is_listed(practice: Box, somebody: str) -> None:
    practice.demo("person", somebody, "thanks", "phoned to say so")
    found = practice.demo("thanks", "--json").lines
    assert tuple(found[0]) == keys(told_as.ThanksJson)
    assert "phoned to say so" in [one["text"] for one in found]
    assert "phoned to say so" in practice.demo("thanks").out


def test_nobody_is_named_so(practice: Box) -> None:
    for who in ("p9zz", "@nobody-at-all", "c9zzzz"):
        ended = practice.demo("person", who)
        assert ended.code in (1, 2), who
        assert ended.err.startswith("socialtui: ")


def test_the_status_is_one_line_with_the_promised_keys(practice: Box) -> None:
    (told,) = practice.demo("status", "--json").lines
    assert tuple(told) == keys(told_as.StatusJson)
    assert told["complaints"] > 0
    assert told["join_line"] == 8
    assert 0 <= told["complaints_in_time"] <= told["complaints_due"]
    said = practice.demo("status").out
    assert f"{told['complaints']} complaints wait" in said
    assert "complaints in time this week" in said


def test_complaints_of_a_selection_can_be_left_open(practice: Box) -> None:
    ids = [
        practice.demo("list", f"kind:{kind}", "--json", "--limit", "1").lines[0]["id"]
        for kind in ("complaint", "praise")
    ]
    refused = practice.demo("done", *ids)
    assert refused.code == 1
    assert "1 of 2 is a complaint without an answer" in refused.err
    assert practice.demo("done", *ids, "--leave-complaints").code == 0
    states = [practice.demo("show", cid, "--json").lines[0]["state"] for cid in ids]
    assert states == ["open", "done"]
