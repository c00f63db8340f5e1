"""Sends what is due, once: it looks first, says so on disk, asks the wire once, and never guesses.

| the network | the reply |
|---|---|
| took it, or has it already | sent |
| turned it down | refused: its words are a draft again |
| was not reached, or limits us | due again later, however often |
| does not know us | due; the account stops |
| went silent, failed or answered nonsense | unknown: read back at once and once more, then sent or offered again |
"""

import asyncio
import logging

from socialtui.domain.errors import (
    AlreadySaid,
    Garbled,
    NetworkTrouble,
    RateLimited,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Account, Forgets, Network, Sent
from socialtui.store import intents, pausing, pending, standing
from socialtui.store.wishes import Intent
from socialtui.sync.asking import question
from socialtui.sync.handing import Handing
from socialtui.sync.lateness import overtaken
from socialtui.sync.parts import Parts
from socialtui.sync.uploading import AGAIN, Uploads, forget
from socialtui.sync.waiting import try_again_at, until

log = logging.getLogger("socialtui.sync")

_PERHAPS_THERE = (Silent, ServerTrouble, Garbled, AlreadySaid)
_NOTHING_LEFT = (Unreachable, RateLimited)
_SOON = 5
"""Seconds before the second try of what did not leave."""
_NOT_AGAIN = "Nothing is sent again by itself."
_ONCE_MORE = "It is sent once more only if it isn't there."
_OFFER = ("Not there.", "Your text is kept: r sends it again, once.")
_PERHAPS = (
    "No copy of it is there, but it may have arrived: nothing but our own copy would show it.",
    "Your text is kept: r sends it again.",
)


class Sender:
    """The way out for one account's replies and posts."""

    def __init__(self, parts: Parts, account: Account, network: Network, gate: asyncio.Lock) -> None:
        self._parts = parts
        self._account = account
        self._network = network
        self._gate = gate
        self.bell = asyncio.Event()
        self._begun = False
        self._uploads = Uploads(parts, network)
        self._handing = Handing(parts, account, network)
        self._kinds: tuple[str, ...] = intents.SAYING
        """What may leave, as the last round found it."""
        self._read_once: set[int] = set()
        self._unread: dict[int, int] = {}
        """How often in a row a read-back failed."""

    async def run(self, *, cut_off: bool) -> None:
        """Sends for good. `cut_off` says that what is found sending was left by a process that ended."""
        # Begun again after a fault, what it finds sending is its own, and may still be on the wire.
        await self.recover(cut_off=cut_off and not self._begun)
        self._begun = True
        while True:
            self.bell.clear()
            await self.round()
            moment = await pending.next_due(self._parts.db, self._account.id, self._kinds)
            moment = _first(moment, self._handing.next_look())
            if moment is not None and moment <= self._parts.clock.now():
                moment = self._parts.clock.now() + 1
            await until(self._parts.clock, moment, self.bell)

    async def recover(self, *, cut_off: bool) -> None:
        """Takes up what was left in the middle: nobody knows its fate until the network is read back."""
        words = "Sent or not? The connection was cut off while it was sending. Reading the thread back."
        step = _ONCE_MORE if cut_off else _NOT_AGAIN
        now = self._parts.clock.now()
        self._read_once.clear()
        async with self._parts.db.atomic() as write:
            await intents.recover(write, self._account.id, now, words, step, cut_off)

    async def round(self) -> None:
        """Reads back what is unknown and sends what is due, one after the other."""
        db, account, clock = self._parts.db, self._account.id, self._parts.clock
        for intent in await pending.unknown(db, account, clock.now()):
            async with self._gate:
                await self._read_back(intent)
        kinds = self._kinds = await self._may_leave()
        for intent in await pending.due(db, account, kinds, clock.now()):
            async with self._gate:
                if intent.kind != "post" or intent.kind in await self._may_leave():
                    await self._send(intent)
        async with self._gate:
            await self._handing.round(paused="post" not in kinds)

    async def _may_leave(self) -> tuple[str, ...]:
        """Answers always; posts of our own while nothing holds them back."""
        held = await pausing.settle(self._parts.db, self._parts.clock.now())
        return intents.SAYING if held is None else ("reply",)

    async def drain(self) -> None:
        """Waits out the recall windows that are open now, sends, and settles what is unknown."""
        clock, settings = self._parts.clock, self._parts.settings
        begun = clock.now()
        last = begun + settings.recall_seconds + 3 * settings.sync.settle + 60
        while True:
            await self.round()
            moment = await pending.closing(self._parts.db, self._account.id, begun)
            moment = _first(moment, self._handing.next_look())
            if moment is None or max(moment, clock.now()) > last:
                return
            await clock.sleep(max(1, moment - clock.now()))

    async def _send(self, intent: Intent) -> None:
        if await self._in_order(intent) or not await self._uploaded(intent):
            return
        self._parts.fault("before_sending")
        now = self._parts.clock.now()
        async with self._parts.db.atomic() as write:
            taken = await pending.take(write, intent, now)
        if taken is None:
            return
        self._parts.fault("after_sending_committed")
        try:
            sent = await self._network.reply(taken.outgoing)
        except SignedOut as trouble:
            await self._put_off(taken, trouble, self._parts.clock.now())
            raise
        except _NOTHING_LEFT as trouble:
            await self._put_off(taken, trouble)
        except _PERHAPS_THERE as trouble:
            await self._doubt(taken, trouble)
            await self._read_back(taken)
        except NetworkTrouble as trouble:
            await self._refuse(taken, trouble)
        else:
            self._parts.fault("after_wire_before_sent")
            await self._stands(taken, sent)
            self._parts.fault("after_sent")

    async def _uploaded(self, intent: Intent) -> bool:
        """Hands its files over; False when the answer stays here because of one."""
        try:
            trouble = await self._uploads.send(intent)
        except SignedOut as dead:
            await self._put_off(intent, dead, self._parts.clock.now())
            raise
        except NetworkTrouble as refused:
            trouble = refused
        if isinstance(trouble, AGAIN):
            await self._put_off(intent, trouble)
        elif trouble is not None:
            await self._refuse(intent, trouble)
        return trouble is None

    async def _in_order(self, intent: Intent) -> bool:
        """Looks before anything leaves; True when there is nothing to send now."""
        try:
            if intent.tried_at is not None and (sent := await self._network.find(intent.outgoing)):
                await self._stands(intent, sent, found=True)
                return True
            if await self._handing.in_the_way(intent):
                return True
            if intent.kept_there:
                if sent := await self._handing.published(intent):
                    await self._stands(intent, sent)
                    return True
                if await self._handing.waits(intent):
                    return True
            asked = await overtaken(self._parts, intent)
            asked = asked or await question(self._parts, self._network, intent)
        except SignedOut as trouble:
            await self._put_off(intent, trouble, self._parts.clock.now())
            raise
        except (*_NOTHING_LEFT, *_PERHAPS_THERE) as trouble:
            await self._put_off(intent, trouble)
            return True
        except NetworkTrouble as trouble:
            await self._refuse(intent, trouble)
            return True
        if asked is None:
            return False
        async with self._parts.db.atomic() as write:
            now = self._parts.clock.now()
            await intents.refuse(
                write, intent.id, now, asked.words, asked.next_step, asked.seen, asked.missed
            )
        return True

    async def _read_back(self, intent: Intent) -> None:
        """Found is sent. Not found twice is offered to its writer, or, where it was cut off, sent once more."""
        now = self._parts.clock.now()
        try:
            sent = await self._network.find(intent.outgoing)
        except SignedOut:
            raise
        except NetworkTrouble as trouble:
            failures = self._unread[intent.id] = self._unread.get(intent.id, 0) + 1
            await self._doubt(intent, trouble, try_again_at(trouble, failures, now, self._parts.dice))
            return
        self._unread.pop(intent.id, None)
        if sent is not None:
            await self._stands(intent, sent, found=True)
        elif intent.id not in self._read_once:
            self._read_once.add(intent.id)
            async with self._parts.db.atomic() as write:
                await intents.look_again(write, intent.id, now + self._parts.settings.sync.settle)
        else:
            self._read_once.discard(intent.id)
            async with self._parts.db.atomic() as write:
                forgets = isinstance(self._network, Forgets) and self._network.forgets()
                once_more = intent.cut_off and not forgets
                if not (once_more and await intents.send_once_more(write, intent.id, now)):
                    await intents.refuse(write, intent.id, now, *(_PERHAPS if forgets else _OFFER))

    async def _stands(self, intent: Intent, sent: Sent, *, found: bool = False) -> None:
        words = f"Found: it was sent at {self._parts.time_of_day(sent.sent_at)}." if found else ""
        now = self._parts.clock.now()
        self._read_once.discard(intent.id)
        async with self._parts.db.atomic() as write:
            await standing.settle_sent(write, intent.id, sent, self._parts.due, now, words)
        await asyncio.to_thread(forget, intent)
        log.info("%s: reply %s stands", self._account.name, intent.id)

    async def _put_off(self, intent: Intent, trouble: NetworkTrouble, at: int | None = None) -> None:
        now = self._parts.clock.now()
        again = try_again_at(trouble, intent.attempts, now, self._parts.dice, _SOON) if at is None else at
        async with self._parts.db.atomic() as write:
            await intents.put_off(write, intent.id, again, trouble.what, trouble.next_step)
            if intent.state == "sending":
                await intents.never_left(write, intent.id)

    async def _doubt(self, intent: Intent, trouble: NetworkTrouble, look_at: int | None = None) -> None:
        at = self._parts.clock.now() + self._parts.settings.sync.settle if look_at is None else look_at
        words = f"Sent or not? {trouble.what} Reading the thread back at {self._parts.time_of_day(at)}."
        step = _ONCE_MORE if intent.cut_off else _NOT_AGAIN
        async with self._parts.db.atomic() as write:
            await intents.doubt(write, intent.id, at, words, step)

    async def _refuse(self, intent: Intent, trouble: NetworkTrouble) -> None:
        async with self._parts.db.atomic() as write:
            await intents.refuse(write, intent.id, self._parts.clock.now(), trouble.what, trouble.next_step)


def _first(*moments: int | None) -> int | None:
    return min((one for one in moments if one is not None), default=None)
