"""Hands planned posts over to a network that keeps them until their time, where a person wants that.

What is handed over is looked for at its time and not sent from here; while posts are paused it is taken back.
Whether a hand-over or a taking back arrived is read back from the network's own list before anything else happens to
the post: found there it is named or taken out, published it is sent, not found twice it is ours alone.
"""

import logging

from msgspec.structs import replace

from socialtui.domain.errors import (
    Garbled,
    NetworkTrouble,
    RateLimited,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Account, Network, Schedules, Sent
from socialtui.domain.post import LATEST
from socialtui.domain.reply import OutboxState
from socialtui.store import handing, intents, pending
from socialtui.store.wishes import ASKED, HERE, LOST, Intent
from socialtui.sync.lateness import SLOTS
from socialtui.sync.parts import Parts
from socialtui.sync.waiting import try_again_at

log = logging.getLogger("socialtui.sync")

AHEAD = 600
"""Seconds before its time up to which a post is handed over; what is nearer leaves from here."""
FAULT_POINTS = ("before_handing", "after_handing")
"""Where a test may cut it off."""
BACK_POINTS = ("before_taking_back", "after_taking_back")
"""Where a test may cut it off while it takes a post back."""
GIVEN_UP = 86_400
"""Seconds after its time until which it is asked whether a post that was taken back was published."""
_AGAIN = 60
"""Seconds between two tries."""
_NEAR = 120
"""Seconds before its time from which on the network may already be publishing it."""
_LATER = (Silent, ServerTrouble, Garbled, Unreachable, RateLimited)
"""Nobody can say, or not now: what waits there is read back before it is asked once more."""


class Handing:
    """The planned posts of one account."""

    def __init__(self, parts: Parts, account: Account, network: Network) -> None:
        self._parts, self._account, self._network = parts, account, network
        self._tried: dict[int, int] = {}
        self._missing: set[int] = set()
        """Those that the last reading back didn't show."""
        self._failures: dict[int, int] = {}
        self._next: dict[int, int] = {}
        """When a post is looked at again (UTC seconds)."""

    async def round(self, *, paused: bool) -> None:
        """Settles what nobody knows, takes back what is not to leave, and hands over what is planned."""
        network, now = self._network, self._parts.clock.now()
        if not isinstance(network, Schedules):
            return
        db, account = self._parts.db, self._account.id
        back = await handing.to_take_back(db, account, all_of_them=paused)
        unknown = [] if paused else await handing.to_settle(db, account)
        self._next = {one.id: self._next.get(one.id, 0) for one in (*back, *unknown)}
        for intent in back:
            await self._asked(network, intent, back=True)
        for intent in unknown:
            await self._asked(network, intent, back=False)
        if paused or not self._parts.settings.posts.network_schedule:
            return
        for intent in await handing.to_hand(db, account, now + AHEAD):
            if now - self._tried.get(intent.id, -_AGAIN) >= _AGAIN and not intent.payload.media:
                self._tried[intent.id] = now
                await self._hand(network, intent)

    def next_look(self) -> int | None:
        """When something has to be looked at again (UTC seconds); None where all is settled."""
        return min(self._next.values(), default=None)

    async def _hand(self, network: Schedules, read: Intent) -> None:
        if (intent := await self._ask(read)) is None:
            return
        self._parts.fault(FAULT_POINTS[0])
        try:
            sent = await network.schedule(intent.outgoing, intent.payload.planned)
        except SignedOut:
            raise
        except _LATER as trouble:
            log.info("%s: post %s is not handed over yet: %s", self._account.name, intent.id, trouble.what)
            self._next[intent.id] = self._parts.clock.now() + self._parts.settings.sync.settle
        except NetworkTrouble as trouble:
            log.info("%s: post %s leaves from here: %s", self._account.name, intent.id, trouble.what)
            await self._name(intent, HERE)
        else:
            self._parts.fault(FAULT_POINTS[1])
            if sent.sent_at < intent.payload.planned - AHEAD // 2:
                await self._stands_already(intent, sent)
            else:
                await self._name(intent, sent.remote_id)

    async def _ask(self, read: Intent) -> Intent | None:
        """Writes first that it is handed over: from then on it is looked for before it is sent.

        None where it was undone, taken back or handed over since it was read.
        """
        async with self._parts.db.atomic() as write:
            intent = await pending.still(write, read)
            if intent is None or intent.state is not OutboxState.DUE or intent.payload.kept:
                return None
            await handing.name(write, intent.id, ASKED)
        return intent

    async def _stands_already(self, intent: Intent, sent: Sent) -> None:
        """A server that posts at once what it was told to keep: nothing is left to take back, nor to send."""
        log.warning("%s: post %s was published before its time", self._account.name, intent.id)
        await self._published_there(intent, sent, "The network published it at once, and not at its time.")

    async def _asked(self, network: Schedules, intent: Intent, *, back: bool) -> None:
        """Settles one post with the network, unless it was asked just now; a trouble is told and tried again."""
        now = self._parts.clock.now()
        if now < self._next[intent.id]:
            return
        try:
            settled = await (self._take_back(network, intent) if back else self._settle(network, intent))
        except SignedOut:
            raise
        except NetworkTrouble as trouble:
            await self._troubled(intent, trouble)
            return
        self._failures.pop(intent.id, None)
        if settled:
            del self._next[intent.id]
            self._missing.discard(intent.id)
        else:
            self._next[intent.id] = now + self._parts.settings.sync.settle

    async def _settle(self, network: Schedules, intent: Intent) -> bool:
        """Whether it is known now what became of a hand-over."""
        waits = await network.waiting(intent.outgoing, intent.payload.planned)
        if waits is not None:
            await self._name(intent, waits.remote_id)
            return True
        sent = await self.published(intent)
        if sent is not None:
            await self._stands_already(intent, sent)
            return True
        return await self._gone(intent)

    async def _take_back(self, network: Schedules, intent: Intent) -> bool:
        """Whether the network has let go of it, or has published it."""
        kept, now, refused = intent.payload.kept, self._parts.clock.now(), None
        if kept == ASKED:
            waits = await network.waiting(intent.outgoing, intent.payload.planned)
            if waits is not None:
                kept = waits.remote_id
                await self._name(intent, kept)
        if kept != ASKED:
            self._parts.fault(BACK_POINTS[0])
            try:
                await network.unschedule(kept)
            except (SignedOut, *_LATER):
                raise
            except NetworkTrouble as trouble:
                refused = trouble
            self._parts.fault(BACK_POINTS[1])
            if refused is None and now < intent.payload.planned - _NEAR:
                await self._name(intent, "")
                return True
        sent = await self.published(intent)
        if sent is not None:
            await self._was_quicker(intent, sent)
            return True
        if refused is not None:
            raise refused
        return await self._gone(intent)

    async def _gone(self, intent: Intent) -> bool:
        """Not there: the second time in a row it is ours alone. What is on the wire still may arrive before."""
        if intent.id not in self._missing:
            self._missing.add(intent.id)
            return False
        async with self._parts.db.atomic() as write:
            await handing.name(write, intent.id, "")
            if intent.payload.missed:
                at = self._parts.time_of_day(intent.payload.planned)
                words = f"It was to leave at {at}, and the network did not publish it."
                await handing.tell(write, intent.id, words, SLOTS)
        return True

    async def _was_quicker(self, intent: Intent, sent: Sent) -> None:
        """It stands although it was to be taken back."""
        log.warning("%s: post %s was published before it was taken back", self._account.name, intent.id)
        at = self._parts.time_of_day(sent.sent_at)
        await self._published_there(
            intent, sent, f"The network published it at {at}, before it could be taken back."
        )

    async def _published_there(self, intent: Intent, sent: Sent, words: str) -> None:
        at, now = self._parts.time_of_day(sent.sent_at), self._parts.clock.now()
        moved = f"The post in whose place it was to leave stands: the network published it at {at}."
        async with self._parts.db.atomic() as write:
            await handing.stands(write, intent, sent, self._parts.due, now, words, moved)

    async def _troubled(self, intent: Intent, trouble: NetworkTrouble) -> None:
        """It can't be settled now. A day after its time nobody asks any more, and its writer is told to look."""
        now = self._parts.clock.now()
        log.warning("%s: post %s can't be settled: %s", self._account.name, intent.id, trouble.what)
        failures = self._failures[intent.id] = self._failures.get(intent.id, 0) + 1
        self._next[intent.id] = try_again_at(trouble, failures, now, self._parts.dice)
        async with self._parts.db.atomic() as write:
            if now - intent.payload.planned <= GIVEN_UP:
                words = f"The network may still publish it: it can't be taken back yet. {trouble.what}"
                await handing.trouble(write, intent.id, words, trouble.next_step or "It is tried again.")
                return
            words = f"Nobody could see whether the network published it. {trouble.what}"
            await handing.give_up(write, intent.id, now, words, "Look there before you plan it again.")
        self._next.pop(intent.id, None)

    async def _name(self, intent: Intent, kept: str) -> None:
        async with self._parts.db.atomic() as write:
            await handing.name(write, intent.id, kept)

    async def published(self, intent: Intent) -> Sent | None:
        """What the network made of a post that it kept; None while it isn't there."""
        since = intent.created_at if intent.payload.kept in (ASKED, LOST) else intent.payload.planned
        return await self._network.find(replace(intent.outgoing, first_try_at=since))

    async def in_the_way(self, intent: Intent) -> bool:
        """Whether the network may still publish the post in whose place this one stands: it waits then."""
        other = await handing.waits_for(self._parts.db, intent)
        now = self._parts.clock.now()
        if other is None:
            return False
        if other.payload.kept == LOST:
            sent = await self.published(other)
            if sent is not None:
                at = self._parts.time_of_day(sent.sent_at)
                await self._published_there(other, sent, f"Found: the network published it at {at}.")
            return sent is not None
        if now - intent.payload.planned > LATEST:
            return False
        words = "Waits until the network has let go of the earlier version."
        async with self._parts.db.atomic() as write:
            await intents.put_off(write, intent.id, now + self._parts.settings.sync.settle, words, "")
        return True

    async def waits(self, intent: Intent) -> bool:
        """Whether it may still come to stand there by itself; it is looked for again then."""
        now = self._parts.clock.now()
        if now - intent.payload.planned > LATEST:
            return False
        async with self._parts.db.atomic() as write:
            await intents.put_off(write, intent.id, now + self._parts.settings.sync.settle, "", "")
        return True
