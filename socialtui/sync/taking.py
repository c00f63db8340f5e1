"""Takes mentions in: known ones are skipped, the rest is cleaned, judged and stored a batch at a time.

All work is done before a transaction begins. A person may be typing: each transaction holds at most
a hundred rows, and after each one in bulk the store is left alone for a moment. One account's work
never runs while another's transaction is open.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from socialtui.domain.language import is_short
from socialtui.domain.mention import Author, Mention
from socialtui.domain.network import Account, Page, Sent
from socialtui.domain.reply import same_words
from socialtui.domain.text import clean, clean_flagged, one_line
from socialtui.store import languages, mentions, pending, standing
from socialtui.store.accounts import Source
from socialtui.store.ingest import BATCH, store_arrivals, store_page
from socialtui.store.mentions import Arrival
from socialtui.store.wishes import Intent
from socialtui.sync.parts import Parts

BREATH = 0.02
"""Seconds that the store is left alone after a transaction in bulk."""
LONGEST = 0.01
"""Seconds that a transaction may keep others from writing; on a slow or crowded machine fewer rows go into one."""
LEAST = 25
"""Rows of a transaction that are worth its beginning and end."""
CLOCKS_APART = 120
"""Seconds that a network's clock may be behind ours."""

REMEMBERED = 86_400
"""Seconds for which a reply that was given up is still recognised when it turns up."""


class Intake:
    """The way in for one account's mentions."""

    def __init__(self, parts: Parts, account: Account, gate: asyncio.Lock) -> None:
        self._parts = parts
        self._account = account
        self._size = BATCH
        self._gate = gate
        """Held by the sender while it works, so that our own answer is not taken for one given elsewhere."""

    async def page(self, source: Source, page: Page) -> int:
        """Stores a page and, with its last batch, its cursor; how many mentions were new."""
        if self._parts.learner is not None:
            await self._parts.learner.listen(self._parts.ingest)
        arrivals, aside = await self._fresh(source, page.mentions)
        bulk = page.more or len(arrivals) + len(aside) > BATCH
        stored = await self._batches(replace(source, addressed=False), aside, bulk)
        while len(arrivals) > self._size:
            batch, arrivals = arrivals[: self._size], arrivals[self._size :]
            stored += await self._batch(source, batch, bulk)
        async with self._parts.quiet:
            last = self._judged(source, arrivals)
        last = await self._asked(last)
        async with self._gate, self._parts.quiet:
            last = await self._recognise(last)
            new = await store_page(
                self._parts.ingest,
                self._account,
                source,
                page,
                last,
                self._parts.due,
                self._parts.clock.now(),
            )
            if new:
                self._size = sized(self._size, len(last), self._parts.ingest.held)
            if new and bulk:
                await self._parts.clock.sleep(BREATH)
        return stored + new

    async def thread(self, source: Source, said: Sequence[Mention]) -> int:
        """Stores what a thread holds beyond what is known; others' words in it are owed nothing."""
        arrivals, aside = await self._fresh(source, said)
        stored = await self._batches(source, arrivals, True)
        return stored + await self._batches(replace(source, addressed=False), aside, True)

    async def _batches(self, source: Source, waiting: list[tuple[Mention, bool]], bulk: bool) -> int:
        stored = 0
        while waiting:
            batch, waiting = waiting[: self._size], waiting[self._size :]
            stored += await self._batch(source, batch, bulk)
        return stored

    async def _batch(self, source: Source, batch: list[tuple[Mention, bool]], bulk: bool) -> int:
        async with self._parts.quiet:
            arrivals = self._judged(source, batch)
        arrivals = await self._asked(arrivals)
        async with self._gate, self._parts.quiet:
            arrivals = await self._recognise(arrivals)
            stored = await store_arrivals(
                self._parts.ingest,
                self._account,
                source,
                arrivals,
                self._parts.due,
                self._parts.clock.now(),
            )
            self._size = sized(self._size, len(arrivals), self._parts.ingest.held)
            if bulk:
                await self._parts.clock.sleep(BREATH)
        return stored

    async def _fresh(
        self, source: Source, said: Sequence[Mention]
    ) -> tuple[list[tuple[Mention, bool]], list[tuple[Mention, bool]]]:
        """What is new or edited, cleaned: what is said to us, and what only stands beside it."""
        known = await mentions.known(
            self._parts.ingest, self._account.id, [mention.remote_id for mention in said]
        )
        async with self._parts.quiet:
            arrivals, aside = self._sorted(source, said, known)
        return await self._as_usual(arrivals), await self._as_usual(aside)

    async def _as_usual(self, arrivals: list[tuple[Mention, bool]]) -> list[tuple[Mention, bool]]:
        """Says of short words without a tag what language their author usually writes."""
        bare = [m.author.remote_id for m, _ in arrivals if not m.ours and not m.language and is_short(m.text)]
        usual = await languages.usual(self._parts.ingest, self._account.id, bare) if bare else {}
        if not usual:
            return arrivals
        return [
            (replace(mention, language=usual[mention.author.remote_id]), hidden)
            if not mention.language and mention.author.remote_id in usual and is_short(mention.text)
            else (mention, hidden)
            for mention, hidden in arrivals
        ]

    @staticmethod
    def _sorted(
        source: Source, said: Sequence[Mention], known: Mapping[str, tuple[str, str]]
    ) -> tuple[list[tuple[Mention, bool]], list[tuple[Mention, bool]]]:
        arrivals: list[tuple[Mention, bool]] = []
        aside: list[tuple[Mention, bool]] = []
        for mention in said:
            stored = known.get(mention.remote_id)
            if stored == (mention.text, mention.visibility):
                continue
            cleaned, hidden = harmless(mention)
            if stored != (cleaned.text, cleaned.visibility):
                listened = source.addressed and not mention.addressed and not mention.ours
                (aside if listened else arrivals).append((cleaned, hidden))
        return arrivals, aside

    def _judged(self, source: Source, batch: Iterable[tuple[Mention, bool]]) -> list[Arrival]:
        judge, network = self._parts.judge.judge, self._account.network
        return [
            Arrival(
                mention,
                None
                if mention.ours
                else judge(
                    mention.text, language=mention.language, addressed=source.addressed, network=network
                ),
                hidden,
            )
            for mention, hidden in batch
        ]

    async def _asked(self, arrivals: list[Arrival]) -> list[Arrival]:
        """As the person's own classifier judges them, and with a second opinion on spam, where there is one."""
        if self._parts.opinion is not None:
            arrivals = await self._parts.opinion.ask(self._parts.ingest, self._account.network, arrivals)
        if self._parts.spam is not None:
            arrivals = await self._parts.spam.ask(self._parts.ingest, self._account, arrivals)
        return arrivals

    async def _recognise(self, arrivals: list[Arrival]) -> list[Arrival]:
        """Settles what comes back and was unknown, and leaves out what left from here.

        Networks put handles before our words and shorten our links: that is no edit of ours.
        """
        ours = [arrival.mention for arrival in arrivals if arrival.mention.ours]
        if not ours:
            return arrivals
        now = self._parts.clock.now()
        for intent in await pending.lost(self._parts.db, self._account.id, now - REMEMBERED):
            found = next((mention for mention in ours if _is_it(mention, intent)), None)
            if found is not None:
                sent = Sent(found.remote_id, found.url, found.said_at)
                words = f"Found: it was sent at {self._parts.time_of_day(found.said_at)}."
                async with self._parts.db.atomic() as write:
                    await standing.settle_sent(write, intent.id, sent, self._parts.due, now, words)
        known = await mentions.known(self._parts.db, self._account.id, [m.remote_id for m in ours])
        known |= await self._by_hand([mention for mention in ours if mention.remote_id not in known])
        return [
            arrival
            for arrival in arrivals
            if not arrival.mention.ours
            or (stored := known.get(arrival.mention.remote_id)) is None
            or not same_words(stored[0], arrival.mention.text)
        ]

    async def _by_hand(self, ours: list[Mention]) -> dict[str, tuple[str, str]]:
        """Of our words those that somebody posted by hand and said so: they stand in the thread already."""
        parents = [mention.parent for mention in ours if mention.parent]
        filed = await standing.by_hand(self._parts.db, self._account.id, parents) if parents else []
        found: dict[str, tuple[str, str]] = {}
        for number, parent, text, name in filed:
            said = next((m for m in ours if m.parent == parent and same_words(m.text, text)), None)
            if said is not None and said.remote_id not in found:
                found[said.remote_id] = (said.text, said.visibility)
                async with self._parts.db.atomic() as write:
                    key = name.removeprefix(standing.BY_HAND)
                    await standing.seen_there(write, number, key, said.remote_id, said.url)
        return found


def _is_it(mention: Mention, intent: Intent) -> bool:
    return (
        mention.parent == intent.payload.in_reply_to
        and mention.said_at >= (intent.tried_at or 0) - CLOCKS_APART
        and same_words(mention.text, intent.text)
    )


def sized(size: int, rows: int, held: float) -> int:
    """How many rows the next transaction takes, after one of `rows` that held the lock so many seconds.

    `size` is how many it could have taken: only a full one tells that more may fit.
    """
    if rows and held > LONGEST:
        return max(LEAST, min(size, int(rows * LONGEST / held)))
    return min(BATCH, size + size // 8 + 1) if rows >= size else size


def harmless(mention: Mention) -> tuple[Mention, bool]:
    """The mention with every word of it safe to draw, and whether something hidden was taken out."""
    text, hidden = clean_flagged(mention.text)
    author = Author(
        mention.author.remote_id,
        one_line(mention.author.handle),
        one_line(mention.author.name),
        clean(mention.author.url, newlines=False),
    )
    url = clean(mention.url, newlines=False)
    if text == mention.text and author == mention.author and url == mention.url:
        return mention, hidden
    original = mention.original or (mention.text if text != mention.text else "")
    return replace(mention, text=text, author=author, url=url, original=original), hidden
