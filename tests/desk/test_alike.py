"""Like complaints are one group when somebody asks, answered one by one from a copy."""

from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.conversation import State, encode_id
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Author, Kind
from socialtui.domain.query import Query, parse
from tests.conftest import DAY, HOUR, NOW, MakeDesk, Store, said

SAME = {
    "tom": "The checkout page crashes when I pay with a voucher.",
    "nina": "Checkout crashed again with my voucher, nobody cares",
    "old": "checkout page crashes with every voucher",
    "gone": "Paid with a voucher, the checkout crashes",
}
OTHER = {
    "rosa": "My parcel never came and nobody answers",
    "ben": "The page is slow today",
    "ada": "Rude on the phone",
}


@pytest.fixture
async def ana(store: Store, desk: MakeDesk) -> Desk:
    await store.hear(
        *(said(text=text, who=who, remote_id=who, at=NOW - (9 * DAY if who == "old" else HOUR),
               author=Author(f"id-{who}", who, f"{who.title()} Smith"))
          for who, text in {**SAME, **OTHER}.items()),
        said(Kind.QUESTION, "Does the checkout page crash with a voucher?", who="asks", remote_id="asks"),
    )  # fmt: skip
    return await desk("ana", sign="^an")


async def handles(desk: Desk, words: str, **more: Any) -> set[str]:
    return {card.handle for card in await desk.queue.page(parse(words, Query(**more)))}


async def test_like_complaints_of_the_week_are_a_group_and_the_rest_is_not(store: Store, ana: Desk) -> None:
    group = await ana.queue.alike.group(await store.cid("tom"))
    assert {await store.cid("nina"), await store.cid("gone")} == set(group.others)
    assert group.told == "2 others, 7 days"
    assert {"checkout", "voucher"} <= set(group.words)
    alone = await ana.queue.alike.group(await store.cid("ada"))
    assert (alone.others, alone.words) == ((), ())


async def test_a_group_that_is_held_keeps_those_found_and_takes_more_until_it_is_asked_anew(
    store: Store, ana: Desk
) -> None:
    alike, tom = ana.queue.alike, await store.cid("tom")
    words = f"like:{encode_id(tom)}"
    assert (await alike.hold(tom)).told == "2 others, 7 days"
    assert not (await alike.hold(await store.cid("ada"))).others, "there is nothing to hold: tom's still is"
    for who, kind, text in (
        ("tom", Kind.COMPLAINT, "Hello? It is my birthday tomorrow."),
        ("nina", Kind.PRAISE, "Thanks, it works now"),
        ("eve", Kind.COMPLAINT, "Voucher: checkout crashes"),
    ):
        parent = who if who in SAME else ""
        author = Author(f"id-{who}", who, f"{who.title()} Smith")
        await store.hear(
            said(kind, text, who=who, remote_id=f"{who}-2", parent=parent, at=NOW, author=author)
        )
    await ana.verbs.kind([await store.cid("nina")], Kind.PRAISE)
    assert await handles(ana, words) == {"tom", "nina", "gone", "eve"}
    assert (await alike.group(tom)).told == "3 others, 7 days"
    await ana.verbs.moderate([await store.cid("gone")], "spam")
    await store.hear(said(Kind.PRAISE, "Lovely", who="ida", remote_id="ida"))
    assert (await alike.group(tom)).told == "2 others, 7 days"
    assert (await alike.hold(tom)).others == (), "by what stands in the row now"
    assert await handles(ana, words) == {"tom"}


async def test_a_group_is_a_filter_like_any_other(store: Store, ana: Desk) -> None:
    words = f"like:{encode_id(await store.cid('tom'))}"
    assert await handles(ana, words) == {"tom", "nina", "gone"}
    await ana.verbs.done([await store.cid("gone")], "phoned")
    assert await handles(ana, words) == {"tom", "nina"}
    assert await handles(ana, words, states=(State.DONE,)) == {"gone"}
    assert await ana.queue.count(parse(words)) == 2
    assert "nina" not in await handles(ana, f"-{words}")
    with pytest.raises(UsageFault, match="no conversation"):
        parse("like:!!")


async def test_who_joins_the_group_later_is_in_it(store: Store, ana: Desk) -> None:
    cid = await store.cid("tom")
    assert len((await ana.queue.alike.group(cid)).others) == 2
    await store.hear(said(text="voucher again, checkout crashes", who="late", remote_id="late"))
    assert await store.cid("late") in (await ana.queue.alike.group(cid)).others


async def test_an_answer_is_copied_to_the_others_with_the_name_exchanged(store: Store, ana: Desk) -> None:
    tom, nina = await store.cid("tom"), await store.cid("nina")
    group = await ana.queue.alike.group(tom)
    card = await ana.queue.card(nina)
    assert card is not None
    assert await ana.queue.alike.copy(card, group.ids) is None
    await ana.replies.send(tom, "Sorry Tom, vouchers work again since noon.")
    copy = await ana.queue.alike.copy(card, group.ids)
    assert copy is not None
    assert (copy.text, copy.to) == ("Sorry Nina, vouchers work again since noon.", "Tom Smith")
    first = await ana.queue.card(tom)
    assert first is not None
    assert await ana.queue.alike.copy(first, group.ids) is None, "nobody gets a copy of their own answer"
