"""A mention costs the store little, with its share of index, evidence, conversation and person."""

from pathlib import Path

from socialtui import networks
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account
from socialtui.http_client import HttpClient
from socialtui.store import accounts, ingest
from socialtui.store.accounts import Source
from socialtui.store.database import INGEST, open_store
from socialtui.store.mentions import Arrival
from socialtui.sync.judge import Judge
from socialtui.sync.taking import harmless
from tests.conftest import NOW, FakeClock, due

COUNT = 10_000
"""More mentions share what a store costs anyway: at twenty thousand it is some twenty bytes less."""
MOST = 900


def judged(judge: Judge, source: Source, mention: Mention) -> Arrival:
    safe, hidden = harmless(mention)
    if safe.ours:
        return Arrival(safe, None, hidden)
    told = judge.judge(safe.text, language=safe.language, addressed=source.addressed, network="demo")
    return Arrival(safe, told, hidden)


async def test_a_mention_of_the_practice_brand_takes_at_most_900_bytes(
    tmp_path: Path, clock: FakeClock
) -> None:
    path, judge = tmp_path / "store.db", Judge(("Acme Widgets",))
    db = await open_store(path, INGEST, NOW)
    await db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    empty = path.stat().st_size  # tables without rows cost a page each, whatever the number of mentions
    url = f"demo://{tmp_path}/world?seed=7&rate=0&mentions={COUNT}&start={NOW}"
    asked = Account(0, "practice", "demo", url, "short")
    network = networks.load("demo").connect(asked, "", HttpClient(clock), clock)
    account = await accounts.add(db, asked, await network.sign_in(), "none", "", NOW)
    stored = 0
    for source in await accounts.sources(db):
        cursor, more = "", True
        while more:
            page = await network.pull(source.name, cursor)
            arrivals = [judged(judge, source, mention) for mention in page.mentions]
            stored += await ingest.store_page(db, account, source, page, arrivals, due, NOW)
            cursor, more = page.cursor, page.more
    await db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    await db.close()
    assert stored >= COUNT
    assert (path.stat().st_size - empty) / stored <= MOST
