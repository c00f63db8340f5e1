"""Complaints without a public answer ask why, answers are held against their time, joining in against its line."""

from pathlib import Path

import pytest

from socialtui.domain.commitment import Share
from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.network import SourceAbout
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said

SOURCES = (SourceAbout("mentions", "Mentions"), SourceAbout("search", "Search", addressed=False))


@pytest.fixture
def two_joins(tmp_path: Path) -> None:
    """Guidelines under which two conversations a day are enough."""
    (tmp_path / "guidelines.toml").write_text("[restraint]\nday = 2\n")


async def waiting(store: Store) -> list[int]:
    """Three complaints and four questions."""
    kinds = [Kind.COMPLAINT] * 3 + [Kind.QUESTION] * 4
    await store.hear(*(said(kind, who=f"w{n}", remote_id=f"w{n}") for n, kind in enumerate(kinds)))
    return [await store.cid(f"w{n}") for n in range(7)]


async def test_one_reason_closes_a_whole_selection(store: Store, desk: MakeDesk) -> None:
    ids, ana = await waiting(store), await desk("ana")
    assert await ana.verbs.unanswered_complaints(ids) == 3
    with pytest.raises(DeskRefusal, match="3 of 7 are complaints without an answer"):
        await ana.verbs.done(ids)
    done = await ana.verbs.done(ids, "spoke on the phone")
    assert set(done.ids) == set(ids)
    assert (await ana.undo.events())[0].words == "7 conversations: done: spoke on the phone"
    assert await store.rows("SELECT DISTINCT reason FROM conversations") == [("spoke on the phone",)]


async def test_complaints_are_left_open_and_the_others_close(store: Store, desk: MakeDesk) -> None:
    ids, ana = await waiting(store), await desk("ana")
    done = await ana.verbs.done(ids, leave_complaints=True)
    assert done.words == "4 conversations: done; 3 complaints left open"
    states = [card.state for card in (await ana.queue.cards(ids)).values()]
    assert states == [State.OPEN] * 3 + [State.DONE] * 4
    assert (await ana.queue.counts()).complaints == 3
    await ana.undo.undo()
    assert all(card.state is State.OPEN for card in (await ana.queue.cards(ids)).values())
    with pytest.raises(DeskRefusal, match="All of them stay open"):
        await ana.verbs.done(ids[:2], leave_complaints=True)


async def test_an_answer_in_private_is_no_public_one(store: Store, desk: MakeDesk) -> None:
    await store.hear(
        said(who="a", remote_id="a"), ours("a", visibility="direct"),
        said(who="b", remote_id="b"), ours("b", visibility="public"),
        said(who="c", remote_id="c", visibility="direct"), ours("c", visibility="direct"),
    )  # fmt: skip
    ids = [await store.cid(name) for name in ("a", "b", "c")]
    ana = await desk("ana")
    assert [await ana.verbs.unanswered_complaints([cid]) for cid in ids] == [1, 0, 0]
    with pytest.raises(DeskRefusal, match="complaint without an answer"):
        await ana.verbs.done(ids[:1])
    await ana.verbs.done(ids[1:])


async def test_answers_are_in_time_late_or_missing(store: Store, desk: MakeDesk, clock: FakeClock) -> None:
    await store.hear(
        said(who="quick", remote_id="q", at=NOW - 3 * HOUR), ours("q", at=NOW - 2 * HOUR - 60),
        said(who="slow", remote_id="s", at=NOW - 3 * HOUR), ours("s", at=NOW - HOUR),
        said(who="late", remote_id="l", at=NOW - 2 * HOUR), said(who="new", remote_id="n", at=NOW - 60),
        said(Kind.QUESTION, who="ask", remote_id="k", at=NOW - HOUR), ours("k", at=NOW - 60),
        said(who="past", remote_id="p", at=NOW - 9 * DAY), ours("p", at=NOW - 9 * DAY + 60),
    )  # fmt: skip
    ana = await desk("ana")
    meters = await ana.meters.week()
    assert meters.complaints == Share(1, 3), (
        "quick; slow and late missed it; new has time, past was last week"
    )
    assert meters.all == Share(2, 4)
    await ana.verbs.done([await store.cid("l")], "no reply wanted")
    assert (await ana.meters.week()).complaints == Share(1, 3), "closing is no answer"
    clock.forward(8 * DAY)
    await ana.verbs.done([await store.cid("n")], "too late")
    assert (await ana.meters.week()).complaints == Share()


async def test_joining_asks_why_above_the_days_line(
    store: Store, desk: MakeDesk, clock: FakeClock, two_joins: None
) -> None:
    await store.account("acme", sources=SOURCES)
    names = ("a", "b", "c")
    await store.hear(*(said(Kind.CHATTER, who=name, remote_id=name) for name in names), source="search")
    await store.hear(said(who="owed", remote_id="owed"), source="mentions")
    ids, ana = [await store.cid(name) for name in names], await desk("ana")
    assert ana.meters.per_day == 2
    for cid in ids[:2]:
        assert await ana.meters.joining(cid) == ""
        await ana.replies.send(cid, f"Nice boat, number {cid}.", now=True)
    assert (await ana.meters.week()).joined == 2
    assert await ana.meters.joining(ids[2]) == "2 of 2 conversations joined today; C didn't speak to you."
    with pytest.raises(DeskRefusal, match="2 of 2 conversations joined today") as refused:
        await ana.replies.send(ids[2], "Nice boat too.")
    assert "--joining" in refused.value.next_step
    assert await ana.meters.joining(await store.cid("owed")) == "", "owed answers are never capped"
    await ana.replies.send(await store.cid("owed"), "Sorry, it is on its way.", now=True)
    await ana.replies.send(ids[2], "Nice boat too.", joining="they build our model")
    assert "joined C beyond the day's 2: they build our model" in [
        one.words for one in await ana.undo.events()
    ]
    assert (await ana.meters.week()).joined == 3
    clock.forward(DAY)
    assert (await ana.meters.week()).joined == 0, "each day anew"


async def test_what_was_taken_back_was_not_joined(store: Store, desk: MakeDesk, two_joins: None) -> None:
    await store.account("acme", sources=SOURCES)
    await store.hear(said(Kind.CHATTER, who="a", remote_id="a"), source="search")
    ana = await desk("ana")
    await ana.replies.send(await store.cid("a"), "Nice boat.")
    await ana.replies.recall()
    assert (await ana.meters.week()).joined == 0


async def test_meters_are_read_along_an_index(store: Store) -> None:
    from socialtui.store import commitment

    asked: list[str] = []

    class Explaining:
        async def rows(self, sql: str, values: object = ()) -> list[tuple[object, ...]]:
            asked.extend(str(row[3]) for row in await store.db.rows(f"EXPLAIN QUERY PLAN {sql}", values))  # type: ignore[arg-type]
            return []

        async def one(self, sql: str, values: object = ()) -> None:
            raise AssertionError(sql)

    await commitment.in_time(Explaining(), NOW - DAY, NOW)
    await commitment.joined(Explaining(), NOW - DAY, NOW)
    walks = [line for line in asked if line.startswith("SCAN") and "(subquery" not in line]
    assert not [line for line in walks if "conversations" in line or "mentions" in line or " i" in line], (
        asked
    )


async def test_on_fridays_the_meters_say_who_thanked_us_this_week(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    ana = await desk("ana")
    await store.hear(*(said(Kind.PRAISE, who=who, remote_id=who, at=NOW) for who in ("bo", "cy")))
    assert (await ana.meters.week()).thanked == 0
    clock.time = NOW + 4 * DAY
    week = await ana.meters.week()
    assert week.thanked == 2
    assert week.lines[-1] == "2 people thanked you this week · g i a"
