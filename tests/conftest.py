"""A store on a real file, a clock that is told to go, and desks for several persons at once."""

import asyncio
import gc
import heapq
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from socialtui.desk import Desk
from socialtui.domain.deadlines import WorkingHours, due_at
from socialtui.domain.mention import Author, Evidence, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Account, Limits, Page, SignedIn, SourceAbout
from socialtui.settings import Settings
from socialtui.settings import limits as response_clocks
from socialtui.store import accounts, ingest
from socialtui.store.accounts import Source
from socialtui.store.database import DESK, INGEST, Database, Row, open_store
from socialtui.store.mentions import Arrival
from tests.fresh import fresh

NOW = 1_790_000_000
"""A Monday in September 2026, 14:13 UTC."""
HOUR = 3600
DAY = 86_400
US = Author("900", "acme", "Acme")
ROUND_THE_CLOCK = WorkingHours()
NO_LIMITS = Limits()
MENTIONS = SourceAbout("mentions", "Mentions")

WORDS = {
    Kind.COMPLAINT: "It broke again and nobody answers.",
    Kind.QUESTION: "Does it fit a wide boat?",
    Kind.LEAD: "We need twelve of them for our club.",
    Kind.ERROR: "Your page names the wrong year.",
    Kind.PRAISE: "Thank you, that was quick.",
    Kind.CHATTER: "Saw you at the fair.",
    Kind.SPAM: "Best prices, click here.",
}


@asynccontextmanager
async def traced(db: Database) -> AsyncIterator[list[str]]:
    """Every statement that a connection is asked meanwhile."""
    asked: list[str] = []
    await db._connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        await db._connection.set_trace_callback(None)  # type: ignore[arg-type]  # takes it off


FIRST = ("tests/real/", "tests/pty/")
"""What waits most for other processes begins first: all else is done beside it, and the end has no long file."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files keep their order within their folder, and tests within their file."""
    rank = {folder: place for place, folder in enumerate(FIRST)}
    items.sort(key=lambda item: next((n for at, n in rank.items() if item.nodeid.startswith(at)), len(rank)))


def pytest_configure() -> None:
    """Nothing that is loaded goes before the end."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it again and again was a fifth of all work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


class FakeClock:
    """Stands still until `forward`; whoever sleeps is woken when their moment comes."""

    def __init__(self, now: int = NOW) -> None:
        self.time = now
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._turn = count()

    def now(self) -> int:
        return self.time

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.time + seconds, next(self._turn), woken))
        self.forward(0)
        await woken

    def forward(self, seconds: int) -> int:
        """Lets time pass; the new time."""
        self.time += seconds
        while self._sleepers and self._sleepers[0][0] <= self.time:
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)
        return self.time


def judged(kind: Kind, words: str, language: str = "en") -> Judgement:
    """The whole text as evidence for the kind; none for chatter, as the judge does it."""
    part = () if kind is Kind.CHATTER else (Evidence("told", 2.5, words, 0, len(words)),)
    return Judgement((KindScore(kind, 2.5 if part else 0.0, part),), 0.0, language)


def due(kind: Kind, first_at: int) -> int:
    """When it is due round the clock."""
    return due_at(kind, first_at, ROUND_THE_CLOCK)


_numbers = count(1)


def said(
    kind: Kind = Kind.COMPLAINT, text: str = "", *, who: str = "rosa", at: int = NOW - HOUR, remote_id: str = "",
    hidden: bool = False, **more: Any,
) -> Arrival:  # fmt: skip
    """Something a person said, judged; each in a thread of its own unless `parent` or `thread` says otherwise."""
    text = text or WORDS[kind]
    author = Author(f"id-{who}", who, who.title())
    mention = Mention(remote_id or f"m{next(_numbers)}", more.pop("author", author), text, at, **more)
    return Arrival(mention, judged(kind, text), hidden)


def ours(
    parent: str, text: str = "We are on it.", *, at: int = NOW, remote_id: str = "", **more: Any
) -> Arrival:
    """An answer of ours that was given elsewhere."""
    mention = Mention(
        remote_id or f"o{next(_numbers)}", US, text, at, parent=parent, ours=True, **more
    )  # fmt: skip
    return Arrival(mention, None)


class Store(Struct):
    """A store as the sync process has it open, with accounts as they are wanted."""

    db: Database
    path: Path
    clock: FakeClock
    accounts: dict[str, Account] = field(default_factory=dict)

    async def account(
        self, name: str = "acme", network: str = "mastodon", *, role: str = "short", code: str = "ma",
        limits: Limits = NO_LIMITS, sources: tuple[SourceAbout, ...] = (MENTIONS,),
    ) -> Account:  # fmt: skip
        """The account of that name, added when there is none yet."""
        if name not in self.accounts:
            signed_in = SignedIn("900", name, name.title(), limits, sources, code, role)
            asked = Account(0, name, network, handle=name)
            self.accounts[name] = await accounts.add(self.db, asked, signed_in, "none", "", self.clock.now())
        return self.accounts[name]

    async def source(self, account: str = "acme", name: str = "") -> Source:
        """One source of an account; the first unless named."""
        found = await accounts.sources(self.db, (await self.account(account)).id)
        return next(source for source in found if name in ("", source.name))

    async def hear(self, *arrivals: Arrival, account: str = "acme", source: str = "", **page: Any) -> int:
        """Stores a page as the poller does; how many were new."""
        heard = tuple(arrival.mention for arrival in arrivals)
        return await ingest.store_page(
            self.db, await self.account(account), await self.source(account, source),
            Page(heard, page.pop("cursor", "c"), **page), list(arrivals), due, self.clock.now(),
        )  # fmt: skip

    async def rows(self, sql: str, *values: Any) -> list[Row]:
        """Reads whatever a test wants to look at."""
        return await self.db.rows(sql, values)

    async def listening_since(self, at: int) -> None:
        """As if the store had been there since then."""
        async with self.db.atomic() as write:
            await write.run("UPDATE migrations SET at = ? WHERE name = 'rushes'", (at,))

    async def value(self, sql: str, *values: Any) -> Any:
        """The one value that a statement gives."""
        row = await self.db.one(sql, values)
        assert row is not None
        return row[0]

    async def cid(self, remote_id: str) -> int:
        """The conversation in which something was said."""
        found: int = await self.value("SELECT conversation_id FROM mentions WHERE remote_id = ?", remote_id)
        return found

    async def conversation(self, cid: int) -> dict[str, Any]:
        """One conversation's row by column."""
        names = [row[1] for row in await self.db.rows("PRAGMA table_info(conversations)")]
        row = await self.db.one(f"SELECT {', '.join(names)} FROM conversations WHERE id = ?", (cid,))
        assert row is not None
        return dict(zip(names, row, strict=True))

    async def intact(self) -> None:
        """The kept counts equal a real count, and the search index its table."""
        kept = await self.rows(
            "SELECT state, band, kind, account_id, n FROM tallies WHERE n <> 0 ORDER BY 1,2,3,4"
        )
        real = await self.rows(
            "SELECT state, band, kind, account_id, count(*) FROM conversations GROUP BY 1,2,3,4 ORDER BY 1,2,3,4"
        )
        assert kept == real
        async with self.db.atomic() as write:
            await write.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


MakeDesk = Callable[..., Awaitable[Desk]]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Store]:
    path = tmp_path / "state" / "store.db"
    db = await open_store(fresh(path, clock.now()), INGEST, clock.now())
    yield Store(db, path, clock)
    await db.close()


@pytest.fixture
async def desk(store: Store, clock: FakeClock, tmp_path: Path) -> AsyncIterator[MakeDesk]:
    """await desk("ana"), await desk("ben", hours=…, sign="^b"): each with a connection of its own."""
    opened: list[Desk] = []

    async def sit_down(who: str = "ana", *, hours: WorkingHours = ROUND_THE_CLOCK, **settings: Any) -> Desk:
        chosen = replace(Settings(brand="Acme", user=who), **settings)
        db = await open_store(store.path, DESK, clock.now())
        made = Desk.at(
            db, chosen, clock, who, hours=hours, limits=response_clocks(chosen),
            plan_file=tmp_path / "cadence.toml",
        )  # fmt: skip
        opened.append(made)
        return made

    yield sit_down
    for made in opened:
        await made.close()
