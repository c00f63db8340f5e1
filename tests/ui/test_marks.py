"""One verb acts on all that is marked, as one act that u takes back whole."""

from collections.abc import Callable
from typing import Any

import pytest

Sit = Callable[..., Any]


@pytest.mark.parametrize(
    ("keys", "typed", "words"),
    [
        (("N",), "from the fair", "Noted on 3 conversations"),
        (("t",), "fair", "3 conversations: tag fair on"),
        (("f",), "", "Liked on 3 conversations"),
        (("c",), "", "3 conversations: claimed"),
        (("plus",), "", "3 conversations: more urgent"),
        (("K", "q"), "", "3 conversations: kind question"),
        (("s", "t"), "", "3 conversations: snoozed until tomorrow"),
        (("e", "r"), "seen to", "3 conversations: done"),
    ],
)
async def test_a_verb_acts_on_all_marks_and_u_takes_all_back(
    sit: Sit, keys: tuple[str, ...], typed: str, words: str
) -> None:
    async with sit() as person:
        await person.until(lambda: len(person.names) == 3)
        await person.press("asterisk")
        for key in keys:
            shown = person.lines[23]
            await person.press(key)
            if key != keys[-1]:
                await person.until(lambda shown=shown: person.lines[23] != shown)
        if typed:
            await person.until(lambda: person.inbox.parts.ask.display)
            await person.press(*("space" if letter == " " else letter for letter in typed), "enter")
        await person.until(lambda: words.lower() in person.said.lower())
        assert not person.inbox.parts.queue.marks
        await person.press("u")
        await person.until(lambda: person.said.startswith("Undone"))
        assert not [line for line in await person.desk.undo.events(mine=True) if line.undoable]


async def test_marks_on_rows_that_a_new_reading_left_out_stop_the_verb(sit: Sit) -> None:
    async with sit() as person:
        await person.until(lambda: len(person.names) == 3)
        queue = person.inbox.parts.queue
        await person.press("asterisk")
        queue.show(queue.cards[:1], person.inbox.parts.now())
        await person.press("c")
        refused = "2 of 3 marked rows are not in the loaded list any more. X clears the marks; mark anew."
        await person.until(lambda: refused in person.said)
        assert not await person.desk.undo.events(mine=True)
        await person.press("X", "c")
        await person.until(lambda: "claimed" in person.said)
