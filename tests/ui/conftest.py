"""The inbox as a person finds it: a real store, a clock that stands still, a screen without a terminal."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.settings import Home
from socialtui.ui.app import SocialtuiApp
from socialtui.ui.screens.inbox import Inbox
from tests.ui.face import Clock, desk_at, screen_text, until
from tests.ui.quiet import watched

UTF8 = {"LANG": "C.UTF-8"}


@dataclass
class Sitting:
    """A person before the inbox."""

    app: SocialtuiApp
    pilot: Any
    desk: Desk
    clock: Clock

    @property
    def inbox(self) -> Inbox:
        assert self.app.inbox is not None
        return self.app.inbox

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return screen_text(self.app).split("\n")

    @property
    def said(self) -> str:
        """The notice in the status line."""
        return self.inbox.parts.status.notice

    @property
    def names(self) -> list[str]:
        """Whose rows are loaded, in order."""
        return [card.who for card in self.inbox.parts.queue.cards]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object]) -> None:
        try:
            await until(self.pilot, holds)
        except TimeoutError:
            raise AssertionError("it never came:\n" + "\n".join(self.lines)) from None


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is waited for by what it sets going, not by the clock."""
    watched(monkeypatch)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    place = Home("acme", tmp_path / "config", tmp_path / "state", tmp_path / "log")
    place.make()
    return place


@pytest.fixture
def sit(tmp_path: Path, home: Home) -> Callable[..., Any]:
    """Opens the inbox on a store with three conversations: `async with sit() as person`."""

    @asynccontextmanager
    async def sitting(
        size: tuple[int, int] = (80, 24), desk: Desk | None = None, **more: Any
    ) -> AsyncIterator[Sitting]:
        clock = Clock()
        desk = desk or await desk_at(tmp_path, clock)
        app = SocialtuiApp(desk, home, env=UTF8, **more)
        async with app.run_test(size=size) as pilot:
            person = Sitting(app, pilot, desk, clock)
            await person.until(lambda: app.inbox is not None and app.inbox.parts.cadence is not None)
            await person.until(lambda: any(worker.name == "verbs" for worker in app.workers))
            yield person
            person.inbox.rooms.live.stop()
        await desk.close()

    return sitting
