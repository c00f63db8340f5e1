"""What is listened to by choice is not addressed to us; what may have been missed and what nobody hears is named."""

from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.network import Gap, SourceAbout
from socialtui.store import accounts, health, listening
from tests.conftest import DAY, NOW, FakeClock, MakeDesk, Store, said

HASHTAG = SourceAbout("hashtag:acme", "#acme", addressed=False, every=300, cannot={"hide": "Others' words."})
PLAN = """
[task.blog]
words = "Blog"
sentence = "Answer the comments."
role = "blog"
days = "daily"
minutes = 10
completes = "hand"
awake = true
"""


@pytest.fixture
async def ana(store: Store, desk: MakeDesk, tmp_path: Path) -> Desk:
    (tmp_path / "cadence.toml").write_text(PLAN)
    await store.account()
    return await desk("ana")


async def chosen(store: Store) -> bool:
    return await listening.listen(store.db, (await store.account()).id, HASHTAG)


async def test_what_was_chosen_is_a_source_and_owes_nobody_an_answer(store: Store, ana: Desk) -> None:
    assert await chosen(store)
    assert not await chosen(store), "it is listened to already"
    source = await store.source(name="hashtag:acme")
    assert (source.addressed, source.chosen, source.words) == (False, True, "#acme")
    await store.hear(said(remote_id="h"), source="hashtag:acme")
    card = await ana.queue.card(await store.cid("h"))
    assert card is not None
    assert not card.addressed
    assert card.band == 6


async def test_each_answer_to_what_was_only_listened_to_counts_against_the_join_budget(
    store: Store, ana: Desk
) -> None:
    await chosen(store)
    for number in range(ana.meters.per_day + 1):
        await store.hear(said(remote_id=f"h{number}", who=f"p{number}"), source="hashtag:acme")
    for number in range(ana.meters.per_day):
        cid = await store.cid(f"h{number}")
        assert await ana.meters.joining(cid) == ""
        await ana.replies.send(cid, "That sounds good.", by_hand=True)
    assert await ana.meters.joining(await store.cid(f"h{ana.meters.per_day}"))


async def test_dropping_keeps_what_was_heard_and_taking_up_again_goes_on_from_there(
    store: Store, ana: Desk
) -> None:
    await chosen(store)
    await store.hear(said(remote_id="h"), source="hashtag:acme", cursor="c9")
    await ana.listening.drop(await store.source(name="hashtag:acme"))
    assert [source.name for source in await accounts.sources(store.db)] == ["mentions"]
    assert (await ana.queue.thread(await store.cid("h"))).said
    assert await chosen(store)
    assert (await store.source(name="hashtag:acme")).cursor == "c9"


async def test_a_source_of_the_account_itself_is_not_dropped(store: Store, ana: Desk) -> None:
    with pytest.raises(DeskRefusal, match="belongs to the account acme") as caught:
        await ana.listening.drop(await store.source())
    assert "socialtui account remove acme" in caught.value.next_step


async def test_a_gap_is_asked_for_once_and_can_be_taken_away(store: Store, ana: Desk) -> None:
    await store.hear(gap=Gap(NOW - 900, NOW - 600, "an outage"))
    (gap,) = (await ana.listening.health()).missing
    assert (gap.account, gap.source, gap.asked_at) == ("acme", "mentions", None)
    assert "1 gap" in (await ana.listening.fill("acme", "mentions")).words
    with pytest.raises(DeskRefusal, match="already"):
        await ana.listening.fill()
    assert await store.rows("SELECT kind, state FROM intents") == [("fill", "due")]
    with pytest.raises(DeskRefusal, match="No gap"):
        await ana.listening.fill("other")
    await ana.listening.forget_gap(gap.id)
    assert (await ana.listening.health()).missing == ()


async def test_what_asking_cost_is_summed_since_midnight(store: Store, ana: Desk, clock: FakeClock) -> None:
    await store.hear(cost=0.5)
    clock.forward(DAY)
    await store.hear(said(remote_id="m"), cost=0.005)
    await store.hear(cost=0.001)
    source = await store.source()
    assert (await ana.listening.health()).costs == {source.id: pytest.approx(0.006)}
    async with store.db.atomic() as write:
        await health.spent(write, source.id, 1.0, clock.now() + 500 * DAY)
    assert await store.value("SELECT count(*) FROM costs") == 1, "old ones are forgotten"


async def test_a_source_through_which_nothing_comes_for_a_week_is_a_blind_spot(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    await store.hear(said(remote_id="m"))
    source = await store.source()
    clock.forward(6 * DAY)
    await store.hear()
    assert (await ana.listening.health()).quiet == {}
    clock.forward(3 * DAY)
    assert (await ana.listening.health()).quiet == {}, (
        "it isn't asked any more, which is a trouble of its own"
    )
    await store.hear()
    assert (await ana.listening.health()).quiet == {source.id: "Nothing came through Mentions for 9 days."}
    await store.hear(said(remote_id="n", at=clock.now()))
    assert (await ana.listening.health()).quiet == {}


async def test_a_part_of_the_schedule_that_nothing_is_connected_for_is_one_too(
    store: Store, ana: Desk
) -> None:
    assert [spot.role for spot in (await ana.listening.health()).unserved] == ["blog"]
    await store.account("blog", "wordpress", role="blog", code="wp")
    assert (await ana.listening.health()).unserved == ()


async def test_a_schedule_with_faults_hides_nothing_else(store: Store, ana: Desk, tmp_path: Path) -> None:
    (tmp_path / "cadence.toml").write_text("[task")
    await store.hear(gap=Gap(NOW - 900, NOW - 600, "an outage"))
    found = await ana.listening.health()
    assert (len(found.missing), found.unserved) == (1, ())
