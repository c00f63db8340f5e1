"""What a rule waits for: every condition that is set, one of each list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.mention import Band, Kind
from socialtui.domain.rules import (
    Do,
    Heard,
    Rule,
    When,
    acts_once,
    do_words,
    holds,
    spelled,
    when_words,
)

HEARD = Heard(
    mention_id=1, conversation_id=1, said_at=1000, text="Where are my refunds? The MONEY\nback, please.",
    kind=Kind.COMPLAINT, network="mastodon", code="ma", source="notifications", handle="rosa@town.example",
    name="Rosa Lind", language="de-AT", tone=-0.5, tags=("vip",), state=State.OPEN, waiting_since=1000, waited=7200,
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "held"),
    [
        (When(kinds=(Kind.PRAISE, Kind.COMPLAINT)), True),
        (When(kinds=(Kind.PRAISE,)), False),
        (When(words=("refund",)), False),
        (When(words=("refund*",)), True),
        (When(words=("nothing", "money back")), True),
        (When(words=("oney",)), False),
        (When(words=("oney*",)), False),
        (When(words=("back, please.",)), True),
        (When(networks=("masto",)), True),
        (When(networks=("ma",)), True),
        (When(networks=("wordpress",)), False),
        (When(sources=("notif",)), True),
        (When(sources=("search",)), False),
        (When(authors=("rosa",)), True),
        (When(authors=("rosa@town.example",)), True),
        (When(authors=("rosa lind",)), True),
        (When(authors=("ros",)), False),
        (When(languages=("de",)), True),
        (When(languages=("de-at",)), True),
        (When(languages=("d",)), False),
        (When(tags=("press", "vip")), True),
        (When(tags=("press",)), False),
        (When(below=-0.4), True),
        (When(below=-0.5), False),
        (When(above=-0.6), True),
        (When(age=7200), True),
        (When(age=7201), False),
        (When(kinds=(Kind.COMPLAINT,), words=("money back",), tags=("vip",), below=0.0), True),
        (When(kinds=(Kind.COMPLAINT,), words=("money back",), tags=("press",)), False),
    ],
)
def test_a_word_is_waited_for_when_every_condition_holds(when: When, held: bool) -> None:
    assert holds(when, HEARD) is held


def test_what_was_not_judged_has_no_tone() -> None:
    unheard = replace(HEARD, tone=None, language="")
    assert not holds(When(below=1.0), unheard)
    assert not holds(When(above=-1.0), unheard)
    assert not holds(When(languages=("de",)), unheard)


def test_a_practice_word_is_waited_for_by_the_network_whose_letters_it_bears() -> None:
    practice = replace(HEARD, network="demo", code="ga")
    assert holds(When(networks=("rss",)), practice)
    assert not holds(When(networks=("mastodon",)), practice)


def test_what_was_seen_to_waits_no_longer() -> None:
    assert not holds(When(age=60), replace(HEARD, waited=None))


@given(st.text(alphabet="ab *.+?[](){}\\^$|", min_size=1, max_size=12))
def test_any_phrase_may_be_asked_for_and_is_taken_as_it_is_written(phrase: str) -> None:
    if phrase.rstrip("*").strip():
        holds(When(words=(phrase,)), replace(HEARD, text=f"so {phrase} it is"))


def test_a_rule_acts_once_until_they_were_answered_and_write_anew() -> None:
    assert acts_once(100, None, 100)
    assert not acts_once(120, 100, 100), "a second word of the same wait"
    assert acts_once(300, 100, 300), "answered meanwhile"
    assert not acts_once(300, 100, 100), "thanks that opened nothing"
    assert not acts_once(200, 100, 300), "an older word that came late"


def test_another_rule_under_the_same_name_has_another_sign() -> None:
    rule = Rule("refunds", When(words=("refund",)), Do(tags=("billing",)))
    assert rule.sign == Rule("other", rule.when, rule.do).sign
    assert rule.sign != replace(rule, do=Do(tags=("money",))).sign
    assert rule.sign != replace(rule, when=When(words=("refunds",))).sign
    assert rule.label == "rule refunds"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (When(kinds=(Kind.LEAD,), age=10_800), "kind lead · waits 3h"),
        (When(words=("refund", "money back"), below=-0.4), '"refund" or "money back" · tone below -0.4'),
        (When(networks=("mastodon",), sources=("s",), authors=("rosa",), languages=("de",), tags=("vip",)),
         "on mastodon · source s · by rosa · in de · tag vip"),
        (Do(tags=("a", "b"), assign="ben", snooze="2h"), "tag a, b · snooze 2h · assign ben"),
        (Do(band=Band.CHATTER, note="why", draft="thanks"), 'band chatter · note "why" · draft from thanks'),
    ],
)  # fmt: skip
def test_a_rule_is_told_in_words(part: Any, words: str) -> None:
    assert (when_words(part) if isinstance(part, When) else do_words(part)) == words


def test_a_length_of_time_is_told_in_its_largest_unit() -> None:
    assert [spelled(n) for n in (90, 5400, 10_800, 172_800)] == ["90s", "90m", "3h", "2d"]
