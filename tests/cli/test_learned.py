"""What was learned, by command."""

from socialtui.cli import lines, own_lines
from tests.cli.conftest import Box


def test_nothing_learned_says_what_teaches(box: Box) -> None:
    told = box.ok("learned")
    assert told.out == ""
    assert "0 decisions, 0 words" in told.err


def test_a_kind_teaches_words_that_can_be_listed_forgotten_and_undone(practice: Box) -> None:
    first = practice.demo("list", "--json", "--limit", "1").lines[0]
    practice.demo("kind", "praise", first["id"])
    found = practice.demo("learned", "--json").lines
    assert found
    assert all(tuple(one) == lines.keys(own_lines.LearnedJson) for one in found)
    said = [one for one in found if one["kind"] == "praise" and one["weight"] > 0 and one["word"].isalpha()]
    assert said[0]["word"] in first["text"].lower()
    (decision,) = practice.demo("learned", "--decisions", "--json").lines
    assert tuple(decision) == lines.keys(own_lines.DecisionJson)
    assert (decision["conversation"], decision["kind"], decision["how"]) == (first["id"], "praise", "kind")

    word = said[0]["word"]
    practice.ok("learned", "forget", word, brand="demo")
    left = practice.demo("learned", "--json").lines
    assert [one["word"] for one in left if one["forgotten"]] == [word]
    assert word not in {one["word"] for one in left if not one["forgotten"]}
    assert practice("learned", "forget", "zxyzzy", brand="demo").code == 1
    practice.ok("learned", "remember", word, brand="demo")
    assert practice.demo("learned", "--json").lines == found
    for _ in range(3):
        practice.ok("undo", brand="demo")
    assert practice.demo("learned", "--json").lines == []
    assert practice.demo("show", first["id"], "--json").lines[0]["kind"] == first["kind"]
