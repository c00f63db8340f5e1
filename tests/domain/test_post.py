"""A week has seven days of slots, right on the wall also when the clocks change."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from socialtui.domain.post import (
    SLOTS,
    Post,
    Stage,
    Stands,
    filled,
    free,
    same_post,
    times_of,
)
from socialtui.domain.reply import OutboxState
from socialtui.domain.weeks import monday_of

POST = Post(1, 1, "acme", "mastodon", 0, "Hello.", (), "", Stage.PLANNED, "ana", 0, "", "")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "UTC"])
@pytest.mark.parametrize(
    "monday", [date(2026, 10, 19), date(2026, 10, 26), date(2027, 3, 8), date(2027, 3, 22)]
)
def test_each_slot_shows_its_time_on_the_wall(zone: str, monday: date) -> None:
    times = times_of(monday, SLOTS, zone)
    assert [len(day) for day in times] == [3] * 7
    for number, day in enumerate(times):
        walls = [datetime.fromtimestamp(at, ZoneInfo(zone)) for at in day]
        assert tuple(f"{wall:%H:%M}" for wall in walls) == SLOTS
        assert {wall.date().toordinal() - monday.toordinal() for wall in walls} == {number}


def test_a_post_stands_in_its_slot_and_one_at_a_time_of_its_own_in_the_nearest() -> None:
    times = times_of(date(2026, 9, 21), SLOTS, "UTC")
    exact, near = replace(POST, id=1, at=times[2][1]), replace(POST, id=2, at=times[6][2] + 5 * 3600)
    early = replace(POST, id=3, at=times[0][0] - 8 * 3600)
    days = filled(times, (near, exact, early, replace(POST, id=4, at=None)))
    assert {(d, s, p.id) for d, day in enumerate(days) for s, slot in enumerate(day) for p in slot.posts} == {
        (2, 1, 1), (6, 2, 2), (0, 0, 3),
    }  # fmt: skip


def test_free_slots_come_by_time() -> None:
    assert free([30, 10, 20, 40], [20], 10) == [30, 40]
    assert free([10], [], 10) == []
    assert monday_of(date(2026, 9, 27)) == date(2026, 9, 21)


def test_where_a_post_stands_is_what_the_outbox_says() -> None:
    assert replace(POST, stage=Stage.DRAFT).stands() is Stands.DRAFT
    assert replace(POST, stage=Stage.ASKED).stands() is Stands.ASKED
    due = replace(POST, state=OutboxState.DUE)
    assert (due.stands(), due.stands(paused=True)) == (Stands.PLANNED, Stands.PAUSED)
    refused = replace(POST, state=OutboxState.REFUSED)
    assert (refused.stands(), replace(refused, missed=True).stands()) == (Stands.REFUSED, Stands.MISSED)
    assert replace(POST, state=OutboxState.RECALLED).stands() is Stands.DRAFT


def test_the_same_words_are_the_same_in_any_case_of_letters() -> None:
    assert same_post("New  sails\nare in.", "new sails are in.")
    assert not same_post("", "")
    assert not same_post("New sails are in.", "New sails are out.")
