"""Likes, moderation, threads and polls are done when they are asked for."""

import asyncio
from typing import Any

import pytest

from socialtui.domain.errors import NetworkTrouble, RateLimited, ServerTrouble, SignedOut, Silent, Unreachable
from socialtui.domain.mention import Author
from socialtui.store import intents
from socialtui.sync.errands import Errands
from socialtui.sync.taking import Intake
from tests.sync.sync_parts import NOW, House, mention


class Runner:
    def __init__(self, house: House) -> None:
        self.house = house
        self.polled: list[str] = []
        self.intake = Intake(house.parts, house.account, asyncio.Lock())
        self.errands = Errands(house.parts, house.account, house.town, self.intake, self.polled.append)

    async def ask(self, kind: str, conversation_id: int | None = 1, **payload: Any) -> None:
        async with self.house.db.atomic() as write:
            await intents.ask(write, kind, conversation_id, payload, "ana", self.house.clock.now())

    async def states(self) -> list[tuple[Any, ...]]:
        return await self.house.db.rows("SELECT kind, state, trouble FROM intents ORDER BY id")


@pytest.fixture
async def runner(house: House) -> Runner:
    house.town.said.append(mention("m1"))
    runner = Runner(house)
    page = await house.town.pull("mentions", "")
    await runner.intake.page(await house.source(), page)
    return runner


async def test_what_is_asked_for_is_done(runner: Runner) -> None:
    await runner.ask("like")
    await runner.ask("moderate", verb="mute")
    await runner.ask("poll", None)
    await runner.errands.round()
    assert runner.house.town.liked == ["m1"]
    assert runner.house.town.moderated == [("m1", "mute")]
    assert runner.polled == [""]
    assert {state for _, state, _ in await runner.states()} == {"sent"}


async def test_a_thread_brings_the_others_words_and_they_are_owed_nothing(runner: Runner) -> None:
    stranger = Author("77", "kim", "Kim")
    runner.house.town.said += [
        mention("m0", "It broke for me too.", NOW - 900, thread="t-m1", author=stranger, addressed=False),
        mention("m2", "And it broke once more.", NOW - 300, thread="t-m1", parent="m1"),
    ]
    await runner.ask("thread")
    await runner.errands.round()
    assert await runner.house.db.rows("SELECT remote_id FROM mentions ORDER BY said_at") == [
        ("m0",), ("m1",), ("m2",),
    ]  # fmt: skip
    bands = await runner.house.db.rows(
        "SELECT i.name, c.band FROM conversations c JOIN identities i ON i.id = c.identity_id ORDER BY 1"
    )
    assert bands == [("Kim", 6), ("Rosa", 1)]


@pytest.mark.parametrize("trouble", [Unreachable("Away."), ServerTrouble("Failed."), Silent("Silent.")])
async def test_what_can_be_repeated_is_tried_again(runner: Runner, trouble: NetworkTrouble) -> None:
    runner.house.town.trouble["like"] = [trouble]
    await runner.ask("like")
    await runner.errands.round()
    assert await runner.states() == [("like", "due", trouble.what)]
    runner.house.clock.go(5)
    await runner.errands.round()
    assert runner.house.town.liked == ["m1"]


async def test_a_moderation_whose_fate_is_unknown_is_left_to_a_person(runner: Runner) -> None:
    runner.house.town.trouble["moderate"] = [Silent("Silent.")]
    await runner.ask("moderate", verb="report")
    await runner.errands.round()
    runner.house.clock.go(86_400)
    await runner.errands.round()
    assert await runner.states() == [("moderate", "refused", "Silent.")]
    assert await runner.house.draft() == "", "an errand leaves no draft"


async def test_what_fails_again_and_again_is_given_up(runner: Runner) -> None:
    runner.house.town.trouble["thread"] = [ServerTrouble("Failed.")] * 9
    await runner.ask("thread")
    for _ in range(9):
        await runner.errands.round()
        runner.house.clock.go(900)
    assert await runner.states() == [("thread", "refused", "Failed.")]


async def test_a_limit_is_waited_out_and_a_dead_token_is_raised(runner: Runner) -> None:
    runner.house.town.trouble["like"] = [RateLimited("Full.", retry_at=NOW + 99), SignedOut("Dead.")]
    await runner.ask("like")
    await runner.errands.round()
    runner.house.clock.go(98)
    await runner.errands.round()
    assert runner.house.town.liked == []
    runner.house.clock.go(1)
    with pytest.raises(SignedOut):
        await runner.errands.round()
    assert await runner.states() == [("like", "due", "Dead.")]


async def test_what_is_gone_is_refused_in_the_networks_words(runner: Runner) -> None:
    runner.house.town.gone.add("m1")
    await runner.ask("like")
    await runner.errands.round()
    assert await runner.states() == [("like", "refused", "Gone.")]
