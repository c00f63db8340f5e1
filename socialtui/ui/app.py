"""Holds the screens: theme, signals, the one handler of faults. No feature lives here."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App

from socialtui.desk import Desk
from socialtui.domain.deadlines import zone_of
from socialtui.domain.errors import SocialtuiError
from socialtui.settings import Home
from socialtui.ui import crash, editor, themes
from socialtui.ui.commands import Keys
from socialtui.ui.keymap import read_keys
from socialtui.ui.look import Look
from socialtui.ui.screens.inbox import Inbox
from socialtui.ui.surroundings import multiplexed, speaks_utf8
from socialtui.ui.terminal import Terminal
from socialtui.ui.watchdog import Watchdog, terminal_gone
from socialtui.ui.widgets.lines import plain_emoji

if TYPE_CHECKING:
    from socialtui.ui.screens.account_guide import Guide

NO_COLOR_THEME = "ansi"
ENDED_BY = {signal.SIGHUP: 129, signal.SIGTERM: 143}
LAST_SECONDS = 2.0
"""How long saving may take once a signal has come."""


class SocialtuiApp(App[int], inherit_bindings=False):
    """Made by `run`, or by a test."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "socialtui"
    CSS_PATH = "screens/inbox.tcss"
    DEFAULT_CSS = "App { background: $background; color: $text; }"

    def __init__(
        self, desk: Desk, home: Home, *, theme: str = "", ascii: bool | None = None,
        start_sync: Callable[[], None] | None = None, env: Mapping[str, str] | None = None,
        guide: "Callable[[], Guide] | None" = None,
    ) -> None:  # fmt: skip
        self._env = dict(os.environ if env is None else env)
        # Textual fixes at this moment how it leaves colours out; told later, it would only turn them grey.
        colourless = "NO_COLOR" in self._env or None
        super().__init__(driver_class=None if sys.platform == "win32" else Terminal, ansi_color=colourless)
        self.animation_level = "none"
        self._desk, self._home, self._start_sync, self._guide = desk, home, start_sync, guide
        wanted = NO_COLOR_THEME if colourless else theme or desk.settings.theme
        palette, self._faults = themes.choose(wanted)
        plain = desk.settings.ascii if ascii is None else ascii
        self._look = Look(palette.ink(), plain or not speaks_utf8(self._env))
        emoji = desk.settings.emoji
        plain_emoji(emoji == "text" or (emoji == "auto" and multiplexed(self._env)))
        self._wear(palette)
        self._watchdog: Watchdog | None = None
        self._ending = False
        self.inbox: Inbox | None = None

    def _wear(self, palette: themes.Palette) -> None:
        """Puts the theme on before anything is styled: set by its attribute, every stylesheet is parsed twice."""
        self.register_theme(palette.theme())
        self.set_reactive(App.theme, palette.name)
        for name, holds in (("-dark-mode", palette.dark), ("-light-mode", not palette.dark)):
            self.set_class(holds, name, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Inbox:
        """The inbox, with the keys that the person chose; another screen below it would be drawn for nothing."""
        own, faults = read_keys(self._home.keys_file)
        keys = Keys(own)
        self.set_keymap(keys.keymap)
        self._faults += faults
        zone = zone_of(self._desk.room.hours.zone)
        self.inbox = Inbox(self._desk, self._look, zone, keys, self._home.state, self._edit)
        self.inbox.parts.guide = self._guide
        self.inbox.measure(self.size)
        return self.inbox

    def on_mount(self) -> None:
        """Listens to whoever ends it."""
        self._listen()
        self.app_suspend_signal.subscribe(self, lambda _: self._suspend(True))
        self.app_resume_signal.subscribe(self, lambda _: self._suspend(False))

    def on_panes_painted(self) -> None:
        """What can wait until the first screen stands."""
        if self._start_sync is not None:
            self._start_sync()
        if self._faults and self.inbox is not None:
            self.inbox.parts.banner.tell(self._faults[:3])
        if isinstance(self._driver, Terminal):
            self._watchdog = Watchdog(self._gone, self._rescue)
            self._watchdog.start()

    # Ends that nobody chose

    def _listen(self) -> None:
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number, code in ENDED_BY.items():
            loop.add_signal_handler(number, self._on_signal, code)

    def _on_signal(self, code: int) -> None:
        """The draft first, then the end."""
        if self._ending:
            return
        self._ending = True
        self._rescue()
        asyncio.get_running_loop().create_task(self._end(code))

    async def _end(self, code: int) -> None:
        try:
            await asyncio.wait_for(self._keep(), LAST_SECONDS)
        except (TimeoutError, SocialtuiError):
            self._rescue()
        self.exit(code, return_code=code)

    async def _keep(self) -> None:
        from socialtui.ui.screens.sheet import Sheet

        for screen in self.screen_stack:
            if isinstance(screen, Sheet):
                with suppress(SocialtuiError):  # the answer is kept whatever happens to a post
                    await screen.keep()
        if self.inbox is not None and self.inbox.stands:
            await self.inbox.rooms.roaming.end("cut")

    def _gone(self) -> bool:
        driver = self._driver
        if not isinstance(driver, Terminal):
            return False
        if driver.ended or terminal_gone():
            return True
        writer = driver._writer_thread
        # A writer that ends without being told to has nobody to write to.
        watching = self._running and not (self._suspended or self._ending)
        return watching and writer is not None and not writer.is_alive()

    def _suspend(self, suspended: bool) -> None:
        self._suspended = suspended
        if not suspended:
            self.refresh(layout=True)  # the shell has written over it

    def _rescue(self) -> None:
        if self.inbox is not None and self.inbox.parts.box is not None:
            self.inbox.rooms.answering.rescue_now()

    # Faults

    def _handle_exception(self, error: Exception) -> None:
        """Three lines, a trace for whoever looks into it, and the end. Never a variable's content."""
        self.last_words += crash.end(self, error, self._home.log, self._desk.clock, self._rescue)

    last_words: tuple[str, ...] = ()
    """What to print behind the screen; empty after a good end."""
    _suspended = False

    # What screens ask for by Textual's own names

    async def action_quit(self) -> None:
        """Leaves as the screen on top does."""
        if self.inbox is not None:
            self.inbox.action_verb("quit")
        else:
            self.exit(0)

    def _edit(self, text: str) -> str:
        return editor.edit(
            self, text, self._home.state, editor.command(self._desk.settings.editor, self._env)
        )

    def on_unmount(self) -> None:
        """Nobody has to watch any more."""
        if self._watchdog is not None:
            self._watchdog.stop()


async def run(
    desk: Desk, home: Home, *, start_sync: Callable[[], None] | None = None, theme: str = "",
    ascii: bool | None = None, mouse: bool | None = None, guide: "Callable[[], Guide] | None" = None,
) -> int:  # fmt: skip
    """Shows the inbox until the person leaves; the exit code. `surroundings.prepare` comes before this import."""
    app = SocialtuiApp(desk, home, theme=theme, ascii=ascii, start_sync=start_sync, guide=guide)
    result = await app.run_async(mouse=desk.settings.mouse if mouse is None else mouse)
    for line in app.last_words:
        print(line, file=sys.stderr)
    return app.return_code or result or 0
