"""The room where a person works: lays the panes out, and hands each verb to the room that does it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import tzinfo
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.worker import Worker

from socialtui.desk import Desk
from socialtui.domain.conversation import Card
from socialtui.domain.errors import SocialtuiError
from socialtui.ui.commands import BY_ID, Keys, acts_in
from socialtui.ui.look import Look
from socialtui.ui.screens.advising import Advising
from socialtui.ui.screens.answering import Answering, Doors
from socialtui.ui.screens.enriching import Enriching
from socialtui.ui.screens.following import Following
from socialtui.ui.screens.greeting import Greeting
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.live import Live
from socialtui.ui.screens.panes import IDLE, Panes
from socialtui.ui.screens.parts import Parts
from socialtui.ui.screens.planning import Planning
from socialtui.ui.screens.roaming import Roaming
from socialtui.ui.screens.sorting import Sorting
from socialtui.ui.screens.viewing import Viewing
from socialtui.ui.widgets.cadence import CadencePane
from socialtui.ui.widgets.footer import Ask
from socialtui.ui.widgets.queue import Queue

if TYPE_CHECKING:
    from socialtui.ui.screens.grouping import Grouping
    from socialtui.ui.screens.owing import Owing
    from socialtui.ui.screens.piping import Piping

Verb = Callable[[], Awaitable[None] | None]


class Inbox(Panes):
    """Holds no list, no draft and no rule: those are the rooms'."""

    def __init__(self, desk: Desk, look: Look, zone: tzinfo, keys: Keys, state: Path,
                 edit: Callable[[str], str]) -> None:  # fmt: skip
        parts = Parts(desk, look, zone, state)
        super().__init__(parts, keys)
        self.listing = Listing(parts)
        self.following = Following(parts)
        self.planning = Planning(parts, self.listing, lambda: self.show("list"))
        self.sorting = Sorting(parts, self.listing, self.following, self._copy)
        self.advising = Advising(self)
        self.answering = Answering(
            parts, Doors(self.show, self._copy, edit, self._after, lambda plan: self.advising.remarks(plan))
        )
        self.enriching = Enriching(parts, self.answering, lambda: self.keys)
        self.greeting = Greeting(parts, self.listing)
        self.roaming = Roaming(self)
        self.viewing = Viewing(parts, self.listing)
        self.listing.told = self._follow
        parts.asked = self._drop_typed_ahead
        parts.queue.beside = self._following_now
        parts.queue.touched = self._touched
        self.live = Live(parts, self._beside, self._renew, self._minute)
        self._asked: asyncio.Queue[str] = asyncio.Queue()
        self.parts.queue.moves = {key: id for id in ("down", "up") for key in keys.of(BY_ID[id])}
        self._verbs = self._all_verbs()

    def refill(self) -> None:
        """What depends on the width is told anew."""
        self._follow()
        self.listing.draw_title()
        self.planning.draw()

    async def on_mount(self) -> None:
        """Reads what the first paint shows."""
        await self.greeting.first()
        self.call_after_refresh(self._open)

    async def _open(self) -> None:
        """Paints once every pane knows its size, then mounts the rest."""
        self.refill()
        await self._following()
        self.paint()
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        parts = self.parts
        parts.cadence = CadencePane(parts.look, id="cadence")
        await self.query_one("#far").mount(parts.cadence)
        self.stands = True
        await self._do(self.answering.restore)
        await self._do(self.greeting.second)
        await self._do(self.planning.renew)
        await self._following()
        await self._do(self.live.facts)
        await self._do(self.live.ring)  # takes what is there as heard
        # Whoever types ahead is answered now: a verb needs what was mounted here.
        self.run_worker(self._work(), name="verbs")
        self.live.start()

    # Verbs

    def action_verb(self, id: str) -> None:
        """A verb was asked for. One after the other: a second waits until the first has ended."""
        self._asked.put_nowait(id)

    async def _work(self) -> None:
        while True:
            id = await self._asked.get()
            if id in BY_ID and not acts_in(BY_ID[id], self.pane):
                # Typed ahead, before the pane that the verb before it opened had the keys: letters, and no verb.
                continue
            if id in BY_ID and not self.parts.status.notice.startswith("Leaving"):
                self.parts.say("")
            await self._do(self._verbs[id])

    def _drop_typed_ahead(self) -> None:
        """What was typed before a question had the keys was meant for it, and is no verb."""
        waiting = [self._asked.get_nowait() for _ in range(self._asked.qsize())]
        if "quit" in waiting:
            self._asked.put_nowait("quit")

    async def _do(self, verb: Verb) -> None:
        """Runs something; a trouble is said in the status line."""
        try:
            done = verb()
            if done is not None:
                await done
        except SocialtuiError as trouble:
            self.parts.say(str(trouble), alarm=True)

    def _beside(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        # A callable: a coroutine that is pushed aside before it began would be left over.
        again: Callable[[], Coroutine[None, None, None]] = partial(self._do, work)
        _: Worker[None] = self.run_worker(again, name=name, group=name, exclusive=True)

    def _all_verbs(self) -> dict[str, Verb]:
        parts, answering = self.parts, self.answering
        return {
            **self.viewing.verbs(), **self.sorting.verbs(), **self.planning.verbs(), **self.roaming.verbs(),
            **self.advising.verbs(), "merge": lambda: self.grouping.merge(),
            "pipe": lambda: self.piping.pipe(), "pipe_output": lambda: self.piping.shown(),
            "rules": lambda: self.roaming.other("rules"), "macro": self._macro,
            "reply": lambda: self.begin(answering.reply), "ack": lambda: self.begin(answering.acknowledge),
            "thank": lambda: self.begin(answering.thank),
            "escalate": lambda: self.owing.escalate(), "promise": lambda: self.owing.promise(),
            "follow_up": lambda: self.owing.follow_up(), "abdicate": lambda: self.owing.abdicate(),
            "recall": answering.recall,
            "composer.review": answering.review, "composer.leave": answering.leave,
            "composer.editor": answering.edit, "composer.step": answering.step,
            "composer.insert": self.enriching.insert,
            "review.later": self.enriching.later,
            "review.send": answering.send, "review.visibility": answering.visibility,
            "review.promise": answering.promise, "review.all": answering.remarks, "review.back": answering.back,
            "mark": parts.queue.toggle_mark, "mark_to": parts.queue.mark_to_here,
            "mark_all": lambda: parts.queue.mark(card.id for card in parts.queue.cards),
            "mark_none": parts.queue.clear_marks,
        }  # fmt: skip

    @cached_property
    def piping(self) -> "Piping":
        """The way to a person's own commands."""
        from socialtui.ui.screens.piping import Piping

        return Piping(self)

    @cached_property
    def grouping(self) -> "Grouping":
        """Rows that belong together."""
        from socialtui.ui.screens.grouping import Grouping

        return Grouping(self)

    @cached_property
    def owing(self) -> "Owing":
        """What we owe and what they owe."""
        from socialtui.ui.screens.owing import Owing

        return Owing(self)

    async def _macro(self) -> None:
        from socialtui.ui.screens.macros import macro

        await macro(self.parts, self.sorting)

    async def begin(self, answer: Callable[[], Awaitable[None]]) -> None:
        """An answer begins; where one stands is on disk from then on, however it ends."""
        if self.parts.box is None:
            await self._put_composer()
        await answer()
        if self.answering.writing is not None:
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

    def _follow(self) -> None:
        self._beside(self._following, "follow")

    async def _following(self) -> None:
        self.following.place = self.listing.place
        wide, small = self.beside_list()
        await self.following.follow(self.parts.card, wide=wide, small=small)

    def _following_now(self, card: Card | None) -> None:
        self.following.place = self.listing.place
        wide, small = self.beside_list()
        self.following.follow_now(card, wide=wide, small=small)

    async def on_queue_wanted(self, event: Queue.Wanted) -> None:
        """More rows will be needed."""
        await self._do(lambda: self.listing.more(event.before))

    async def on_queue_far(self, event: Queue.Far) -> None:
        """The other end of the list is wanted."""
        await self._do(lambda: self.listing.far(event.bottom))

    @on(Ask.Typed)
    async def filter_typed(self, event: Ask.Typed) -> None:
        """The list narrows as one types."""
        await self._do(lambda: self.roaming.typed(event.text))

    @on(Ask.Switched)
    async def filter_switched(self) -> None:
        """Everything, or this list."""
        await self._do(self.roaming.switched)

    def _touched(self) -> None:
        """Somebody sits here."""
        if since := self.greeting.touched():
            self._beside(partial(self.greeting.back_again, since), "back")

    def on_composer_paused(self) -> None:
        """The counter follows the text."""
        self._touched()
        if self.parts.box is not None:
            self.parts.box.count(self.parts.box.composer.text)

    async def on_composer_unsaved(self) -> None:
        """The draft goes to disk."""
        if self.parts.box is not None:
            text = self.parts.box.composer.text
            await self._do(lambda: self.answering.save(text))

    def on_paste(self, event: events.Paste) -> None:
        """Keys that came all at once are a paste, and no verbs."""
        self.parts.say(
            f"A paste of {len(event.text)} letters came into a list and was left aside.", alarm=True
        )

    # Time

    async def _after(self, ids: list[int]) -> None:
        self.following.forget()
        await self.listing.after(ids)
        await self.live.facts()

    async def _renew(self) -> None:
        self.following.forget()
        await self.listing.renew()
        await self.live.facts()
        await self.planning.renew()
        await self._following()
        await self.greeting.nobody()
        await self.live.ring()

    async def _minute(self) -> None:
        await self.parts.desk.queue.wake()
        self.parts.queue.tick(self.parts.now())
        await self.live.facts()
        await self.planning.renew()
        await self._following()
        await self.greeting.remember()

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
