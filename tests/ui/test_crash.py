"""A fault of ours ends the app with three lines and a trace: what is typed is rescued, nothing private is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from socialtui.settings import Home, Settings
from socialtui.ui import crash, rescue
from socialtui.ui.welcome import Welcome
from tests.ui.conftest import UTF8
from tests.ui.face import NOW, Clock
from tests.ui.test_first_run import guide

PRIVATE = "a private word"


def trace(home: Home) -> Path:
    return home.log / f"crash-{NOW}.log"


async def test_the_inbox_rescues_what_is_typed_and_leaves_a_trace(
    sit: Callable[..., Any], home: Home
) -> None:
    async def falls() -> None:
        async with sit() as person:
            apps.append(person.app)
            await person.press("r")
            await person.until(lambda: person.inbox.rooms.answering.writing is not None)
            box = person.inbox.parts.box
            await person.until(lambda: box.composer.has_focus)
            box.composer.text = "I am so"
            person.app._handle_exception(RuntimeError(PRIVATE))
            person.app._handle_exception(ValueError("another, on the way out"))

    apps: list[Any] = []
    with pytest.raises(RuntimeError, match=PRIVATE):
        await falls()
    (app,) = apps
    assert [found.text for found in rescue.found(home.state)] == ["I am so"]
    assert app.return_code == crash.EXIT_CODE
    first, second, third = app.last_words
    assert first == "socialtui ended by a fault of its own (RuntimeError)."
    assert second.startswith("Drafts and answers are kept")
    assert third == f"The trace is in {trace(home)}."
    assert PRIVATE not in trace(home).read_text() + first + second + third


async def test_the_first_run_leaves_a_trace_too(home: Home) -> None:
    async def falls() -> None:
        async with app.run_test(size=(80, 24)):
            app._handle_exception(RuntimeError(PRIVATE))

    app = Welcome(home, Settings(), guide()[0], lambda _: None, Clock(), env=UTF8)
    with pytest.raises(RuntimeError, match=PRIVATE):
        await falls()
    assert app.return_code == crash.EXIT_CODE
    assert app.last_words[2] == f"The trace is in {trace(home)}."
    assert PRIVATE not in trace(home).read_text()
