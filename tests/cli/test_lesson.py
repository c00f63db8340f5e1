"""Lessons by command line: written, listed, exported, changed, taken back."""

import csv
import io

from tests.cli.conftest import Box


def test_a_lesson_goes_its_whole_way(practice: Box) -> None:
    first, second = [one["id"] for one in practice.demo("list", "--json", "--limit", "2").lines]
    assert "heard" not in practice.demo("lessons").out
    assert practice.demo("lesson", "add", "=The lid comes off", first, second).code == 0
    (one,) = practice.demo("lessons", "--json").lines
    assert (one["id"], one["what"], one["state"], len(one["heard"])) == ("l1", "lesson", "open", 2)
    assert practice.demo("lessons").out.startswith("l1  lesson, open, heard 2 times: =The lid comes off")
    page = practice.demo("lessons", "--markdown").out
    assert "- **=The lid comes off** (heard 2 times)" in page
    rows = list(csv.DictReader(io.StringIO(practice.demo("lessons", "--csv").out)))
    assert (rows[0]["text"], rows[0]["heard"]) == ("'=The lid comes off", "2")
    ended = practice.demo("lesson", "changed", "l1", "a clip holds it")
    assert ended.err == "lesson changed: =The lid comes off.\n"
    (one,) = practice.demo("lessons", "--json", "--state", "changed").lines
    assert [line.split()[0] for line in ended.out.splitlines()] == one["to_tell"]
    assert set(one["to_tell"]) <= {first, second}
    assert practice.demo("lessons", "--state", "open", "--json").lines == []
    for _ in range(2):
        assert practice.demo("undo").code == 0
    assert practice.demo("lessons", "--json").lines == []


def test_words_reopen_and_drop(practice: Box) -> None:
    first = practice.demo("list", "--json", "--limit", "1").lines[0]["id"]
    practice.demo("lesson", "add", "Lid", first)
    practice.demo("lesson", "word", "l1", "The lid")
    practice.demo("lesson", "changed", "l1")
    assert practice.demo("lesson", "reopen", "l1").err == "lesson opened again: The lid.\n"
    assert practice.demo("lesson", "drop", "l1").code == 0
    ended = practice.demo("lesson", "drop", "l1")
    assert (ended.code, "not here any more" in ended.err) == (1, True)
    assert practice.demo("lesson", "drop", "c1").code == 2


def test_an_answer_is_put_to_another_use(practice: Box) -> None:
    first = practice.demo("list", "--json", "--limit", "1").lines[0]["id"]
    practice.demo("reply", first, "--text", "It comes on Friday. Promise.", "--by-hand")
    (line,) = practice.demo("outbox", "--json").lines
    assert practice.demo("reuse", line["id"], "idea").code == 0
    assert practice.demo("reuse", line["id"], "faq", "--as", "When does it come?").code == 0
    assert practice.demo("reuse", line["id"], "reply", "--as", "friday").code == 0
    found = practice.demo("lessons", "--json").lines
    assert [(one["what"], one["text"]) for one in found] == [
        ("faq", "When does it come?"),
        ("idea", "It comes on Friday"),
    ]
    assert [one["name"] for one in practice.demo("replies", "--json").lines] == ["friday"]
    assert practice.demo("undo").code == 0
    assert practice.demo("replies", "--json").lines == []
