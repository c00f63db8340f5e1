"""A list above the inbox whose verbs may ask something: one line to type, or one key to choose."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from socialtui.ui.screens import Given
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.widgets.footer import Footer
from socialtui.ui.widgets.questions import Ask, Choice


class Asks(Screen[Any]):
    """A screen with room for a question in the footer's place."""

    foot: Footer
    choice: Choice
    ask: Ask
    asks = False
    """Something is asked now; every key belongs to the answer."""

    def show_keys(self) -> None:
        """The footer; every sheet has one."""
        raise NotImplementedError

    async def question(self, label: str, text: str = "") -> str | None:
        """Waits for a line; None for escape. The focus goes back to where it was."""
        focused = self._begin_asking()
        try:
            return await self.ask.ask(label, text)
        finally:
            self._end_asking(focused)

    async def choose(self, title: str, choices: Mapping[str, str]) -> str:
        """Waits for one key of these; empty for none. The focus goes back to where it was."""
        focused = self._begin_asking()
        try:
            return await self.choice.choose(title, choices)
        finally:
            self._end_asking(focused)

    def _begin_asking(self) -> Widget | None:
        self.asks, self.foot.display = True, False
        return self.focused

    def _end_asking(self, focused: Widget | None) -> None:
        self.asks, self.foot.display = False, True
        self.set_focus(focused)
        self.show_keys()  # what was read anew while it was asked found none that acts


class AskingSheet(ListSheet, Asks):
    """Verbs run beside the keys, one at a time; while one asks, the list's own keys rest."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.choice, self.ask = Choice(given.look, id="choice"), Ask(given.look, id="ask")

    def compose(self) -> ComposeResult:
        """As every list's, with room for a question in the footer's place."""
        yield from super().compose()
        yield self.choice
        yield self.ask

    async def action_verb(self, id: str) -> None:
        """Does a verb beside the keys, since it may wait for one."""
        if not self.asks:
            verb: Callable[[], Coroutine[None, None, None]] = partial(super().action_verb, id)
            _: Worker[None] = self.run_worker(verb, group="verb", exclusive=True, name=id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is asked every key belongs to the answer."""
        return False if self.asks else super().check_action(action, parameters)
