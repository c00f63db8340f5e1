"""What the sync process is built from; whoever starts it introduces the parts."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from socialtui.domain.account import DEFAULT_BRAND
from socialtui.domain.mention import Judgement
from socialtui.domain.network import Clock, Network
from socialtui.settings import Settings
from socialtui.store.accounts import Kept
from socialtui.store.batch import DueAt
from socialtui.store.database import Database

if TYPE_CHECKING:
    from socialtui.sync.counting import Counting
    from socialtui.sync.hooks import Hooks
    from socialtui.sync.learner import Learner
    from socialtui.sync.opinion import Opinion
    from socialtui.sync.ruling import Ruling
    from socialtui.sync.spam import SecondOpinion

Connect = Callable[[Kept], Awaitable[Network]]
"""Reads the account's secret and opens its network; raises `CredentialFault` where the secret can't be had."""

FAULT_POINTS = ("before_sending", "after_sending_committed", "after_wire_before_sent", "after_sent")
"""Where a test may cut the sender off, in the order in which a reply passes them."""


class Judging(Protocol):
    """Decides what a mention is."""

    def judge(self, text: str, *, language: str = "", addressed: bool = True, network: str = "") -> Judgement:
        """Judges one text."""
        ...


def go_on(_point: str) -> None:
    """What happens at a fault point in real life: nothing."""


class Parts(Struct, frozen=True):
    """The parts that pollers, senders and timers share."""

    db: Database
    """Opened for a sender: what it commits is on disk."""
    ingest: Database
    """Opened for ingest; a second handle, so that a long page never stands before a reply."""
    connect: Connect
    clock: Clock
    judge: Judging
    due: DueAt
    settings: Settings
    locks: Path
    """The brand's folder of files that are only ever locked."""
    pid: int
    brand: str = DEFAULT_BRAND
    """Whose accounts these are, by its folder's name."""
    zone: tzinfo = UTC
    """For the times in what is told to people."""
    fault: Callable[[str], None] = go_on
    dice: Callable[[], float] = field(default=random.random)
    """0 to 1; spreads what many processes would otherwise do at once."""
    ruling: "Ruling | None" = None
    """The rules that are switched on; None where nobody wrote any down."""
    hooks: "Hooks | None" = None
    """The person's own commands, which are told of what happens."""
    opinion: "Opinion | None" = None
    """The person's own classifier."""
    learner: "Learner | None" = None
    """Listens to people's decisions."""
    spam: "SecondOpinion | None" = None
    """A second opinion on spam, where a person allowed it."""
    counting: "Counting | None" = None
    """Asks how many people came to the sites."""
    quiet: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held to clean, to judge or to store: a transaction that waits for such work keeps every writer out."""

    def time_of_day(self, moment: int) -> str:
        """14:08, in the person's zone. `moment` is in UTC seconds."""
        return datetime.fromtimestamp(moment, self.zone).strftime("%H:%M")
