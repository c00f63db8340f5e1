"""Listens where a network tells of news by itself, and wakes the poller that fetches it.

A stream is never the only way in: polling goes on beside it, so what a broken one missed is found.
"""

import logging
from collections.abc import Callable

from socialtui.domain.errors import (
    Forbidden,
    MovedAway,
    NetworkTrouble,
    NotFound,
    OutOfReach,
    Refused,
    SignedOut,
)
from socialtui.domain.network import Account, Network
from socialtui.store import accounts
from socialtui.sync.parts import Parts
from socialtui.sync.waiting import try_again_at

log = logging.getLogger("socialtui.sync")

_NOT_OFFERED = (Forbidden, MovedAway, NotFound, Refused, SignedOut)
"""Troubles that another try won't mend; whether the token is dead, polling finds out."""
LONG_ENOUGH = 300
"""Seconds after which a stream that breaks is taken for a new one."""


class Listener:
    """The stream of one account."""

    def __init__(self, parts: Parts, account: Account, network: Network, wake: Callable[[str], None]) -> None:
        self._parts = parts
        self._account = account
        self._network = network
        self._wake = wake

    async def run(self) -> None:
        """Listens and listens again, until the network has no stream for us. Each beginning wakes every source."""
        clock, failures = self._parts.clock, 0
        await self._tell("")
        while (stream := self._network.stream()) is not None:
            begun = clock.now()
            again = begun
            # What was said between the last poll and now, no stream tells.
            self._wake("")
            try:
                async for source in stream:
                    self._wake(source)
            except OutOfReach as trouble:
                log.warning("%s: %s", self._account.name, trouble.what)
                await self._tell(str(trouble))
                return
            except _NOT_OFFERED as trouble:
                log.info("%s has no stream: %s", self._account.name, trouble.what)
                return
            except NetworkTrouble as trouble:
                failures = 1 if clock.now() - begun >= LONG_ENOUGH else failures + 1
                again = try_again_at(trouble, failures, clock.now(), self._parts.dice)
            else:
                failures = 1 if clock.now() - begun >= LONG_ENOUGH else failures + 1
                again = try_again_at(NetworkTrouble(""), failures, clock.now(), self._parts.dice)
            await clock.sleep(max(1, again - clock.now()))

    async def _tell(self, why: str) -> None:
        """Why nothing is heard at once stands with what the sources can't do: they are polled, and well."""
        await accounts.stream_remark(self._parts.ingest, self._account.id, why)
