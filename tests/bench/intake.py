"""What it costs to take mentions in: row 11, from the wire to the search index, by the program's own parts."""

import asyncio
import contextlib
import math
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from socialtui.domain.network import Account, Network, SignedIn, SourceAbout
from socialtui.http_client import HttpClient
from socialtui.networks import mastodon
from socialtui.settings import Settings
from socialtui.settings.folders import home
from socialtui.store import accounts, database, ingest
from socialtui.sync.judge import Judge
from socialtui.sync.parts import Parts
from socialtui.sync.taking import Intake
from tests.bench import stores
from tests.bench.table import Figure, atleast, median, upto

READ, JUDGED = 6_000, 4_000
ADDED, TURNS = 5_000, 5


class RealClock:
    """The machine's."""

    def now(self) -> int:
        return int(time.time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@contextlib.contextmanager
def town() -> Iterator[str]:
    """The address of a server in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with subprocess.Popen([sys.executable, "-m", "tests.bench.town", str(port)]) as server:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


class Reader:
    """The sync process's own way of a page: pulled, cleaned, judged, stored."""

    def __init__(self, taking: Intake, network: Network, source: accounts.Source) -> None:
        self.taking, self.network, self.source = taking, network, source

    async def many(self, cursor: str, count: int) -> tuple[str, int, float]:
        """Takes pages in until there are enough: the cursor, how many, and the CPU seconds spent here."""
        begin, taken = time.process_time(), 0
        while taken < count:
            page = await self.network.pull(self.source.name, cursor)
            await self.taking.page(self.source, page)
            cursor, taken = page.cursor, taken + len(page.mentions)
        return cursor, taken, time.process_time() - begin


async def nobody(_: accounts.Kept) -> Network:
    """Nothing here asks for a second connection."""
    raise NotImplementedError


@contextlib.asynccontextmanager
async def opened(path: Path, url: str) -> AsyncIterator[Reader]:
    """A reader into a store at `path` from the server at `url`."""
    clock, now = RealClock(), int(time.time())
    sender = await database.open_store(path, database.SENDER, now)
    store = await database.open_store(path, database.INGEST, now)
    http = HttpClient(clock)
    about = SourceAbout("notifications", "Mentions and replies", every=60)
    asked = Account(0, "bench", "mastodon", url=url, user="tidewater")
    signed_in = SignedIn("900000", "tidewater", "Tidewater", asked.limits, (about,), "ma", "short")
    account = await accounts.add(store, asked, signed_in, "env", "SOCIALTUI_BENCH_TOKEN", now)
    (source,) = await accounts.sources(store, account.id)
    parts = Parts(
        db=sender, ingest=store, connect=nobody, clock=clock, judge=Judge(("tidewater",)), due=stores.due,
        settings=Settings(), locks=path.parent, pid=os.getpid(),
    )  # fmt: skip
    taking = Intake(parts, account, asyncio.Lock())
    try:
        yield Reader(taking, mastodon.connect(account, "token", http, clock), source)
    finally:
        await http.aclose()
        await store.close()
        await sender.close()


async def rates(folder: Path) -> tuple[float, float, float]:
    """Mentions per CPU second: new ones, ones already known, and the judging alone."""
    shutil.rmtree(folder, ignore_errors=True)
    with town() as url:
        async with opened(folder / "store.db", url) as reader:
            start, _, _ = await reader.many("", 1)
            # What is loaded once is not what a mention costs.
            start, _, _ = await reader.many(start, 400)
            _, taken, spent = await reader.many(start, READ)
            new = taken / spent
            _, taken, spent = await reader.many(start, READ)
            again = taken / spent
            judge = Judge(("tidewater",))
            texts = [arrival.mention.text for arrival in stores.arrivals(JUDGED)]
            begin = time.process_time()
            for text in texts:
                judge.judge(text, language="en", network="mastodon")
            return new, again, len(texts) / (time.process_time() - begin)


def storing(folder: Path, turn: int) -> float:
    """CPU seconds per mention of storing some more into a store, without judging."""
    place = home({"SOCIALTUI_HOME": str(folder)})
    coming = list(stores.arrivals(ADDED, int(time.time()), first=50_000_000 + turn * ADDED))

    async def run() -> float:
        now = int(time.time())
        db = await database.open_store(place.store, database.INGEST, now)
        (kept, *_) = await accounts.all_accounts(db)
        (source, *_) = await accounts.sources(db, kept.account.id)
        begin = time.process_time()
        for at in range(0, ADDED, ingest.BATCH):
            batch = coming[at : at + ingest.BATCH]
            await ingest.store_arrivals(db, kept.account, source, batch, stores.due, now)
        spent = time.process_time() - begin
        await db.close()
        return spent / ADDED

    return asyncio.run(run())


def intake_figures(work: Path, small: Path, large: Path, count: int) -> list[Figure]:
    """Row 11. `small` holds 10,000 mentions and `large` `count`; both may be written to."""
    new, again, judged = asyncio.run(rates(work / "intake"))
    turns = [(storing(small, turn), storing(large, turn)) for turn in range(TURNS)]
    few, many = median(less for less, _ in turns), median(more for _, more in turns)
    exponent = math.log(many / few) / math.log(count / 10_000)
    return [
        atleast(11, "mentions taken in per CPU second, wire to search index", new, 1_200),
        atleast(11, "judged per CPU second, tone and kinds alone", judged, 2_000),
        atleast(11, "known mentions read again per CPU second", again, 15_000),
        upto(11, f"growth of a mention's storing cost, 10,000 to {count:,}, exponent", exponent, 0.08),
    ]
