"""Likes, moderation, threads and polls are done when they are asked for."""

import asyncio
from typing import Any

import pytest

from socialtui.domain.errors import NetworkTrouble, RateLimited, ServerTrouble, SignedOut, Silent, Unreachable
from socialtui.domain.mention import Author
from socialtui.domain.network import Gap, Page
from socialtui.store import health, intents
from socialtui.sync.errands import Errands
from socialtui.sync.taking import Intake
from tests.sync.sync_parts import NOW, House, TestClock, Town, mention


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


class Remembering(Town):
    """A town that can be asked again for what was said within a stretch."""

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.rest: Gap | None = None
        self.filled: list[str] = []

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        self._raise("fill")
        self.filled.append(cursor)
        within = [one for one in self.said if gap.start <= one.said_at <= gap.end]
        at = int(cursor or 0)
        end = at + 2
        more = end < len(within)
        return Page(tuple(within[at:end]), str(end), more=more, cost=0.25, gap=None if more else self.rest)


class Endless(Remembering):
    """Always has one page more, and says nothing of what is missing."""

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        self.filled.append(cursor)
        return Page((), str(len(self.filled)), more=True)


async def missed(runner: Runner, town: Town) -> None:
    """Three mentions that nobody heard, and the wish to fetch them."""
    house = runner.house
    runner.errands = Errands(house.parts, house.account, town, runner.intake, runner.polled.append)
    source = await house.source()
    async with house.db.atomic() as write:
        await write.run(
            "INSERT INTO gaps (source_id, start_at, end_at, reason) VALUES (?,?,?,'an outage')",
            (source.id, NOW - 5000, NOW - 3000),
        )
    (gap,) = await health.missing(house.db)
    async with house.db.atomic() as write:
        assert await health.ask(write, gap, "ana", NOW)


async def test_a_gap_is_filled_and_the_source_stays_where_it_was(runner: Runner) -> None:
    house, town = runner.house, Remembering(runner.house.clock)
    town.said = [
        mention(f"g{n}", "It broke then.", NOW - 4000 + n, author=Author(str(n), f"p{n}", ""))
        for n in range(3)
    ]
    before = await house.source()
    await missed(runner, town)
    await runner.errands.round()
    assert town.filled == ["", "2"]
    found = await house.db.rows(
        "SELECT m.remote_id, c.band FROM mentions m JOIN conversations c"
        " ON c.id = m.conversation_id WHERE m.remote_id LIKE 'g%' ORDER BY 1"
    )
    assert found == [("g0", 1), ("g1", 1), ("g2", 1)], "they are owed an answer like any other"
    after = await house.source()
    assert (after.cursor, after.gaps) == (before.cursor, ())
    assert await health.costs(house.db, 0) == {after.id: 0.5}
    assert await runner.states() == [("fill", "sent", "")]


async def test_what_the_network_no_longer_has_stays_a_gap_that_says_so(runner: Runner) -> None:
    town = Remembering(runner.house.clock)
    town.rest = Gap(NOW - 5000, NOW - 4500, "The network keeps 30 days.")
    await missed(runner, town)
    await runner.errands.round()
    (gap,) = await health.missing(runner.house.db)
    assert (gap.gap, gap.asked_at, gap.trouble) == (town.rest, None, "The network has no more of it.")


async def test_a_gap_whose_end_was_never_reached_is_not_called_filled(runner: Runner) -> None:
    town = Endless(runner.house.clock)
    await missed(runner, town)
    (before,) = await health.missing(runner.house.db)
    await runner.errands.round()
    assert [gap.gap for gap in await health.missing(runner.house.db)] == [before.gap]
    assert 100 <= len(town.filled) <= 1000


async def test_a_network_that_can_not_be_asked_again_says_so_at_the_gap(runner: Runner) -> None:
    await missed(runner, runner.house.town)
    await runner.errands.round()
    (gap,) = await health.missing(runner.house.db)
    assert gap.asked_at is None
    assert "can't be asked again" in gap.trouble
    assert "Look there yourself." in gap.trouble


async def test_a_limit_in_the_middle_of_a_gap_is_waited_out(runner: Runner) -> None:
    town = Remembering(runner.house.clock)
    town.trouble["fill"] = [RateLimited("Full.", retry_at=NOW + 99)]
    await missed(runner, town)
    await runner.errands.round()
    (gap,) = await health.missing(runner.house.db)
    assert gap.asked_at == NOW, "it is still on its way"
    runner.house.clock.go(100)
    await runner.errands.round()
    assert await health.missing(runner.house.db) == []
