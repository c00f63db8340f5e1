"""Builds homes to sit down in: a real store, filled through its own door, with nobody on the wire."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from socialtui.domain.mention import Author, Evidence, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Account, Limits, SignedIn, SourceAbout
from socialtui.settings.folders import Home, home
from socialtui.store import accounts, database, ingest
from socialtui.store.accounts import Source
from socialtui.store.database import Database
from socialtui.store.mentions import Arrival
from socialtui.sync.lease import Leases
from tests.fresh import fresh

NOW = int(time.time())
HOUR = 3600
NAMES = ("Maria Haas", "Tom Becker", "Deskgirl", "Ada Fuchs", "Café Löwe", "Jo Park", "Lin Wei", "Sam Ode")


def due(kind: Kind, first_at: int) -> int:
    """A plain clock without working hours."""
    return first_at + (HOUR if kind is Kind.COMPLAINT else 4 * HOUR)


async def add_account(
    db: Database, name: str, network: str = "mastodon", **more: object
) -> tuple[Account, Source]:
    """An account whose server does not exist; its secret is a variable that nobody sets."""
    signed_in = SignedIn(
        "1", str(more.get("handle", "acme")), "Acme", Limits(500, 23), (SourceAbout("notifications", "Mentions"),),
        code=str(more.get("code", "ma")), role="short",
    )  # fmt: skip
    asked = Account(0, name, network, url=str(more.get("url", "https://town.invalid")), user="acme")
    account = await accounts.add(db, asked, signed_in, "env", "SOCIALTUI_TEST_TOKEN", NOW)
    (source,) = await accounts.sources(db, account.id)
    return account, source


def complaint(number: int, words: str = "", said_at: int = 0) -> Arrival:
    """One complaint after the other, the first one due first."""
    name = NAMES[number % len(NAMES)] + (f" {number}" if number >= len(NAMES) else "")
    text = words or f"My order {number:04} is late and nobody answers."
    mention = Mention(
        f"m{number}", Author(f"p{number}", f"person{number}@far.example", name), text,
        said_at or NOW - 2 * HOUR + number, url=f"https://far.example/@person{number}/{number}", visibility="public",
        language="en",
    )  # fmt: skip
    part = Evidence("late", 2.5, text[:12], 0, 12)
    return Arrival(mention, Judgement((KindScore(Kind.COMPLAINT, 2.5, (part,)),), -0.5, "en"))


async def common(db: Database, count: int = 40) -> None:
    """Complaints of people who mean no harm."""
    account, source = await add_account(db, "acme")
    for first in range(0, count, ingest.BATCH):
        few = [complaint(n) for n in range(first, min(count, first + ingest.BATCH))]
        await ingest.store_arrivals(db, account, source, few, due, NOW)


def build(root: Path, fill: Callable[[Database], Awaitable[object]] = common, brand: str = "default") -> Home:
    """A brand's folders below `root`, its store filled."""
    place = home({"SOCIALTUI_HOME": str(root)}, brand)
    place.make()

    async def work() -> None:
        db = await database.open_store(fresh(place.store, NOW), database.INGEST, NOW)
        try:
            await fill(db)
        finally:
            await db.close()

    asyncio.run(work())
    return place


def ask(place: Home, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    """Reads the store from outside, as it stands on disk."""
    import sqlite3

    with sqlite3.connect(f"file:{place.store}?mode=ro", uri=True, timeout=5) as connection:
        found = connection.execute(sql, values).fetchall()
    connection.close()
    return found


def drafts(place: Home) -> list[str]:
    """Every draft on disk, in the store or rescued beside it."""
    rescued = [path.read_bytes().decode() for path in sorted(place.state.glob("draft-*.rescued.txt"))]
    return [str(row[0]) for row in ask(place, "SELECT text FROM drafts WHERE text <> ''")] + rescued


@contextmanager
def nobody_syncs(place: Home) -> Iterator[None]:
    """Holds every account, so that no sync process starts beside the desk."""
    leases = Leases(place.locks)
    for row in ask(place, "SELECT id FROM accounts"):
        assert leases.take(int(str(row[0])))
    try:
        yield
    finally:
        leases.let_all_go()
