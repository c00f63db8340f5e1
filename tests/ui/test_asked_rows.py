"""A question keeps its rows: what others do to the list while it stands open sends no answer to another row."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.conversation import State
from socialtui.settings import Settings, limits, working_hours
from socialtui.store.database import DESK, open_store
from tests.ui.conftest import Sitting
from tests.ui.face import Clock, desk_at

Sit = Callable[..., Any]

MARIA, TOM = 1, 2
RULES = '[macro.later]\ndo = { tag = "later", snooze = "2h" }\n'


@pytest.fixture
def ben(tmp_path: Path) -> Callable[..., Any]:
    """A colleague's desk on the same store, with a connection of its own."""

    @asynccontextmanager
    async def sitting() -> AsyncIterator[Desk]:
        clock, settings = Clock(), Settings(user="ben", brand="Acme", sign="^be")
        db = await open_store(tmp_path / "store.db", DESK, clock.now())
        hours = working_hours(settings, {"TZ": "Europe/Berlin"})
        desk = Desk.at(
            db,
            settings,
            clock,
            "ben",
            hours=hours,
            limits=limits(settings),
            plan_file=tmp_path / "cadence.toml",
        )
        yield desk
        await desk.close()

    return sitting


def cursor(person: Sitting) -> int:
    """The row under it."""
    return person.inbox.parts.row().ids[0]


def asks(person: Sitting) -> bool:
    """Whether a question stands in the lowest line."""
    return any(part.has_class("-open") for part in person.inbox.parts.foot.children)


async def answer(person: Sitting, *answers: str) -> None:
    """Types each behind its question; one letter chooses, more are a line."""
    for said in answers:
        await person.until(lambda: asks(person))
        letters = ["space" if letter == " " else letter for letter in said]
        await person.press(*letters, *(["enter"] if len(said) > 1 else []))


async def acts_of_ana(desk: Desk) -> set[int | None]:
    """The conversations of her acts that undo would take back."""
    return {line.conversation_id for line in await desk.undo.events(mine=True) if line.undoable}


async def state(desk: Desk, cid: int) -> State:
    card = await desk.queue.card(cid)
    assert card is not None
    return card.state


@asynccontextmanager
async def asked(sit: Sit, folder: Path, *verbs: str) -> AsyncIterator[Sitting]:
    """Verbs were asked for on the first row, Tom's; the last one's question stands open."""
    desk = await desk_at(folder, Clock())
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    async with sit(desk=desk) as person:
        assert person.names[0] == "Tom Becker"
        for verb in verbs:
            person.inbox.action_verb(verb)
        await person.until(lambda: asks(person))
        yield person


async def closes(person: Sitting, ben: Callable[..., Any], cid: int) -> None:
    """Ben closes a row, and Ana's list shows it."""
    async with ben() as colleague:
        await colleague.verbs.done([cid], "by phone")
    await person.inbox.renew()


@pytest.mark.parametrize(
    ("verb", "answers"),
    [
        ("snooze", ["t"]),
        ("snooze", [":", "2h"]),
        ("snooze", [":", "r 2d"]),
        ("kind", ["q"]),
        ("tag", ["fair"]),
        ("follow_up", ["2d"]),
        ("macro", ["1"]),
        ("done", ["seen to"]),
    ],
)
async def test_a_row_that_left_meanwhile_is_left_alone_and_so_is_the_one_that_has_the_cursor_now(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any], verb: str, answers: list[str]
) -> None:
    async with asked(sit, tmp_path, verb) as person:
        await closes(person, ben, TOM)
        assert cursor(person) == MARIA
        await answer(person, *answers)
        await person.until(lambda: "Tom Becker was closed meanwhile: nothing was changed." in person.said)
        assert await state(person.desk, TOM) is State.DONE
        assert not await acts_of_ana(person.desk)


@pytest.mark.parametrize(
    ("verb", "answers"),
    [
        ("note", ["he rang"]),
        ("lesson", ["Orders get lost"]),
        ("promise", ["a new one", "2d"]),
    ],
)
async def test_what_was_written_about_a_row_reaches_it_where_it_has_gone(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any], verb: str, answers: list[str]
) -> None:
    async with asked(sit, tmp_path, verb) as person:
        await closes(person, ben, TOM)
        await answer(person, *answers)
        await person.until(lambda: "; Tom Becker was closed meanwhile · u takes it back" in person.said)
        assert await acts_of_ana(person.desk) == {TOM}
        assert person.inbox.rooms.answering.writing is None, "nobody else is written to in his place"


async def test_a_row_that_was_closed_meanwhile_is_escalated_to_nobody_and_keeps_the_note(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any]
) -> None:
    async with asked(sit, tmp_path, "escalate") as person:
        await closes(person, ben, TOM)
        await answer(person, "ben", "asks for the boss")
        words = "Noted, not escalated to ben; Tom Becker was closed meanwhile · u takes it back"
        await person.until(lambda: person.said == words)
        card = await person.desk.queue.card(TOM)
        assert card is not None
        assert (card.claimed_by, card.tags) == (None, ())
        assert [note.text for note in (await person.desk.queue.thread(TOM)).notes] == ["asks for the boss"]
        assert person.inbox.rooms.answering.writing is None, "nobody else is written to in his place"


async def test_without_a_note_a_row_that_was_closed_meanwhile_is_left_alone(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any]
) -> None:
    async with asked(sit, tmp_path, "escalate") as person:
        await closes(person, ben, TOM)
        await answer(person, "ben")
        await person.until(lambda: asks(person))
        await person.press("enter")
        await person.until(lambda: "Tom Becker was put away meanwhile: nothing was changed." in person.said)
        assert not await acts_of_ana(person.desk)


async def test_a_note_on_a_row_that_was_joined_to_another_meanwhile_stands_there(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any]
) -> None:
    async with asked(sit, tmp_path, "note") as person:
        async with ben() as colleague:
            people = [await colleague.people.of_conversation(cid) for cid in (TOM, MARIA)]
            await colleague.people.merge(people[0], people[1], ("the same person",))
            head = (await colleague.joining.merge([TOM, MARIA])).ids[0]
        await answer(person, "he rang")
        await person.until(lambda: "noted" in person.said.lower())
        thread = await person.desk.queue.thread(head)
        assert [note.text for note in thread.notes] == ["he rang"]


async def test_of_marked_rows_those_that_still_stand_are_acted_on(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any]
) -> None:
    async with asked(sit, tmp_path, "mark", "mark", "tag") as person:
        await closes(person, ben, TOM)
        await answer(person, "fair")
        await person.until(lambda: person.said.startswith("Maria Haas: tag fair on; Tom Becker was closed"))
        assert await acts_of_ana(person.desk) == {MARIA}
        await person.press("full_stop")
        await person.until(lambda: "tag fair" in person.said and "Tom" not in person.said)


async def test_a_row_that_stands_is_acted_on_wherever_the_cursor_has_come(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any]
) -> None:
    async with asked(sit, tmp_path, "down", "kind") as person:
        assert cursor(person) == MARIA
        person.inbox.parts.queue.action_move("down")
        await answer(person, "l")
        await person.until(lambda: person.said.startswith("Maria Haas: kind lead"))
        assert await acts_of_ana(person.desk) == {MARIA}


async def test_an_answer_that_leaves_moves_on_from_its_own_row_only(
    sit: Sit, tmp_path: Path, ben: Callable[..., Any]
) -> None:
    async with sit() as person:
        await person.press("r")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        await person.press(*"Sorry")
        await person.press("ctrl+s")
        await person.until(lambda: person.inbox.parts.box.review.has_class("-open"))
        await closes(person, ben, TOM)
        assert cursor(person) == MARIA
        await person.press("y")
        await person.until(lambda: person.inbox.rooms.answering.writing is None)
        assert cursor(person) == MARIA, "nobody is passed over"
