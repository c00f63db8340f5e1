"""Coming back: what came meanwhile is said, and any key goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui.face import NOW, desk_at

Sit = Callable[..., Any]
HOUR = 3600


async def test_who_comes_back_is_told_what_came_and_any_key_goes_on(sit: Sit, tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    await desk.place.remember(2, "owed", "left")
    async with desk.room.db.atomic() as write:
        await write.run("UPDATE desks SET seen_at=?", (NOW - 4 * HOUR,))
    async with sit(desk=desk) as person:
        await person.until(lambda: any("Since " in line for line in person.lines))
        text = " ".join(line.strip() for line in person.lines)
        assert "Since 12:13 (4 h): 2 complaints, first due " in text
        assert "· 1 question · 0 thanks · 0 others" in text
        assert "nothing of yours is stuck" in text
        here = person.inbox.parts.card.id
        await person.press("j")
        await person.until(lambda: not any("Since " in line for line in person.lines))
        assert person.inbox.parts.card.id != here, "the key does what it always does"


@pytest.mark.parametrize("left", [False, True])
async def test_only_who_was_writing_is_told_that_the_link_broke(sit: Sit, tmp_path: Path, left: bool) -> None:
    desk = await desk_at(tmp_path)
    await desk.replies.save(1, "Sorry Maria,")
    if left:
        await desk.replies.leave(1)
    await desk.place.remember(1, "owed", "")
    async with sit(desk=desk) as person:
        told = any("The link broke at 16:13 while you wrote to Maria" in line for line in person.lines)
        assert told is not left


async def test_a_screen_that_stood_open_tells_it_at_the_first_key(sit: Sit) -> None:
    async with sit() as person:
        await person.press("j")
        person.clock.at += HOUR
        await person.press("k")
        await person.until(lambda: any("(1 h)" in line for line in person.lines))
        await person.press("j")
        await person.until(lambda: not any("(1 h)" in line for line in person.lines))
        person.clock.at += 20 * 60
        await person.press("k")
        assert not person.inbox.parts.banner.words, "a coffee is no absence"
