"""Introduces the sync process's parts to each other: store, networks, credentials, judgement and time."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from random import random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from socialtui.desk.room import Room
from socialtui.domain.account import mends
from socialtui.domain.deadlines import zone_of
from socialtui.domain.network import Network, RenewsSecret
from socialtui.http_client import HttpClient, Reach
from socialtui.networks import load
from socialtui.settings import limits, working_hours
from socialtui.store.accounts import NOWHERE
from socialtui.store.database import INGEST, SENDER
from socialtui.store.hooks import AKISMET
from socialtui.sync.counting import Counting
from socialtui.sync.hooks import Hooks
from socialtui.sync.house import SharedClock
from socialtui.sync.judge import Judge
from socialtui.sync.learner import Learner
from socialtui.sync.opinion import Opinion
from socialtui.sync.parts import FAULT_POINTS, Parts, go_on
from socialtui.sync.ruling import Ruling
from socialtui.sync.spam import SecondOpinion

if TYPE_CHECKING:
    from collections.abc import Callable

    from socialtui.cli.parts import Start
    from socialtui.credentials import Credentials, Renewing, VaultKey
    from socialtui.domain.errors import CredentialFault
    from socialtui.domain.spam import SpamService
    from socialtui.domain.traffic import Counter
    from socialtui.store.accounts import Kept
    from socialtui.store.database import Database
    from socialtui.store.traffic import KeptSite

FAULT = "SOCIALTUI_FAULT"
"""Names the point at which a test wants the sync process to die as by kill -9."""


@asynccontextmanager
async def sync_parts(start: "Start", key: "VaultKey | None" = None) -> AsyncIterator[Parts]:
    """Everything that hearing and sending need; let go of when the block ends."""
    settings = start.settings
    hours, clocks = working_hours(settings, start.env), limits(settings)
    due = SharedClock((hours, clocks), settings.timezone)
    http = HttpClient(start.clock, reach=Reach())
    renewings: dict[int, Renewing] = {}

    def room(db: "Database") -> Room:
        return Room(db, settings, start.clock, "sync", hours, clocks)

    judge = Judge(settings.own_names)
    # Its word lists are read now: later, some account's transaction would stand open meanwhile.
    judge.judge("ready", language="en")
    try:
        async with start.store(SENDER) as db, start.store(INGEST) as ingest:
            await due.begin(db)
            yield Parts(
                db=db, ingest=ingest, connect=partial(connect, start, http, start.credentials(key), db, renewings),
                clock=start.clock, judge=judge, due=due, settings=settings, locks=start.home.locks,
                pid=os.getpid(), brand=start.brand, zone=zone_of(hours.zone),
                ruling=Ruling(room(ingest), start.home.config), hooks=Hooks(room(db), start.outside),
                learner=Learner(judge, settings.own_names),
                spam=SecondOpinion(
                    partial(akismet, start, http, start.credentials(key), db), settings.akismet, start.clock
                ) if settings.akismet.on else None,
                counting=Counting(
                    partial(counter, start, http, start.credentials(key), hours.zone), start.clock, hours.zone, random
                ),
                opinion=Opinion(settings, start.env, start.clock) if settings.classify_command else None,
                fault=fault_point(start.env.get(FAULT, "")),
            )  # fmt: skip
    finally:
        for renewing in renewings.values():
            renewing.end()
        await http.aclose()


async def connect(
    start: "Start", http: HttpClient, credentials: "Credentials", db: "Database",
    renewings: "dict[int, Renewing]", kept: "Kept",
) -> Network:  # fmt: skip
    """Reads the account's secret, away from the event loop, and opens its network.

    `renewings` holds what each account's network renewed for as long as the process lives.
    """
    from socialtui.credentials import Renewing, Secret

    number, secret = kept.account.id, Secret("")
    renewing = renewings.get(number)
    if renewing is not None and not renewing.is_at(kept.secret_way, kept.secret_ref):
        renewings.pop(number).end()
        renewing = None
    if renewing is not None:
        secret = await renewing.current()
    elif kept.secret_way != NOWHERE:
        secret = await asyncio.to_thread(credentials.get, kept.secret_way, kept.secret_ref)
    http = http.apart(kept.account.url, secret.reveal() if "://" in secret.reveal() else "")
    network = load(kept.account.network).connect(kept.account, secret.reveal(), http, start.clock)
    if isinstance(network, RenewsSecret):
        if renewing is None:
            told = partial(_unkept, db, number)
            await told(None)  # what a process before couldn't keep is lost by now
            mend = mends(kept.account, start.brand)
            renewing = renewings[number] = Renewing(
                credentials, kept.secret_way, kept.secret_ref, secret, told, start.clock, mend
            )
        network.on_renewal(renewing.keep)
    return network


async def _unkept(db: "Database", account_id: int, fault: "CredentialFault | None") -> None:
    """Puts what can't be kept beside the account, where the status line and the sources' sheet tell it."""
    from socialtui.store import accounts

    await accounts.account_remark(
        db, account_id, fault.what if fault else "", fault.next_step if fault else ""
    )


async def akismet(
    start: "Start", http: HttpClient, credentials: "Credentials", db: "Database"
) -> "SpamService":
    """Reads its key, away from the event loop."""
    from socialtui.domain.errors import CredentialFault
    from socialtui.services.akismet import Akismet
    from socialtui.store.spam import key_of

    kept = await key_of(db, AKISMET)
    if kept is None:
        raise CredentialFault("Akismet has no key yet.", "socialtui akismet on")
    secret = await asyncio.to_thread(credentials.get, kept.way, kept.ref)
    return Akismet(secret.reveal(), start.settings.akismet.blog, http)


async def counter(
    start: "Start", http: HttpClient, credentials: "Credentials", zone: str, kept: "KeptSite"
) -> "Counter":
    """Reads the site's key, away from the event loop, and opens its service."""
    from socialtui.services.traffic import load as load_service

    secret = ""
    if kept.secret_way != NOWHERE:
        found = await asyncio.to_thread(credentials.get, kept.secret_way, kept.secret_ref)
        secret = found.reveal()
    http = http.apart(kept.site.url)
    return load_service(kept.site.service).connect(replace(kept.site, zone=zone), secret, http, start.clock)


def fault_point(wanted: str) -> "Callable[[str], None]":
    """Does nothing, unless a test names one of the points."""
    if wanted not in FAULT_POINTS:
        return go_on

    def die(point: str) -> None:
        if point == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return die
