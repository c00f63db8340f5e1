"""Promises, follow-ups and letting go on a command line."""

import pytest

from tests.cli.conftest import Box


@pytest.fixture
def asked(practice: Box) -> str:
    """The id of the conversation that is due next."""
    found: str = practice.demo("next", "--json").lines[0]["id"]
    return found


def test_what_a_reply_promises_is_said_read_and_listed_once_it_stands(practice: Box, asked: str) -> None:
    left = practice.demo("reply", asked, "--text", "We'll refund you within 2 hours.", "--now")
    assert "This promises “We'll refund you within 2 hours” within 2h." in left.err
    assert practice.demo("promises", "--json").lines == []
    practice.ok("sync", "--once", brand="demo")
    (line,) = practice.demo("promises", "--json").lines
    assert (line["text"], line["state"], line["conversation"], line["deed"]) == (
        "We'll refund you within 2 hours", "open", asked, True,
    )  # fmt: skip
    (shown,) = practice.demo("show", asked, "--json").lines
    assert "promised " in shown["why"]
    assert practice.demo("list", "promise:open", "--state", "answered", "--json").lines[0]["id"] == asked
    told = practice.demo("promises")
    assert "open, due " in told.out
    assert "1 open, 1 due today" in told.err or "1 open, 0 due today" in told.err


def test_flags_drop_the_promise_or_give_it_a_date(practice: Box, asked: str) -> None:
    practice.demo("reply", asked, "--text", "We'll refund you by Friday.", "--promise", "none", "--by-hand")
    assert practice.demo("promises", "--json").lines == []
    practice.demo("reply", asked, "--text", "We look into it.", "--promise", "3h", "--by-hand")
    assert [one["text"] for one in practice.demo("promises", "--json").lines] == ["We look into it."]
    assert practice.demo("reply", asked, "--text", "x", "--promise", "soonish").code == 2


def test_a_promise_by_hand_is_kept_withdrawn_and_undone(practice: Box, asked: str) -> None:
    practice.ok("promise", asked, "a call", "--by", "tomorrow", brand="demo")
    (line,) = practice.demo("promises", "--open", "--json").lines
    assert practice.demo("withdraw", line["id"]).code == 2
    practice.ok("withdraw", line["id"], "--reason", "no phone number", brand="demo")
    assert practice.demo("promises", "--open", "--json").lines == []
    practice.ok("undo", brand="demo")
    practice.ok("kept", line["id"], brand="demo")
    assert [one["state"] for one in practice.demo("promises", "--json").lines] == ["kept"]
    again = practice.demo("kept", line["id"])
    assert again.code == 1
    assert "It is kept already" in again.err
    assert practice.demo("kept", "x9").code == 2


def test_a_follow_up_waits_and_letting_go_is_refused_at_first(practice: Box, asked: str) -> None:
    practice.ok("follow-up", asked, "--until", "2h", brand="demo")
    (shown,) = practice.demo("show", asked, "--json").lines
    assert shown["state"] == "snoozed"
    assert "waiting for them until" in shown["why"]
    refused = practice.demo("abdicate", asked, "--reason", "insults")
    assert refused.code == 1
    assert "letting go takes 2 honest ones first" in refused.err


def test_a_complaint_is_not_hidden_without_an_exception(practice: Box) -> None:
    complaint = practice.demo("list", "kind:complaint", "--json").lines[0]["id"]
    refused = practice.demo("moderate", "hide", complaint, "--reason", "rude")
    assert refused.code == 1
    assert "a complaint is not hidden" in refused.err
