"""The keys of every `--json` line are an interface: they are what is promised, and what is printed."""

import json

import pytest

from socialtui.cli import lines, own_lines, post_lines
from tests.cli.conftest import Box

PROMISED = {
    lines.ConversationLine: "id network account person handle text kind kinds why tone language state band due_at"
    " late said_at url addressed unread tags claimed_by can_reply",
    lines.KindLine: "kind score evidence",
    lines.EvidencePart: "part weight words",
    lines.OutboxJson: "id conversation account text state due_at attempts remote_id url trouble part parts",
    lines.DraftJson: "conversation text saved_at",
    lines.PromiseJson: "id conversation person text state due_at who reason opened_at closed_at deed solved",
    own_lines.SavedJson: "name words text fields used last_used",
    own_lines.ViewJson: "id name query key rows own",
    own_lines.LessonJson: "id what text answer state changed who at changed_at heard to_tell",
    own_lines.VoiceJson: "conversation person handle network account text answered_at",
    lines.SourceJson: "account network source state last_success next_try trouble next_step budget_left gaps newest"
    " addressed chosen cost_today blind_spots unserved",
    lines.ClassifyOut: "kind kinds tone language",
    own_lines.LearnedJson: "word kind weight decisions share forgotten",
    own_lines.DecisionJson: "at who conversation kind how text",
    lines.CadenceJson: "task words days due state target done opens source_document stated",
    own_lines.ScoreJson: "principle got most reasons source_document",
    post_lines.PostJson: "id account network at state text media who approved_by reason outbox url trouble next_step",
    post_lines.ReportJson: "week number section words value amount of rows",
    post_lines.ReportRowJson: "conversation at words",
    lines.DoctorLine: "check state what next_step",
}


@pytest.mark.parametrize("line", PROMISED, ids=lambda line: line.__name__)
def test_a_line_has_the_keys_that_are_promised(line: type[lines.Line]) -> None:
    assert lines.keys(line) == tuple(PROMISED[line].split())


def test_a_shown_conversation_has_all_that_is_listed_and_what_was_said() -> None:
    listed = lines.keys(lines.ConversationLine)
    assert lines.keys(lines.ThreadLine)[: len(listed)] == listed
    assert {"mentions", "replies"} <= set(lines.keys(lines.ThreadLine))
    assert lines.keys(lines.SaidLine) == ("said_at", "author", "text", "remote_id", "url", "state")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["list"], lines.ConversationLine), (["next"], lines.ConversationLine), (["sources"], lines.SourceJson),
        (["account", "list"], lines.AccountJson), (["cadence"], lines.CadenceJson),
        (["cadence", "week"], lines.CadenceJson), (["doctor"], lines.DoctorLine), (["keys"], lines.KeyLine),
        (["view", "list"], own_lines.ViewJson), (["promises"], lines.PromiseJson),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_every_listing_prints_one_object_a_line(
    practice: Box, words: list[str], line: type[lines.Line]
) -> None:
    if words == ["promises"]:
        asked = practice.demo("next", "--json").lines[0]["id"]
        practice.ok("promise", asked, "the refund", "--by", "2h", brand="demo")
    printed = practice.demo(*words, "--json")
    assert printed.lines
    assert all(tuple(found) == lines.keys(line) for found in printed.lines)


def test_what_is_printed_says_what_kind_of_answer_each_key_is(practice: Box) -> None:
    for found in practice.demo("list", "--json", "--limit", "0").lines:
        assert found["state"] == "open"
        assert found["kind"] in {kind["kind"] for kind in found["kinds"]} | {"chatter"}
        assert found["can_reply"] is True or found["can_reply"].endswith(".")
        assert found["due_at"] is None or found["due_at"].endswith("Z")
        assert (found["due_at"] is None) == (found["band"] > 5)
        assert isinstance(found["addressed"], bool)
        assert found["tone"] is None or -1 <= found["tone"] <= 1


def test_texts_are_judged_in_their_order(box: Box) -> None:
    asked = [
        {"text": "Third time my order is lost and nobody answers!"},
        {"text": "Thank you, you were great!", "lang": "en"},
    ]
    told = box.ok("classify", given="\n".join(json.dumps(one) for one in asked)).lines
    assert [one["kind"] for one in told] == ["complaint", "praise"]
    assert all(tuple(one) == lines.keys(lines.ClassifyOut) for one in told)


def test_a_line_that_is_no_text_is_named_by_its_number(box: Box) -> None:
    ended = box("classify", given='{"text": "Hello"}\n{"txt": 1}\n')
    assert ended.code == 2
    assert "Line 2 of stdin" in ended.err
    assert len(ended.lines) == 1, "what came before is not lost"
