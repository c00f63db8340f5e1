"""Builds the parts and introduces them: folders, settings, clock, store, desk, credentials, networks."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from socialtui.settings import Home, Settings, home, limits, load, working_hours
from socialtui.store.database import DESK, Database, Role, open_store

if TYPE_CHECKING:
    from socialtui.credentials import Credentials, VaultKey
    from socialtui.desk import Desk
    from socialtui.desk.room import Outside
    from socialtui.domain.conversation import Thread
    from socialtui.domain.mention import Mention
    from socialtui.domain.network import Clock
    from socialtui.store.accounts import Kept
    from socialtui.store.mentions import Arrival

Result = TypeVar("Result")


class SystemClock:
    """The time of this machine."""

    def now(self) -> int:
        """UTC seconds."""
        return int(time.time())

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)


class Start(Struct, dict=True):
    """What was said before the command, and all that follows from it."""

    brand: str = "default"
    as_name: str = ""
    """The name given with --as."""
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: "Clock" = field(default_factory=SystemClock)
    key: "VaultKey | None" = None
    """Of the vault, where a person has typed its passphrase in this process already."""

    @cached_property
    def home(self) -> Home:
        """The brand's folders, made where they are missing."""
        place = home(self.env, self.brand)
        place.make()
        return place

    @cached_property
    def settings(self) -> Settings:
        """What the person set; ConfigFault names every fault."""
        return load(self.home.settings_file, brand=self.brand, user=unix_user(self.env))

    @property
    def who(self) -> str:
        """Who sits here."""
        return self.as_name or self.settings.user

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Runs one command's work to its end."""
        return asyncio.run(work)

    @asynccontextmanager
    async def store(self, role: Role = DESK) -> AsyncIterator[Database]:
        """The store, open while the block runs."""
        db = await open_store(self.home.store, role, self.clock.now())
        try:
            yield db
        finally:
            await db.close()

    @asynccontextmanager
    async def desk(self) -> AsyncIterator["Desk"]:
        """A desk, with what time itself changes written first."""
        settings = self.settings
        async with self.store() as db:
            desk = self.desk_at(db, settings)
            await desk.queue.wake()
            yield desk

    def desk_at(self, db: Database, settings: Settings) -> "Desk":
        """A desk at an open store."""
        from socialtui.desk import Desk

        desk = Desk.at(
            db, settings, self.clock, self.who, hours=working_hours(settings, self.env), limits=limits(settings),
            plan_file=self.home.cadence_file,
        )  # fmt: skip
        desk.room.outside, desk.room.offers = self.outside, offers
        desk.room.networks, desk.room.judged = networks, self.judged
        return desk

    async def judged(self, db: Database, said: "Mention") -> "Arrival":
        """What a card is: by the rules, by what was learned, and by the person's own classifier."""
        from socialtui.cli.judging import judged

        return await judged(self, db, said)

    @property
    def outside(self) -> "Outside":
        """What commands of the person's own are given."""
        from socialtui.desk.room import Outside

        return Outside(told, self.env)

    def credentials(self, key: "VaultKey | None" = None) -> "Credentials":
        """The door to secrets."""
        from socialtui.credentials import Credentials

        return Credentials(self.home, key, self.env)

    async def accounts(self) -> "list[Kept]":
        """Every account."""
        from socialtui.store.accounts import all_accounts

        async with self.store() as db:
            return await all_accounts(db)


def told(thread: "Thread", now: int) -> bytes:
    """A conversation as `show --json` tells it."""
    from socialtui.cli.inbox import thread_line
    from socialtui.cli.printing import encoded

    return encoded(thread_line(thread, now))


def offers(network: str) -> tuple[str, ...]:
    """What a network may offer, as its file says; nothing of one that is no more."""
    from socialtui.domain.errors import UsageFault
    from socialtui.networks import load

    try:
        return load(network).ABOUT.offers
    except UsageFault:
        return ()


def networks() -> tuple[str, ...]:
    """The names of the networks that there are."""
    from socialtui.networks import names

    return names()


def unix_user(env: Mapping[str, str]) -> str:
    """The login's name; empty where the box doesn't know it."""
    import pwd

    try:
        return env.get("LOGNAME") or env.get("USER") or pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""
