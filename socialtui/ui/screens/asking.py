"""A list above the inbox whose verbs may ask something: one line to type, or one key to choose."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial

from textual.app import ComposeResult
from textual.worker import Worker

from socialtui.ui.screens import Given
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.widgets.questions import Ask, Choice


class AskingSheet(ListSheet):
    """Verbs run beside the keys, one at a time; while one asks, the list's own keys rest."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.choice, self.ask = Choice(given.look, id="choice"), Ask(given.look, id="ask")
        self._asks = False

    def compose(self) -> ComposeResult:
        """As every list's, with room for a question in the footer's place."""
        yield from super().compose()
        yield self.choice
        yield self.ask

    async def action_verb(self, id: str) -> None:
        """Does a verb beside the keys, since it may wait for one."""
        if not self._asks:
            verb: Callable[[], Coroutine[None, None, None]] = partial(super().action_verb, id)
            _: Worker[None] = self.run_worker(verb, group="verb", exclusive=True, name=id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is asked every key belongs to the answer."""
        return False if self._asks else super().check_action(action, parameters)

    async def question(self, label: str, text: str = "") -> str | None:
        """Waits for a line; None for escape."""
        self._begin()
        try:
            return await self.ask.ask(label, text)
        finally:
            self._end()

    async def choose(self, title: str, choices: Mapping[str, str]) -> str:
        """Waits for one key of these; empty for none."""
        self._begin()
        try:
            return await self.choice.choose(title, choices)
        finally:
            self._end()

    def _begin(self) -> None:
        self._asks, self.foot.display = True, False

    def _end(self) -> None:
        self._asks, self.foot.display = False, True
        self.set_focus(None)
