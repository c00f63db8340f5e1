"""The ledger on the screen, and the verbs about what we owe and what they owe."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.conversation import State
from socialtui.ui.screens import Picked
from socialtui.ui.screens.promises import Promises
from tests.ui.face import NOW, Clock, Stage, desk_at, given, screen_text, settle, until

Sit = Callable[..., Any]
HOUR = 3600


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await desk_at(tmp_path, Clock())
    yield desk
    await desk.close()


async def test_an_empty_ledger_says_what_it_is_for(desk: Desk) -> None:
    app = Stage(Promises(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing is promised." in screen_text(app)


async def test_the_ledger_names_what_broke_first_and_how_much_was_kept(desk: Desk) -> None:
    clock: Any = desk.clock
    await desk.promises.promise(1, "the refund", NOW + HOUR)
    await desk.promises.promise(2, "a call back", NOW + 5 * HOUR)
    await desk.promises.promise(3, "the manual", NOW + 6 * HOUR)
    (first, *_) = (await desk.promises.ledger()).lines
    assert first.text == "the refund"
    await desk.promises.kept([(await desk.promises.ledger()).lines[1].id])
    clock.at += 2 * HOUR
    await desk.queue.wake()
    sheet = Promises(given(desk))
    app = Stage(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "1 broken · 1 open, 1 due today · kept 1 of 2 in 90 days" in text
        rows = text.split("\n")[1:4]
        assert [row.split()[0].strip("▌") or row.split()[1] for row in rows] == ["broken", "open", "kept"]
        assert "to Maria Haas · by ana" in text
        await pilot.press("e")
        await until(pilot, lambda: sheet.notice.startswith("Promise to Maria Haas kept"))
        await settle(pilot)
        assert "1 broken" not in screen_text(app)
        assert [line.reason for line in (await desk.promises.ledger()).lines if line.state == "broken"] == [
            "kept late"
        ]
        await pilot.press("u")
        await until(pilot, lambda: sheet.notice.startswith("Undone"))


async def test_withdrawing_asks_why(desk: Desk) -> None:
    await desk.promises.promise(1, "the refund", NOW + HOUR)
    sheet = Promises(given(desk))
    app = Stage(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("x")
        await until(pilot, lambda: "Why is it withdrawn?" in screen_text(app))
        await pilot.press("escape")
        await settle(pilot)
        assert (await desk.promises.ledger()).open == 1
        await pilot.press("x")
        await until(pilot, lambda: "Why is it withdrawn?" in screen_text(app))
        await pilot.press(*"sold", "enter")
        await until(pilot, lambda: sheet.notice.startswith("Promise to Maria Haas withdrawn: sold"))
        await settle(pilot)
        assert [(line.state, line.reason) for line in (await desk.promises.ledger()).lines] == [
            ("withdrawn", "sold")
        ]


async def test_enter_goes_to_its_conversation_and_r_begins_the_answer(desk: Desk) -> None:
    await desk.promises.promise(2, "the refund", NOW + HOUR)
    for key, picked in (("enter", Picked(2)), ("r", Picked(2, "reply"))):
        app = Stage(Promises(given(desk)))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert app.results == [picked]


async def test_g_p_opens_the_ledger(sit: Sit) -> None:
    async with sit() as person:
        await person.desk.promises.promise(1, "the refund", NOW + HOUR)
        await person.press("g", "p")
        await person.until(lambda: any("the refund" in line for line in person.lines))
        await person.press("q")
        await person.until(lambda: person.app.screen is person.inbox)


async def test_a_time_behind_r_waits_for_them_until_then(sit: Sit) -> None:
    async with sit() as person:
        cid = person.inbox.parts.card.id
        await person.press("s", "colon")
        await person.until(lambda: any("or they answer" in line for line in person.lines))
        await person.press("r", "space", *"2h", "enter")
        await person.until(lambda: "waiting for an answer" in person.said)
        card = await person.desk.queue.card(cid)
        assert (card.state, card.wake_at) == (State.SNOOZED, NOW + 2 * HOUR)
        await person.press("u")
        await person.until(lambda: person.said.startswith("Undone"))
        assert (await person.desk.queue.card(cid)).state is State.OPEN


async def test_escalating_begins_the_answer_that_tells_the_customer_who_writes(sit: Sit) -> None:
    async with sit() as person:
        cid = person.inbox.parts.card.id
        await person.press("E")
        await person.until(lambda: any("Escalate to" in line for line in person.lines))
        await person.press(*"ben", "enter")
        await person.until(lambda: any("Note for ben" in line for line in person.lines))
        await person.press(*"twice", "enter")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        assert "I have asked ben to look into this" in person.inbox.parts.box.composer.text
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as" in line and "promise" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving"))
        assert (await person.desk.queue.card(cid)).claimed_by == "ben"


async def test_a_promise_by_hand_and_the_refusal_to_let_go(sit: Sit) -> None:
    async with sit() as person:
        person.inbox.action_verb("promise")
        await person.until(lambda: any("What was promised to" in line for line in person.lines))
        await person.press(*"refund", "enter")
        await person.until(lambda: any("By (2h" in line for line in person.lines))
        await person.press(*"2h", "enter")
        await person.until(lambda: "Promised Tom Becker by 18:13" in person.said)
        person.inbox.action_verb("abdicate")
        await person.until(lambda: "No answer of ours stands to Tom Becker" in person.said)


async def test_a_mistyped_date_of_a_promise_is_mended_where_it_stands_and_its_words_are_kept(
    sit: Sit,
) -> None:
    async with sit() as person:
        person.inbox.action_verb("promise")
        await person.until(lambda: "What was promised to" in person.lines[23])
        await person.press(*"refund", "enter")
        await person.until(lambda: "By (2h" in person.lines[23])
        await person.press(*"2y", "enter")
        await person.until(lambda: "“2y” is no time." in person.said)
        await person.until(lambda: person.lines[23].endswith("2y"))
        await person.press("backspace", "h", "enter")
        await person.until(lambda: "Promised Tom Becker by 18:13" in person.said)
        person.inbox.action_verb("follow_up")
        await person.until(lambda: "Wait for their answer" in person.lines[23])
        await person.press(*"2y", "enter")
        await person.until(lambda: "“2y” is no time." in person.said and person.lines[23].endswith("2y"))
        await person.press("escape")
        await person.until(lambda: not person.said and "? Keys" in person.lines[23])


async def test_a_complaint_is_taken_from_sight_by_exception_alone(sit: Sit) -> None:
    async with sit() as person:
        await person.press("M", "h")
        await person.until(lambda: any("except for" in line for line in person.lines))
        await person.press("escape")
        await person.until(lambda: person.said == "Left as it is. Answer it.")
        await person.press("M", "h", "a")
        await person.until(lambda: any("stays in the log" in line for line in person.lines))
        await person.press(*"threats", "enter")
        words = "hide asked of the network · u takes it back until it goes out"
        await person.until(lambda: person.said.lower() == words)
        events = [line.words for line in await person.desk.undo.events() if line.verb == "exception"]
        assert len(events) == 1
        assert events[0].endswith("abuse: threats")
