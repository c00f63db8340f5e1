"""| in the inbox: the command gets what `show --json` prints, and its output is read on a page."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from socialtui.cli.parts import told
from socialtui.desk import Desk
from socialtui.desk.pipe import PipeDesk
from socialtui.desk.room import Outside
from socialtui.settings import Home, Settings
from socialtui.settings.facts import Hooks
from tests.ui.face import Clock, desk_at

Sit = Callable[..., Any]


@pytest.fixture
async def desk(tmp_path: Path) -> Desk:
    desk = await desk_at(tmp_path, Clock())
    desk.room.outside = Outside(told, {**os.environ, "ACME_TOKEN": "s3cret"})
    return desk


async def pipes(person: Any, command: str) -> None:
    await person.press("vertical_line")
    await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
    answer = person.inbox.parts.ask.query_one("Answer")
    answer.value = command
    await person.press("enter")


async def test_a_conversation_goes_to_a_command_and_its_output_is_shown(sit: Sit, desk: Desk) -> None:
    async with sit(desk=desk) as person:
        await pipes(person, "cat")
        await person.until(lambda: any("ended with 0" in line for line in person.lines))
        page: Any = person.app.screen
        line = json.loads(page.copied())
        assert line["person"] == person.inbox.parts.card.who
        assert [said["text"] for said in line["mentions"]] == [line["text"]]
        await person.press("escape")
        assert person.app.screen is person.inbox


async def test_the_code_is_told_and_hostile_output_is_harmless(sit: Sit, desk: Desk) -> None:
    async with sit(desk=desk) as person:
        await pipes(person, "sh -c 'printf \"\\033]52;c;eA==\\007[red]x\\033[2J $ACME_TOKEN.\"; exit 4'")
        await person.until(lambda: any("ended with 4" in line for line in person.lines))
        text = "\n".join(person.lines)
        assert "[red]x" in text
        assert "\x1b" not in text
        assert "s3cret" not in text


async def test_the_last_command_is_offered_again_after_a_restart(sit: Sit, desk: Desk, home: Home) -> None:
    async with sit(desk=desk) as person:
        await pipes(person, "true")
        await person.until(lambda: any("It said nothing" in line for line in person.lines))
        await person.press("escape")
        await person.press("vertical_line")
        await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
        assert person.inbox.parts.ask.query_one("Answer").value == "true"
        await person.press("escape")
    assert PipeDesk.last(home.state) == "true"
    assert (home.state / "last-pipe.txt").stat().st_mode & 0o777 == 0o600


async def test_while_one_writes_no_page_opens(sit: Sit, desk: Desk, tmp_path: Path) -> None:
    go = tmp_path / "go"
    os.mkfifo(go)
    async with sit(desk=desk) as person:
        await pipes(person, f"sh -c 'read x < {go}; echo heard $x'")
        await person.until(lambda: person.said.startswith("Running, 30 s at most: sh"))
        await person.press("r")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        with open(go, "w") as pipe:  # noqa: ASYNC230  the reader waits already
            pipe.write("you\n")
        await person.until(lambda: "ended with 0. : pipe output shows what it said" in person.said)
        assert person.app.screen is person.inbox
        await person.press("escape")
        person.inbox.action_verb("pipe_output")
        await person.until(lambda: any("heard you" in line for line in person.lines))


async def test_trouble_is_said_and_nothing_else_happens(sit: Sit, desk: Desk) -> None:
    async with sit(desk=desk) as person:
        await pipes(person, "no-such-program")
        await person.until(lambda: "no-such-program can't be started" in person.said)
        await pipes(person, "echo 'open")
        await person.until(lambda: "can't be read: no closing quotation" in person.said)
        person.inbox.action_verb("pipe_output")
        await person.until(lambda: person.said.startswith("No command has ended yet"))


async def test_a_command_that_takes_too_long_is_stopped(sit: Sit, desk: Desk) -> None:
    desk.room.settings = Settings(user="ana", brand="Acme", hooks=Hooks(limit=1))
    async with sit(desk=desk) as person:
        await pipes(person, "sleep 60")
        await person.until(lambda: any("was stopped after 1 s" in line for line in person.lines))
