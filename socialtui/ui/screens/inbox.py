"""The room where a person works: lays the panes out, and hands each verb to the room that does it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.worker import Worker

from socialtui.desk import Desk
from socialtui.domain.conversation import Card
from socialtui.domain.errors import SocialtuiError
from socialtui.ui import rescue
from socialtui.ui.commands import BY_ID, Keys, acts_in
from socialtui.ui.look import Look
from socialtui.ui.screens.ahead import Ahead
from socialtui.ui.screens.following import Following
from socialtui.ui.screens.greeting import Greeting
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.panes import IDLE, Panes
from socialtui.ui.screens.parts import Parts
from socialtui.ui.widgets.queue import Queue

if TYPE_CHECKING:
    from socialtui.ui.screens.rooms import Rooms, Verb
    from socialtui.ui.widgets.questions import Ask

PASTED = "pasted"
"""Says in its turn that a paste came where nothing can be pasted."""


MOVES = ("down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom")
"""How the list moves: all by one way, since what goes by a slower one is overtaken by the key behind it.
Behind a verb that may not know its rows yet, a move waits in the same line."""
END = "end"
"""An end of the list is wanted that isn't loaded."""


class Inbox(Panes):
    """Holds no list, no draft and no rule: those are the rooms'."""

    rooms: "Rooms"
    """There once the first screen stands."""

    def __init__(self, desk: Desk, look: Look, zone: tzinfo, keys: Keys, state: Path,
                 edit: Callable[[str], str]) -> None:  # fmt: skip
        parts = Parts(desk, look, zone, state)
        super().__init__(parts, keys)
        self.edit = edit
        self.listing = Listing(parts)
        self.following = Following(parts)
        self.greeting = Greeting(parts, self.listing)
        self.listing.told = self._told
        self.listing.reading, self.following.place = self._reading, lambda: self.listing.place
        parts.asked, parts.hurry = self._drop_typed_ahead, self.hurry
        parts.took = self._took
        self._pasted: Verb = lambda: None
        parts.queue.beside = self._following_now
        parts.queue.touched = self._touched
        parts.queue.moves = {key: id for id in MOVES for key in keys.of(BY_ID[id])}
        parts.queue.far, parts.queue.waits = self._far, self._waits
        self._ahead = Ahead(parts, keys, self.action_verb)
        self._asked: asyncio.Queue[str] = asyncio.Queue()
        self._choosing = False
        """A verb is being done that may not know its rows yet."""
        self._end: bool | None = None
        """The end of the list that is wanted: True for the last row."""

    def refill(self) -> None:
        """What depends on the width is told anew."""
        if not self.painted:
            return
        self._follow()
        self.listing.draw_title()
        if self.stands:
            self.rooms.planning.draw()

    async def on_mount(self) -> None:
        """Reads what the first paint shows."""
        await self.greeting.first()

    async def on_idle(self) -> None:
        """All that was asked for is done, and every pane knows its size: the first moment to paint."""
        if self._hurried:
            self._draw_hurried()
        elif not self.painted and self.size:
            await self._open()

    async def _open(self) -> None:
        """Paints, then mounts the rest."""
        self.listing.draw_title()
        if not self._following_now(self.parts.card):
            await self._following()
        self.paint()
        self.post_message(self.Painted())
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        from socialtui.ui.screens.rooms import Rooms
        from socialtui.ui.widgets.cadence import CadencePane

        parts, self.rooms = self.parts, Rooms(self, self.edit)
        parts.cadence = CadencePane(parts.look, id="cadence")
        await self.query_one("#far").mount(parts.cadence)
        self.stands = True
        live = self.rooms.live
        if rescue.found(parts.state):
            await self._do(self.rooms.answering.restore)
        await self._do(self.greeting.second)
        if self.greeting.first_time:
            await self._do(self.rooms.advising.first_time)
        for work in (
            self.rooms.planning.renew,
            self.rooms.pacing.restore,
            self._following,
            live.facts,
            live.ring,
        ):
            await self._do(work)  # the ring takes what is there as heard
        # Whoever types ahead is answered now: a verb needs what was mounted here.
        self.run_worker(self._work(), name="verbs")
        live.start()

    # Verbs

    def action_verb(self, id: str) -> None:
        """A verb was asked for. One after the other: a second waits until the first has ended."""
        self._hold(id, True)
        self._ahead.begin(id)
        self._asked.put_nowait(id)

    def _hold(self, id: str, held: bool) -> None:
        """The answer takes no letter from the key that asks for the review until the review stands."""
        if id == "composer.review" and self.parts.box is not None:
            self.parts.box.composer.held = held

    def _waits(self) -> bool:
        """Whether a move has to wait for a verb, so that this one acts on the row on which it was typed."""
        return self._choosing or not self._asked.empty() or self._ahead.keeps

    def _took(self) -> None:
        self._choosing = False

    def _far(self, bottom: bool) -> None:
        self._end = bottom
        self._asked.put_nowait(END)

    async def _work(self) -> None:
        while True:
            self._ahead.doing = id = await self._asked.get()
            self._choosing = True
            await self._do_in_turn(id)
            if self._end is not None:  # before what was typed behind it
                bottom, self._end = self._end, None
                await self._do(partial(self.listing.far, bottom))
            self._choosing = False

    async def _do_in_turn(self, id: str) -> None:
        if id in BY_ID and not acts_in(BY_ID[id], self.pane):
            # Typed ahead, before the pane that the verb before it opened had the keys: letters, and no verb.
            self._let_go(id)
        elif id in MOVES:
            self.parts.queue.action_move(id)
        elif id != END:
            if id in BY_ID and not self.parts.status.notice.startswith("Leaving"):
                self.parts.status.fade()
            self.following.uncover(self._following_now)
            await self._do(self._pasted if id == PASTED else self.rooms.verbs[id])
            self._let_go(id)

    def _let_go(self, id: str) -> None:
        """The verb is over; what was typed for a question that it didn't ask is typed now."""
        self._hold(id, False)
        for key in self._ahead.end(id):
            self.app.post_message(key)

    def _drop_typed_ahead(self) -> None:
        """What was typed before a question had the keys was meant for it, and is no verb."""
        waiting = [self._asked.get_nowait() for _ in range(self._asked.qsize())]
        for id in waiting:
            self._hold(id, False)
            self._ahead.end(id)
        if "quit" in waiting:
            self._asked.put_nowait("quit")

    async def _do(self, verb: "Verb") -> None:
        """Runs something; a trouble is said in the status line."""
        try:
            done = verb()
            if done is not None:
                await done
        except SocialtuiError as trouble:
            self.parts.trouble(str(trouble))

    def beside(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        """Runs something beside the keys; the same name again pushes the one before aside."""
        # A callable: a coroutine that is pushed aside before it began would be left over.
        again: Callable[[], Coroutine[None, None, None]] = partial(self._do, work)
        _: Worker[None] = self.run_worker(again, name=name, group=name, exclusive=True)

    async def begin(self, answer: Callable[[], Awaitable[None]]) -> None:
        """An answer begins; where one stands is on disk from then on, however it ends."""
        if self.parts.box is None:
            await self._put_composer()
        await answer()
        if self.rooms.answering.writing is not None:
            await self.greeting.remember()

    async def _put_composer(self) -> None:
        """Puts the composer in its place with the first answer: the start is quicker without it."""
        from socialtui.ui.widgets.compose import ComposeBox

        place = self.query_one("#place")
        self.parts.box = ComposeBox(self.parts.look, IDLE, id="box")
        await place.remove_children()
        await place.mount(self.parts.box)

    # What the widgets say

    async def on_queue_moved(self, event: Queue.Moved) -> None:
        """The panes beside the list follow its cursor."""
        if event.card is self.parts.card:
            await self._following()

    def _told(self) -> None:
        self._follow()
        self.name_keys()

    def _follow(self) -> None:
        self.beside(self._following, "follow")

    async def _following(self) -> None:
        await self.following.follow(self.parts.card, *self.beside_list())

    def _following_now(self, card: Card | None) -> bool:
        return self.following.follow_now(card, *self.beside_list())

    async def _reading(self, card: Card) -> None:
        """Reads what will stand beside the list before its rows change: both are one frame."""
        if any(self.beside_list()):
            await self.following.thread(card.id)

    async def on_queue_wanted(self, event: Queue.Wanted) -> None:
        """More rows will be needed."""
        await self._do(lambda: self.listing.more(event.before))

    def on_ask_typed(self, event: "Ask.Typed") -> None:
        """The list narrows as one types; a letter more pushes aside what is still looked for without it."""
        self.rooms.finding.typed(event.text)
        self.beside(self.rooms.finding.narrow, "typed")

    def on_ask_switched(self) -> None:
        """Everything, or this list."""
        self.rooms.finding.switched()
        self.beside(self.rooms.finding.narrow, "typed")

    def _touched(self) -> None:
        """Somebody sits here."""
        if since := self.greeting.touched():
            self.beside(partial(self.greeting.back_again, since), "back")

    def on_composer_paused(self) -> None:
        """The counter follows the text."""
        self._touched()
        if self.parts.box is not None:
            self.parts.box.count(self.parts.box.composer.text)

    async def on_composer_unsaved(self) -> None:
        """The draft goes to disk."""
        if self.parts.box is not None:
            text = self.parts.box.composer.text
            await self._do(lambda: self.rooms.answering.save(text))

    def on_paste(self, event: events.Paste) -> None:
        """Keys that came all at once are a paste, and no verbs; said in its turn, behind the verbs before it."""
        words = f"A paste of {len(event.text)} letters came into a list and was left aside."
        self._pasted = partial(self.parts.say, words, alarm=True)
        self._asked.put_nowait(PASTED)

    # Time

    async def after(self, ids: list[int]) -> None:
        """Rows have changed by a verb."""
        self.following.forget()
        await self.listing.after(ids)
        await self.rooms.live.facts()

    async def renew(self) -> None:
        """The store has changed."""
        self.following.forget()
        await self.listing.renew()
        await self.rooms.planning.renew()
        await self.rooms.pacing.renew()
        await self.rooms.live.facts()
        await self._following()
        await self.greeting.nobody()
        await self.rooms.live.ring()

    async def minute(self) -> None:
        """What time itself changes."""
        await self.parts.desk.queue.wake()
        self.parts.queue.tick(self.parts.now())
        await self.rooms.planning.renew()
        await self.rooms.pacing.minute()
        await self.rooms.live.facts()
        await self._following()
        await self.greeting.remember()

    def copy(self, text: str) -> None:
        """To the terminal's clipboard (OSC 52)."""
        self.app.copy_to_clipboard(text)
