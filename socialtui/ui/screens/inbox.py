"""The room where a person works: lays the panes out, and hands each verb to the room that does it."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.worker import Worker

from socialtui.desk import Desk
from socialtui.domain.conversation import Card
from socialtui.ui import rescue
from socialtui.ui.commands import Keys
from socialtui.ui.look import Look
from socialtui.ui.screens.following import Following
from socialtui.ui.screens.greeting import Greeting
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.panes import IDLE, Panes
from socialtui.ui.screens.parts import Parts
from socialtui.ui.screens.turns import Turns
from socialtui.ui.widgets.queue import Queue

if TYPE_CHECKING:
    from socialtui.ui.screens.rooms import Rooms
    from socialtui.ui.widgets.questions import Ask


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
        parts.hurry, parts.uncover = self.hurry, self.uncover
        parts.queue.beside = self._following_now
        parts.queue.touched = self._touched
        self.turns = Turns(self, keys)

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
            await self.turns.do(self.rooms.answering.restore)
        await self.turns.do(self.greeting.second)
        if self.greeting.first_time:
            await self.turns.do(self.rooms.advising.first_time)
        for work in (
            self.rooms.planning.renew,
            self.rooms.pacing.restore,
            self._following,
            live.facts,
            live.ring,
        ):
            await self.turns.do(work)  # the ring takes what is there as heard
        # Whoever types ahead is answered now: a verb needs what was mounted here.
        self.run_worker(self.turns.work(), name="verbs")
        live.start()

    # Verbs

    def action_verb(self, id: str) -> None:
        """A verb was asked for. One after the other: a second waits until the first has ended."""
        self.turns.ask(id)

    def uncover(self) -> None:
        """A notice that stood in the preview gives way to the row."""
        self.following.uncover(self._following_now)

    def beside(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        """Runs something beside the keys; the same name again pushes the one before aside."""
        # A callable: a coroutine that is pushed aside before it began would be left over.
        again: Callable[[], Coroutine[None, None, None]] = partial(self.turns.do, work)
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
        await self.turns.do(lambda: self.listing.more(event.before))

    def on_cadence_pane_sized(self) -> None:
        """The plan is told for the width that the pane has now; what only it shows is read."""
        self.rooms.planning.draw()

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
            await self.turns.do(lambda: self.rooms.answering.save(text))

    def on_paste(self, event: events.Paste) -> None:
        """Keys that came all at once are a paste, and no verbs; said in its turn, behind the verbs before it."""
        words = f"A paste of {len(event.text)} letters came into a list and was left aside."
        self.turns.say(words)

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
        if self.listing.shown.query.like:
            await self.rooms.grouping.renew()
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
