"""A post that was not taken is sent again only where it can't come to stand twice."""

import pytest

from socialtui.desk import Desk
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.post import Stands
from socialtui.store import handing, intents, wishes
from tests.conftest import DAY, HOUR, NOW, MakeDesk, Store

TUESDAY = NOW + 19 * HOUR


async def planned(ana: Desk) -> int:
    """A post with a slot; its id."""
    (post,) = await ana.posts.draft([1], "New sails are in.", TUESDAY)
    await ana.slots.plan(post.id)
    return post.id


async def stands(ana: Desk, post_id: int) -> Stands:
    return (await ana.posts.get(post_id)).stands()


async def missed(ana: Desk, wish: int, kept: str) -> None:
    """Its time went by, and this is what the network calls it."""
    async with ana.room.db.atomic() as write:
        await handing.name(write, wish, kept)
        await intents.refuse(write, wish, TUESDAY + 700, "Its time went by.", "g w.", missed=True)


@pytest.mark.parametrize("kept", ["s1", wishes.ASKED, wishes.LOST])
async def test_what_the_network_may_still_publish_is_not_sent_a_second_time(
    store: Store, desk: MakeDesk, kept: str
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana)
    await missed(ana, 1, kept)
    (line,) = await ana.replies.outbox()
    assert not line.sends_again
    with pytest.raises(DeskRefusal) as refused:
        await ana.replies.again(1)
    assert str(refused.value) == (
        "The network may publish this post by itself, or has: sent again it could stand twice."
        " `socialtui post plan w1 --at next`, or g w, gives it another time."
    )
    assert (await store.value("SELECT state FROM intents"), await stands(ana, number)) == (
        "refused", Stands.MISSED,
    )  # fmt: skip
    await ana.slots.plan(number, TUESDAY + DAY)
    assert (await ana.posts.get(number)).intent_id == 2
    await missed(ana, 2, "")
    with pytest.raises(DeskRefusal, match="could stand twice"):
        await ana.replies.again(2)


@pytest.mark.parametrize("kept", ["", wishes.HERE])
async def test_a_missed_post_that_no_network_keeps_is_sent_at_once(
    store: Store, desk: MakeDesk, kept: str
) -> None:
    await store.account()
    ana = await desk("ana")
    await planned(ana)
    await missed(ana, 1, kept)
    assert (await ana.replies.outbox())[0].sends_again
    assert (await ana.replies.again(1)).state.value == "due"


async def test_a_wish_whose_post_is_planned_anew_is_not_sent_as_well(store: Store, desk: MakeDesk) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana)
    await missed(ana, 1, "s1")
    await ana.slots.plan(number, TUESDAY + DAY)
    async with ana.room.db.atomic() as write:
        await handing.name(write, 1, "")
    with pytest.raises(DeskRefusal) as refused:
        await ana.replies.again(1)
    assert str(refused.value) == (
        "This post was planned anew since, or taken out. `socialtui post list`, or g w, shows where posts stand."
    )
