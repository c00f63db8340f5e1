"""Decides in which order verbs and moves act: in the one in which they were typed."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from socialtui.domain.errors import SocialtuiError
from socialtui.ui.commands import BY_ID, Keys, acts_in
from socialtui.ui.screens.ahead import Ahead

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox

Verb = Callable[[], Awaitable[None] | None]

MOVES = ("down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom")
"""How the list moves: all by one way, since what goes by a slower one is overtaken by the key behind it."""
END, SAY = "end", "say"
"""An end of the list is wanted that isn't loaded; words are to be said in their turn."""


class Turns:
    """One verb after the other. A move acts at once, but behind a verb that may not know its rows yet it waits."""

    def __init__(self, inbox: "Inbox", keys: Keys) -> None:
        self._inbox, self._parts = inbox, inbox.parts
        queue = self._parts.queue
        queue.moves = {key: id for id in MOVES for key in keys.of(BY_ID[id])}
        queue.far, queue.waits = self._far, self._waits
        self._parts.asked, self._parts.took = self._drop_typed_ahead, self._took
        self.ahead = Ahead(self._parts, keys, inbox.action_verb)
        self._asked: asyncio.Queue[str] = asyncio.Queue()
        self._words = ""
        self._choosing = False
        """A verb is being done that may not know its rows yet."""
        self._end: bool | None = None
        """The end of the list that is wanted: True for the last row."""

    def ask(self, id: str) -> None:
        """A verb was asked for: it waits until those before it have ended."""
        self._hold(id, True)
        self.ahead.begin(id)
        self._asked.put_nowait(id)

    def say(self, words: str) -> None:
        """Says a fault in its turn, behind the verbs before it."""
        self._words = words
        self._asked.put_nowait(SAY)

    def _hold(self, id: str, held: bool) -> None:
        """The answer takes no letter from the key that asks for the review until the review stands."""
        if id == "composer.review" and self._parts.box is not None:
            self._parts.box.composer.held = held

    def _waits(self) -> bool:
        return self._choosing or not self._asked.empty() or self.ahead.keeps

    def _took(self) -> None:
        self._choosing = False

    def _far(self, bottom: bool) -> None:
        self._end = bottom
        self._asked.put_nowait(END)

    async def work(self) -> None:
        """Does what is asked for, without an end."""
        while True:
            self.ahead.doing = id = await self._asked.get()
            self._choosing = True
            await self._do_in_turn(id)
            if self._end is not None:  # before what was typed behind it
                bottom, self._end = self._end, None
                await self.do(partial(self._inbox.listing.far, bottom))
            self._choosing = False

    async def _do_in_turn(self, id: str) -> None:
        inbox, parts = self._inbox, self._parts
        if id in BY_ID and not acts_in(BY_ID[id], inbox.pane):
            # Typed ahead, before the pane that the verb before it opened had the keys: letters, and no verb.
            self._let_go(id)
        elif id in MOVES:
            parts.queue.action_move(id)
        elif id == SAY:
            parts.say(self._words, alarm=True)
        elif id != END:
            if id in BY_ID and not parts.status.notice.startswith("Leaving"):
                parts.status.fade()
            inbox.uncover()
            await self.do(inbox.rooms.verbs[id])
            self._let_go(id)

    def _let_go(self, id: str) -> None:
        """The verb is over; what was typed for a question that it didn't ask is typed now."""
        self._hold(id, False)
        for key in self.ahead.end(id):
            self._inbox.app.post_message(key)

    def _drop_typed_ahead(self) -> None:
        """What was typed before a question had the keys was meant for it, and is no verb."""
        waiting = [self._asked.get_nowait() for _ in range(self._asked.qsize())]
        for id in waiting:
            self._hold(id, False)
            self.ahead.end(id)
        if "quit" in waiting:
            self._asked.put_nowait("quit")

    async def do(self, verb: Verb) -> None:
        """Runs something; a trouble is said in the status line."""
        try:
            done = verb()
            if done is not None:
                await done
        except SocialtuiError as trouble:
            self._parts.trouble(str(trouble))
