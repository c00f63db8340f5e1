"""What it costs to take mentions in: row 11, from the wire to the search index, by the program's own parts."""

import asyncio
import contextlib
import math
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
from socialtui.settings.folders import home
from socialtui.store import accounts, database, ingest, mentions
from socialtui.store.mentions import Arrival
from socialtui.sync.judge import Judge
from tests.bench import stores
from tests.bench.table import Figure, atleast, upto

READ, JUDGED = 6_000, 4_000
ADDED = 5_000


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


class Intake:
    """The way of a page: pulled, judged, stored."""

    def __init__(
        self, db: database.Database, network: Network, account: Account, source: accounts.Source
    ) -> None:
        self.db, self.network, self.account, self.source = db, network, account, source
        self.judge = Judge(("tidewater",))

    async def page(self, cursor: str) -> tuple[str, int]:
        """Takes one page in; the next cursor and how many mentions the page had."""
        page = await self.network.pull(self.source.name, cursor)
        known = await mentions.known(self.db, self.account.id, [m.remote_id for m in page.mentions])
        arrivals = [
            Arrival(m, self.judge.judge(m.text, language=m.language, network="mastodon"))
            for m in page.mentions
            if known.get(m.remote_id) != (m.text, m.visibility)
        ]
        await ingest.store_page(
            self.db, self.account, self.source, page, arrivals, stores.due, int(time.time())
        )
        return page.cursor, len(page.mentions)

    async def many(self, cursor: str, count: int) -> tuple[str, int, float]:
        """Takes pages in until there are enough: the cursor, how many, and the CPU seconds spent here."""
        begin, taken = time.process_time(), 0
        while taken < count:
            cursor, there = await self.page(cursor)
            taken += there
        return cursor, taken, time.process_time() - begin


@contextlib.asynccontextmanager
async def opened(path: Path, url: str) -> AsyncIterator[Intake]:
    """An intake into a store at `path` from the server at `url`."""
    clock, now = RealClock(), int(time.time())
    db = await database.open_store(path, database.INGEST, now)
    http = HttpClient(clock)
    about = SourceAbout("notifications", "Mentions and replies", every=60)
    asked = Account(0, "bench", "mastodon", url=url, user="tidewater")
    signed_in = SignedIn("900000", "tidewater", "Tidewater", asked.limits, (about,), "ma", "short")
    account = await accounts.add(db, asked, signed_in, "env", "SOCIALTUI_BENCH_TOKEN", now)
    (source,) = await accounts.sources(db, account.id)
    try:
        yield Intake(db, mastodon.connect(account, "token", http, clock), account, source)
    finally:
        await http.aclose()
        await db.close()


async def rates(folder: Path) -> tuple[float, float, float]:
    """Mentions per CPU second: new ones, ones already known, and the judging alone."""
    shutil.rmtree(folder, ignore_errors=True)
    with town() as url:
        async with opened(folder / "store.db", url) as intake:
            start, _, _ = await intake.many("", 1)
            await intake.many(start, 400)  # warm: what is loaded once is not what a mention costs
            _, taken, spent = await intake.many(start, READ)
            new = taken / spent
            _, taken, spent = await intake.many(start, READ)
            again = taken / spent
            texts = [arrival.mention.text for arrival in stores.arrivals(JUDGED)]
            begin = time.process_time()
            for text in texts:
                intake.judge.judge(text, language="en", network="mastodon")
            return new, again, len(texts) / (time.process_time() - begin)


def storing(folder: Path) -> float:
    """CPU seconds per mention of storing some more into a store, without judging."""
    place = home({"SOCIALTUI_HOME": str(folder)})
    coming = list(stores.arrivals(ADDED, int(time.time()), first=50_000_000))

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
    few, many = storing(small), storing(large)
    exponent = math.log(many / few) / math.log(count / 10_000)
    return [
        atleast(11, "mentions taken in per CPU second, wire to search index", new, 1_200),
        atleast(11, "judged per CPU second, tone and kinds alone", judged, 2_000),
        atleast(11, "known mentions read again per CPU second", again, 15_000),
        upto(11, f"growth of a mention's storing cost, 10,000 to {count:,}, exponent", exponent, 0.08),
    ]
