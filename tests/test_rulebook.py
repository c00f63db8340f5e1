"""A file of rules says what it means, and every fault in it is named at once."""

from pathlib import Path

import pytest

from socialtui.domain.errors import ConfigFault
from socialtui.domain.mention import Band, Kind
from socialtui.domain.rules import Do, Rulebook, When
from socialtui.settings import read_toml
from socialtui.settings.rulebook import EXAMPLE, read_rules, unwritten


def read(folder: Path, text: str, networks: tuple[str, ...] = ()) -> Rulebook:
    (folder / "rules.toml").write_text(text, encoding="utf-8")
    return read_rules(folder / "rules.toml", networks)


def faults(folder: Path, text: str, networks: tuple[str, ...] = ("mastodon", "wordpress")) -> tuple[str, ...]:
    with pytest.raises(ConfigFault) as found:
        read(folder, text, networks)
    assert "config check" in found.value.next_step
    return found.value.faults


def test_no_file_has_no_rules(tmp_path: Path) -> None:
    assert read_rules(tmp_path / "rules.toml") == Rulebook()


def test_every_condition_and_every_act_is_read(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        """
[rule.all-of-it]
when = { kind = ["question", "complaint"], words = "money  back", network = "Mastodon", source = "Notifications", \
author = "@Rosa", language = "pt_BR", tone = "below -0.4", age = "1h30m", tag = "#VIP" }
[rule.all-of-it.do]
tag = ["billing", "#Hurry"]
snooze = "Mon 9:00"
assign = "ben"
band = "lead"
note = "Look at the invoice."
draft = "refund"
[macro.later]
do = { snooze = "until they answer" }
""",
        ("mastodon",),
    )
    rule = book.rules[0]
    assert rule.name == "all-of-it"
    assert rule.when == When(
        kinds=(Kind.COMPLAINT, Kind.QUESTION), words=("money back",), networks=("mastodon",),
        sources=("notifications",), authors=("rosa",), languages=("pt-br",), tags=("vip",), below=-0.4, age=5400,
    )  # fmt: skip
    assert rule.do == Do(
        tags=("billing", "hurry"), snooze="mon 9:00", assign="ben", band=Band.LEAD,
        note="Look at the invoice.", draft="refund",
    )  # fmt: skip
    assert book.macros[0].do == Do(snooze="until they answer")


def test_the_example_is_right(tmp_path: Path) -> None:
    book = read(tmp_path, EXAMPLE, ("mastodon",))
    assert [rule.name for rule in book.rules] == ["refunds", "lead-waits"]
    assert [macro.name for macro in book.macros] == ["billing"]


def test_all_faults_are_named_with_line_and_nearest_word(tmp_path: Path) -> None:
    text = """\
[rule.Refunds]
when = { kind = "complant" }
do = { tag = "two words" }
[rule.a]
when = { words = ["*"], networks = "mastodon" }
do = { bnd = "lead" }
[rule.b.when]
network = "mastodn"
language = "german!"
tone = "low"
age = "soon"
assign = "ben"
[rule.b.do]
snooze = "tomorow"
band = "broken_promise"
note = ""
[rule.c]
do = { send = "now" }
[macro.m]
when = { kind = "lead" }
[rules]
"""
    assert sorted(faults(tmp_path, text)) == sorted(
        (
            "rules.toml:1: rule.Refunds: a name is made of a-z, 0-9 and single hyphens, at most 40 letters",
            "rules.toml:2: rule.Refunds.when.kind: complant: no such kind; did you mean complaint?",
            "rules.toml:3: rule.Refunds.do.tag: a tag is one word of at most 40 letters",
            "rules.toml:5: rule.a.when.networks: no such key; did you mean network?",
            "rules.toml:5: rule.a.when.words: “*” has no letter to look for",
            "rules.toml:6: rule.a.do.bnd: no such key; did you mean band?",
            "rules.toml:8: rule.b.when.network: mastodn: no such network; did you mean mastodon?",
            'rules.toml:9: rule.b.when.language: german!: must be a language tag such as "de" or "pt-br"',
            'rules.toml:10: rule.b.when.tone: must be "below N" or "above N", N from -1 to 1, such as "below -0.4"',
            'rules.toml:11: rule.b.when.age: must be a time such as "30m", "4h" or "2d", at most 90d',
            "rules.toml:12: rule.b.when.assign: no such key here; it belongs to do",
            'rules.toml:14: rule.b.do.snooze: must be such as "2h", "tomorrow", "mon 9:00" or "until they answer"'
            "; did you mean tomorrow?",
            "rules.toml:15: rule.b.do.band: broken_promise: no such band",
            "rules.toml:16: rule.b.do.note: must be one line of 1 to 500 letters",
            'rules.toml:17: rule.c.when: must say what it waits for, such as when = { kind = "complaint" }',
            "rules.toml:18: rule.c.do.send: no such key",
            'rules.toml:19: macro.m.do: must say what it does, such as do = { tag = "billing" }',
            "rules.toml:20: macro.m.when: no such key of a macro",
            "rules.toml:21: rules: no such table; write [rule.NAME] or [macro.NAME]; did you mean rule?",
        )
    )


@pytest.mark.parametrize("moment", ["2h", "30m", "tomorrow", "mon", "friday 9:00", "until they answer"])
def test_a_snooze_is_written_as_people_type_it(tmp_path: Path, moment: str) -> None:
    text = f'[macro.m]\ndo = {{ snooze = "{moment}" }}\n'
    assert read(tmp_path, text).macros[0].do.snooze == moment


@pytest.mark.parametrize("moment", ["0h", "later", "2 hours", "9:00"])
def test_another_snooze_is_a_fault(tmp_path: Path, moment: str) -> None:
    assert len(faults(tmp_path, f'[macro.m]\ndo = {{ snooze = "{moment}" }}\n')) == 1


def test_a_saved_reply_that_nobody_wrote_is_named(tmp_path: Path) -> None:
    read(tmp_path, '[macro.m]\ndo = { draft = "refnd" }\n')
    toml = read_toml(tmp_path / "rules.toml")
    assert unwritten(toml, ["refund"]) == [
        "rules.toml:2: macro.m.do.draft: no such saved reply; did you mean refund?"
    ]
    assert unwritten(toml, ["refnd"]) == []
