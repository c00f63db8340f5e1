"""Fills stores to measure on, through the store's own door, and keeps them between runs.

Texts are made up from a vocabulary with a long tail; each opens with a sentence whose evidence is known, so a
million of them need no judging. Run as `python -m tests.bench.stores HOME COUNT` to fill one by hand.
"""

import argparse
import asyncio
import random
import sqlite3
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from socialtui.domain.mention import Author, Evidence, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Account, Page, SignedIn, SourceAbout
from socialtui.settings.folders import Home, home
from socialtui.store import accounts, database, ingest
from socialtui.store.mentions import Arrival

OPENINGS = {
    Kind.COMPLAINT: (
        "My order is late and nobody answers.", "This broke on the first day.", "Third time I ask now.",
    ),
    Kind.QUESTION: ("Does it fit a wide boat?", "When do you open on Sunday?", "Which size do I need?"),
    Kind.LEAD: ("We need twelve of them for our club.", "Whom do I ask for a quote?"),
    Kind.ERROR: ("Your page says 2019, it was 2018.", "The link in your post is dead."),
    Kind.PRAISE: ("Thank you, that was quick.", "Love the new one."),
    Kind.CHATTER: ("Saw you at the fair.", "Rain again on the lake.", "New pictures from the trip."),
    Kind.SPAM: ("Best prices, click here.",),
}  # fmt: skip
OF_A_HUNDRED = {
    Kind.COMPLAINT: 8, Kind.QUESTION: 22, Kind.LEAD: 5, Kind.ERROR: 5, Kind.PRAISE: 20, Kind.CHATTER: 36,
    Kind.SPAM: 4,
}  # fmt: skip
SHARE = [kind for kind, share in OF_A_HUNDRED.items() for _ in range(share)]
SYLLABLES = (
    "ba",
    "ke",
    "lo",
    "mi",
    "nu",
    "pra",
    "ste",
    "tri",
    "vol",
    "wen",
    "zar",
    "dun",
    "fel",
    "gor",
    "hy",
    "jus",
)
COMMON = (
    "refund",
    "order",
    "late",
    "broken",
    "thanks",
    "paddle",
    "boat",
    "hull",
    "strap",
    "help",
    "great",
    "week",
)
MARKER = "Zanzibar"
"""The first word of the queue's first row, and of nothing else: a screen shows it in the list and in the pane."""
START = 1_700_000_000
GAP = 30
"""Seconds between two mentions."""


def vocabulary(size: int = 30_000) -> list[str]:
    """Made-up words, the common ones first."""
    dice = random.Random(11)
    words = list(COMMON)
    while len(words) < size:
        words.append("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))))
    return words


def judged(kind: Kind, opening: str) -> Judgement:
    """The opening as evidence for the kind."""
    tone = {Kind.COMPLAINT: -0.55, Kind.PRAISE: 0.7}.get(kind, 0.0)
    part = () if kind is Kind.CHATTER else (Evidence("opening", 2.5, opening, 0, len(opening)),)
    return Judgement((KindScore(kind, 2.5 if part else 0.0, part),), tone, "en")


def arrivals(count: int, start_at: int = START, first: int = 0, gap: int = GAP) -> Iterator[Arrival]:
    """That many mentions, always the same ones, the first of them said at `start_at`."""
    dice, words = random.Random(first + 7), vocabulary()
    for n in range(first, first + count):
        kind = SHARE[n * 37 % len(SHARE)]
        opening = OPENINGS[kind][n % len(OPENINGS[kind])]
        # A long tail: squared, most draws fall among the first words.
        tail = " ".join(words[int(dice.random() ** 4 * len(words))] for _ in range(dice.randint(6, 34)))
        who = dice.randrange(max(10, (first + count) // 3))
        parent = str(n - dice.randint(1, 40)) if n > 40 and dice.random() < 0.2 else ""
        mention = Mention(
            remote_id=str(n), author=Author(f"p{who}", f"person{who}@mail.example", f"Person {who}"),
            text=f"{opening} {tail}", said_at=start_at + (n - first) * gap, parent=parent, language="en",
            url=f"https://social.example/@person{who}/{n}", visibility="public",
        )  # fmt: skip
        yield Arrival(mention, judged(kind, opening))


def marker(said_at: int) -> Arrival:
    """The complaint that stands first in every queue."""
    words = f"{MARKER} boat never came."
    who = Author("p-marker", "marker@mail.example", "Mara Ker")
    said = Mention("marker", who, words, said_at, language="en", visibility="public")
    return Arrival(said, judged(Kind.COMPLAINT, words))


def due(kind: Kind, first_at: int) -> int:
    """A plain clock without working hours."""
    return first_at + (3_600 if kind is Kind.COMPLAINT else 14_400)


async def fill(place: Home, count: int, first: int = 0, pause: float = 0.0) -> None:
    """Puts that many mentions into a brand's store, by batches."""
    place.make()
    now = int(time.time())
    store = await database.open_store(place.store, database.INGEST, now)
    try:
        about = SourceAbout("notifications", "Mentions and replies", every=86_400)
        signed_in = SignedIn("1", "tidewater", "Tidewater", limits=Account(0, "", "").limits,
                             sources=(about,), code="ma", role="short")  # fmt: skip
        asked = Account(0, "town", "mastodon", url="https://social.example", user="tidewater")
        account = await accounts.add(store, asked, signed_in, "env", "SOCIALTUI_BENCH_TOKEN", now)
        (source,) = await accounts.sources(store, account.id)
        # A store ends today, so that ages are what they are in life; what comes to it later is said just now.
        said, gap = 0, 0 if first else GAP
        begin = now - count * gap
        if not first:
            await ingest.store_arrivals(store, account, source, [marker(begin - 86_400)], due, now)
        # What is measured is the desk: nothing is asked of a network that isn't there.
        await accounts.account_trouble(store, account.id, "paused", "", "")
        coming = arrivals(count, begin, first, gap)
        while batch := list(islice(coming, ingest.BATCH)):
            said += len(batch)
            page = Page(tuple(one.mention for one in batch), cursor=str(first + said), more=True)
            await ingest.store_page(store, account, source, page, batch, due, now)
            if pause:
                await asyncio.sleep(pause)
    finally:
        await store.close()


def forget_the_place(store: Path) -> None:
    """The next desk begins at the top, as at its first start, instead of where the last one stood."""
    with sqlite3.connect(store, timeout=10) as db:
        db.execute("DELETE FROM desks")
        db.execute("UPDATE conversations SET claimed_by = NULL, claimed_until = NULL WHERE claimed_until > 0")


def bench_home(root: Path, count: int) -> Path:
    """SOCIALTUI_HOME of a store with that many mentions; made once for each version of the store."""
    folder = root / f"home-{count}-v{database.VERSION}"
    if not (folder / "whole").exists():
        place = home({"SOCIALTUI_HOME": str(folder)})
        asyncio.run(fill(place, count))
        (folder / "whole").touch()
    return folder


def main() -> None:
    """Fills a store by hand, as fast as it goes or at a rate."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("home", help="SOCIALTUI_HOME")
    asks.add_argument("count", type=int)
    asks.add_argument("--first", type=int, default=10_000_000, help="number of the first mention")
    asks.add_argument("--rate", type=float, default=0, help="mentions a second; 0: no pause")
    said = asks.parse_args()
    pause = ingest.BATCH / said.rate if said.rate else 0.0
    asyncio.run(fill(home({"SOCIALTUI_HOME": said.home}), said.count, said.first, pause))


if __name__ == "__main__":
    main()
