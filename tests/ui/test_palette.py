"""Every verb by name, and only those that act now."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.ui.commands import Keys
from socialtui.ui.palette import VerbPalette, acting
from socialtui.ui.screens.outbox import Outbox
from tests.ui.face import Stage, desk_at, given, screen_text, settle, until, with_answers


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await with_answers(await desk_at(tmp_path))
    yield desk
    await desk.close()


async def test_only_verbs_that_act_on_this_row_are_offered(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        offered = {command.id for command, _ in acting(app.screen)}
        assert {"outbox.recall", "sheet.back", "help", "quit"} <= offered
        assert not {"outbox.again", "reply", "down", "palette"} & offered


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_each_verb_shows_its_key(desk: Desk, key: str) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await until(pilot, lambda: "Take it back while" in screen_text(app))
        line = next(line for line in screen_text(app).splitlines() if "Take it back while" in line)
        assert line.split()[:3] == ["U", "outbox", "recall"]


async def test_a_verb_found_by_its_words_runs_on_the_screen_below(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("colon")
        await pilot.press(*"recall")
        await until(pilot, lambda: screen_text(app).count("\n U ") == 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Outbox))
        await until(pilot, lambda: "draft again" in screen_text(app))
    assert not await desk.replies.leaving()


async def test_own_keys_stand_beside_the_verb(desk: Desk) -> None:
    keys = Keys({"sheet.back": ("left_square_bracket",)})
    app = Stage(Outbox(given(desk, keys)), keys)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert dict((command.id, key) for command, key in acting(app.screen))["sheet.back"] == "["
        await pilot.press("colon")
        await until(pilot, lambda: "[        sheet back" in screen_text(app))
        assert isinstance(app.screen, VerbPalette)
