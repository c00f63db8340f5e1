"""One upset person's posts are one row: joined on request, decided as one, and taken apart again."""

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.desk import Desk
from socialtui.domain.conversation import Said, State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.network import Sent
from socialtui.domain.query import parse
from socialtui.store import intents, mentions, standing
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, due, ours, said

FIVE = [(Kind.QUESTION, 5), (Kind.COMPLAINT, 3), (Kind.COMPLAINT, 2), (Kind.CHATTER, 4), (Kind.QUESTION, 1)]
"""Kind and how many hours ago."""


@pytest.fixture
async def ana(desk: MakeDesk) -> Desk:
    return await desk("ana")


async def five(store: Store) -> list[int]:
    """Five posts of Rosa's in five threads, the chatter among them, and one of somebody else's."""
    await store.hear(
        *(said(kind, at=NOW - ago * HOUR, remote_id=f"r{n}") for n, (kind, ago) in enumerate(FIVE)),
        said(who="tom", at=NOW - 6 * HOUR, remote_id="t"),
    )
    return [await store.cid(f"r{n}") for n in range(5)]


async def listed(desk: Desk, words: str = "") -> list[int]:
    return [card.id for card in await desk.queue.page(parse(words))]


async def rows(store: Store) -> list[dict[str, Any]]:
    """Every row but its version, which only counts."""
    found = [
        await store.conversation(row[0])
        for row in await store.rows("SELECT id FROM conversations ORDER BY id")
    ]
    return [{name: value for name, value in row.items() if name != "version"} for row in found]


async def test_what_hangs_on_a_hidden_part_is_found_on_the_row_that_stands_for_it(
    store: Store, ana: Desk
) -> None:
    ids = await five(store)
    for cid in ids[:3]:
        await ana.verbs.note([cid], f"about the keel {cid}")
        await ana.lessons.learn([cid], f"The keel bends {cid}")
    tom = await store.cid("t")
    await ana.joining.merge([ids[1]])
    head = await ana.joining.whole_of(ids[0])
    for cid in ids[:3]:
        assert await listed(ana, f"note:keel note:{cid}") == [head]
    assert await listed(ana, "has:note") == [head]
    assert await listed(ana, "has:lesson has:note") == [head]
    assert tom in await listed(ana, "-has:note")
    await ana.joining.split(head)
    assert sorted(await listed(ana, "has:note")) == ids[:3]


async def test_what_else_they_wrote_is_proposed(store: Store, ana: Desk) -> None:
    ids = await five(store)
    assert [(await ana.queue.thread(cid)).beside for cid in ids] == [3, 3, 3, 4, 3], "chatter is owed nothing"
    assert (await ana.queue.thread(await store.cid("t"))).beside == 0


async def test_the_joined_row_has_the_first_word_the_highest_band_and_one_due(
    store: Store, ana: Desk
) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[1]])
    tom = await store.cid("t")
    assert await listed(ana) == [tom, ids[1], ids[3]], "the chatter stays where it was"
    card = await ana.queue.card(ids[1])
    assert card is not None
    assert (card.kind, card.first_at) == (Kind.COMPLAINT, NOW - 5 * HOUR)
    assert card.due_at == NOW - 2 * HOUR, "the earliest that any of them had"
    assert (card.last_at, card.unread) == (NOW - HOUR, 4)
    thread = await ana.queue.thread(ids[1])
    assert [line.remote_id for line in thread.said] == ["r0", "r1", "r2", "r4"]
    assert (thread.said[thread.shown].remote_id, len(thread.parts), thread.beside) == ("r2", 4, 0)
    assert (await ana.queue.counts()).owed == 2
    await store.intact()


async def test_notes_and_tags_of_each_stand_on_the_row(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.verbs.note(ids[0], "called twice")
    await ana.verbs.tag([ids[4]], "vip")
    await ana.joining.merge([ids[1]])
    thread = await ana.queue.thread(ids[1])
    assert [note.text for note in thread.notes] == ["called twice"]
    assert thread.card.tags == ("vip",)
    await ana.joining.split(ids[1])
    assert (await ana.queue.thread(ids[1])).card.tags == ()
    assert (await ana.queue.thread(ids[4])).card.tags == ("vip",)


async def test_marks_join_by_hand_what_is_one_persons(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0], ids[3]])
    assert ids[3] not in await listed(ana)
    before = await rows(store)
    for wrong, why in (
        ([ids[1], await store.cid("t")], "not one person's"), ([await store.cid("t")], "nothing else of theirs"),
    ):  # fmt: skip
        with pytest.raises(DeskRefusal, match=why):
            await ana.joining.merge(wrong)
    assert await rows(store) == before


async def test_what_a_word_in_any_thread_says_comes_into_the_row(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    await ana.queue.read(head)
    clock.forward(HOUR)
    await store.hear(said(Kind.COMPLAINT, "Are you asleep?", at=NOW + HOUR, parent="r4", remote_id="again"))
    card = await ana.queue.card(head)
    assert card is not None
    assert (card.unread, card.last_at, card.text) == (1, NOW + HOUR, "Are you asleep?")
    assert await ana.queue.arrived(parse("is:owed"), await ana.queue.newest() - 1) == 1
    assert await listed(ana, "asleep") == [head]
    assert await store.cid("again") == ids[4], "it stays in its own thread"


async def sent(store: Store, desk: Desk, cid: int, at: int) -> None:
    line = await desk.replies.send(cid, "Sorry Rosa, here is what happened.", now=True)
    async with store.db.atomic() as write:
        await intents.take(write, line.id, at)
        await standing.settle_sent(write, line.id, Sent(f"a{line.id}", "", at), due, at)


async def test_one_answer_goes_to_the_newest_word_and_closes_the_whole(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    plan = await ana.replies.plan(head, "Sorry.")
    assert plan.answers.remote_id == "r4"
    await sent(store, ana, head, NOW + 10)
    assert head not in await listed(ana)
    assert await store.value("SELECT conversation_id FROM mentions WHERE remote_id LIKE 'a%'") == ids[4]
    await store.hear(said(Kind.PRAISE, "ok, thanks", at=NOW + 60, parent="r4"))
    assert head not in await listed(ana), "thanks alone open nothing"
    await store.hear(said(Kind.COMPLAINT, at=NOW + 90, parent="r0", remote_id="more"))
    card = await ana.queue.card(head)
    assert card is not None
    assert (card.state, card.first_at) == (State.OPEN, NOW + 90)


async def test_an_answer_from_elsewhere_in_one_thread_closes_what_came_before_it(
    store: Store, ana: Desk
) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    await store.hear(ours("r1", at=NOW))
    assert head not in await listed(ana)
    assert (await store.conversation(head))["reason"] == "answered elsewhere"


async def test_taken_apart_each_stands_as_it_stood(store: Store, ana: Desk) -> None:
    ids = await five(store)
    before = await rows(store)
    await ana.joining.merge([ids[0]])
    await ana.joining.split(ids[4])
    assert await rows(store) == before
    assert await store.rows("SELECT * FROM wholes") == []
    with pytest.raises(DeskRefusal, match="one conversation only"):
        await ana.joining.split(ids[0])


async def test_taken_apart_after_an_answer_all_are_answered(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    await sent(store, ana, head, NOW + 10)
    await ana.joining.split(head)
    states = {cid: State((await store.conversation(cid))["state"]) for cid in ids}
    assert states == {cid: State.OPEN if cid == ids[3] else State.ANSWERED for cid in ids}


async def test_taken_apart_later_words_decide_where_each_stands(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    await sent(store, ana, head, NOW + 10)
    await store.hear(said(Kind.LEAD, at=NOW + 90, parent="r4", remote_id="wants"))
    await ana.joining.split(head)
    found = await store.conversation(ids[4])
    assert (found["state"], found["kind"], found["first_at"]) == (State.OPEN, 3, NOW + 90)
    assert (await store.conversation(ids[0]))["state"] == State.ANSWERED
    assert {ids[4], await store.cid("t"), ids[3]} == set(await listed(ana))


async def test_both_acts_are_taken_back_exactly(store: Store, ana: Desk) -> None:
    ids = await five(store)
    before = await rows(store)
    await ana.joining.merge([ids[0]])
    joined, kept = await rows(store), await store.rows("SELECT * FROM wholes ORDER BY id")
    await ana.joining.split(ids[0])
    await ana.undo.undo()
    assert await rows(store) == joined
    assert await store.rows("SELECT * FROM wholes ORDER BY id") == kept
    await ana.undo.undo()
    assert await rows(store) == before
    assert await store.rows("SELECT * FROM wholes") == []


async def test_joining_is_not_undone_over_a_word_that_came_since(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    await store.hear(said(Kind.CHATTER, "Hm.", at=NOW + 60, parent="r2"))
    before = await rows(store)
    with pytest.raises(DeskRefusal, match="changed since"):
        await ana.undo.undo()
    assert await rows(store) == before


async def test_what_goes_its_own_way_stands_for_the_rest_and_two_of_them_are_refused(
    store: Store, ana: Desk, desk: MakeDesk
) -> None:
    ids = await five(store)
    await ana.replies.save(ids[4], "Dear Rosa,")
    await ana.joining.merge([ids[1]])
    assert ids[4] in await listed(ana), "the row with the draft stands for all"
    await ana.joining.split(ids[4])
    await ana.replies.send(ids[1], "On it.")
    with pytest.raises(DeskRefusal, match="is among them"):
        await ana.joining.merge([ids[0]])
    await (await desk("ben")).verbs.claim([ids[2]])
    with pytest.raises(DeskRefusal, match="ben is answering"):
        await ana.joining.merge([ids[0]])


async def test_a_part_is_named_by_nobody_else_any_more(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    part = next(cid for cid in ids[:3] if cid != head)
    for act in (ana.verbs.done([part], "x"), ana.verbs.snooze([part], None), ana.verbs.note(part, "x"),
                ana.replies.open(part), ana.replies.plan(part, "x"), ana.waiting.follow_up([part], NOW + DAY),
                ana.waiting.may_rest(part), ana.waiting.abdicate(part, "x"),
                ana.promises.promise(part, "a new one", NOW + DAY)):  # fmt: skip
        with pytest.raises(DeskRefusal, match="stands for"):
            await act
    assert await ana.joining.whole_of(part) == head
    assert part not in await listed(ana, "is:any")


async def test_a_later_post_joins_a_row_that_stands_for_several(store: Store, ana: Desk) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    await store.hear(said(Kind.QUESTION, at=NOW, remote_id="r5"))
    assert (await ana.queue.thread(head)).beside == 1
    await ana.joining.merge([head])
    assert len(await ana.joining.members(head)) == 5
    await ana.undo.undo()
    assert len(await ana.joining.members(head)) == 4
    assert await store.cid("r5") in await listed(ana)


async def test_all_their_words_taken_back_close_the_row_but_one_thread_alone_does_not(
    store: Store, ana: Desk
) -> None:
    ids = await five(store)
    await ana.joining.merge([ids[0]])
    head = (await listed(ana))[1]
    own = next(f"r{n}" for n, cid in enumerate(ids) if cid == head)
    await store.hear(removed=(own,))
    assert head in await listed(ana)
    await store.hear(removed=("r0", "r1", "r2", "r4"))
    assert head not in await listed(ana)


ACTS = st.lists(st.sampled_from(["merge", "split", "word", "snooze", "read", "undo"]), min_size=1, max_size=8)


async def act_on(store: Store, ana: Desk, act: str, cid: int, n: int) -> None:
    acts: dict[str, Any] = {
        "merge": lambda: ana.joining.merge([cid]),
        "split": lambda: ana.joining.split(cid),
        "word": lambda: store.hear(said(Kind.QUESTION, at=NOW + n, parent=f"r{n % 5}")),
        "snooze": lambda: ana.verbs.snooze([cid], NOW + DAY),
        "read": lambda: ana.queue.read(cid),
        "undo": ana.undo.undo,
    }
    with contextlib.suppress(DeskRefusal):
        await acts[act]()


@settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS, seed=st.integers(0, 4))
async def test_whatever_is_done_every_word_waits_in_exactly_one_row(
    store: Store, desk: MakeDesk, acts: list[str], seed: int
) -> None:
    async with store.db.atomic() as write:
        for table in ("events", "wholes", "mentions", "conversations"):
            await write.run(f"DELETE FROM {table}")
    ids = await five(store)
    ana = await desk("ana")
    for n, act in enumerate(acts, seed):
        await act_on(store, ana, act, await ana.joining.whole_of(ids[n % 5]), n)
    seen: list[str] = []
    for card in await ana.queue.page(parse("is:any @rosa")):
        for member in await ana.joining.members(card.id) or [card.id]:
            seen += [line.remote_id for line in await words_of(store, member)]
    every = [line for cid in ids for line in await words_of(store, cid)]
    assert sorted(seen) == sorted(line.remote_id for line in every)
    await store.intact()
    await ana.close()


async def words_of(store: Store, cid: int) -> list[Said]:
    """What was said in one conversation, wherever its row is."""
    rows = await store.rows("SELECT id FROM mentions WHERE conversation_id = ?", cid)
    found = [line for line in await mentions.of_thread(store.db, cid) if (line.id,) in rows]
    assert len(found) == len(rows)
    return found
