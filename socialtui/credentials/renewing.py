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
from socialtui.domain.errors import CredentialFault, SocialtuiError, UsageFault
from socialtui.domain.network import Clock

log = logging.getLogger("socialtui.credentials")

WRITTEN = (Way.KEYRING, Way.VAULT)
"""Ways that can be written to."""
AGAIN = 120
"""Seconds until what couldn't be kept is tried again."""
UNKEPT = "The renewed sign-in can't be kept:"
MEANWHILE = "If the sync process ends before it is kept, sign in again:"

Told = Callable[[CredentialFault | None], Awaitable[None]]
"""Hears of a fault, and None when it is over."""


class Renewing:
    """One account's secret for as long as a process lives, however often its network is opened."""

    def __init__(
        self, credentials: Credentials, way: str, ref: str, read: Secret,
        told: Told | None = None, clock: Clock | None = None, mend: str = "socialtui account add",
    ) -> None:  # fmt: skip
        """`told` hears what can't be kept, and None once it is; with a `clock` it is tried again.

        `mend` is the command that signs in again.
        """
        self._credentials, self._way, self._ref = credentials, way, ref
        self._read = read
        """As it is kept, as far as this process knows."""
        self._told, self._clock = told, clock
        self._meanwhile = f"{MEANWHILE} {mend}"
        self._unkept: Secret | None = None
        self._turn = asyncio.Lock()
        self._again: asyncio.Task[None] | None = None
        self._remark: CredentialFault | None = None
        """What stands beside the account."""
        self._untold = False
        """Whether that is still to be written there."""

    def is_at(self, way: str, ref: str) -> bool:
        """Whether the account's secret is still kept where this one is."""
        return (way, ref) == (self._way, self._ref)

    def end(self) -> None:
        """Tries no more."""
        if self._again is not None:
            self._again.cancel()

    async def current(self) -> Secret:
        """The secret to go on with: the renewed one that isn't kept, unless another took the old one's place.

        Raises `CredentialFault` where none can be had.
        """
        async with self._turn:
            try:
                there = await asyncio.to_thread(self._credentials.get, self._way, self._ref)
            except CredentialFault:
                if self._unkept is None:
                    raise
                return self._unkept
            if self._unkept is not None and there.reveal() == self._read.reveal():
                return self._unkept
            self._read, self._unkept = there, None
            await self._over()
            return there

    async def keep(self, text: str) -> None:
        """Keeps a new one in place of what was read. What can't be is used all the same, told, and kept later."""
        async with self._turn:
            self._unkept = Secret(text)
            if self._way not in WRITTEN:
                return
            fault = await self._try()
            if fault is None:
                return
            log.warning("a renewed secret stays in memory: %s", fault.what)
            if self._clock is not None and (self._again is None or self._again.done()):
                self._again = asyncio.create_task(self._try_again(self._clock))
            await self._tell(
                CredentialFault(f"{UNKEPT} {fault.what}", f"{fault.next_step} {self._meanwhile}".strip())
            )

    async def _try_again(self, clock: Clock) -> None:
        while self._unkept is not None or self._untold:
            await clock.sleep(AGAIN)
            async with self._turn:
                await self._try()
                if self._untold:
                    await self._tell(self._remark)

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
        await self._over()
        return None

    async def _over(self) -> None:
        if self._remark is not None:
            await self._tell(None)

    async def _tell(self, remark: CredentialFault | None) -> None:
        """What can't be told now stops nobody: the secret is in use already."""
        self._remark, self._untold = remark, False
        if self._told is None:
            return
        try:
            await self._told(remark)
        except SocialtuiError as fault:
            self._untold = True
            log.warning("what became of a renewed secret can't be told: %s", fault.what)
