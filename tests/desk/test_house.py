"""Other working hours: the open rows are reckoned anew, nothing else is, and everybody at the store follows."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.desk import Desk
from socialtui.domain.deadlines import NEVER, WorkingHours, due_at, read_clock, written_clock
from socialtui.domain.mention import Kind
from socialtui.settings import Settings
from socialtui.settings import limits as response_clocks
from socialtui.store import clocks
from socialtui.sync.house import SharedClock
from tests.conftest import DAY, HOUR, NOW, ROUND_THE_CLOCK, FakeClock, MakeDesk, Store, ours, said

OFFICE = WorkingHours((((480, 720), (780, 1020)),) * 5 + ((), ()), frozenset({date(2026, 9, 22)}), "UTC")
"""Two spans a day, and the Tuesday off: NOW is Monday 14:13."""
LIMITS = response_clocks(Settings())


@pytest.fixture
async def shared(store: Store) -> SharedClock:
    """The sync process's clock, as it began round the clock."""
    clock = SharedClock((ROUND_THE_CLOCK, LIMITS), "")
    await clock.begin(store.db)
    return clock


async def dues(store: Store) -> dict[str, int]:
    rows = await store.rows(
        "SELECT i.handle, c.due_at FROM conversations c JOIN identities i ON i.id = c.identity_id"
    )
    return dict(rows)


async def test_other_hours_move_what_is_open_and_owed_and_nothing_else(
    store: Store, shared: SharedClock, desk: MakeDesk
) -> None:
    del shared
    evening = NOW + 4 * HOUR
    await store.hear(
        said(who="night", at=evening), said(Kind.QUESTION, who="asked", at=evening), said(Kind.CHATTER, who="fair"),
        said(who="closed", at=evening, remote_id="m"), said(who="away", at=evening, remote_id="s"),
    )  # fmt: skip
    ben = await desk("ben")
    await ben.verbs.done([await store.cid("m")], "phoned")
    await ben.verbs.snooze([await store.cid("s")], NOW + 9 * DAY)
    before = await dues(store)
    ana = await desk("ana", hours=OFFICE)
    assert await ana.queue.wake() == 3
    after = await dues(store)
    wednesday = due_at(Kind.COMPLAINT, evening, OFFICE)
    assert wednesday == NOW + 2 * DAY - (6 * HOUR + 13 * 60 + 20) + HOUR, "08:00 on Wednesday and an hour"
    assert (after["night"], after["away"]) == (wednesday, wednesday)
    assert after["asked"] == wednesday + 3 * HOUR
    assert (after["closed"], after["fair"]) == (before["closed"], NEVER)
    assert await ana.queue.wake() == 0, "it is done once"


async def test_a_promised_date_stays_where_it_was_promised(
    store: Store, shared: SharedClock, desk: MakeDesk
) -> None:
    del shared
    await store.hear(said(remote_id="m", at=NOW + 4 * HOUR))
    cid = await store.cid("m")
    async with store.db.atomic() as write:
        await write.run("UPDATE conversations SET due_at=? WHERE id=?", (NOW + 3 * DAY, cid))
        await write.run(
            "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at)"
            " VALUES (?, 'soon', ?, 'open', 'ana', ?)",
            (cid, NOW + 3 * DAY, NOW),
        )
    await (await desk("ana", hours=OFFICE)).queue.wake()
    assert (await store.conversation(cid))["due_at"] == NOW + 3 * DAY


async def test_what_waits_for_their_answer_stays_due_at_that_moment(
    store: Store, shared: SharedClock, desk: MakeDesk
) -> None:
    del shared
    await store.hear(said(remote_id="m", at=NOW - HOUR), ours("m", "Which order is it?"))
    cid = await store.cid("m")
    await (await desk("ben")).waiting.follow_up([cid], NOW + 3 * DAY)
    await (await desk("ana", hours=OFFICE)).queue.wake()
    assert (await store.conversation(cid))["due_at"] == NOW + 3 * DAY


async def test_a_clock_of_its_own_for_a_kind_holds_for_what_is_open(
    store: Store, shared: SharedClock, desk: MakeDesk
) -> None:
    del shared
    await store.hear(said(who="c"), said(Kind.PRAISE, who="p"))
    ana = await desk("ana", clock=replace(Settings().clock, complaint=600))
    assert await ana.queue.wake() == 1
    assert await dues(store) == {"c": NOW - HOUR + 600, "p": NOW - HOUR + 24 * HOUR}


async def test_what_runs_already_takes_over_the_hours_of_whoever_sits_down(
    store: Store, shared: SharedClock, desk: MakeDesk
) -> None:
    sitting = await desk("ben")
    await sitting.queue.wake()
    await (await desk("ana", hours=OFFICE)).queue.wake()
    await sitting.queue.wake()
    assert sitting.room.hours.spans == OFFICE.spans
    await shared.keep(store.db)
    assert shared(Kind.COMPLAINT, NOW + 4 * HOUR) == due_at(Kind.COMPLAINT, NOW + 4 * HOUR, OFFICE)
    before = await clocks.told(store.db)
    await sitting.queue.wake()
    await shared.keep(store.db)
    assert await clocks.told(store.db) == before, "nobody writes the old hours back"


async def test_many_rows_are_reckoned_a_part_at_a_time_by_whoever_looks(
    store: Store, shared: SharedClock
) -> None:
    for page in range(3):
        await store.hear(*(said(who=f"w{page}-{n}", at=NOW + 4 * HOUR) for n in range(100)))
    words = written_clock((OFFICE, LIMITS), "")

    def due(kind: Kind, at: int) -> int:
        return due_at(kind, at, OFFICE, LIMITS)

    assert await clocks.keep(store.db, words, due, at_once=100) == 100
    await shared.keep(store.db)
    assert set((await dues(store)).values()) == {due(Kind.COMPLAINT, NOW + 4 * HOUR)}
    assert await store.rows("SELECT name FROM kept") == [("clock",)]


async def test_the_zone_of_a_terminal_alone_changes_nothing(
    store: Store, shared: SharedClock, desk: MakeDesk
) -> None:
    del shared
    await store.hear(said())
    elsewhere = replace(ROUND_THE_CLOCK, zone="Asia/Tokyo")
    assert await (await desk("ana", hours=elsewhere)).queue.wake() == 0
    named: Any = await desk("ana", hours=elsewhere, timezone="Asia/Tokyo")
    await named.queue.wake()
    hours, _ = read_clock(await clocks.told(store.db), "UTC")
    assert hours.zone == "Asia/Tokyo"


async def test_overnight_complaints_share_the_opening_hour_by_their_first_word(
    store: Store, shared: SharedClock, desk: MakeDesk, clock: FakeClock
) -> None:
    del shared
    await store.hear(
        said(who="late", at=NOW + 9 * HOUR),
        said(who="early", at=NOW + 5 * HOUR),
        said(who="mid", at=NOW + 7 * HOUR),
    )
    ana: Desk = await desk("ana", hours=OFFICE)
    await ana.queue.wake()
    clock.forward(12 * HOUR)
    cards = await ana.queue.page(ana.queue.views()[0].query)
    assert [card.handle for card in cards] == ["early", "mid", "late"]
    assert len({card.due_at for card in cards}) == 1


def test_a_clock_that_nobody_can_read_is_said() -> None:
    with pytest.raises(ValueError, match="Expected"):
        read_clock("{}", "UTC")
