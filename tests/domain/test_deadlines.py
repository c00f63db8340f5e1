"""The response clock runs in working hours, in a person's own zone, and never backwards."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialtui.domain.deadlines import (
    DEFAULT_LIMITS,
    NEVER,
    WorkingHours,
    due_at,
    local_day,
    moment_after,
    worked,
)
from socialtui.domain.errors import ConfigFault
from socialtui.domain.mention import Kind

NINE_TO_SIX = ((540, 1080),)
OFFICE = WorkingHours((NINE_TO_SIX,) * 5 + ((), ()), frozenset({date(2026, 12, 25)}), "Europe/Berlin")
TWO_SPANS = WorkingHours((((540, 720), (780, 1020)),) * 5 + ((), ()), zone="Europe/Berlin")
ALWAYS = WorkingHours()
NIGHT = WorkingHours((((60, 210),),) * 7, zone="Europe/Berlin")


def berlin(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp())


def test_a_complaint_in_working_hours_is_due_in_an_hour() -> None:
    assert due_at(Kind.COMPLAINT, berlin("2026-11-18T10:15"), OFFICE) == berlin("2026-11-18T11:15")


def test_a_complaint_outside_working_hours_is_due_an_hour_after_opening() -> None:
    assert due_at(Kind.COMPLAINT, berlin("2026-11-21T20:00"), OFFICE) == berlin("2026-11-23T10:00")


def test_what_is_left_of_a_limit_goes_on_next_morning() -> None:
    assert due_at(Kind.COMPLAINT, berlin("2026-11-18T17:40"), OFFICE) == berlin("2026-11-19T09:40")


def test_the_clock_stands_still_over_lunch() -> None:
    assert due_at(Kind.QUESTION, berlin("2026-11-18T11:00"), TWO_SPANS) == berlin("2026-11-18T16:00")


def test_a_holiday_is_no_working_day() -> None:
    assert due_at(Kind.COMPLAINT, berlin("2026-12-24T17:30"), OFFICE) == berlin("2026-12-28T09:30")


def test_without_hours_the_clock_runs_round_the_clock() -> None:
    assert due_at(Kind.PRAISE, 1_000, ALWAYS) == 1_000 + 24 * 3600
    assert due_at(Kind.PRAISE, 1_000, WorkingHours(((),) * 7)) == 1_000 + 24 * 3600


@pytest.mark.parametrize("kind", [Kind.CHATTER, Kind.SPAM])
def test_chatter_and_spam_are_owed_nothing(kind: Kind) -> None:
    assert due_at(kind, 5, OFFICE, {**DEFAULT_LIMITS, kind: 60}) == NEVER


def test_a_kind_without_a_limit_is_owed_nothing() -> None:
    assert due_at(Kind.LEAD, 5, OFFICE, {Kind.COMPLAINT: 60}) == NEVER


def test_an_hour_that_the_spring_change_skips_does_not_count() -> None:
    # 29 March 2026: 02:00 becomes 03:00, so 01:00–03:30 has an hour and a half.
    start = berlin("2026-03-29T00:00")
    assert worked(start, berlin("2026-03-29T12:00"), NIGHT) == 90 * 60


def test_an_hour_that_the_autumn_change_repeats_counts_twice() -> None:
    # 25 October 2026: 03:00 becomes 02:00 again, so 01:00–03:30 has three hours and a half.
    start = berlin("2026-10-25T00:00")
    assert worked(start, berlin("2026-10-25T12:00"), NIGHT) == 210 * 60


def test_a_span_that_opens_in_the_skipped_hour_opens_at_the_change() -> None:
    hours = WorkingHours((((150, 240),),) * 7, zone="Europe/Berlin")
    change = int(datetime(2026, 3, 29, 1, 0, tzinfo=UTC).timestamp())
    assert moment_after(change - 3600, 0, hours) == change
    assert worked(change - 3600, change + 7200, hours) == 3600


def test_a_span_that_closes_in_the_skipped_hour_closes_at_the_change() -> None:
    hours = WorkingHours((((60, 150),),) * 7, zone="Europe/Berlin")
    change = int(datetime(2026, 3, 29, 1, 0, tzinfo=UTC).timestamp())
    assert worked(change - 7200, change + 7200, hours) == 3600


def test_a_day_over_the_change_of_clocks_has_its_real_length() -> None:
    whole = WorkingHours((((0, 1440),),) * 7, zone="Europe/Berlin")
    assert worked(berlin("2026-10-25T00:00"), berlin("2026-10-26T00:00"), whole) == 25 * 3600
    assert worked(berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00"), whole) == 23 * 3600


def test_overlapping_spans_count_once() -> None:
    hours = WorkingHours((((600, 720), (540, 660)),) * 7, zone="Europe/Berlin")
    assert worked(berlin("2026-11-18T00:00"), berlin("2026-11-19T00:00"), hours) == 3 * 3600


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(ConfigFault, match="Mars/Olympus"):
        due_at(Kind.COMPLAINT, 5, WorkingHours((NINE_TO_SIX,) * 7, zone="Mars/Olympus"))
    with pytest.raises(ConfigFault, match="no such time zone"):
        local_day(0, "../etc/passwd")


def test_days_roll_over_in_the_persons_zone() -> None:
    moment = int(datetime(2026, 11, 18, 23, 30, tzinfo=UTC).timestamp())
    assert local_day(moment, "Europe/Berlin") == date(2026, 11, 19)
    assert local_day(moment, "America/New_York") == date(2026, 11, 18)


minutes = st.integers(0, 1440)
span = st.tuples(minutes, minutes).map(lambda pair: (min(pair), max(pair)))
weeks = st.lists(st.lists(span, max_size=3).map(tuple), min_size=7, max_size=7).map(tuple)
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu"]
)
wide_weeks = weeks.filter(lambda week: any(end - start >= 60 for day in week for start, end in day))
all_hours = st.builds(
    WorkingHours, wide_weeks, st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5), zones
)
moments = st.one_of(
    st.integers(1_767_225_600, 1_798_761_600),  # 2026
    st.integers(-(2**33), 2**36),
)


@settings(max_examples=150, deadline=None)
@given(all_hours, moments, st.integers(0, 2 * 86_400), st.integers(0, 100_000))
def test_saying_it_later_is_never_due_earlier(hours: WorkingHours, first: int, gap: int, limit: int) -> None:
    early, late = moment_after(first, limit, hours), moment_after(first + gap, limit, hours)
    assert first + limit <= early <= late


@settings(max_examples=100, deadline=None)
@given(all_hours, st.integers(1_767_225_600, 1_798_761_600), st.integers(1, 40_000))
def test_the_limit_is_exactly_the_work_between_first_word_and_due_time(
    hours: WorkingHours, first: int, limit: int
) -> None:
    due = moment_after(first, limit, hours)
    if due - first < 399 * 86_400:
        assert worked(first, due, hours) == limit


@settings(max_examples=60, deadline=None)
@given(all_hours, st.integers(1_767_225_600, 1_798_761_600), st.integers(0, 900_000), st.integers(0, 900_000))
def test_work_adds_up_over_parts(hours: WorkingHours, start: int, first: int, second: int) -> None:
    whole = worked(start, start + first + second, hours)
    assert whole == worked(start, start + first, hours) + worked(start + first, start + first + second, hours)


def test_a_due_time_costs_microseconds() -> None:
    first = berlin("2026-11-01T00:00")
    due_at(Kind.PRAISE, first, TWO_SPANS)
    best = 1.0
    for _ in range(5):
        begun = time.process_time()
        for step in range(2_000):
            due_at(Kind.COMPLAINT, first + step * 600, TWO_SPANS)
        best = min(best, (time.process_time() - begun) / 2_000)
    assert best < 60e-6
