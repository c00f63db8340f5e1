"""Hands planned posts over to a network that keeps them until their time, where a person wants that.

What is handed over is looked for at its time and not sent from here; while posts are paused it is taken back.
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
from socialtui.store import handing, intents, standing
from socialtui.store.wishes import Intent
from socialtui.sync.parts import Parts

log = logging.getLogger("socialtui.sync")

AHEAD = 600
"""Seconds before its time up to which a post is handed over; what is nearer leaves from here."""
FAULT_POINTS = ("before_handing", "after_handing")
"""Where a test may cut it off."""
_AGAIN = 60
"""Seconds between two tries."""
_LATER = (Silent, ServerTrouble, Garbled, Unreachable, RateLimited)
"""Nobody can say, or not now: `schedule` finds what waits there already, so it is asked once more."""


class Handing:
    """The planned posts of one account."""

    def __init__(self, parts: Parts, account: Account, network: Network) -> None:
        self._parts, self._account, self._network = parts, account, network
        self._tried: dict[int, int] = {}

    async def round(self, *, paused: bool) -> None:
        """Hands over what is planned, and takes back what is not to leave."""
        network = self._network
        if not isinstance(network, Schedules):
            return
        for intent in await handing.to_take_back(self._parts.db, self._account.id, all_of_them=paused):
            await self._take_back(network, intent)
        if paused or not self._parts.settings.posts.network_schedule:
            return
        now = self._parts.clock.now()
        for intent in await handing.to_hand(self._parts.db, self._account.id, now + AHEAD):
            if now - self._tried.get(intent.id, -_AGAIN) >= _AGAIN and not intent.payload.media:
                self._tried[intent.id] = now
                await self._hand(network, intent)

    async def _hand(self, network: Schedules, intent: Intent) -> None:
        await self._name(
            intent, handing.ASKED
        )  # first on disk: from now on it is looked for before it is sent
        self._parts.fault(FAULT_POINTS[0])
        try:
            sent = await network.schedule(intent.outgoing, intent.payload.planned)
        except SignedOut:
            raise
        except _LATER as trouble:
            log.info("%s: post %s is not handed over yet: %s", self._account.name, intent.id, trouble.what)
        except NetworkTrouble as trouble:
            log.info("%s: post %s leaves from here: %s", self._account.name, intent.id, trouble.what)
            await self._name(intent, handing.HERE)
        else:
            self._parts.fault(FAULT_POINTS[1])
            if sent.sent_at < intent.payload.planned - AHEAD // 2:
                await self._stands_already(intent, sent)
            else:
                await self._name(intent, sent.remote_id)

    async def _stands_already(self, intent: Intent, sent: Sent) -> None:
        """A server that posts at once what it was told to keep: nothing is left to take back, nor to send."""
        log.warning("%s: post %s was published before its time", self._account.name, intent.id)
        words, now = "The network published it at once, and not at its time.", self._parts.clock.now()
        async with self._parts.db.atomic() as write:
            await standing.settle_sent(write, intent.id, sent, self._parts.due, now, words)

    async def _take_back(self, network: Schedules, intent: Intent) -> None:
        try:
            await network.unschedule(intent.payload.kept)
        except SignedOut:
            raise
        except NetworkTrouble as trouble:
            log.warning("%s: post %s can't be taken back: %s", self._account.name, intent.id, trouble.what)
            return
        await self._name(intent, "")

    async def _name(self, intent: Intent, kept: str) -> None:
        async with self._parts.db.atomic() as write:
            await handing.name(write, intent.id, kept)

    async def published(self, intent: Intent) -> Sent | None:
        """What the network made of a post that it kept; None while it isn't there."""
        outgoing = replace(intent.outgoing, first_try_at=intent.payload.planned)
        return await self._network.find(outgoing)

    async def waits(self, intent: Intent) -> bool:
        """Whether it may still come to stand there by itself; it is looked for again then."""
        now = self._parts.clock.now()
        if now - intent.payload.planned > LATEST:
            return False
        async with self._parts.db.atomic() as write:
            await intents.put_off(write, intent.id, now + self._parts.settings.sync.settle, "", "")
        return True


def kept_there(intent: Intent) -> bool:
    """Whether the network has it, or may have it."""
    return intent.payload.kept not in ("", handing.HERE)
