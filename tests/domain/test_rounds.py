"""Rounds of the schedule that lie behind: none lost, none doubled, each on a day of its own plan."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from socialtui.domain.cadence import How, Tick
from socialtui.domain.consistency import Sign, half_year, lines
from socialtui.domain.livable import GROW, SMALLER, Offered, room_for_more, smaller, too_much
from socialtui.domain.plan import parse_plan, round_of
from socialtui.domain.rounds import Fate, Round, Version, days_of, of_task

FIRST = date(2026, 1, 5)
"""A Monday."""
RULES = {
    "daily": "FREQ=DAILY", "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "mon wed fri": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "tue thu": "FREQ=WEEKLY;BYDAY=TU,TH", "fri": "FREQ=WEEKLY;BYDAY=FR", "weekly": "FREQ=WEEKLY;BYDAY=MO",
    "monthly": "FREQ=MONTHLY;BYMONTHDAY=1", "rrule:FREQ=MONTHLY;BYDAY=-1FR": "FREQ=MONTHLY;BYDAY=-1FR",
}  # fmt: skip


def days(count: int, first: date = FIRST) -> list[date]:
    return [first + timedelta(days=step) for step in range(count)]


def version(
    recurrence: str = "daily", since: date = FIRST, *, awake: bool = True, minutes: int = 10
) -> Version:
    return Version("read", since, recurrence, minutes, 0, awake)


def tick(day: date, how: How = How.DONE, at: int = 0) -> Tick:
    return Tick("read", day, how, at)


@pytest.mark.parametrize("recurrence", RULES)
def test_words_for_days_mean_what_the_calendar_rules_mean(recurrence: str) -> None:
    """Over a leap year, its month ends included."""
    first = date(2027, 12, 20)
    rule = rrulestr(RULES[recurrence], dtstart=datetime(2027, 1, 1))  # noqa: DTZ001
    stop = datetime(2029, 3, 9)  # noqa: DTZ001
    begins = {day.date() for day in rule.between(datetime(2027, 12, 20), stop, inc=True)}  # noqa: DTZ001
    found = {span.first for day in days(446, first) if (span := round_of(recurrence, day)) is not None}
    assert {day for day in found if day >= first} == begins
    for day in days(446, first):
        span = round_of(recurrence, day)
        assert span is None or span.first <= day <= span.last


CHANGES = st.lists(
    st.tuples(st.integers(0, 59), st.sampled_from(sorted(RULES)), st.booleans()), min_size=1, max_size=4,
    unique_by=lambda one: one[0],
)  # fmt: skip
SAID = st.dictionaries(st.integers(0, 62), st.sampled_from([*How]), max_size=30)


@settings(max_examples=80, deadline=None)
@given(CHANGES, SAID, st.sets(st.integers(0, 62)))
def test_no_round_is_lost_doubled_or_on_a_day_of_another_plan(
    changes: list[tuple[int, str, bool]], said: dict[int, How], here: set[int]
) -> None:
    versions = [version(days_, FIRST + timedelta(days=n), awake=awake) for n, days_, awake in sorted(changes)]
    ticks = [tick(FIRST + timedelta(days=n), how) for n, how in said.items()]
    seen = days_of({FIRST + timedelta(days=n): "" for n in here}, [one.day for one in ticks])
    last = FIRST + timedelta(days=62)
    found = list(of_task(versions, ticks, seen, FIRST, last))
    assert len({one.day for one in found}) == len(found), "one day has one fate"
    for one in found:
        assert one.version.awake
        assert one.version is [v for v in versions if v.from_day <= one.day][-1]
        span = round_of(one.version.days, one.day)
        assert span is not None
        if one.fate is Fate.MISSED:
            assert one.day == span.last < last
            assert not seen.absent(one.day, last) or span.first != span.last
    settled = {one.day for one in found if one.fate is not Fate.MISSED}
    for one_tick in ticks:
        mine = [v for v in versions if v.from_day <= one_tick.day]
        if (
            one_tick.how is not How.TAKEN_BACK
            and mine
            and mine[-1].awake
            and round_of(mine[-1].days, one_tick.day)
        ):
            span = round_of(mine[-1].days, one_tick.day)
            assert span is not None
            assert any(span.first <= day <= span.last for day in settled), "what was said counts"


def test_an_absence_of_a_week_is_no_miss_and_two_days_are() -> None:
    here = days_of(dict.fromkeys([*days(10), *days(20, FIRST + timedelta(days=20))], "UTC"))
    last = FIRST + timedelta(days=39)
    told = list(of_task([version()], [], here, FIRST, last))
    assert [one.day for one in told] == [*days(10), *days(19, FIRST + timedelta(days=20))]
    short = days_of(dict.fromkeys([*days(10), *days(20, FIRST + timedelta(days=12))], "UTC"))
    assert len(list(of_task([version()], [], short, FIRST, FIRST + timedelta(days=31)))) == 31


def test_a_task_is_offered_smaller_once_for_each_of_its_plans() -> None:
    (task,) = parse_plan({"task": {"read": {"words": "Read", "days": "daily"}}}, lambda *_: 1)
    day = FIRST + timedelta(days=14)
    rounds = [Round("read", one, Fate.MISSED, version()) for one in days(14)]
    wanted = too_much([task], {"read": [version()]}, {"read": rounds}, [], day)
    assert wanted is not None
    assert (wanted.kept, wanted.asked) == (0, 14)
    assert too_much([task], {"read": [version()]}, {"read": rounds}, [], day - timedelta(days=1)) is None
    for answer, again in (("", False), ("keep", False), ("fewer", False)):
        offered = [Offered(1, SMALLER, "read", 0, 14, day, answer)]
        found = too_much([task], {"read": [version()]}, {"read": rounds}, offered, day + timedelta(days=60))
        assert (found is not None) is again
    changed = version("mon wed fri", day)
    missed = [Round("read", day + timedelta(days=n), Fate.MISSED, changed) for n in (0, 2, 4, 7, 9, 11)]
    later = day + timedelta(days=14)
    offered = [Offered(1, SMALLER, "read", 0, 14, day, "fewer")]
    assert (
        too_much([task], {"read": [version(), changed]}, {"read": [*rounds, *missed]}, offered, later)
        is not None
    )
    half = [
        Round("read", one, Fate.KEPT if n % 2 else Fate.MISSED, version()) for n, one in enumerate(days(14))
    ]
    assert too_much([task], {"read": [version()]}, {"read": half}, [], day) is None


@pytest.mark.parametrize(
    ("days_", "minutes", "target", "answers"),
    [
        ("daily", 10, 0, {"fewer": "mon wed fri", "shorter": "5 min"}),
        ("mon wed fri", 10, 4, {"fewer": "mon fri", "shorter": "2 only"}),
        ("tue thu", 3, 0, {"fewer": "tue", "day": "mon wed"}),
        ("fri", 12, 0, {"fewer": "monthly", "day": "mon", "shorter": "6 min"}),
        ("weekly", 3, 0, {"fewer": "monthly", "day": "mon"}),
        ("monthly", 3, 0, {}),
        ("rrule:FREQ=MONTHLY;BYDAY=1MO", 20, 0, {"shorter": "10 min"}),
    ],
)
def test_every_answer_is_smaller_and_a_plan_that_can_be_read(
    days_: str, minutes: int, target: int, answers: dict[str, str]
) -> None:
    table = {"words": "Read", "days": days_, "minutes": minutes, "target": target}
    (task,) = parse_plan({"task": {"read": table}}, lambda *_: 1)
    changes = smaller(task, ())
    words = {name: change.words for name, change in changes.items() if name not in ("drop", "keep")}
    assert {name: words.get(name) for name in answers} == answers
    assert set(words) <= {*answers, "day"}
    assert {"drop", "keep"} <= set(changes)
    for change in changes.values():
        parse_plan({"task": {"read": table | dict(change.values)}}, lambda *_: 1)


def test_a_plan_grows_only_when_it_stood_and_was_kept_for_two_months() -> None:
    day = FIRST + timedelta(weeks=8)
    versions = {"read": [version()]}
    kept = {"read": [Round("read", one, Fate.KEPT, version()) for one in days(56)]}
    wanted = room_for_more(versions, kept, [], day)
    assert wanted is not None
    assert (wanted.kept, wanted.asked) == (56, 56)
    assert room_for_more(versions, kept, [], day - timedelta(days=1)) is None
    assert room_for_more(versions, kept, [Offered(1, GROW, "", 1, 1, FIRST, "keep")], day) is None
    worse = {
        "read": [
            Round("read", one, Fate.KEPT if n % 3 else Fate.MISSED, version())
            for n, one in enumerate(days(56))
        ]
    }
    assert room_for_more(versions, worse, [], day) is None


def test_the_map_has_26_weeks_and_an_ascii_twin() -> None:
    today = FIRST + timedelta(weeks=25, days=2)
    told = [("read", 0, Fate.KEPT), ("read", 1, Fate.MISSED), ("gone", 0, Fate.SKIPPED)]
    rounds: dict[str, list[Round]] = {}
    for task, n, fate in told:
        rounds.setdefault(task, []).append(Round(task, FIRST + timedelta(days=n), fate, version()))
    half = half_year(today, FIRST, rounds, {"read": "Read"}, days_of(dict.fromkeys(days(3), "UTC")))
    assert (half.monday, half.kept, half.asked) == (FIRST, 1, 3)
    assert [half.sign(day) for day in days(3)] == [Sign.SOME, Sign.NONE, Sign.NOTHING]
    assert half.sign(FIRST, "read") is Sign.ALL
    assert half.sign(FIRST + timedelta(days=5)) is Sign.AWAY
    assert half.sign(today + timedelta(days=1)) is Sign.AHEAD
    for ascii_ in (False, True):
        drawn = list(lines(half, ascii_))
        assert len(drawn) == 9
        assert all(len(line) <= 78 for line in drawn)
        assert not ascii_ or all(line.isascii() for line in drawn)
    assert [share.words for share in half.shares] == ["Read", "gone"]
