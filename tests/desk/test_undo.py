"""Whatever one person did locally can be taken back to the start, unless somebody else came in between."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.desk import Desk
from socialtui.domain.cadence import How
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said, traced

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
Act = Callable[[Desk, list[int]], Awaitable[Any]]


async def _person(desk: Desk, cid: int, act: Callable[[int], Awaitable[Any]]) -> None:
    await act(await desk.people.of_conversation(cid))


ACTS: dict[str, Act] = {
    "done": lambda desk, ids: desk.verbs.done(ids, "seen to"),
    "reopen": lambda desk, ids: desk.verbs.reopen(ids),
    "snooze": lambda desk, ids: desk.verbs.snooze(ids, NOW + HOUR),
    "snooze until they answer": lambda desk, ids: desk.verbs.snooze(ids, None),
    "claim": lambda desk, ids: desk.verbs.claim(ids),
    "release": lambda desk, ids: desk.verbs.release(ids),
    "tag": lambda desk, ids: desk.verbs.tag(ids, "x"),
    "other tag": lambda desk, ids: desk.verbs.tag(ids, "y"),
    "note": lambda desk, ids: desk.verbs.note(ids[0], "a note"),
    "escalate": lambda desk, ids: desk.verbs.escalate(ids[0], "ana", "why"),
    "more urgent": lambda desk, ids: desk.verbs.urgency(ids, -1),
    "less urgent": lambda desk, ids: desk.verbs.urgency(ids, +1),
    "complaint": lambda desk, ids: desk.verbs.kind(ids, Kind.COMPLAINT),
    "spam": lambda desk, ids: desk.verbs.kind(ids, Kind.SPAM),
    "moderate": lambda desk, ids: desk.verbs.moderate(ids, "spam"),
    "like": lambda desk, ids: desk.verbs.like(ids[0]),
    "want": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.want(one, "a paddle")),
    "gift": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.gift(one, "a mug")),
    "vip": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.tag(one, "vip")),
    "merge": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.merge(one, 1)),
    "follow up": lambda desk, ids: desk.waiting.follow_up(ids, NOW + HOUR),
    "follow up later": lambda desk, ids: desk.waiting.follow_up(ids, NOW + DAY),
    "let rest": lambda desk, ids: desk.waiting.abdicate(ids[0], "insults"),
    "promise": lambda desk, ids: desk.promises.promise(ids[0], "a call", NOW + DAY),
    "kept": lambda desk, _: desk.promises.kept([1, 2]),
    "withdraw": lambda desk, _: desk.promises.withdraw([1, 2, 3], "not needed"),
    "tick": lambda desk, _: desk.cadence.tick("listen"),
    "skip": lambda desk, _: desk.cadence.tick("listen", How.SKIP),
}

COLUMNS = (
    "id, state, band, kind, pinned, due_at, first_at, last_at, mention_id, wake_at, claimed_by, claimed_until, tags,"
    " reason"
)


async def everything(store: Store) -> list[Any]:
    """All that undo answers for."""
    return [
        await store.rows(f"SELECT {COLUMNS} FROM conversations ORDER BY id"),
        await store.rows("SELECT conversation_id, text FROM notes WHERE removed=0"),
        await store.rows("SELECT id, person_id FROM identities ORDER BY id"),
        await store.rows("SELECT * FROM memories ORDER BY id"),
        await store.rows("SELECT * FROM merges ORDER BY id"),
        await store.rows("SELECT * FROM promises ORDER BY id"),
        await store.rows("SELECT * FROM waits ORDER BY id"),
        await store.rows("SELECT * FROM abdications ORDER BY id"),
        await store.rows("SELECT task, day, how, count, note FROM ticks"),
        await store.rows("SELECT * FROM intents WHERE state <> 'recalled'"),
        await store.rows("SELECT * FROM tallies WHERE n > 0 ORDER BY 1, 2, 3, 4"),
    ]


async def town(store: Store) -> list[int]:
    """One row of each kind; the first three answered, snoozed and spam already."""
    arrivals = [said(kind, who=kind.value, remote_id=f"t-{kind.value}") for kind in Kind]
    if await store.hear(*arrivals):
        await store.hear(ours("t-question"), said(Kind.LEAD, who="held", visibility="spam"))
        await store.hear(ours("t-question", "And once more, in other words."))
    return [row[0] for row in await store.rows("SELECT id FROM conversations ORDER BY id")]


@SLOW
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.sets(st.integers(0, 7), min_size=1)), max_size=8
    )
)
async def test_any_acts_of_one_person_then_as_many_undos_are_the_start(
    store: Store, desk: MakeDesk, acts: list[tuple[str, set[int]]]
) -> None:
    ids, ana = await town(store), await desk("ana")
    start, done = await everything(store), 0
    for name, chosen in acts:
        try:
            await ACTS[name](ana, [ids[number] for number in sorted(chosen)])
            done += 1
        except DeskRefusal:
            pass
    await store.intact()
    for _ in range(done):
        await ana.undo.undo()
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()
    assert await everything(store) == start
    await store.intact()
    await ana.close()


async def test_undo_is_per_person_and_survives_a_restart(store: Store, desk: MakeDesk) -> None:
    ids, ana, ben = await town(store), await desk("ana"), await desk("ben")
    await ana.verbs.tag(ids[:1], "hers")
    await ben.verbs.tag(ids[1:2], "his")
    again = await desk("ana")
    assert (await again.undo.undo()).words == "Undone: Complaint: tag hers on"
    cards = await ben.queue.cards(ids[:2])
    assert [card.tags for card in cards.values()] == [(), ("his",)]


async def test_an_act_on_many_is_taken_back_whole_or_not_at_all(store: Store, desk: MakeDesk) -> None:
    ids, ana, ben = await town(store), await desk("ana"), await desk("ben")
    await ana.verbs.tag(ids, "all")
    await ben.verbs.snooze(ids[3:4], NOW + DAY)
    before = await everything(store)
    with pytest.raises(DeskRefusal, match=r"changed since \(ben: .*snoozed") as refused:
        await ana.undo.undo()
    assert refused.value.next_step
    assert await everything(store) == before


async def test_an_act_that_cant_be_taken_back_leaves_the_way_free_to_the_one_before(
    store: Store, desk: MakeDesk
) -> None:
    ids, ana, ben = await town(store), await desk("ana"), await desk("ben")
    await ana.verbs.tag(ids[:1], "first")
    await ana.verbs.tag(ids[1:2], "second")
    await ben.verbs.tag(ids[1:2], "his")
    with pytest.raises(DeskRefusal, match="ben: Question: tag his on"):
        await ana.undo.undo()
    assert (await ana.undo.undo()).words == "Undone: Complaint: tag first on"
    lines = await ana.undo.events(mine=True)
    assert [(line.undoable, line.undone_at) for line in lines] == [(False, None), (False, NOW)]


async def test_what_the_network_brought_in_between_stands(store: Store, desk: MakeDesk) -> None:
    ids, ana = await town(store), await desk("ana")
    await ana.verbs.done(ids[2:3])
    await store.hear(said(Kind.COMPLAINT, who="lead", parent="t-lead", at=NOW))
    with pytest.raises(DeskRefusal, match="sync: Lead wrote again"):
        await ana.undo.undo()


async def test_a_word_that_changes_nothing_is_not_in_the_way(store: Store, desk: MakeDesk) -> None:
    ids, ana = await town(store), await desk("ana")
    await ana.verbs.done(ids[:1], "seen to")
    await store.hear(said(Kind.PRAISE, "ok, thanks", who="complaint", parent="t-complaint", at=NOW))
    await ana.undo.undo()
    assert (await ana.queue.cards(ids[:1]))[ids[0]].state.name == "OPEN"


async def test_a_claim_that_a_colleague_holds_now_is_not_undone(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    ids, ana, ben = await town(store), await desk("ana"), await desk("ben")
    await ana.verbs.claim(ids[:1])
    clock.forward(HOUR)
    await ben.replies.open(ids[0])
    with pytest.raises(DeskRefusal, match="ben is answering"):
        await ana.undo.undo()
    assert (await ana.queue.cards(ids[:1]))[ids[0]].claimed_by == "ben"


async def test_writing_an_answer_oneself_is_not_in_the_way(store: Store, desk: MakeDesk) -> None:
    ids, ana = await town(store), await desk("ana")
    await ana.verbs.tag(ids[:1], "x")
    await ana.replies.open(ids[0])
    await ana.replies.save(ids[0], "Dear Rosa")
    await ana.undo.undo()


async def test_an_undone_act_below_another_can_be_taken_back_after_a_new_one(
    store: Store, desk: MakeDesk
) -> None:
    ids, ana = await town(store), await desk("ana")
    for tag in ("a", "b", "c"):
        await ana.verbs.tag(ids[:1], tag)
    await ana.undo.undo()
    await ana.verbs.tag(ids[:1], "d")
    for _ in range(3):
        await ana.undo.undo()
    assert (await ana.queue.cards(ids[:1]))[ids[0]].tags == ()


async def test_a_tick_is_not_undone_over_a_colleagues(store: Store, desk: MakeDesk) -> None:
    await town(store)
    ana, ben = await desk("ana"), await desk("ben")
    await ana.cadence.tick("listen")
    await ben.cadence.tick("listen", How.NOT_APPROPRIATE)
    with pytest.raises(DeskRefusal, match="changed since"):
        await ana.undo.undo()
    assert await store.value("SELECT how FROM ticks") == "not_appropriate"


async def test_an_act_and_its_undo_ask_the_store_little(store: Store, desk: MakeDesk) -> None:
    ids, ana = await town(store), await desk("ana")
    async with traced(ana.room.db) as asked:
        await ana.verbs.snooze(ids[:1], None)
    # What a trigger does is traced as the statement that it belongs to.
    assert 0 < len(dict.fromkeys(asked)) <= 7, "\n".join(asked)
    async with traced(ana.room.db) as asked:
        await ana.undo.undo()
    assert 0 < len(dict.fromkeys(asked)) <= 8, "\n".join(asked)


async def test_the_log_keeps_what_was_undone(store: Store, desk: MakeDesk) -> None:
    ids, ana = await town(store), await desk("ana")
    await ana.verbs.tag(ids[:1], "x")
    await ana.undo.undo()
    line = (await ana.undo.events())[0]
    assert (line.who, line.verb, line.undoable, line.undone_at) == ("ana", "tag", False, NOW)


async def test_the_log_says_why_a_row_ranked_where_the_act_found_it(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    ids, ana = await town(store), await desk("ana")
    await ana.verbs.kind(ids[:1], Kind.SPAM)
    await ana.verbs.urgency(ids[1:2], -1)
    clock.forward(DAY)
    await ana.verbs.note(ids[1], "a note")
    await ana.replies.send(ids[2], "We are on it.")
    lines = [(line.verb, line.band, line.why) for line in reversed(await ana.undo.events(mine=True))]
    assert lines[0] == ("kind", 1, 'complaint, due in 0m: "It broke again and nobody answers."')
    assert lines[1] == ("urgency", 2, 'question, due in 3h: "Does it fit a wide boat?"')
    assert lines[2] == ("note", 1, 'question, late 21h: "Does it fit a wide boat?" · moved by hand')
    assert lines[3][:2] == ("leaving", 3)
    await ana.verbs.kind(ids[:1], Kind.QUESTION)
    assert (await ana.undo.events(mine=True))[0].band == 7, "as it was, not as it became"


async def test_an_act_without_a_conversation_ranks_nowhere(store: Store, desk: MakeDesk) -> None:
    await town(store)
    ana = await desk("ana")
    await ana.cadence.tick("listen")
    line = (await ana.undo.events(mine=True))[0]
    assert (line.band, line.why) == (None, "")
