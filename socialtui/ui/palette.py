"""Every verb by name: one provider over `commands` that offers what acts now, with its key beside it."""

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import LoadingIndicator

from socialtui.ui.commands import BY_ID, COMMANDS, UNBOUND, Command, shown
from socialtui.ui.screens.sheet import press

KEYS = 8
"""Cells for the keys, before the name and the sentence."""
NAME = 16


def acting(screen: Screen[Any]) -> Iterator[tuple[Command, str]]:
    """The verbs that a key would run now on this screen, each with its keys, a person's own ones among them."""
    keys: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        id = active.binding.id or ""
        if active.enabled and id in BY_ID:
            keys.setdefault(id, []).extend([] if key.startswith(UNBOUND) else [shown(key)])
    for command in COMMANDS:
        # Textual asks the screen on top, which is the palette by now; the one below knows better.
        acts = command.action or screen.check_action("verb", (command.id,)) is not False
        if command.palette and acts and command.id in keys:
            yield command, " ".join(keys[command.id])


class Verbs(Provider):
    """For the palette below, or an app's COMMANDS."""

    async def discover(self) -> Hits:
        """All of them, in the order of `commands`."""
        for command, keys in acting(self.screen):
            yield DiscoveryHit(_line(command, keys), self._run(command), text=_plain(command, keys))

    async def search(self, query: str) -> Hits:
        """Those that the letters fit."""
        matcher = self.matcher(query)
        for command, keys in acting(self.screen):
            score = max(matcher.match(_name(command)) * 2, matcher.match(_plain(command, keys)))
            if score > 0:
                yield Hit(score, _line(command, keys), self._run(command), text=_plain(command, keys))

    def _run(self, command: Command) -> Callable[[], Coroutine[Any, Any, None]]:
        return partial(press, self.screen, command.id)


def _name(command: Command) -> str:
    return command.id.replace("_", " ").replace(".", " ")


def _plain(command: Command, keys: str) -> str:
    return f"{_name(command)} {command.help} {keys}"


def _line(command: Command, keys: str) -> Text:
    """Never markup: keys are brackets too."""
    return Text(f"{keys:{KEYS}} {_name(command):{NAME}} {command.help}", no_wrap=True, overflow="ellipsis")


class _Still(LoadingIndicator):
    """Stands where the palette wants its indicator, and neither shows nor moves."""

    DEFAULT_CSS = "VerbPalette #--results _Still { display: none; }"

    def _on_mount(self, _: object) -> None:  # the base class starts its animation here
        self.auto_refresh = None


class VerbPalette(CommandPalette):
    """Textual's palette over `Verbs`, without dimming, boxes, pictures and movement: it crosses slow links."""

    DEFAULT_CSS = """
    VerbPalette { background: $background; color: $text; &:ansi { background: $background; } }
    VerbPalette > Vertical { margin-top: 0; background: $background; &:dark { background: $background; } }
    VerbPalette #--input { height: 1; border: none; }
    VerbPalette #--input.--list-visible { border: none; }
    VerbPalette CommandInput, VerbPalette CommandInput:focus {
        height: 1; border: none; padding: 0 1; background: $background; color: $text;
    }
    VerbPalette #--results { overlay: none; height: 1fr; }
    VerbPalette CommandList, VerbPalette CommandList:focus {
        height: 1fr; max-height: 100%; border: none; padding: 0; background: $background; color: $text;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    VerbPalette CommandList > .option-list--option, VerbPalette CommandList > .option-list--option-highlighted {
        text-style: none; padding: 0 1; color: $text;
    }
    VerbPalette CommandList > .option-list--option-highlighted { background: $selection; }
    """

    def __init__(self) -> None:
        super().__init__(providers=[Verbs], placeholder="A verb by name", id="--command-palette")

    def compose(self) -> ComposeResult:
        """As the base class has it, less what moves."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield CommandInput(placeholder=self._placeholder, select_on_focus=False, compact=True)
            with Vertical(id="--results"):
                yield CommandList()
                yield _Still()

    def on_mount(self) -> None:
        """The cursor stands still."""
        self.query_one(CommandInput).cursor_blink = False
