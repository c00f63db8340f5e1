"""Sessions: what is due, one after the other, with an end that hides nothing; the minutes of a day; quiet hours."""

import asyncio
from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.domain.cadence import How
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.session import COMPLAINTS, PROMISES, Session, end_words, quiet_until, steps
from socialtui.settings import Settings
from socialtui.settings.facts import Span, Time
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, said

PLAN = """
[task.questions]
words = "Questions"
days = "daily"
minutes = 10
opens = "role:short kind:question"
completes = "empty"

[task.read]
words = "Read the forum"
days = "daily"
minutes = 8

[task.later]
words = "Another day"
days = "fri"
"""
MINUTE = 60


@pytest.fixture
async def ana(store: Store, desk: MakeDesk, tmp_path: Path) -> Desk:
    (tmp_path / "cadence.toml").write_text(PLAN)
    await store.account(role="short")
    return await desk("ana")


async def ids(desk: Desk) -> list[str]:
    session = await desk.sessions.standing()
    assert session is not None
    return [step.id for step in await desk.sessions.steps(await desk.cadence.panel(), session)]


async def test_a_session_begins_with_what_is_owed_and_ends_with_what_is_left(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    await store.hear(
        said(Kind.COMPLAINT, who="maria", remote_id="c"),
        said(Kind.QUESTION, who="tom", remote_id="q", at=NOW),
    )
    await ana.sessions.begin()
    assert await ids(ana) == [COMPLAINTS, "questions", "read"]
    await ana.promises.promise(await store.cid("q"), "look it up", NOW + HOUR)
    assert await ids(ana) == [COMPLAINTS, PROMISES, "questions", "read"]
    await ana.replies.send(await store.cid("c"), "Posted there.", by_hand=True)
    clock.forward(7 * MINUTE)
    await ana.sessions.put_off("questions")
    assert await ids(ana) == [PROMISES, "read", "questions"]
    await ana.cadence.tick("read", How.NOT_APPROPRIATE)
    ended = await ana.sessions.end()
    assert ended is not None
    assert end_words(ended) == (
        "Done: 7 min · Read the forum · 1 answer.",
        "1 left, 1 owed today; next at 18:13 to Tom.",
        "Left: Questions.",
    )
    assert await ana.sessions.standing() is None
    assert await ana.sessions.end() is None


async def test_who_is_second_to_end_a_session_hears_nothing_of_it(ana: Desk) -> None:
    await ana.sessions.begin()
    ends = await asyncio.gather(ana.sessions.end(), ana.sessions.end())
    assert [end is None for end in ends].count(False) == 1


async def test_what_a_colleague_did_meanwhile_is_not_this_session_s(
    store: Store, ana: Desk, desk: MakeDesk
) -> None:
    await store.hear()
    await ana.sessions.begin()
    await (await desk("ben")).cadence.tick("read")
    ended = await ana.sessions.end()
    assert ended is not None
    assert "Read the forum" not in " ".join((*ended.kept, *ended.left))


async def test_what_is_paused_is_no_time_and_a_session_outlives_its_desk(
    store: Store, ana: Desk, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear()
    first = await ana.sessions.begin()
    assert first.minutes_left(clock.now()) == 20
    clock.forward(5 * MINUTE)
    await ana.sessions.pause()
    clock.forward(3 * HOUR)
    window = await desk("ana")
    again = await window.sessions.begin()
    assert (again.id, again.minutes_left(clock.now())) == (first.id, 15)
    # The link was cut ten minutes ago, and found only now.
    clock.forward(20 * MINUTE)
    stopped = await window.sessions.pause(clock.now() - 10 * MINUTE)
    assert stopped is not None
    assert stopped.minutes_left(clock.now()) == 5
    assert await (await desk("ben")).sessions.standing() is None
    clock.forward(HOUR)
    await ana.sessions.begin()
    clock.forward(6 * MINUTE)
    over = await ana.sessions.standing()
    assert over is not None
    assert over.minutes_left(clock.now()) == 0


async def test_two_windows_of_one_person_have_one_session(
    store: Store, ana: Desk, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear()
    other = await desk("ana")
    begun = await asyncio.gather(ana.sessions.begin(), other.sessions.begin(), return_exceptions=True)
    assert sum(isinstance(one, DeskRefusal) for one in begun) == 1
    assert await store.value("SELECT count(*) FROM sessions") == 1
    first, second = (ana, other) if isinstance(begun[1], DeskRefusal) else (other, ana)
    clock.forward(5 * MINUTE)
    await first.sessions.seen()
    assert not first.sessions.elsewhere(await first.sessions.standing())
    assert second.sessions.elsewhere(await second.sessions.standing())
    with pytest.raises(DeskRefusal, match="goes on in another window, 15 min left"):
        await second.sessions.begin()
    taken = await second.sessions.begin(take_over=True)
    assert (taken.minutes_left(clock.now()), first.sessions.elsewhere(taken)) == (15, True)
    assert (await first.sessions.standing()) == taken
    assert await (await desk("ben")).sessions.begin(), "another person has one of their own"


async def test_a_session_whose_window_is_gone_goes_on_from_when_it_was_last_seen(
    store: Store, ana: Desk, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear()
    await ana.sessions.begin()
    clock.forward(4 * MINUTE)
    await ana.sessions.seen()
    clock.forward(HOUR)
    found = await (await desk("ana")).sessions.begin()
    assert found.minutes_left(clock.now()) == 16


async def test_a_session_whose_window_is_gone_stands_still_wherever_it_is_looked_at(
    store: Store, ana: Desk, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.hear()
    window = await desk("ana")
    await window.sessions.begin()
    clock.forward(4 * MINUTE)
    await window.sessions.seen()
    clock.forward(HOUR)
    found = await ana.sessions.standing()
    assert found is not None
    assert (found.going_since, found.minutes_left(clock.now())) == (None, 16)
    again = await window.sessions.standing()
    assert again == found, "its own window, asleep meanwhile, finds it so too"


def test_an_end_without_anything_left_or_anybody_waiting_says_so() -> None:
    from socialtui.domain.session import Ended

    assert end_words(Ended(12, (), 0, (), 0, 0, "")) == (
        "Done: 12 min · 0 answers.",
        "Nothing left of today's plan, none owed today; nobody waits.",
    )
    words = end_words(Ended(20, ("Alerts",), 3, ("A", "B"), 2, 1, "once: Maria is late"))
    assert words[1] == "2 left, 2 owed today, 1 late; next at once: Maria is late."


def test_a_clock_that_goes_back_gives_no_time_back() -> None:
    session = Session(1, NOW, 1200, 300, NOW)
    assert session.used(NOW - HOUR) == 300
    assert steps(0, 0, ()) == ()


async def test_the_time_that_is_set_is_said_once_when_it_is_used(
    store: Store, desk: MakeDesk, tmp_path: Path, clock: FakeClock
) -> None:
    (tmp_path / "cadence.toml").write_text(PLAN)
    await store.account(role="short")
    time = Time(day=4 * MINUTE, networks=(("mastodon", 2 * MINUTE),))
    ana = await desk("ana", time=time)
    await ana.cadence.keep()
    said_of = [await ana.sessions.minute(network) for network in ("mastodon", "mastodon", "mastodon", "", "")]
    assert said_of == [
        "",
        "The time you set is used: mastodon 2 min. Complaints alone go on; the rest keeps until tomorrow.",
        "",
        "The time you set is used: today 4 min. Complaints alone go on; the rest keeps until tomorrow.",
        "",
    ]
    assert await ana.sessions.time_words() == "time today 5 of 4 min · mastodon 3 of 2"
    clock.forward(DAY)
    assert await ana.sessions.time_words() == ""


async def test_the_minutes_of_the_practice_brand_are_told_by_the_word_of_every_screen(
    store: Store, desk: MakeDesk
) -> None:
    await store.account(role="short")
    ana = await desk("ana", time=Time(networks=(("demo", MINUTE),)))
    await ana.cadence.keep()
    assert "used: practice 1 min." in await ana.sessions.minute("demo")
    assert await ana.sessions.time_words() == "time today 1 min · practice 1 of 1"


async def test_past_the_time_a_complaint_that_is_late_is_named(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.account(role="short")
    await store.hear(said(Kind.COMPLAINT))
    clock.forward(7 * DAY)
    ana = await desk("ana", time=Time(day=2 * MINUTE))
    await ana.cadence.keep()
    said_of = [await ana.sessions.minute("") for _ in range(2)]
    assert said_of == ["", "The time you set is used: today 2 min. 1 complaint is late."]


async def test_who_looks_often_while_little_comes_hears_of_it_once_a_week(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    await ana.cadence.keep()
    await store.hear(said(at=NOW), said(who="tom", at=NOW))
    words = [await ana.sessions.looked() for _ in range(14)]
    assert [one for one in words if one] == [
        "Checked 10 times today, 2 items came. A complaint rings; the rest keeps until your next session."
    ]
    for days, expected in ((1, 0), (7, 1)):
        clock.forward(days * DAY)
        await ana.cadence.keep()
        assert len([one for _ in range(14) if (one := await ana.sessions.looked())]) == expected


@pytest.mark.parametrize(
    ("minute", "end"),
    [(6 * 60, 7 * 60), (7 * 60, None), (12 * 60, None), (20 * 60, 7 * 60), (24 * 60 - 1, 7 * 60)],
)
def test_quiet_hours_go_on_over_midnight(minute: int, end: int | None) -> None:
    assert quiet_until(minute, ((0, 7 * 60), (20 * 60, 24 * 60))) == end


async def test_quiet_hours_are_those_of_the_persons_zone(desk: MakeDesk) -> None:
    # It is 14:13 UTC.
    assert (await desk("ana", time=Time(quiet=(Span(14 * 60, 15 * 60),)))).sessions.quiet_until() == "15:00"
    assert (await desk("ben")).sessions.quiet_until() == ""
    assert Settings().time.session == 1200
