"""| hands a conversation to a command of the person's own, beside everything else, and shows what it said."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.worker import Worker

from socialtui.desk.pipe import Ended, PipeDesk
from socialtui.domain.errors import SocialtuiError
from socialtui.domain.text import clean
from socialtui.ui.commands import Where
from socialtui.ui.screens.link import PageSheet
from socialtui.ui.screens.sheet import Place, Spot
from socialtui.ui.widgets.lines import Line, wrap

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox

_MOST_SHOWN = 200_000
"""Letters of what a command said; a page is for reading."""


class Piping:
    """Remembers the last command over restarts, and what it said until the next one."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts = inbox, inbox.parts
        self._ended: Ended | None = None

    @property
    def _desk(self) -> PipeDesk:
        return self._parts.desk.pipe

    async def pipe(self) -> None:
        """Asks for the command and lets it run; escape runs nothing."""
        parts, (card,) = self._parts, self._parts.row().cards
        said = await parts.question("|", self._desk.last(parts.state))
        command = said.strip() if said else ""
        if not command:
            return
        self._desk.remember(parts.state, command)
        parts.say(f"Running, {self._desk.limit} s at most: {command}")
        work: Callable[[], Coroutine[None, None, None]] = partial(self._run, card.id, command)
        _: Worker[None] = self._inbox.run_worker(work, name="pipe", group="pipe")

    async def _run(self, cid: int, command: str) -> None:
        try:
            self._ended = await self._desk.run(cid, command)
        except SocialtuiError as trouble:
            self._parts.say(str(trouble), alarm=True)
            return
        if self._free:
            self._parts.say("")
            await self.shown()
        else:
            self._parts.say(f"{command} {self._ended.words}. : pipe output shows what it said.")

    @property
    def _free(self) -> bool:
        """Whether a page may open: nobody writes, answers a question, or reads another one."""
        inbox, parts = self._inbox, self._parts
        panes = (parts.queue, parts.thread, parts.cadence)
        return inbox.app.screen is inbox and inbox.focused in panes

    async def shown(self) -> None:
        """What the last command said, once more."""
        if self._ended is None:
            self._parts.say("No command has ended yet. | runs one.")
            return
        spot = Spot(self._parts.look, self._inbox.keys, Where.LIST)
        self._inbox.app.push_screen(PipePage(spot, self._ended))


class PipePage(PageSheet):
    """The command, how it ended, and its output: anybody's text, so nothing in it reaches the terminal as it is."""

    def __init__(self, place: Place, ended: Ended) -> None:
        super().__init__(place)
        self._text = clean(ended.out, limit=_MOST_SHOWN).rstrip("\n")
        self.title_line("|", ended.command, ended.words)

    def copied(self) -> str:
        """The output."""
        return self._text

    def told(self, width: int) -> Sequence[Line]:
        """Flush left, so that it can be selected by mouse."""
        ink = self.look.ink
        if not self._text.strip():
            return [[], [Segment(" It said nothing.", ink.muted)]]
        lines: list[Line] = [[]]
        for row in self._text.split("\n"):
            lines += [[Segment(self.look.words(line), ink.text)] for line in wrap(row, width)] or [[]]
        return lines
