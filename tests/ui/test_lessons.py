"""Lessons by keyboard: L, g l, c and r; and answers put to another use with F."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.lesson import What
from socialtui.ui.screens import Picked
from socialtui.ui.screens.lessons import Lessons
from socialtui.ui.screens.outbox import Outbox
from tests.ui.face import Stage, desk_at, given, screen_text, settle, until, with_answers


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await desk_at(tmp_path)
    yield desk
    await desk.close()


async def test_a_lesson_is_written_on_a_row_and_joined_from_another(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("L")
        await person.until(lambda: any("What should the product team know" in line for line in person.lines))
        await person.press(*"Orders get lost", "enter")
        await person.until(lambda: "lesson: Orders get lost · u takes it back" in person.said)
        await person.press("j", "L")
        await person.press(*"orders got lost", "enter")
        await person.until(lambda: any("Like “Orders get lost”" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Maria Haas: lesson"))
        (lesson,) = await person.desk.lessons.all()
        assert {voice.person for voice in lesson.voices} == {"Maria Haas", "Tom Becker"}
        await person.press("u")
        await person.until(lambda: person.said.startswith("Undone"))
        (lesson,) = await person.desk.lessons.all()
        assert [voice.person for voice in lesson.voices] == ["Tom Becker"]


async def test_a_change_is_told_through_the_composer(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.desk.lessons.learn([1, 2], "Orders get lost")
        await person.press("g", "l")
        await person.until(lambda: any("Lessons" in line and "1 open" in line for line in person.lines))
        await person.press("c")
        await person.until(lambda: any("What was changed" in line for line in person.lines))
        await person.press(*"we track parcels", "enter")
        await person.until(
            lambda: any("2 people to tell: r opens the first" in line for line in person.lines)
        )
        await person.until(lambda: any("tell 2" in line for line in person.lines))
        await person.press("r")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        writing = person.inbox.rooms.answering.writing
        assert writing is not None
        assert writing.card.who == "Maria Haas"
        text = person.inbox.parts.box.composer.text
        assert text.startswith("Hi Maria, what you told us led to a change: we track parcels.")
        assert await person.desk.replies.leaving() == []


async def test_the_list_says_what_each_line_is_and_who_said_it(desk: Desk) -> None:
    await desk.lessons.learn([1, 2], "Orders get lost")
    await desk.lessons.learn([3], "The API page is hard to find")
    app = Stage(Lessons(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "▌ lesson open        2 × Orders get lost" in text
        assert "Maria Haas · Third time my order is lost" in text
        assert "r Tell" not in text
        await pilot.press("x")
        await until(pilot, lambda: "Lesson taken out: Orders get lost · u takes it back" in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: "lesson open        2 × Orders get lost" in screen_text(app))
        await pilot.press("k")
        await pilot.press("e")
        await until(pilot, lambda: "In other words" in screen_text(app))
        await pilot.press(*" abroad", "enter")
        await until(pilot, lambda: "Orders get lost abroad" in screen_text(app))
        await pilot.press("y")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
    assert "## Lessons\n- **Orders get lost abroad** (heard 2 times)" in app.copied[0]
    assert app.results == [Picked(1)]


async def test_the_keys_of_a_lesson_that_was_changed_open_it_again(desk: Desk) -> None:
    await desk.lessons.learn([1], "Orders get lost")
    await desk.lessons.change(1, "parcels are tracked")
    app = Stage(Lessons(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 person to tell" in screen_text(app)
        assert "to tell · Maria Haas" in screen_text(app)
        await pilot.press("c")
        await until(pilot, lambda: "Lesson opened again: Orders get lost" in screen_text(app))
        await pilot.press("c")
        await until(pilot, lambda: "What was changed" in screen_text(app))
        await pilot.press("escape")
        await settle(pilot)
        assert (await desk.lessons.get(1)).changed_at is None


async def test_a_sent_answer_becomes_a_saved_reply_from_the_outbox(desk: Desk, tmp_path: Path) -> None:
    await with_answers(desk)
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "F Reuse" not in screen_text(app)
        await pilot.press("G")
        await settle(pilot)
        assert "F Reuse" in screen_text(app)
        await pilot.press("F")
        await until(pilot, lambda: "r a saved reply" in screen_text(app))
        await pilot.press("r")
        await until(pilot, lambda: "Name of the saved reply" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "ctrl+t puts it into an answer" in screen_text(app))
    (file,) = (tmp_path / "replies").glob("*.md")
    assert file.read_text("utf-8") == "Sorry {name}, the second charge is on its way back to you.\n"


async def test_our_answer_becomes_a_faq_line_from_its_thread(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("F")
        await person.until(lambda: "no answer of ours here yet" in person.said)
        await with_answers(person.desk)
        await person.until(lambda: 2 not in [card.id for card in person.inbox.parts.queue.cards])
        await person.inbox.rooms.roaming.to(2)
        await person.press("F")
        await person.until(lambda: any("f a line for the FAQ" in line for line in person.lines))
        await person.press("f")
        await person.until(lambda: any("The question, as people ask it" in line for line in person.lines))
        await person.press("enter")
        await person.until(lambda: "g l lists it" in person.said)
        (line,) = await person.desk.lessons.all()
        assert (line.what, line.answer) == (
            What.FAQ,
            "Sorry Tom, the second charge is on its way back to you.",
        )
