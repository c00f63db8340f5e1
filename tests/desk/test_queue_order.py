"""Who comes before whom: age, kind and answers decide, whatever order the words come in."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.desk import Desk
from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import LAST_OWED, Author, Kind
from socialtui.domain.query import Query
from tests.conftest import DAY, HOUR, NOW, MakeDesk, Store, ours, said

EVERYTHING = Query(states=tuple(State))
FALLING = (Kind.COMPLAINT, Kind.QUESTION, Kind.LEAD, Kind.ERROR, Kind.PRAISE, Kind.CHATTER, Kind.SPAM)
SOME = settings(
    max_examples=30, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(FALLING), st.integers(0, 5 * DAY), st.booleans()), min_size=2, max_size=12
)
"""Kind, how many seconds ago, and whether many follow them."""


async def empty(store: Store) -> None:
    async with store.db.atomic() as write:
        for table in ("events", "wholes", "mentions", "conversations", "identities", "people", "tallies"):
            await write.run(f"DELETE FROM {table}")


async def queue(store: Store, words: list[Any], desk: MakeDesk) -> list[Card]:
    await empty(store)
    await store.hear(*words)
    ana = await desk("ana")
    cards = await ana.queue.page(EVERYTHING, limit=200)
    await ana.close()
    return cards


def words_of(people: list[tuple[Kind, int, bool]]) -> list[Any]:
    return [
        said(kind, who=f"p{n}", at=NOW - ago, remote_id=f"x{n}",
             author=Author(f"id-p{n}", f"p{n}", "★ 2,000,000 followers" if famous else "Nobody"))
        for n, (kind, ago, famous) in enumerate(people)
    ]  # fmt: skip


@SOME
@given(people=PEOPLE)
async def test_of_one_kind_whoever_waits_longer_comes_first_and_ties_go_by_arrival(
    store: Store, desk: MakeDesk, people: list[tuple[Kind, int, bool]]
) -> None:
    cards = await queue(store, words_of(people), desk)
    for kind in FALLING:
        same = [card for card in cards if card.kind is kind]
        assert [(card.first_at, card.id) for card in same] == sorted(
            (card.first_at, card.id) for card in same
        )


@SOME
@given(ago=st.integers(0, 5 * DAY), order=st.permutations(FALLING), famous=st.booleans())
async def test_at_equal_age_complaints_come_before_questions_praise_and_chatter_and_spam_sinks(
    store: Store, desk: MakeDesk, ago: int, order: list[Kind], famous: bool
) -> None:
    words = words_of([(kind, ago, famous and kind is Kind.CHATTER) for kind in order])
    cards = await queue(store, words, desk)
    assert [card.kind for card in cards] == list(FALLING)


@SOME
@given(people=PEOPLE)
async def test_reach_and_age_never_lift_chatter_over_what_is_owed_nor_spam_over_anything(
    store: Store, desk: MakeDesk, people: list[tuple[Kind, int, bool]]
) -> None:
    cards = await queue(store, words_of(people), desk)
    owed = [card.band <= LAST_OWED for card in cards]
    assert owed == sorted(owed, reverse=True)
    spam = [card.kind is Kind.SPAM for card in cards]
    assert spam == sorted(spam)
    assert all((card.due_at < NEVER) is (card.band <= LAST_OWED) for card in cards)


@SOME
@given(people=PEOPLE, data=st.data())
async def test_the_order_is_the_same_whatever_order_the_words_came_in(
    store: Store, desk: MakeDesk, people: list[tuple[Kind, int, bool]], data: st.DataObject
) -> None:
    # Equal moments are told apart by arrival, which is what is exchanged here.
    people = [(kind, ago + n, famous) for n, (kind, ago, famous) in enumerate(people)]
    distinct = list({ago: (kind, ago, famous) for kind, ago, famous in people}.values())
    words = words_of(distinct)
    first = [card.handle for card in await queue(store, words, desk)]
    again = [card.handle for card in await queue(store, data.draw(st.permutations(words)), desk)]
    assert again == first


@SOME
@given(
    kind=st.sampled_from(FALLING[:5]),
    further=st.lists(st.tuples(st.sampled_from(FALLING[:6]), st.integers(1, DAY)), max_size=5),
)
async def test_writing_again_lifts_or_leaves_and_never_postpones(
    store: Store, desk: MakeDesk, kind: Kind, further: list[tuple[Kind, int]]
) -> None:
    (before,) = await queue(store, [said(kind, at=NOW - 2 * DAY, remote_id="first")], desk)
    ana = await desk("ana")
    for n, (more, after) in enumerate(further):
        await store.hear(said(more, at=NOW - 2 * DAY + after, parent="first", remote_id=f"more{n}"))
        card = await ana.queue.card(before.id)
        assert card is not None
        assert (card.band, card.due_at) <= (before.band, before.due_at)
        assert card.due_at <= before.due_at
        assert card.first_at == before.first_at
        before = card
    await ana.close()


async def one(desk: Desk) -> list[str]:
    return [card.handle for card in await desk.queue.page(desk.queue.views()[0].query)]


@pytest.mark.parametrize("kind", FALLING[:5])
async def test_what_is_answered_leaves_and_a_new_word_brings_it_back_as_new(
    store: Store, desk: MakeDesk, kind: Kind
) -> None:
    ana = await desk("ana")
    await store.hear(said(kind, remote_id="m", at=NOW - 3 * HOUR), said(who="tom", at=NOW - 2 * HOUR))
    await store.hear(ours("m", at=NOW - HOUR))
    assert await one(ana) == ["tom"]
    await store.hear(said(Kind.COMPLAINT, parent="m", at=NOW - 60, remote_id="again"))
    assert await one(ana) == ["tom", "rosa"], "the clock starts with the new word"
    card = await ana.queue.card(await store.cid("m"))
    assert card is not None
    assert (card.state, card.first_at, card.due_at) == (State.OPEN, NOW - 60, NOW - 60 + HOUR)


@pytest.mark.parametrize("words", ["ok, thanks", "Thank you!", "great, got it", "👍"])
async def test_ok_thanks_opens_nothing(store: Store, desk: MakeDesk, words: str) -> None:
    ana = await desk("ana")
    await store.hear(said(remote_id="m", at=NOW - 3 * HOUR), ours("m", at=NOW - HOUR))
    for n, kind in enumerate((Kind.PRAISE, Kind.CHATTER)):
        await store.hear(said(kind, words, parent="m", at=NOW - 60 + n))
    assert await one(ana) == []


async def test_our_own_acts_reorder_nothing_else(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await store.hear(*(said(kind, who=kind.value, at=NOW - HOUR) for kind in FALLING[:5]))
    before = await one(ana)
    cid = (await ana.queue.page(ana.queue.views()[0].query))[2].id
    await ana.verbs.claim([cid])
    await ana.verbs.tag([cid], "vip")
    await ana.verbs.note(cid, "called")
    await ana.queue.read(cid)
    await ana.replies.save(cid, "Dear …")
    assert await one(ana) == before
