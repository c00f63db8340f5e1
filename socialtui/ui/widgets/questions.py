"""Questions in the lowest line: the choices of a key that waits, or a line that is typed."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Self

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from socialtui.ui.commands import shown
from socialtui.ui.look import Look
from socialtui.ui.widgets.footer import initials, key_line, shortened, width
from socialtui.ui.widgets.lines import Calm, Line, Lines, cut

ROOM = 20
"""Cells that a question leaves for its answer."""
MOST_AHEAD = 256
"""Keys that are taken over from before a question stood."""

Ahead = Callable[[], list[events.Key]]
"""Hands out once what was typed before a question had the keys."""


class Choice(Calm, Lines, can_focus=True, inherit_bindings=False):
    """A key that waits for a second one: shows what it may be, and takes the next key, whatever it is."""

    DEFAULT_CSS = "Choice { height: 1; display: none; } Choice.-open { display: block; }"

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._choices: Mapping[str, str] = {}
        self._chosen: asyncio.Future[str] | None = None
        self._held = False
        """It has the focus for this choice; a word of having lost it for the one before comes late."""
        self._ahead: Ahead = list
        self._behind: list[events.Key] = []

    async def choose(self, title: str, choices: Mapping[str, str], ahead: Ahead = list) -> str:
        """Shows the choices at once (key → words) and waits; empty when the person thought better of it.

        `ahead` is asked for what was typed before it had the keys: the first is the answer.
        """
        self._choices, self._held, self._ahead, self._behind = choices, False, ahead, []
        self._chosen = asyncio.get_running_loop().create_future()
        self.show([self._line(self._look.words(title), choices)])
        self.add_class("-open")
        self.focus()
        try:
            return await self._chosen
        finally:
            self.remove_class("-open")

    def _line(self, title: str, choices: Mapping[str, str]) -> Line:
        """All choices. Where they don't fit, digits share a word, the way out goes without saying, beside digits
        a key that begins its word stands in it, words are cut."""
        digits = [key for key in choices if key.isdigit()]
        letters = [(key, words) for key, words in choices.items() if not key.isdigit()]
        shared = [(f"{digits[0]}–{digits[-1]}", "a view")] if digits else []
        room = self.app.size.width
        for before, pairs in (
            (title, [*choices.items(), ("esc", "")]), (title, [*letters, *shared, ("esc", "")]),
            (title, [*letters, *shared]), ("" if digits else title, [*letters, *shared]),
        ):  # fmt: skip
            line = key_line([(self._look.words(key), words) for key, words in pairs], self._look, before)
            if width(line) <= room:
                return line
        if digits:
            if width(line := initials(letters, self._look)) <= room:
                return line
            return key_line(shortened(letters, room, 2), self._look, tight=True)
        return key_line(shortened(letters, room - cell_len(title) - 1), self._look, title)

    def on_key(self, event: events.Key) -> None:
        """The next key is the answer; one that is no choice means no."""
        event.stop()
        event.prevent_default()
        self._take(event)

    def _take(self, event: events.Key) -> None:
        key = event.character if event.character and event.character.isprintable() else shown(event.key)
        self._settle(key if key in self._choices else "")

    def on_focus(self) -> None:
        """From now on losing it means something, and what was typed ahead has whom it was for."""
        self._held = True
        for key in self._ahead()[:MOST_AHEAD]:
            if self._chosen is not None and self._chosen.done():
                self._behind.append(key)
            else:
                self._take(key)

    def behind(self) -> list[events.Key]:
        """What was typed ahead behind the answer; handed out once."""
        keys, self._behind = self._behind, []
        return keys

    def on_blur(self) -> None:
        """Whoever looks elsewhere has not chosen."""
        if self._held:
            self._settle("")

    def _settle(self, key: str) -> None:
        if self._chosen is not None and not self._chosen.done():
            self._chosen.set_result(key)


class Answer(Input, inherit_bindings=True):
    """The line that is typed into."""

    BINDINGS = [  # noqa: RUF012  Textual declares it so
        Binding("escape", "leave", show=False),
        Binding("tab", "other", show=False),
    ]

    behind: list[events.Key] | None = None
    """What was typed behind enter, before the answer was taken; None until then."""
    ahead: Ahead = list

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """As every widget's; a letter more asks for no layout of the whole screen, since its place stays as it is."""
        return super().refresh(
            *regions, repaint=repaint, layout=layout and not self.size, recompose=recompose
        )

    async def _on_key(self, event: events.Key) -> None:
        """What comes behind enter belongs to whoever has the keys next."""
        if self.behind is None:
            if event.key == "enter":
                self.behind = []
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.behind.append(events.Key(event.key, event.character))

    async def on_focus(self) -> None:
        """What was typed ahead stands here before anything else is typed."""
        for key in self.ahead()[:MOST_AHEAD]:
            if self.behind is not None:
                self.behind.append(key)
            elif key.key == "enter":
                self.behind = []
                await self.action_submit()
            elif key.key == "escape":
                self.behind = []
                self.action_leave()
            elif key.key == "backspace":
                self.action_delete_left()
            elif key.key == "tab":
                self.action_other()
            elif key.is_printable and key.character:
                self.insert_text_at_cursor(key.character)

    class Left(Message):
        """Escape."""

    class Other(Message):
        """Tab."""

    def action_leave(self) -> None:
        """Says that the person left."""
        self.post_message(self.Left())

    def action_other(self) -> None:
        """Says that tab was pressed."""
        self.post_message(self.Other())


class Ask(Horizontal):
    """A question on one line, with its answer."""

    DEFAULT_CSS = """
    Ask { height: 1; display: none; }
    Ask.-open { display: block; }
    Ask > Lines { width: auto; min-width: 4; height: 1; }
    Ask > Answer { width: 1fr; height: 1; border: none; padding: 0; background: $background; color: $text; }
    Ask > Answer:focus { border: none; background: $background; background-tint: transparent; }
    """

    class Typed(Message):
        """What stands there now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Switched(Message):
        """Tab."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._label = Lines()
        self._answer: Answer | None = None
        self._said: asyncio.Future[str | None] | None = None

    async def ask(self, label: str, text: str = "", ahead: Ahead = list) -> str | None:
        """Asks and waits for enter; None for escape. `ahead` is asked for what was typed before it had the keys."""
        if self._answer is None:
            self._answer = Answer(compact=True, select_on_focus=False)
            self._answer.cursor_blink = False
            await self.mount(self._label, self._answer)
        self.label(label)
        with self._answer.prevent(Input.Changed):
            self._answer.value = text
            self._answer.cursor_position = len(text)
        self._answer.behind, self._answer.ahead = None, ahead
        self._said = asyncio.get_running_loop().create_future()
        self.add_class("-open")
        self._answer.focus()
        try:
            return await self._said
        finally:
            self.remove_class("-open")

    def behind(self) -> list[events.Key]:
        """What was typed behind enter; handed out once."""
        if self._answer is None:
            return []
        keys, self._answer.behind = self._answer.behind or [], None
        return keys

    def label(self, words: str) -> None:
        """What is asked."""
        words = cut(self._look.words(words), max(10, self.app.size.width - ROOM), self._look.glyphs.ellipsis)
        self._label.styles.width = cell_len(words) + 2
        self._label.show([[Segment(f" {words} ", self._look.ink.accent)]])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter is told."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter ends it."""
        event.stop()
        self._settle(event.value)

    def on_answer_left(self, event: Answer.Left) -> None:
        """So does escape, without an answer."""
        event.stop()
        self._settle(None)

    def on_answer_other(self, event: Answer.Other) -> None:
        """Tab is the asker's business."""
        event.stop()
        self.post_message(self.Switched())

    def _settle(self, text: str | None) -> None:
        if self._said is not None and not self._said.done():
            self._said.set_result(text)
