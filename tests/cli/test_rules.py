"""Rules and macros by command, and that a rule acts in the sync process."""

from typing import Any

from socialtui.cli import lines, own_lines
from tests.cli.conftest import Box

RULES = """\
[rule.asks]
when = { kind = "question" }
do = { tag = "asked" }
[rule.none]
when = { words = "zxyzzy" }
do = { note = "never" }
[macro.later]
do = { tag = "later", snooze = "2h" }
"""


def rows(box: Box, *words: str) -> list[dict[str, Any]]:
    return box.ok(*words, brand="demo").lines


def test_the_file_to_start_from_is_written_once(box: Box) -> None:
    ended = box.ok("rules", "init")
    file = box.home / "config" / "default" / "rules.toml"
    assert ended.out.strip() == str(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "All files are right" in box.ok("config", "check").err
    again = box("rules", "init")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_every_fault_is_named(box: Box) -> None:
    box.write("rules.toml", '[rule.a]\nwhen = { knd = "lead" }\ndo = { draft = "gone" }\n')
    for command in (("rules", "check"), ("config", "check")):
        ended = box(*command)
        assert (ended.code, ended.out) == (2, "")
        assert "rules.toml:2: rule.a.when.knd: no such key; did you mean kind?" in ended.err
    box.write("rules.toml", '[rule.a]\nwhen = { network = "mastodn" }\ndo = { tag = "x" }\n')
    assert "did you mean mastodon?" in box("rules", "check").err
    box.write("rules.toml", '[macro.a]\ndo = { draft = "gone" }\n')
    assert "rules.toml:2: macro.a.do.draft: no such saved reply" in box("rules", "check").err
    assert [line["state"] for line in box("doctor", "--json").lines if line["check"] == "config"] == ["fail"]


def test_no_rules_say_how_to_begin(box: Box) -> None:
    assert "`socialtui rules init`" in box.ok("rules", "list").err


def test_a_rule_is_tried_switched_on_and_acts_on_what_comes(practice: Box) -> None:
    practice.write("rules.toml", RULES, brand="demo")
    assert practice.demo("rules", "on", "asks").code == 1
    hits = rows(practice, "rules", "try", "asks", "--json")
    assert hits
    assert all(tuple(hit) == lines.keys(own_lines.RuleHitJson) for hit in hits)
    assert {hit["kind"] for hit in hits} == {"question"}
    told = practice.ok("rules", "try", "none", brand="demo")
    assert told.out == ""
    assert "none would have hit 0 of" in told.err
    assert "in 30 days" in told.err
    practice.ok("rules", "on", "asks", brand="demo")
    assert rows(practice, "list", "tag:asked", "--json") == []
    practice.ok("demo", "--mentions", "160", "--rate", "0", "--load-only")
    tagged = rows(practice, "list", "tag:asked", "--json")
    assert tagged
    assert {line["kind"] for line in tagged} <= {"question", "complaint"}
    listed = {line["name"]: line for line in rows(practice, "rules", "list", "--json")}
    assert tuple(listed["asks"]) == lines.keys(own_lines.RuleJson)
    assert (listed["asks"]["state"], listed["none"]["state"]) == ("on", "off")
    assert listed["asks"]["hits"] == len(hits)
    assert listed["asks"]["acts"] >= len(tagged)
    log = rows(practice, "events", "--limit", "500", "--json")
    assert {line["who"] for line in log if line["verb"] == "rule"} == {"rule asks"}
    practice.ok("rules", "undo", "asks", tagged[0]["id"], brand="demo")
    assert len(rows(practice, "list", "tag:asked", "--json")) == len(tagged) - 1
    practice.ok("rules", "off", "asks", brand="demo")
    words = practice.ok("rules", "list", brand="demo").out
    assert "asks: off, acted on" in words
    assert "macro later: tag later · snooze 2h" in words


def test_a_macro_is_one_act(practice: Box) -> None:
    practice.write("rules.toml", RULES, brand="demo")
    ids = [line["id"] for line in rows(practice, "list", "kind:question", "--limit", "2", "--json")]
    done = practice.ok("macro", "later", *ids, brand="demo")
    assert "2 conversations: macro later: tag later on, snoozed for 2h." in done.err
    assert len(rows(practice, "list", "tag:later", "--state", "snoozed", "--json")) == 2
    practice.ok("undo", brand="demo")
    assert rows(practice, "list", "tag:later", "--state", "any", "--json") == []
    assert practice.demo("macro", "later", "c999999").code == 2
