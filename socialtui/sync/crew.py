"""All that works for one account, begun and ended together: pollers, the stream, the sender, errands."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from socialtui.domain.account import mends
from socialtui.domain.errors import CredentialFault, SignedOut, SocialtuiError
from socialtui.domain.network import Network
from socialtui.store import accounts, watching
from socialtui.store.accounts import Kept, Source
from socialtui.sync.errands import Errands
from socialtui.sync.parts import Parts
from socialtui.sync.poller import Poller
from socialtui.sync.sender import Sender
from socialtui.sync.stream import Listener
from socialtui.sync.taking import Intake
from socialtui.sync.waiting import pause

log = logging.getLogger("socialtui.sync")

Loop = Callable[[], Coroutine[Any, Any, None]]
Keep = Callable[[str, Loop], Coroutine[Any, Any, None]]
"""Runs a loop and begins it again after a fault of ours; lets `SignedOut` through."""

GRACE = 5
"""Seconds that a reply in the middle of the wire is waited for when the account is left."""

LASTED = 600
"""Seconds after which a secret that stops working has worked, and a newer one may be there."""


class Crew:
    """One account at work."""

    def __init__(self, parts: Parts, kept: Kept, sources: tuple[Source, ...], *, cut_off: bool) -> None:
        self.kept = kept
        self._sources = sources
        self.over = False
        """True once the account is signed out."""
        self._parts = parts
        self._fine = kept.state == "ok"
        self._cut_off = cut_off
        """What is found sending was left by a process that ended."""
        self._gate = asyncio.Lock()
        self._intake = Intake(parts, kept.account, self._gate)
        self._pollers: dict[str, Poller] = {}
        self._sender: Sender | None = None
        self._errands: Errands | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The account's name."""
        return self.kept.account.name

    def same_as(self, kept: Kept, sources: tuple[Source, ...]) -> bool:
        """Whether this crew still fits the account as it is stored now."""
        return _sign(kept, sources) == _sign(self.kept, self._sources) and not (
            self.over and kept.state == "ok"
        )

    def begin(self, keep: Keep) -> None:
        """Starts all loops."""
        self._task = asyncio.create_task(keep(self.name, lambda: self._run(keep)))

    async def end(self) -> None:
        """Ends all loops; a reply that is on the wire may come back first."""
        if self._task is None:
            return
        held = False
        if not self.over:
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    held = await self._gate.acquire()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if held:
            self._gate.release()
        self._task = None

    def wake(self) -> None:
        """The store was written to: there may be something to send or to do."""
        for part in (self._sender, self._errands):
            if part is not None:
                part.bell.set()

    def poll(self, source: str = "", *, now: bool = True) -> None:
        """Asks one source, or all of them."""
        for name, poller in self._pollers.items():
            if source in ("", name):
                poller.ring(now=now)

    async def once(self) -> int:
        """Polls everything, does errands, sends and settles, and leaves; how many mentions were new."""
        try:
            network = await self._parts.connect(self.kept)
        except CredentialFault as fault:
            await self._stopped(fault)
            return 0
        try:
            sender = self._build(network)
            await sender.recover(cut_off=self._cut_off)
            new = 0
            for poller in self._pollers.values():
                new += await poller.poll()
            assert self._errands is not None
            await self._errands.round()
            await sender.drain()
            return new
        except SignedOut as trouble:
            await self._signed_out(trouble)
            return 0
        finally:
            await network.close()

    async def _run(self, keep: Keep) -> None:
        """Works until the account is signed out. A renewed secret is read once before that is believed.

        Some secrets are tokens that end each hour, and whoever keeps them has a new one then.
        """
        read_anew = False
        while True:
            network = await self._connect()
            begun = self._parts.clock.now()
            trouble: SignedOut | None = None
            try:
                await self._work(network, keep)
            except* SignedOut as group:
                trouble = _first(group)
            finally:
                await network.close()
            if trouble is None:
                return
            if read_anew and self._parts.clock.now() - begun < LASTED:
                await self._signed_out(trouble)
                return
            read_anew = True

    async def _work(self, network: Network, keep: Keep) -> None:
        sender = self._build(network)
        assert self._errands is not None
        cut_off, self._cut_off = self._cut_off, False
        listener = Listener(
            self._parts, self.kept.account, network, lambda source: self.poll(source, now=False)
        )
        loops: dict[str, Loop] = {
            "sender": lambda: sender.run(cut_off=cut_off),
            "errands": self._errands.run,
            "stream": listener.run,
        }
        async with asyncio.TaskGroup() as group:
            for name, loop in loops.items():
                group.create_task(keep(f"{self.name} {name}", loop))
            for name, poller in self._pollers.items():
                group.create_task(keep(f"{self.name} {name}", poller.run))

    def _build(self, network: Network) -> Sender:
        parts, account = self._parts, self.kept.account
        self._sender = Sender(parts, account, network, self._gate)
        self._errands = Errands(parts, account, network, self._intake, self.poll)
        self._pollers = {
            source.name: Poller(parts, account, network, self._intake, source.id, self._answered)
            for source in self._sources
        }
        return self._sender

    async def _connect(self) -> Network:
        """The network with its secret; waits for a keyring or vault that is locked."""
        failures = 0
        while True:
            try:
                return await self._parts.connect(self.kept)
            except CredentialFault as fault:
                await self._stopped(fault)
            failures += 1
            await self._parts.clock.sleep(pause(failures, self._parts.dice))

    async def _signed_out(self, trouble: SignedOut) -> None:
        """Only this account stops; the status line gives the command that mends it."""
        self.over = True
        trouble.next_step = mends(self.kept.account, self._parts.brand)
        await self._stopped(trouble)

    async def _stopped(self, trouble: SocialtuiError) -> None:
        log.warning("%s is signed out: %s", self.name, trouble.what)
        self._fine = False
        now = self._parts.clock.now()
        step = trouble.next_step or mends(self.kept.account, self._parts.brand)
        await watching.signed_out(self._parts.ingest, self.kept.account.id, trouble.what, step, now)

    async def _answered(self) -> None:
        """A source answered, so the secret is good."""
        if not self._fine:
            self._fine = True
            await accounts.account_trouble(self._parts.ingest, self.kept.account.id, "ok", "", "")


def _sign(kept: Kept, sources: tuple[Source, ...]) -> tuple[object, ...]:
    """What a crew is built from."""
    return (kept.account, kept.secret_way, kept.secret_ref, frozenset(source.id for source in sources))


def _first(group: BaseExceptionGroup[SignedOut]) -> SignedOut:
    for error in group.exceptions:
        return _first(error) if isinstance(error, BaseExceptionGroup) else error
    raise group
