"""Shows the first run: an app of its own, since there is nothing to sit down at yet."""

import os
import sys
from collections.abc import Mapping

from textual.app import App

from socialtui.domain.network import Clock
from socialtui.settings import Home, Settings
from socialtui.ui import crash, themes
from socialtui.ui.app import NO_COLOR_THEME
from socialtui.ui.commands import Keys, Where
from socialtui.ui.endings import Ending
from socialtui.ui.keymap import read_keys
from socialtui.ui.look import Look
from socialtui.ui.screens.account_guide import Guide
from socialtui.ui.screens.first_run import FirstRun, Write
from socialtui.ui.screens.sheet import Spot
from socialtui.ui.surroundings import speaks_utf8
from socialtui.ui.terminal import Terminal


class Welcome(App[Ending], inherit_bindings=False):
    """Made by `welcome`, or by a test."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "socialtui"
    DEFAULT_CSS = "App { background: $background; color: $text; }"

    def __init__(
        self, home: Home, settings: Settings, guide: Guide, write: Write, clock: Clock, *, theme: str = "",
        ascii: bool | None = None, env: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        env = os.environ if env is None else env
        super().__init__(driver_class=None if sys.platform == "win32" else Terminal)
        self.animation_level = "none"
        self._home, self._settings, self._guide, self._write, self._clock = (
            home,
            settings,
            guide,
            write,
            clock,
        )
        palette, faults = themes.choose(NO_COLOR_THEME if "NO_COLOR" in env else theme or settings.theme)
        own, more = read_keys(home.keys_file)
        self._faults = (*faults, *more)
        self._keys = Keys(own)
        plain = settings.ascii if ascii is None else ascii
        self._look = Look(palette.ink(), plain or not speaks_utf8(env))
        self.register_theme(palette.theme())
        self.theme = palette.name
        self.last_words: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Opens the first run; its end is the app's."""
        self.set_keymap(self._keys.keymap)
        spot = Spot(self._look, self._keys, Where.START)
        screen = FirstRun(spot, self._guide, self._settings, self._write)
        self.push_screen(screen, self.exit)
        if self._faults:
            screen.say(self._faults[0], alarm=True)

    def _handle_exception(self, error: Exception) -> None:
        """Three lines and a trace without any variable's content: a secret may be among them."""
        self.last_words += crash.end(self, error, self._home.log, self._clock)

    async def action_quit(self) -> None:
        """Leaves."""
        self.exit(Ending.LEFT)


async def welcome(
    home: Home, settings: Settings, guide: Guide, write: Write, clock: Clock, *, theme: str = "",
    ascii: bool | None = None, mouse: bool | None = None,
) -> tuple[Ending, int]:  # fmt: skip
    """Shows the first run until it ends; how it ended, and the exit code. `surroundings.prepare` comes before."""
    app = Welcome(home, settings, guide, write, clock, theme=theme, ascii=ascii)
    ending = await app.run_async(mouse=settings.mouse if mouse is None else mouse)
    for line in app.last_words:
        print(line, file=sys.stderr)
    return ending or Ending.LEFT, app.return_code or 0
