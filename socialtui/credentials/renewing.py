"""Decides what becomes of a secret that a network renews while it is used: a session, or a pair of tokens.

Where the way can be written to (keyring, vault), the new secret takes the old one's place whole. A command and an
environment variable belong to the person: whoever keeps a secret there has chosen that none is written down by us,
so what they opened is kept in memory alone, and each start opens it anew.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from socialtui.credentials.keeping import Credentials, Way
from socialtui.credentials.secret import Secret
from socialtui.domain.errors import CredentialFault, UsageFault
from socialtui.domain.network import Clock

log = logging.getLogger("socialtui.credentials")

WRITTEN = (Way.KEYRING, Way.VAULT)
"""Ways that can be written to."""
AGAIN = 120
"""Seconds until what couldn't be kept is tried again."""
UNKEPT = "The renewed sign-in can't be kept:"
MEANWHILE = "It goes on in memory and is tried again; ended before that, the account has to sign in anew."

Told = Callable[[CredentialFault | None], Awaitable[None]]
"""Hears of a fault, and None when it is over."""


class Renewing:
    """One account's secret while a process uses it."""

    def __init__(
        self, credentials: Credentials, way: str, ref: str, read: Secret,
        told: Told | None = None, clock: Clock | None = None,
    ) -> None:  # fmt: skip
        """`told` hears what can't be kept, and None once it is; with a `clock` it is tried again."""
        self._credentials, self._way, self._ref = credentials, way, ref
        self._read = read
        """As it is kept, as far as this process knows."""
        self._told, self._clock = told, clock
        self._unkept: Secret | None = None
        self._turn = asyncio.Lock()
        self._again: asyncio.Task[None] | None = None
        self._troubled = False

    async def keep(self, text: str) -> None:
        """Keeps a new one in place of what was read. What can't be is used all the same, told, and kept later."""
        if self._way not in WRITTEN:
            return
        async with self._turn:
            self._unkept = Secret(text)
            fault = await self._try()
        if fault is None:
            return
        log.warning("a renewed secret stays in memory: %s", fault.what)
        self._troubled = True
        if self._told is not None:
            await self._told(
                CredentialFault(f"{UNKEPT} {fault.what}", f"{fault.next_step} {MEANWHILE}".strip())
            )
        if self._clock is not None and (self._again is None or self._again.done()):
            self._again = asyncio.create_task(self._try_again(self._clock))

    async def _try_again(self, clock: Clock) -> None:
        while self._unkept is not None:
            await clock.sleep(AGAIN)
            async with self._turn:
                await self._try()

    async def _try(self) -> CredentialFault | UsageFault | None:
        new = self._unkept
        if new is None:
            return None
        try:
            kept = await asyncio.to_thread(self._credentials.renew, self._way, self._ref, self._read, new)
        except (CredentialFault, UsageFault) as fault:
            return fault
        self._unkept = None
        if kept:
            self._read = new
        else:
            log.info("a secret was changed by somebody else meanwhile, and stays as they left it")
        if self._troubled and self._told is not None:
            await self._told(None)
        self._troubled = False
        return None
