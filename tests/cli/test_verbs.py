"""The local verbs are one act each, and undo takes them back."""

import pytest

from tests.cli.conftest import Box


@pytest.fixture
def question(practice: Box) -> str:
    return str(practice.demo("list", "kind:question", "--json", "--limit", "1").lines[0]["id"])


def state_of(box: Box, cid: str) -> str:
    return str(box.demo("show", cid, "--json").lines[0]["state"])


def test_done_and_undone(practice: Box, question: str) -> None:
    assert practice.demo("done", question).code == 0
    assert state_of(practice, question) == "done"
    assert practice.demo("undo").code == 0
    assert state_of(practice, question) == "open"
    nothing = practice.demo("undo")
    assert (nothing.code, "Nothing to undo" in nothing.err) == (1, True)


def test_a_complaint_wants_a_reason(practice: Box) -> None:
    complaint = practice.demo("list", "kind:complaint", "--json", "--limit", "1").lines[0]["id"]
    assert practice.demo("done", complaint).code == 1
    assert state_of(practice, complaint) == "open"
    assert practice.demo("done", complaint, "--reason", "spoke on the phone").code == 0


def test_snoozed_until_a_time_that_was_typed(practice: Box, question: str) -> None:
    assert practice.demo("snooze", question, "--until", "2h").code == 0
    assert state_of(practice, question) == "snoozed"
    assert practice.demo("snooze", question, "--until", "someday").code == 2
    assert practice.demo("snooze", question, "--until-answer").code == 0


def test_several_at_once_are_one_act(practice: Box) -> None:
    ids = [one["id"] for one in practice.demo("list", "kind:praise", "--json", "--limit", "3").lines]
    practice.demo("done", *ids)
    assert {state_of(practice, cid) for cid in ids} == {"done"}
    practice.demo("undo")
    assert {state_of(practice, cid) for cid in ids} == {"open"}


def test_a_claim_has_one_winner(practice: Box, question: str) -> None:
    assert practice.demo("claim", question).code == 0
    assert practice.demo("show", question, "--json").lines[0]["claimed_by"] == "ana"
    late = practice("--brand", "demo", "--as", "ben", "claim", question)
    assert late.code == 1
    assert "ana" in late.err
    assert practice.demo("release", question).code == 0
    assert practice("--brand", "demo", "--as", "ben", "claim", question).code == 0


def test_tags_notes_and_kinds_are_seen_again(practice: Box, question: str) -> None:
    practice.demo("tag", "billing", question)
    practice.demo("note", question, "-", given="ask the\nwarehouse")
    practice.demo("kind", "lead", question)
    (shown,) = practice.demo("show", question, "--json").lines
    assert shown["tags"] == ["billing"]
    assert shown["notes"][0]["text"] == "ask the\nwarehouse"
    assert (shown["kind"], shown["band"]) == ("lead", 3)
    assert question in [one["id"] for one in practice.demo("list", "tag:billing", "--json").lines]


def test_everything_done_stands_in_the_log(practice: Box, question: str) -> None:
    practice.demo("tag", "billing", question)
    practice.demo("undo")
    newest = practice.demo("events", "--json").lines[0]
    assert (newest["who"], newest["conversation"], newest["undone"]) == ("ana", question, True)
    told = practice.demo("events", "--limit", "1").out
    assert f"(undone)\n    stood there for: {newest['why']}\n" in told


def test_a_task_is_ticked_and_that_can_be_undone(practice: Box) -> None:
    task = next(one["task"] for one in practice.demo("cadence", "--json").lines if one["due"])

    def how() -> str:
        return str(
            next(one["state"] for one in practice.demo("cadence", "--json").lines if one["task"] == task)
        )

    practice.demo("tick", task, "--not-appropriate")
    assert how() == "not_appropriate"
    practice.demo("undo")
    assert how() in ("open", "half", "done")


def test_what_is_not_there_changes_nothing(practice: Box, question: str) -> None:
    ended = practice.demo("done", question, "c9zzzz")
    assert ended.code == 2
    assert state_of(practice, question) == "open"


def test_a_name_that_would_break_a_line_is_refused(practice: Box, question: str) -> None:
    ended = practice("--brand", "demo", "--as", "ana\nben", "claim", question)
    assert (ended.code, "--as" in ended.err) == (2, True)
