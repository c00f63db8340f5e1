"""Half a year of the schedule through the real store: one who keeps it, one who has too much, one who comes back."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, FR, MO, MONTHLY, TH, TU, WE, WEEKLY, rrule, weekday

from socialtui.desk import Desk
from socialtui.domain.cadence import How
from socialtui.domain.consistency import HalfYear, Sign, lines
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.livable import SMALLER
from socialtui.domain.rounds import Fate
from socialtui.store import cadence as ticking
from socialtui.store import plans
from tests.conftest import FakeClock, MakeDesk, Store

FIRST = date(2026, 9, 21)
"""A Monday; Berlin leaves summer time on 25 October and New York on 1 November."""
LAST = FIRST + timedelta(days=27 * 7 - 1)
BOUND: dict[str, Sequence[weekday]] = {
    "daily": (), "mon wed fri": (MO, WE, FR), "tue thu": (TU, TH), "fri": (FR,),
}  # fmt: skip

PLAN = """
[task.alerts]
words = "Alerts"
days = "daily"
minutes = 5

[task.questions]
words = "Questions"
days = "daily"
minutes = 10

[task.join]
words = "Join one"
days = "mon wed fri"
minutes = 10

[task.blog]
words = "Blog comments"
days = "tue thu"
minutes = 16

[task.traffic]
words = "Traffic"
days = "fri"
minutes = 12

[task.lists]
words = "Lists"
days = "weekly"
minutes = 14

[task.reuse]
words = "Second life"
days = "monthly"
minutes = 10

[task.paydays]
words = "Last day"
days = "rrule:FREQ=MONTHLY;BYMONTHDAY=-1"
minutes = 5

[task.invite]
words = "Invite the client"
days = "event:new-client"
minutes = 5

[task.sleeper]
words = "New places"
days = "monthly"
awake = false
"""


class Life:
    """One person with a clock of their own, who may sit in another zone tomorrow."""

    def __init__(self, make: MakeDesk, clock: FakeClock, folder: Path) -> None:
        self._make, self.clock = make, clock
        self.desks: dict[str, Desk] = {}
        (folder / "cadence.toml").write_text(PLAN)

    async def at(self, day: date, zone: str, hour: int = 9, minute: int = 0) -> Desk:
        """Their desk at a moment of the wall clock."""
        there = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
        self.clock.time = int(there.timestamp())
        if zone not in self.desks:
            self.desks[zone] = await self._make("ana", hours=WorkingHours(zone=zone))
        desk = self.desks[zone]
        assert desk.cadence.day() == day
        await desk.cadence.keep()
        return desk

    async def work(self, desk: Desk, minutes: int = 999) -> list[str]:
        """Does what is due, from the top, as far as the minutes go; what was done."""
        done = []
        for row in (await desk.cadence.panel()).today.rows:
            if row.minutes_left and row.task.minutes <= minutes:
                minutes -= row.task.minutes
                how = How.NOT_APPROPRIATE if row.task.id == "join" and desk.clock.now() % 3 else How.DONE
                await desk.cadence.tick(row.task.id, how)
                done.append(row.task.id)
        return done


@pytest.fixture
def life(desk: MakeDesk, clock: FakeClock, tmp_path: Path) -> Life:
    return Life(desk, clock, tmp_path)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def asked(recurrence: str, first: date, last: date) -> set[date]:
    """The days of a recurrence as the calendar library counts them, without ours."""
    start, end = (datetime.combine(day, datetime.min.time()) for day in (first, last))
    if recurrence == "last":
        return {one.date() for one in rrule(MONTHLY, dtstart=start, until=end, bymonthday=-1)}
    if recurrence == "weekly":
        return {one.date() for one in rrule(WEEKLY, dtstart=start, until=end, byweekday=MO)}
    return {one.date() for one in rrule(DAILY, dtstart=start, until=end, byweekday=BOUND[recurrence] or None)}


def shown(half: HalfYear, who: str) -> None:
    print(f"\n{who}: {half.kept} of {half.asked} kept")
    print("\n".join(lines(half)))
    for share in half.shares:
        print(f"  {share.words.ljust(20)} {share.kept} of {share.asked}, {share.percent} %")


def zone_on(day: date) -> str:
    """Berlin; five weeks in New York over its change of clocks; Auckland in January, and home by Los Angeles."""
    if date(2026, 10, 26) <= day <= date(2026, 11, 29):
        return "America/New_York"
    if date(2026, 12, 14) <= day <= date(2027, 1, 10):
        return "Pacific/Auckland"
    if date(2027, 1, 11) <= day <= date(2027, 1, 15):
        return "America/Los_Angeles"
    return "Europe/Berlin"


async def test_who_keeps_it_all_over_the_world_has_every_round_once_and_on_its_day(
    life: Life, store: Store
) -> None:
    said: set[tuple[str, date]] = set()
    clients, most_offers = 0, 0
    for day in days(FIRST, LAST):
        desk = await life.at(day, zone_on(day), 0, 5)
        if day.day == 3:
            await desk.cadence.happened("new-client", f"Client of {day:%B}")
            await desk.cadence.happened("new-client", f"Another of {day:%B}")
            clients += 2
        said |= {(task, day) for task in await life.work(desk)}
        if day.weekday() not in (1, 6):
            continue
        # Late in the evening nothing of the day is asked for twice.
        desk = await life.at(day, zone_on(day), 23, 55)
        said |= {(task, day) for task in await life.work(desk)}
        assert not [row for row in (await desk.cadence.panel()).today.rows if row.minutes_left], day
        offers = await desk.plans.offers()
        most_offers = max(most_offers, len(offers))
        for offer in offers:
            await desk.plans.answer(offer.id, "keep")
    half = await desk.plans.half_year()
    shown(half, "diligent")
    rounds = {share.task: share for share in half.shares}
    first = half.monday
    for task, recurrence in (
        ("alerts", "daily"), ("questions", "daily"), ("join", "mon wed fri"), ("blog", "tue thu"), ("traffic", "fri"),
        ("paydays", "last"), ("lists", "weekly"),
    ):  # fmt: skip
        told = [one.day for one in rounds[task].rounds]
        assert set(told) == asked(recurrence, first, LAST), task
        assert len(told) == len(set(told)), f"{task} is doubled"
        assert {one.fate for one in rounds[task].rounds} == {Fate.KEPT}, task
    assert rounds["reuse"].asked == len({(one.day.year, one.day.month) for one in rounds["reuse"].rounds})
    written = await ticking.ticks(store.db, FIRST, LAST)
    assert {(tick.task, tick.day) for tick in written} == said
    assert await plans.waiting(store.db, "invite", "new-client") == []
    assert len(await store.rows("SELECT 1 FROM settlings")) == clients
    assert half.kept == half.asked
    assert most_offers == 1
    kinds = Counter(one.what for one in await plans.offers(store.db))
    assert kinds["half_year"] == 1
    assert 1 <= kinds["grow"] <= 3
    assert SMALLER not in kinds


async def test_who_has_too_much_is_offered_less_once_each_until_it_is_kept(
    life: Life, store: Store, tmp_path: Path
) -> None:
    answers: dict[str, list[str]] = {}
    for day in days(FIRST, LAST):
        desk = await life.at(day, "America/New_York")
        await life.work(desk, minutes=20)
        offers = await desk.plans.offers()
        assert len(offers) <= 1
        for offer in offers:
            if offer.what != SMALLER:
                await desk.plans.answer(offer.id, "keep")
                continue
            before = answers.setdefault(offer.task, [])
            answer = next(
                one for one in ("shorter", "fewer", "drop") if one in offer.answers and one not in before
            )
            before.append(answer)
            assert (await desk.plans.answer(offer.id, answer)).words
            assert await desk.plans.offers() == []
    half = await desk.plans.half_year()
    shown(half, "overloaded")
    assert set(answers) >= {"lists", "blog"}
    start = FIRST + timedelta(weeks=4)
    early = [one for share in half.shares for one in share.rounds if one.day < start]
    late = [one for share in half.shares for one in share.rounds if one.day > LAST - timedelta(weeks=6)]
    assert kept(early) < 0.8
    assert kept(late) > 0.97
    assert len(late) >= 6 * 7 * 2, "the plan is smaller, and still a plan"
    # The file is still the person's: their words, and the keys that the answers changed.
    text = (tmp_path / "cadence.toml").read_text()
    assert text.startswith('\n[task.alerts]\nwords = "Alerts"')
    assert len(await plans.offers(store.db, standing=True)) == 0


async def test_an_offer_about_a_task_that_was_dropped_by_hand_is_in_no_other_one_s_way(life: Life) -> None:
    asked: list[str] = []
    for day in days(FIRST, FIRST + timedelta(weeks=8)):
        desk = await life.at(day, "Europe/Berlin")
        for offer in await desk.plans.offers():
            if offer.task not in asked:
                asked.append(offer.task)
                await desk.plans.change(offer.task, {"awake": False})
                assert await desk.plans.offers() == []
    assert len(asked) > 3, "nothing was ever done, so there is more to offer"


def kept(rounds: Sequence[object]) -> float:
    return sum(getattr(one, "fate", None) is Fate.KEPT for one in rounds) / len(rounds)


async def test_who_stops_and_returns_finds_today_and_no_heap(life: Life, store: Store) -> None:
    gone = (FIRST + timedelta(weeks=8), FIRST + timedelta(weeks=13, days=2))
    here: Callable[[date], bool] = lambda day: not gone[0] <= day < gone[1]  # noqa: E731
    for day in days(FIRST, LAST):
        if not here(day):
            continue
        desk = await life.at(day, "Europe/Berlin")
        if day == gone[1]:
            due = [row.task.id for row in (await desk.cadence.panel()).today.rows]
            assert Counter(due).most_common(1)[0][1] == 1
            assert set(due) <= {"alerts", "questions", "join", "lists", "reuse", "blog"}
            assert [one for one in await desk.plans.offers() if one.what == SMALLER] == []
        await life.work(desk)
        for offer in await desk.plans.offers():
            assert offer.what != SMALLER
            await desk.plans.answer(offer.id, "keep")
    half = await desk.plans.half_year()
    shown(half, "stops and returns")
    assert all(
        half.sign(day) is Sign.AWAY
        for day in days(gone[0], gone[1] - timedelta(days=1))
        if day >= half.monday
    )
    told = [one for share in half.shares for one in share.rounds if gone[0] <= one.day < gone[1]]
    assert told == []
    assert half.sign(gone[1]) is Sign.ALL
    assert all(one.fate is Fate.KEPT for share in half.shares for one in share.rounds)


async def test_a_day_that_a_flight_leaves_out_is_no_miss_and_one_that_comes_twice_is_asked_once(
    life: Life,
) -> None:
    monday = FIRST
    desk = await life.at(monday, "Pacific/Auckland", 20)
    assert "join" in await life.work(desk)
    # Los Angeles, some hours later, has Monday once more.
    desk = await life.at(monday, "America/Los_Angeles", 12)
    assert await life.work(desk) == []
    for step in range(1, 4):
        await life.work(await life.at(monday + timedelta(days=step), "America/Los_Angeles", 20))
    # Thursday evening there; on arrival it is Saturday in Auckland.
    saturday = monday + timedelta(days=5)
    desk = await life.at(saturday, "Pacific/Auckland", 7)
    await life.work(desk)
    desk = await life.at(saturday + timedelta(days=1), "Pacific/Auckland", 7)
    half = await desk.plans.half_year()
    friday = monday + timedelta(days=4)
    assert half.sign(friday) is Sign.AWAY
    assert half.kept == half.asked
