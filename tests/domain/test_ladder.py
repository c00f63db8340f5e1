"""Where an exchange stands on the six steps."""

from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.domain.conversation import Said
from socialtui.domain.ladder import (
    ABDICATE,
    ACKNOWLEDGE,
    ACT,
    APOLOGIZE,
    ASSERT,
    ASSESS,
    STEPS,
    covered,
    honest_answers,
    standing,
    step_words,
)

THEIRS = Said(
    id=1, remote_id="m", parent="", author="Maria", handle="m", text="My order is lost.", said_at=0, url="",
    ours=False, acknowledgement=False, said_by="", visibility="public", language="", tone=None, evidence=(),
    cannot={}, hidden=False, edited_at=None, removed_at=None,
)  # fmt: skip


def talk(*lines: str) -> list[Said]:
    """Lines in turn: `-` before one of ours."""
    return [replace(THEIRS, text=line.removeprefix("-"), ours=line.startswith("-")) for line in lines]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("You're right, that should not take three weeks.", {ACKNOWLEDGE}),
        ("I'm so sorry, Maria.", {ACKNOWLEDGE, APOLOGIZE}),
        ("It closed because the card had run out.", {ASSERT}),
        ("Which order is it?", {ASSESS}),
        ("I have sent a new one.", {ACT}),
        ("Es tut mir leid.", {ACKNOWLEDGE, APOLOGIZE}),
        ("Our hours are on the page.", set()),
    ],
)
def test_a_text_takes_its_steps(text: str, steps: set[int]) -> None:
    assert covered(text) == steps


@pytest.mark.parametrize(
    ("lines", "step"),
    [
        (["My order is lost."], ACKNOWLEDGE),
        (["My order is lost.", "-You're right to be upset."], APOLOGIZE),
        (["My order is lost.", "-I'm sorry."], ASSESS),
        (["Why was it closed?", "-I'm sorry."], ASSERT),
        (["My order is lost.", "-I'm sorry. Which one is it?"], ACT),
        (["My order is lost.", "-I'm sorry. I have sent a new one."], ACT),
        (["My order is lost.", "-I'm sorry. I have sent a new one.", "Liar."], ASSESS),
        (
            [
                "Lost.",
                "-I'm sorry. I have sent a new one.",
                "Liar.",
                "-I'm sorry. It is on its way.",
                "Liar.",
            ],
            ABDICATE,
        ),
    ],
)
def test_the_next_step_follows_from_what_was_said(lines: list[str], step: int) -> None:
    assert standing(talk(*lines)).step == step


def test_what_is_typed_counts_as_if_it_were_sent() -> None:
    assert standing(talk("Lost."), "I am sorry.").step == ASSESS


def test_what_was_refused_or_taken_back_was_never_said() -> None:
    said: list[Any] = talk("Lost.", "-I'm sorry.")
    assert standing([said[0], replace(said[1], state="refused")]).step == ACKNOWLEDGE


def test_only_public_answers_that_stand_are_honest_ones() -> None:
    said = talk("Lost.", "-Sorry.", "-It is on its way.")
    assert honest_answers(said) == 2
    for change in ({"visibility": "direct"}, {"acknowledgement": True}, {"removed_at": 1}):
        assert honest_answers([*said[:2], replace(said[2], **change)]) == 1


def test_the_words_fit_beside_the_counter() -> None:
    assert len(STEPS) == 6
    assert all(len(step_words(number)) <= 61 for number in range(6))
    assert step_words(0).startswith("step 1 of 6  acknowledge: ")
    assert step_words(6) == step_words(0)
