"""Every verb by name, with its key beside it."""

from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from socialtui.ui.commands import COMMANDS, GROUPS, Command, shown
from socialtui.ui.screens.sheet import press


class Verbs(Provider):
    """Made from the same table as the keys."""

    async def discover(self) -> Hits:
        """All of them, before a letter is typed."""
        for command in _listed():
            yield DiscoveryHit(_words(command), partial(press, self.screen, command.id), help=_help(command))

    async def search(self, query: str) -> Hits:
        """Those whose words match."""
        matcher = self.matcher(query)
        for command in _listed():
            score = max(matcher.match(_words(command)), matcher.match(command.id))
            if score > 0:
                words = matcher.highlight(_words(command))
                yield Hit(score, words, partial(press, self.screen, command.id), help=_help(command))


class VerbPalette(CommandPalette):
    """Textual's own, without its picture."""

    DEFAULT_CSS = """
    VerbPalette SearchIcon { display: none; }
    VerbPalette { background: $background; }
    VerbPalette #--container { background: $background; border: none; }
    VerbPalette #--input { border: none; background: $background; border-bottom: solid $rule; }
    VerbPalette CommandList { background: $background; border: none; }
    """

    def __init__(self) -> None:
        super().__init__(providers=[Verbs], placeholder="A verb")


def _listed() -> list[Command]:
    return [command for command in COMMANDS if command.palette]


def _words(command: Command) -> str:
    return command.help.rstrip(".")


def _help(command: Command) -> str:
    return f"{shown(command.keys[0])}  {GROUPS[command.group].lower()}, {command.id}"
