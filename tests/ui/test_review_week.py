"""The Friday review on the screen: numbers, the rows behind them, the weeks side by side."""

from collections.abc import Callable
from typing import Any

from tests.ui.face import with_answers


async def test_a_number_opens_its_rows_and_a_row_its_conversation(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await with_answers(person.desk)
        await person.press("g", "r")
        await person.until(lambda: "21 Sep – 27 Sep" in person.lines[0])
        await person.until(lambda: "answered in time" in "\n".join(person.lines))
        assert "enter Rows" in person.lines[-1]
        await person.press("enter")
        await person.until(lambda: "Tom Becker" in "\n".join(person.lines))
        assert "answered in time" in person.lines[0]
        await person.press("enter")
        await person.until(
            lambda: person.inbox.parts.card is not None and person.pilot.app.screen is person.inbox
        )
        assert person.inbox.parts.card.who in ("Tom Becker", "Maria Haas")


async def test_weeks_stand_side_by_side_and_the_week_before_is_one_key_away(sit: Callable[..., Any]) -> None:
    async with sit(size=(120, 36)) as person:
        await person.press("g", "r")
        await person.until(lambda: "answered in time" in "\n".join(person.lines))
        await person.press("p")
        await person.until(lambda: "2026-09-21" in "\n".join(person.lines))
        await person.press("escape", "left_square_bracket")
        await person.until(lambda: "14 Sep – 20 Sep" in person.lines[0])
        await person.press("right_square_bracket", "right_square_bracket")
        await person.until(lambda: "21 Sep – 27 Sep" in person.lines[0])
        await person.press("y")
        await person.until(lambda: "clipboard" in person.lines[0])
