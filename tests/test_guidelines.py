"""What a company may write into guidelines.toml and facts.toml, and what it is told when it can't stand."""

from pathlib import Path

import pytest

from socialtui.domain.errors import ConfigFault
from socialtui.domain.facts import Fact
from socialtui.domain.guidelines import REFUND_WORDS, Forbidden, Guidelines, Refunds, Restraint, Topic
from socialtui.settings.guidelines import (
    FACTS_TEMPLATE,
    GUIDELINES_TEMPLATE,
    read_facts,
    read_guidelines,
)

GUIDELINES = """
about = '''Be kind.
Say who you are.'''

[[forbidden]]
words = ["guarantee*", "100 % safe"]
instead = "say what holds"

[[forbidden]]
words = "cheap"

[topic.legal]
words = ["lawyer", "sue"]
to = ["ben"]
why = "one voice"

[refunds]
who = ["ana"]

[restraint]
thread = 4
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_missing_file_says_nothing(tmp_path: Path) -> None:
    assert read_guidelines(tmp_path / "guidelines.toml") == Guidelines()
    assert read_guidelines(tmp_path / "guidelines.toml").empty
    assert read_facts(tmp_path / "facts.toml") == ()


def test_guidelines_are_read_as_they_are_meant(tmp_path: Path) -> None:
    found = read_guidelines(written(tmp_path, "guidelines.toml", GUIDELINES))
    assert found == Guidelines(
        "Be kind.\nSay who you are.",
        (Forbidden(("guarantee*", "100 % safe"), "say what holds"), Forbidden(("cheap",))),
        (Topic("legal", ("lawyer", "sue"), ("ben",), "one voice"),),
        Refunds(("ana",), REFUND_WORDS),
        Restraint(thread=4),
    )


def test_facts_are_read_as_they_are_meant(tmp_path: Path) -> None:
    text = '[fact.founded]\nclaim = ["founded in 2011"]\nfact = "In 2004."\nlink = "https://acme.example"\n'
    found = read_facts(written(tmp_path, "facts.toml", text))
    assert found == (Fact("founded", ("founded in 2011",), "In 2004.", "https://acme.example"),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("forbiden = []", "guidelines.toml:1: forbiden: no such key here; did you mean forbidden?"),
        ("about = 3", "guidelines.toml:1: about: must be text in quotes"),
        ("[[forbidden]]", "guidelines.toml:1: forbidden[1]: has no words"),
        ("forbidden = 1", "guidelines.toml:1: forbidden: must be tables; write [[forbidden]]"),
        ("[[forbidden]]\nwords = []", "guidelines.toml:2: forbidden[1].words: is empty"),
        ('[[forbidden]]\nwords = ["a", 2]', "guidelines.toml:2: forbidden[1].words[2]: must be words in quotes"),
        ('[[forbidden]]\nwords = "a"\ninsted = "b"', "guidelines.toml:3: forbidden[1].insted: no such key here"),
        ('[topic.legal]\nwords = ["sue"]', "guidelines.toml:1: topic.legal: has no to"),
        ("topic = 1", "guidelines.toml:1: topic: must be tables; write [topic.NAME]"),
        ("topic.legal = 1", "guidelines.toml:1: topic.legal: must be a table"),
        ("[refunds]", "guidelines.toml:1: refunds: has no who"),
        ("[restraint]\ndays = 2", "guidelines.toml:2: restraint.days: no such key here; did you mean day?"),
        ("[restraint]\nday = true", "guidelines.toml:2: restraint.day: must be a whole number from 0 to 999"),
        ("about = ", "guidelines.toml:1: not TOML: invalid value"),
    ],
)  # fmt: skip
def test_a_fault_in_the_guidelines_is_named_by_line_and_key(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(ConfigFault) as caught:
        read_guidelines(written(tmp_path, "guidelines.toml", line + "\n"))
    assert caught.value.faults[0].startswith(words)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[facts.a]", "facts.toml:1: facts: no such key here; did you mean fact?"),
        ('[fact.a]\nclaim = "x"', "facts.toml:1: fact.a: has no fact"),
        ('[fact.a]\nfact = "x"', "facts.toml:1: fact.a: has no claim"),
        ('[fact.a]\nfact = "x"\nclaim = ["--"]', "facts.toml:3: fact.a.claim[1]: must be words in quotes"),
        (
            '[fact.a]\nfact = "x"\nclaim = "y"\nlink = "acme.example"',
            "facts.toml:4: fact.a.link: must begin with https:// or",
        ),
        ('[fact.a]\nfact = "x"\nclaim = "y"\nlinks = ""', "facts.toml:4: fact.a.links: no such key here"),
    ],
)  # fmt: skip
def test_a_fault_in_the_facts_is_named_by_line_and_key(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(ConfigFault) as caught:
        read_facts(written(tmp_path, "facts.toml", line + "\n"))
    assert caught.value.faults[0].startswith(words)
    assert len(caught.value.faults) == 1


def test_all_faults_are_named_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault) as caught:
        read_guidelines(written(tmp_path, "guidelines.toml", "about = 1\n[refunds]\n[restraint]\nday = -1\n"))
    assert [fault.split(":")[1] for fault in caught.value.faults] == ["1", "2", "4"]


def uncommented(template: str) -> str:
    """The examples of a template as if somebody had taken them in."""
    lines = []
    for line in template.splitlines():
        example = line.startswith("# [") or (line.startswith("# ") and " = " in line)
        lines.append(line.removeprefix("# ") if example else line)
    return "\n".join(lines)


def test_the_files_to_start_from_hold_and_so_do_their_examples(tmp_path: Path) -> None:
    assert read_guidelines(written(tmp_path, "guidelines.toml", GUIDELINES_TEMPLATE)) == Guidelines()
    assert read_facts(written(tmp_path, "facts.toml", FACTS_TEMPLATE)) == ()
    found = read_guidelines(written(tmp_path, "guidelines.toml", uncommented(GUIDELINES_TEMPLATE)))
    assert found.refunds is not None
    assert [topic.id for topic in found.topics] == ["legal"]
    assert [fact.id for fact in read_facts(written(tmp_path, "facts.toml", uncommented(FACTS_TEMPLATE)))] == [
        "founded"
    ]
