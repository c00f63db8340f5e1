"""The schedule: what its file may say, what is asked for on a day, and how far the day is."""

import subprocess
import sys
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.domain import query
from socialtui.domain.cadence import (
    Count,
    How,
    State,
    Task,
    Tick,
    completed,
    due_this_week,
    due_today,
    missed,
    next_day,
    parse_plan,
    rows,
    sleeps,
    today,
    window,
)
from socialtui.domain.errors import ConfigFault
from socialtui.domain.plan import ROLES, WIDEST
from socialtui.domain.query import parse

MONDAY = date(2026, 11, 16)
TUESDAY, WEDNESDAY, FRIDAY = MONDAY + timedelta(1), MONDAY + timedelta(2), MONDAY + timedelta(4)
ALL = frozenset(ROLES)


def shipped() -> tuple[Task, ...]:
    text = (files("socialtui") / "cadence.toml").read_text("utf-8")
    return parse_plan(tomllib.loads(text), lambda *keys: 1)


def task(name: str = "work", **changes: object) -> Task:
    plain = Task(name, name, name, (), "daily", 0, 10, "", "hand", "", False, True)
    return replace(plain, **changes)


def tick(how: How = How.DONE, day: date = MONDAY, at: int = 1, count: int = 0, name: str = "work") -> Tick:
    return Tick(name, day, how, at, "ana", "", count)


def names(tasks: tuple[Task, ...]) -> list[str]:
    return [one.id for one in tasks]


def faults(text: str) -> list[str]:
    places: dict[tuple[str, ...], int] = {(): 1}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("["):
            table = tuple(line.strip("[]").split("."))
            places.setdefault(table[:1], number)
            places[table] = number
        elif "=" in line:
            places[(*table, line.split("=")[0].strip())] = number

    def line_of(*keys: str) -> int:
        while keys not in places:
            keys = keys[:-1]
        return places[keys]

    with pytest.raises(ConfigFault) as caught:
        parse_plan(tomllib.loads(text), line_of)
    return list(caught.value.faults)


# The shipped schedule


def test_the_shipped_schedule_has_the_documents_eighteen_tasks() -> None:
    tasks = shipped()
    assert len(tasks) == 18
    assert all(len(one.words) <= WIDEST and one.source_document for one in tasks)
    assert len({one.words for one in tasks}) == 18


def test_a_tasks_view_is_read_once_and_its_network_is_told_beside_other_faults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = list[str]()

    def reading(text: str, **more: Any) -> query.Query:
        read.append(text)
        return parse(text, **more)

    parse = query.parse
    monkeypatch.setattr(query, "parse", reading)
    value = {"task": {"one": {"words": "Read", "days": "daily", "opens": "net:mastodon"}}}
    (task,) = parse_plan(value, lambda *_: 1)
    assert (task.opens, read) == ("net:mastodon", ["net:mastodon"])
    value["task"]["one"]["days"] = "someday"
    with pytest.raises(ConfigFault) as caught:
        parse_plan(value, lambda *_: 1, networks=lambda: ("reddit",))
    assert [fault.split(": ")[1] for fault in caught.value.faults] == ["task.one.days", "task.one.opens"]


def test_at_first_six_tasks_are_awake() -> None:
    assert sum(one.awake for one in shipped()) == 6


def test_only_days_that_the_documents_name_are_called_stated() -> None:
    stated = {one.id: one.days for one in shipped() if one.stated}
    assert stated == {
        "join": "mon wed fri",
        "page-content": "mon wed fri",
        "posts": "mon",
        "blog-comments": "tue thu",
        "traffic": "fri",
        "invite": "event:new-client",
        "recommendation": "event:project-done",
    }


def test_every_view_of_the_shipped_schedule_is_a_query_of_its_roles() -> None:
    for one in shipped():
        if one.opens and not one.opens.startswith("go:"):
            assert parse(one.opens).roles == one.roles


def test_the_week_of_the_documents() -> None:
    awake = tuple(replace(one, awake=True) for one in shipped())
    week = due_this_week(awake, WEDNESDAY, ALL)
    by_day = [set(names(tasks)) for _, tasks in week.days]
    daily = {"alerts", "page-questions", "listen", "contacts"}
    assert by_day == [
        daily | {"posts", "join", "page-content"},
        daily | {"blog-comments"},
        daily | {"join", "page-content"},
        daily | {"blog-comments"},
        daily | {"join", "page-content", "traffic"},
        daily,
        daily,
    ]
    assert set(names(week.any_day)) == {
        "contact-questions", "discussions", "lists", "searches", "voices", "reuse", "places",
    }  # fmt: skip


# Sleeping


def test_a_task_without_an_account_of_its_role_sleeps_and_is_listed_last() -> None:
    plan = (task("page", roles=("page",)), task("work"))
    shown = rows(plan, (), {}, MONDAY, frozenset({"blog"}))
    assert [(row.task.id, row.state) for row in shown] == [("work", State.OPEN), ("page", State.SLEEPING)]
    assert shown[1].why == "no page account"
    assert names(due_today(plan, MONDAY, frozenset({"blog"}))) == ["work"]


def test_any_one_of_several_roles_is_enough() -> None:
    assert not sleeps(task(roles=("site", "blog")), frozenset({"blog"}))
    assert sleeps(task(roles=("site", "blog")), frozenset({"mail"})) == "no site or blog account"


def test_what_sleeps_is_never_missed() -> None:
    sleeping = task(roles=("page",))
    assert missed(sleeping, (), MONDAY, FRIDAY, frozenset()) == ()
    assert missed(task(awake=False), (), MONDAY, FRIDAY, ALL) == ()
    assert len(missed(task(), (), MONDAY, FRIDAY, ALL)) == 5


def test_any_word_about_a_day_keeps_it_from_being_missed() -> None:
    said = (tick(How.SKIP, MONDAY), tick(How.NOT_APPROPRIATE, TUESDAY), tick(How.DONE, FRIDAY))
    assert [span.first for span in missed(task(), said, MONDAY, FRIDAY, ALL)] == [
        WEDNESDAY,
        WEDNESDAY + timedelta(1),
    ]


def test_a_week_that_is_not_over_is_not_missed() -> None:
    weekly = task(days="weekly")
    assert missed(weekly, (), MONDAY, FRIDAY, ALL) == ()
    assert len(missed(weekly, (), MONDAY, MONDAY + timedelta(6), ALL)) == 1


# Days


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("daily", "1111111"),
        ("weekdays", "1111100"),
        ("mon wed fri", "1010100"),
        ("tue thu", "0101000"),
        ("weekly", "1111111"),
        ("event:new-client", "0000000"),
        ("rrule:FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "0000010"),
        ("rrule:FREQ=MONTHLY;BYDAY=3WE", "0010000"),
    ],
)
def test_days_of_a_week(days: str, expected: str) -> None:
    asked = [window(task(days=days), MONDAY + timedelta(step)) is not None for step in range(7)]
    # Every second week counts from a Monday in 2024; the week of this test is one of them or its neighbour.
    if "INTERVAL=2" in days:
        later = [window(task(days=days), MONDAY + timedelta(step + 7)) is not None for step in range(7)]
        assert asked != later
        asked = [one or other for one, other in zip(asked, later, strict=True)]
    assert "".join("01"[one] for one in asked) == expected


def test_an_event_asks_for_its_task() -> None:
    invite = task(days="event:new-client")
    assert names(due_today((invite,), MONDAY, ALL, happened=frozenset({"new-client"}))) == ["work"]
    assert next_day(invite, MONDAY) is None


def test_a_weekly_task_stays_until_a_word_about_it() -> None:
    weekly = (task(days="weekly"),)
    said = (tick(day=TUESDAY),)
    assert due_today(weekly, MONDAY, ALL, said)
    assert due_today(weekly, TUESDAY, ALL, said), "on the day itself it is shown as done"
    assert not due_today(weekly, WEDNESDAY, ALL, said)
    assert due_today(weekly, MONDAY + timedelta(7), ALL, said)


def test_a_half_done_weekly_task_stays() -> None:
    weekly = (task(days="weekly", target=3),)
    assert due_today(weekly, FRIDAY, ALL, (tick(day=TUESDAY, count=1),))


def test_what_is_asked_for_once_is_done_for_good() -> None:
    once = (task(days="once"),)
    assert due_today(once, FRIDAY, ALL)
    assert not due_today(once, FRIDAY + timedelta(400), ALL, (tick(day=FRIDAY),))


def test_a_month_ends_on_its_last_day() -> None:
    monthly = task(days="monthly")
    assert window(monthly, date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert window(monthly, date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_the_next_day_of_a_task() -> None:
    assert next_day(task(days="tue thu"), WEDNESDAY) == WEDNESDAY + timedelta(1)
    assert next_day(task(days="fri"), FRIDAY + timedelta(1)) == FRIDAY + timedelta(7)
    assert next_day(task(days="rrule:FREQ=MONTHLY;BYMONTHDAY=1"), FRIDAY) == date(2026, 12, 1)


# States and progress


def test_the_newest_word_decides() -> None:
    said = (tick(How.NOT_APPROPRIATE, at=3), tick(How.DONE, at=1), tick(How.SKIP, at=2))
    (row,) = rows((task(),), said, {}, MONDAY, ALL)
    assert row.state is State.NOT_APPROPRIATE


def test_yesterdays_word_is_yesterdays() -> None:
    (row,) = rows((task(),), (tick(day=MONDAY),), {}, TUESDAY, ALL)
    assert row.state is State.OPEN


@pytest.mark.parametrize(
    ("count", "state", "progress", "minutes"),
    [
        (Count(), State.OPEN, "", 10),
        (Count(0, 7), State.OPEN, "7 left", 10),
        (Count(3, 4), State.HALF, "3 of 7", 6),
        (Count(7, 0), State.DONE, "0 left", 0),
        (Count(0, 0), State.DONE, "0 left", 0),
    ],
)
def test_a_view_that_is_to_be_empty(count: Count, state: State, progress: str, minutes: int) -> None:
    plan = (task(completes="empty", opens="role:blog"),)
    (row,) = rows(plan, (), {"work": count}, MONDAY, ALL)
    assert (row.state, row.progress, row.minutes_left) == (state, progress, minutes)


def test_a_target_is_counted_and_stops_at_itself() -> None:
    plan = (task(completes="target", target=2),)
    shown = [rows(plan, (), {"work": Count(done)}, MONDAY, ALL)[0] for done in (0, 1, 2, 5)]
    assert [row.progress for row in shown] == ["0 of 2", "1 of 2", "2 of 2", "2 of 2"]
    assert [row.state for row in shown] == [State.OPEN, State.HALF, State.DONE, State.DONE]
    assert completed(plan[0], Count(2))


def test_ticks_add_up_to_a_target_by_hand() -> None:
    plan = (task(target=3),)
    two = (tick(at=1, count=1), tick(at=2, count=1))
    assert rows(plan, two, {}, MONDAY, ALL)[0].progress == "2 of 3"
    assert rows(plan, (*two, tick(at=3, count=1)), {}, MONDAY, ALL)[0].state is State.DONE
    assert rows(plan, (tick(),), {}, MONDAY, ALL)[0].state is State.DONE


def test_not_appropriate_is_a_full_answer_and_a_skip_is_not() -> None:
    plan = tuple(task(name) for name in ("one", "two", "three"))
    said = (tick(How.NOT_APPROPRIATE, name="one"), tick(How.SKIP, name="two"))
    panel = today(plan, said, {}, MONDAY, ALL)
    assert (panel.kept, panel.due, panel.minutes_left) == (1, 3, 10)


def test_the_panel_shows_what_is_due_only() -> None:
    plan = (task("one"), task("two", days="fri"), task("three", roles=("page",)))
    assert [row.task.id for row in today(plan, (), {}, MONDAY, frozenset()).rows] == ["one"]


# The file


def test_all_faults_are_named_at_once_with_the_nearest_right_word() -> None:
    text = """\
[task.alerts]
words = "Google Alerts"
days = "dayly"
rol = "alerts"
minutes = "5"
[task.page]
words = "This is longer than the panel is wide"
days = "mon web fri"
role = "pages"
completes = "emtpy"
[task.bare]
awake = 1
[task.Odd_Name]
words = "Odd"
days = "daily weekly"
[tasks.other]
words = "Other"
"""
    assert faults(text) == [
        "cadence.toml:3: task.alerts.days: dayly: no such day; did you mean daily?",
        "cadence.toml:4: task.alerts.rol: no such key of a task; did you mean role?",
        "cadence.toml:5: task.alerts.minutes: must be a whole number from 0 to 600",
        "cadence.toml:7: task.page.words: has more than 24 letters; the sentence has room for them",
        "cadence.toml:8: task.page.days: web: no such day; did you mean wed?",
        "cadence.toml:9: task.page.role: pages: no such role; did you mean page?",
        "cadence.toml:10: task.page.completes: emtpy: no such way to complete a task; did you mean empty?",
        "cadence.toml:11: task.bare: has no days",
        "cadence.toml:11: task.bare: has no words",
        "cadence.toml:12: task.bare.awake: must be true or false",
        "cadence.toml:13: task.Odd_Name: a task's name is made of a-z, 0-9 and single hyphens",
        "cadence.toml:15: task.Odd_Name.days: daily weekly: write either one of daily, weekdays, weekly, "
        "monthly, once, or days such as mon wed fri",
        "cadence.toml:16: tasks: no such table here; did you mean task?",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('days = "rrule:FREQ=SECONDLY"', "FREQ=DAILY"),
        ('days = "rrule:FREQ=DAILY;COUNT=3"', "COUNT"),
        ('days = "rrule:FREQ=WEEKLY;BYDAY=XX"', "can't be read"),
        ('days = "event:"', "an event's name"),
        ('days = ""', "is empty"),
        ('days = "daily"\ncompletes = "empty"', "needs opens"),
        ('days = "daily"\ncompletes = "target"\ntarget = 0', "1 or more"),
        ('days = "daily"\ntarget = true', "whole number"),
        ('days = "daily"\nsentence = "a\\u001b[2J"', "printable"),
    ],
)
def test_what_a_task_cannot_be(line: str, words: str) -> None:
    (fault,) = faults(f'[task.one]\nwords = "One"\n{line}\n')
    assert words in fault


def test_a_plan_that_is_no_table_is_named() -> None:
    with pytest.raises(ConfigFault, match="not a table"):
        parse_plan({"task": 5}, lambda *keys: 1)
    with pytest.raises(ConfigFault, match=r"write \[task.one\]"):
        parse_plan({"task": {"one": 5}}, lambda *keys: 1)


def test_days_may_be_written_loosely() -> None:
    value = {
        "task": {"one": {"words": "One", "days": "Fri, mon"}, "two": {"words": "Two", "days": " Daily "}}
    }
    assert [one.days for one in parse_plan(value, lambda *keys: 1)] == ["mon fri", "daily"]


def test_an_empty_plan_is_a_plan() -> None:
    assert parse_plan({}, lambda *keys: 1) == ()


def test_the_schedule_loads_no_recurrence_library() -> None:
    code = "import sys, socialtui.domain.cadence; print('dateutil' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
