"""The cadence pane: what is offered, what ticks itself, the plan and the map, and a session from S to its end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.desk.sessions import SessionsDesk
from socialtui.domain.livable import SMALLER, Wanting
from socialtui.store import plans
from socialtui.ui.commands import Where
from socialtui.ui.screens.map import Map
from socialtui.ui.screens.plan import Plan
from socialtui.ui.screens.session_end import SessionEnd
from tests.ui.face import Clock, desk_at

PLAN = """
# Ours.
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

[task.invite]
words = "Invite the client"
days = "event:new-client"

[task.people]
words = "People worth knowing"
days = "daily"
opens = "go:people"
awake = false
"""
Sit = Callable[..., Any]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ana(tmp_path: Path, clock: Clock) -> Desk:
    (tmp_path / "cadence.toml").write_text(PLAN)
    return await desk_at(tmp_path, clock)


async def to_pane(person: Any) -> None:
    await person.press("3")
    await person.until(lambda: person.inbox.parts.cadence.row is not None)


def at(person: Any) -> str:
    return str(person.inbox.parts.cadence.row.task.id)


async def test_emptying_a_view_ticks_its_task_and_u_in_the_pane_takes_that_back(sit: Sit, ana: Desk) -> None:
    async with sit(desk=ana) as person:
        await to_pane(person)
        await person.press("enter")
        await person.until(lambda: person.inbox.pane is Where.LIST and person.names == ["Café Löwe"])
        await person.press("e")
        await person.until(lambda: "Café Löwe: done" in person.said)
        await to_pane(person)
        await person.until(lambda: any("✓ Questions" in line for line in person.lines))
        assert at(person) == "questions"
        await person.press("u")
        await person.until(lambda: "not done after all" in person.said)
        assert any("◐ Questions" in line for line in person.lines)
        await person.press("j", "minus")
        await person.until(
            lambda: any("Read the forum" in line and "not today" in line for line in person.lines)
        )
        await person.press("u")
        await person.until(lambda: "Undone: Read the forum" in person.said)


async def test_a_note_is_asked_for_only_where_a_tick_takes_it(sit: Sit, ana: Desk) -> None:
    async with sit(desk=ana) as person:
        await to_pane(person)
        await person.press("N")
        await person.until(lambda: "A note goes with a tick. Tick the task first" in person.said)
        assert not any(part.has_class("-open") for part in person.inbox.parts.foot.children)
        await person.press("s")
        await person.until(lambda: "skip" in person.said)
        await person.press("k", "N", *"quiet", "enter")
        await person.until(lambda: person.said.startswith("Noted"))


async def test_an_offer_is_a_row_that_enter_answers_with_one_key(
    sit: Sit, ana: Desk, clock: Clock, tmp_path: Path
) -> None:
    await ana.cadence.keep()
    async with ana.room.db.atomic() as write:
        await plans.offer(write, Wanting(SMALLER, "read", 1, 14), ana.cadence.day(), clock.now())
    async with sit(desk=ana) as person:
        await to_pane(person)
        await person.until(lambda: "another day," in "\n".join(person.lines))
        screen = "\n".join(person.lines)
        assert "? “Read the forum” was kept 1 of 14 times. Fewer days, shorter, another day," in screen
        await person.press("home", "s")
        await person.until(lambda: "That is an offer." in person.said)
        await person.press("enter")
        await person.until(lambda: "f mon wed fri" in person.lines[23])
        assert "t 4 min" in person.lines[23]
        assert "x let it sleep" in person.lines[23]
        await person.press("t")
        await person.until(lambda: "Read the forum: 4 min" in person.said)
        assert "minutes = 4" in (tmp_path / "cadence.toml").read_text()
        assert "# Ours." in (tmp_path / "cadence.toml").read_text()
        assert "was kept" not in "\n".join(person.lines)
        await person.press("u")
        await person.until(lambda: "Undone: Read the forum: 4 min" in person.said)
        assert (tmp_path / "cadence.toml").read_text() == PLAN
        await person.until(lambda: any("was kept 1 of 14" in line for line in person.lines))


async def test_the_plan_is_changed_on_the_screen(sit: Sit, ana: Desk, tmp_path: Path) -> None:
    file = tmp_path / "cadence.toml"
    async with sit(desk=ana) as person:
        await to_pane(person)
        await person.press("plus")
        await person.until(
            lambda: isinstance(person.app.screen, Plan) and person.app.screen.table.current == "people"
        )
        await person.press("enter")
        await person.until(lambda: "wanted from today on" in "\n".join(person.lines))
        assert "awake = true" in file.read_text()
        await person.press("w", *["backspace"] * 5, *"mun", "enter")
        await person.until(lambda: "did you mean sun" in person.lines[0])
        await person.press("w", *["backspace"] * 5, *"tue", "enter")
        await person.until(lambda: 'days = "tue"' in file.read_text())
        await person.press("plus", *"Walk, weekly, 30", "enter")
        await person.until(lambda: "[task.walk]" in file.read_text())
        await person.press("u")
        await person.until(lambda: "[task.walk]" not in file.read_text())


async def test_the_map_shows_26_weeks_and_follows_the_task(sit: Sit, ana: Desk, clock: Clock) -> None:
    for day in range(40):
        await ana.cadence.keep()
        if day % 2:
            await ana.cadence.tick("read", note=f"day {day}")
        clock.at += 86_400
    async with sit(desk=ana) as person:
        await person.press("g", "m")
        await person.until(lambda: isinstance(person.app.screen, Map) and "of" in person.lines[0])
        screen = "\n".join(person.lines)
        assert "■ kept  ▣ some  □ none  · not asked  – away" in screen
        assert all(len(line) <= 80 for line in person.lines)
        await person.press("end")
        await person.until(lambda: "day 39" in "\n".join(person.lines))
        assert "Read the forum" in "\n".join(person.lines)
        await person.press("y")
        await person.until(lambda: "Copied" in person.lines[0])


async def test_a_session_goes_from_one_thing_to_the_next_and_says_what_is_left(
    sit: Sit, ana: Desk, clock: Clock
) -> None:
    async with sit(desk=ana) as person:
        await person.press("S")
        await person.until(lambda: "20 min Complaints +2" in person.lines[0])
        assert person.inbox.listing.shown.words == "Complaints"
        await person.press("S")
        await person.until(lambda: "n another first" in person.lines[23])
        await person.press("n")
        await person.until(lambda: person.inbox.listing.shown.words == "Questions")
        await person.until(lambda: "20 min Questions 1 left +2" in person.lines[0])
        await person.press("e")
        await person.until(lambda: "Questions: done. Next: Read the forum." in person.said)
        assert person.inbox.pane is Where.CADENCE
        assert at(person) == "read"
        await person.press("S")
        await person.until(lambda: "- not today" in person.lines[23])
        await person.press("escape")
        await person.until(lambda: "paused, 20 min left" in person.lines[0])
        clock.at += 3600
        await person.press("S")
        await person.until(lambda: person.inbox.parts.session.startswith("20 min "))
        clock.at += 21 * 60
        await person.inbox.minute()
        await person.until(lambda: isinstance(person.app.screen, SessionEnd))
        screen = " ".join(" ".join(person.lines).split())
        assert "The time is over." in screen
        assert "1 left, 2 owed today, 2 late; next at once:" in screen
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.inbox)
        assert person.inbox.parts.session == ""


async def test_a_session_of_another_window_is_told_and_can_be_gone_on_with_here(
    sit: Sit, ana: Desk, clock: Clock
) -> None:
    async with sit(desk=ana) as person:
        window = SessionsDesk(ana.room, ana.queue, ana.cadence)
        await window.begin()
        await person.press("S")
        await person.until(lambda: "goes on in another window, 20 min left" in " ".join(person.lines[22:]))
        await person.press("escape")
        assert window.elsewhere(await ana.sessions.standing()) is False
        await person.press("S")
        await person.until(lambda: "goes on in another window" in " ".join(person.lines[22:]))
        await person.press("S")
        await person.until(lambda: person.inbox.parts.session.startswith("20 min Complaints"))
        assert window.elsewhere(await window.standing())
        await window.begin(take_over=True)
        await person.inbox.minute()
        await person.until(lambda: "goes on in another window" in person.said)
        assert person.inbox.parts.session == ""


async def test_a_session_whose_window_died_stands_still_and_is_not_taken_over_by_itself(
    sit: Sit, ana: Desk, clock: Clock
) -> None:
    async with sit(desk=ana) as person:
        window = SessionsDesk(ana.room, ana.queue, ana.cadence)
        await window.begin()
        clock.at += 4 * 60
        await window.seen()
        clock.at += 3600
        await person.inbox.minute()
        await person.until(lambda: person.inbox.parts.session == "paused, 16 min left")
        await person.press("S")
        await person.until(lambda: person.inbox.parts.session.startswith("16 min Complaints"))


async def test_an_event_names_its_person_and_enter_opens_the_card(sit: Sit, ana: Desk) -> None:
    async with sit(desk=ana) as person:
        person_id = await ana.people.of_conversation(person.inbox.parts.card.id)
        await person.press("i")
        await person.until(
            lambda: type(person.app.screen).__name__ == "PersonCard" and "1 talk" in person.lines[0]
        )
        name = person.app.screen._card.person.name
        await person.press("c")
        await person.until(lambda: "n new-client" in person.lines[23])
        await person.press("n")
        await person.until(lambda: "asks for Invite the client" in person.lines[0])
        await person.press("escape")
        await to_pane(person)
        await person.until(
            lambda: any(
                "Invite the client" in line and "1 waits" in line and name in line for line in person.lines
            )
        )
        person.inbox.parts.cadence.go("invite")
        await person.press("enter")
        await person.until(lambda: type(person.app.screen).__name__ == "PersonCard")
        assert person.app.screen._person == person_id


async def test_a_task_opens_the_screen_that_it_names(sit: Sit, ana: Desk) -> None:
    await ana.plans.wake("people")
    await ana.plans.add("See who came", "daily")
    await ana.plans.change("see-who-came", {"opens": "go:traffic"})
    async with sit(desk=ana) as person:
        await to_pane(person)
        for task, screen in (("people", "People"), ("see-who-came", "Traffic")):
            await person.until(lambda: person.inbox.parts.cadence.row is not None)
            person.inbox.parts.cadence.go(task)
            await person.press("enter")
            await person.until(lambda name=screen: type(person.app.screen).__name__ == name)
            await person.press("escape")
            await person.until(lambda: person.app.screen is person.inbox)


async def test_the_plan_says_whole_which_accounts_a_task_waits_for(
    sit: Sit, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "cadence.toml").write_text(
        '[task.messages]\nwords = "Messages and comments"\ndays = "daily"\nrole = "professional mail"\n'
    )
    async with sit(desk=await desk_at(tmp_path, clock)) as person:
        await to_pane(person)
        await person.press("plus")
        await person.until(lambda: any(" min no professional or mail" in line for line in person.lines))
        assert not any("…" in line for line in person.lines)
        told = " ".join(" ".join(person.lines).split())
        assert "Sleeps: no professional or mail account is connected" in told


async def test_in_the_narrow_pane_of_a_large_screen_no_word_is_cut_off(
    sit: Sit, ana: Desk, clock: Clock
) -> None:
    await ana.cadence.keep()
    async with ana.room.db.atomic() as write:
        await plans.offer(write, Wanting(SMALLER, "read", 1, 14), ana.cadence.day(), clock.now())

    def pane(person: Any) -> str:
        left = person.inbox.parts.cadence.region.x
        return " ".join(" ".join(line[left:] for line in person.lines).split())

    async with sit(size=(200, 50), desk=ana) as person:
        await person.until(lambda: "own posts" in pane(person))
        assert person.inbox.parts.cadence.size.width < 50
        assert "Today 0 of 2 · 18 min left S works on it for 20 min complaints" in pane(person)
        assert (
            "? “Read the forum” was kept 1 of 14 times. Fewer days, shorter, another day, or drop?"
            in pane(person)
        )
        assert "room for 3 ? “Read" in pane(person)
        assert "or drop? enter to choose · this is asked once. ○ Questions" in pane(person)
        await person.press("3", "home")
        assert any("▌ ? “Read the forum” was kept" in line for line in person.lines)
