"""A: a card by hand, question by question, at 80 columns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from socialtui.ui.screens import Picked
from socialtui.ui.screens.card import Card
from socialtui.ui.screens.roaming import landed, shown_here
from socialtui.ui.widgets.prompt import Field
from tests.ui.face import Stage, desk_at, given, screen_text, settle, until


async def test_a_card_is_written_from_the_inbox_and_stands_under_the_cursor(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("A")
        await person.until(lambda: any("Where was it said?" in line for line in person.lines))
        await person.press(*"MySpace", "enter")
        await person.until(lambda: any("Who said it?" in line for line in person.lines))
        await person.press("enter")
        await person.until(lambda: any("A word is wanted here" in line for line in person.lines))
        await person.press(*"Rosa", "enter")
        await person.until(lambda: any("What was said?" in line for line in person.lines))
        await person.press(*"It broke again", "enter", *"Nobody answers", "enter", "enter")
        await person.until(lambda: any("Where does it stand?" in line for line in person.lines))
        await person.press("enter", "enter")
        await person.until(lambda: any("Which tasks does this place serve?" in line for line in person.lines))
        await person.press(*"page", "enter")
        await person.until(lambda: "card: Rosa in MySpace · u takes it back" in person.said)
        await person.until(
            lambda: person.inbox.parts.card is not None and person.inbox.parts.card.who == "Rosa"
        )
        assert person.inbox.parts.card.text == "It broke again\nNobody answers"
        await person.until(lambda: any("MySpace, by hand" in line for line in person.lines))
        await person.press("u")
        await person.until(lambda: person.said.startswith("Undone"))
        await person.until(lambda: "Rosa" not in person.names)


async def test_a_row_is_gone_to_although_news_overtake_the_reading_for_it(
    sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        listing, queue = person.inbox.listing, person.desk.queue
        newest = queue.newest

        async def overtaken() -> int:
            monkeypatch.setattr(queue, "newest", newest)
            await listing.load()
            return int(await newest())

        for go in (shown_here, landed):
            person.inbox.parts.queue.action_move("top")
            monkeypatch.setattr(queue, "newest", overtaken)
            assert await go(person.inbox.parts, listing, 3)
            assert person.inbox.parts.row().ids == [3]
            assert not await go(person.inbox.parts, listing, 99)


async def test_a_card_that_the_list_does_not_have_leaves_list_and_cursor_as_they_are(
    sit: Callable[..., Any],
) -> None:
    async with sit() as person:
        await person.press("slash")
        await person.press(*"kind:question", "enter")
        await person.until(lambda: person.names and any("kind:question" in line for line in person.lines))
        names, here = person.names, person.inbox.parts.card.id
        await person.press("A")
        await person.until(lambda: any("Where was it said?" in line for line in person.lines))
        for said in ("MySpace", "Rosa", "It broke again", "", "", "", ""):
            await person.press(*said, "enter")
        await person.until(lambda: "Not in this list: card: Rosa in MySpace" in person.said)
        assert (person.names, person.inbox.parts.card.id) == (names, here)


async def test_esc_goes_a_line_back_then_a_question_then_out(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    app = Stage(Card(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for word in ("MySpace", "Rosa", "One"):
            await pilot.press(*word, "enter")
            await settle(pilot)
        assert "One" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "One" not in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Who said it?" in screen_text(app)
        assert "> Rosa" in screen_text(app)
        await pilot.press("escape", "escape")
        await settle(pilot)
    assert app.results == [None]
    assert await desk.cards.places() == []
    await desk.close()


async def test_what_is_pasted_in_lines_stays_in_lines_and_a_known_place_is_not_asked_its_role(
    tmp_path: Path,
) -> None:
    from socialtui.desk.cards import CardText

    desk = await desk_at(tmp_path)
    await desk.cards.add(CardText("MySpace", "Tom", "Hello."))
    app = Stage(Card(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "So far: MySpace." in screen_text(app))
        await pilot.press(*"myspace", "enter")
        await settle(pilot)
        await pilot.press(*"Rosa", "enter")
        await settle(pilot)
        field = app.screen.query_one(Field)
        field.post_message(events.Paste("First line\n\nSecond line\n"))
        await until(pilot, lambda: "Second line" in screen_text(app))
        await pilot.press("enter", *"no link", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "A link begins with https" in screen_text(app))
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press(*["backspace"] * 7, *"https://m.example", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.results))
    (picked,) = app.results
    assert isinstance(picked, Picked)
    thread = await desk.queue.thread(picked.conversation_id or 0)
    assert [(one.text, one.url) for one in thread.said] == [("First line\nSecond line", "https://m.example")]
    await desk.close()
