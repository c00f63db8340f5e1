"""The times that people type, by the clock on their own wall."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from socialtui.desk.times import choices, parse_time, past_time
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.errors import UsageFault
from tests.conftest import DAY, HOUR, NOW

OFFICE = ((540, 1080),)
BERLIN = WorkingHours((*(OFFICE,) * 5, (), ()), zone="Europe/Berlin")
NEW_YORK = WorkingHours((*(OFFICE,) * 5, (), ()), zone="America/New_York")


def at(text: str, hours: WorkingHours) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(hours.zone)).timestamp())


@pytest.mark.parametrize("hours", [BERLIN, NEW_YORK], ids=lambda hours: hours.zone)
@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        # Wednesday
        ("2026-09-23T14:00", "15:30", "2026-09-23T15:30"),
        ("2026-09-23T14:00", "13:30", "2026-09-24T13:30"),
        ("2026-09-23T14:00", "9", "2026-09-24T09:00"),
        ("2026-09-23T14:00", "3pm", "2026-09-23T15:00"),
        ("2026-09-23T14:00", "12 am", "2026-09-24T00:00"),
        ("2026-09-23T14:00", "16.15", "2026-09-23T16:15"),
        ("2026-09-23T14:00", " 2H ", "2026-09-23T16:00"),
        ("2026-09-23T14:00", "30m", "2026-09-23T14:30"),
        ("2026-09-23T14:00", "tomorrow", "2026-09-24T09:00"),
        ("2026-09-23T14:00", "tomorrow 8:15", "2026-09-24T08:15"),
        ("2026-09-23T14:00", "today 18:00", "2026-09-23T18:00"),
        ("2026-09-23T14:00", "fri 9:00", "2026-09-25T09:00"),
        ("2026-09-23T14:00", "Friday", "2026-09-25T09:00"),
        ("2026-09-23T14:00", "wed", "2026-09-30T09:00"),
        ("2026-09-23T14:00", "sun", "2026-09-27T09:00"),
        ("2026-09-23T14:00", "2026-12-24 10:00", "2026-12-24T10:00"),
        ("2026-09-23T14:00", "2026-12-24", "2026-12-24T09:00"),
    ],
)
def test_a_typed_time_is_the_wall_clocks(now: str, typed: str, meant: str, hours: WorkingHours) -> None:
    assert parse_time(typed, at(now, hours), hours) == at(meant, hours)


@pytest.mark.parametrize(
    ("hours", "now", "typed", "meant", "really"),
    [
        (BERLIN, "2026-10-24T14:00", "tomorrow 14:00", "2026-10-25T14:00", 25),
        (BERLIN, "2026-03-28T14:00", "tomorrow 14:00", "2026-03-29T14:00", 23),
        (NEW_YORK, "2026-10-31T14:00", "tomorrow 14:00", "2026-11-01T14:00", 25),
        (NEW_YORK, "2026-03-07T14:00", "sun 14:00", "2026-03-08T14:00", 23),
    ],
)
def test_the_night_of_a_clock_change_is_longer_or_shorter(
    hours: WorkingHours, now: str, typed: str, meant: str, really: int
) -> None:
    start = at(now, hours)
    assert parse_time(typed, start, hours) == at(meant, hours) == start + really * 3600


def test_an_hour_that_is_skipped_is_a_moment_all_the_same() -> None:
    start = at("2026-03-28T14:00", BERLIN)
    assert parse_time("tomorrow 2:30", start, BERLIN) == at("2026-03-29T03:30", BERLIN)


@pytest.mark.parametrize(
    "typed", ["", "soon", "25:00", "9:75", "13pm", "0am", "2026-02-30", "2026-13-01 9:00", "today 9:00", "2020-01-01",
              "friendly", "monkey 9:00", "0h", "-2h", "9:00 fri", "99999h"],
)  # fmt: skip
def test_what_is_no_time_is_told_with_the_forms_that_are(typed: str) -> None:
    with pytest.raises(UsageFault) as fault:
        parse_time(typed, at("2026-09-23T14:00", BERLIN), BERLIN)
    assert "fri 9:00" in fault.value.next_step


@pytest.mark.parametrize("hours", [BERLIN, NEW_YORK], ids=lambda hours: hours.zone)
def test_the_choices_are_an_hour_tomorrows_and_mondays_opening(hours: WorkingHours) -> None:
    now = at("2026-10-23T16:00", hours)
    assert choices(now, hours) == {
        "h": now + 3600, "t": at("2026-10-24T09:00", hours), "m": at("2026-10-26T09:00", hours),
    }  # fmt: skip
    monday = at("2026-10-26T08:00", hours)
    assert choices(monday, hours)["m"] == at("2026-11-02T09:00", hours)


@pytest.mark.parametrize(
    ("words", "before"),
    [("2h", 2 * HOUR), ("90m ago", 90 * 60), ("3d", 3 * DAY), ("14:00", 13 * 60), ("15:00", 23 * HOUR + 13 * 60),
     ("yesterday 14:13", DAY), ("2026-09-20 14:13", DAY), ("2026-09-21T14:00:00Z", 13 * 60 + 20)],
)  # fmt: skip
def test_what_was_is_read_backwards(words: str, before: int) -> None:
    assert 0 <= before - (NOW - past_time(words, NOW, WorkingHours())) + 60 <= 120


@pytest.mark.parametrize(
    "words", ["tomorrow", "2999-01-01 10:00", "25:00", "2026-99-99", "soon", "yesterday 99:99"]
)
def test_what_never_was_is_no_time(words: str) -> None:
    with pytest.raises(UsageFault, match=r"is no|has not come"):
        past_time(words, NOW, WorkingHours())
