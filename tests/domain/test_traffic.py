"""Weeks beside weeks: like is compared with like, and half a week never with a whole one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.traffic import Span, Visits, Week, compared, weeks_of

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


def day(number: int, visitors: int, views: int | None = None) -> tuple[date, tuple[Visits, str]]:
    """A day, counted from the Monday."""
    at = MONDAY + timedelta(days=number)
    return at, (Visits(at, Span.DAY, visitors, None, views), "")


def week(number: int, visitors: int, by: str = "") -> tuple[date, tuple[Visits, str]]:
    at = MONDAY + timedelta(days=7 * number)
    return at, (Visits(at, Span.WEEK, visitors), by)


def test_a_week_that_is_not_over_is_held_against_the_same_days_before() -> None:
    days = dict([*(day(n, 10) for n in range(-7, 0)), *(day(n, 20) for n in range(5))])
    now, before = weeks_of(days, {}, FRIDAY, 4)
    assert (now.visits.visitors, now.days, now.change) == (80, 4, 1.0)
    assert now.words == "80 visitors; 100 % more than the same days a week before"
    assert (before.visits.visitors, before.days, before.by_days, before.change) == (70, 7, True, None)


def test_whole_weeks_are_compared_as_the_service_counts_them() -> None:
    days = dict(day(n, 100) for n in range(-14, 0))
    _, last = weeks_of(days | dict([day(0, 1)]), dict([week(-1, 300), week(-2, 400)]), FRIDAY, 2)
    assert (last.visits.visitors, last.by_days, last.change) == (300, False, -0.25)
    assert last.words == "300 visitors; 25 % fewer than the week before"


def test_a_whole_week_is_never_held_against_days_added_up() -> None:
    days = dict(day(n, 100) for n in range(-14, -7))
    (last, older) = weeks_of(days, dict([week(-1, 300)]), FRIDAY, 3)
    assert last.change is None
    assert older.by_days


def test_days_that_are_missing_on_one_side_alone_say_nothing() -> None:
    days = dict([day(0, 5), day(1, 5), day(-7, 5)])
    assert weeks_of(days, {}, FRIDAY, 1)[0].change is None


def test_a_week_typed_in_stands_while_it_lasts_and_what_a_service_says_of_it_waits() -> None:
    days = dict([day(0, 5)])
    assert weeks_of(days, dict([week(0, 9, "ana")]), FRIDAY, 1)[0].visits.visitors == 9
    assert weeks_of(days, dict([week(0, 9)]), FRIDAY, 1)[0].visits.visitors == 5


def test_the_comparison_takes_what_both_have() -> None:
    a, b = Visits(MONDAY, Span.WEEK, None, None, 50), Visits(MONDAY, Span.WEEK, 3, None, 40)
    assert compared(a, b) == 0.25
    assert compared(Visits(MONDAY, Span.WEEK, 3), Visits(MONDAY, Span.WEEK, 0)) is None
    assert compared(Visits(MONDAY), Visits(MONDAY, Span.DAY, 1)) is None


def test_words_say_one_visitor_and_the_same_again() -> None:
    one = Week(Visits(MONDAY, Span.WEEK, 1, 1, 1), 7, False, "", 0.001)
    assert one.words == "1 visitor, 1 visit, 1 page; as many as the week before"
    assert Week(Visits(MONDAY, Span.WEEK), 7, False).words == "nothing was counted"


@given(st.dictionaries(st.integers(-30, 4), st.integers(0, 1000)), st.integers(0, 6))
def test_no_day_is_counted_twice_and_none_of_today(counted: dict[int, int], offset: int) -> None:
    today = MONDAY + timedelta(days=offset)
    found = weeks_of(dict(day(n, v) for n, v in counted.items()), {}, today, 6)
    shown = sum(week.visits.visitors or 0 for week in found)
    assert shown == sum(v for n, v in counted.items() if MONDAY + timedelta(days=n) < today)
