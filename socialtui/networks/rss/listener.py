"""Decides what is new in a feed since it was last read."""

import asyncio

from socialtui.domain.errors import Garbled, NotFound, Refused
from socialtui.domain.mention import Mention
from socialtui.domain.network import (
    Account,
    Clock,
    Gap,
    Limits,
    Look,
    Page,
    SignedIn,
    SourceAbout,
)
from socialtui.domain.only_hears import OnlyHears
from socialtui.domain.text import one_line
from socialtui.http_client import Answer, HttpClient
from socialtui.networks.rss.entries import (
    CANNOT,
    NO_ANSWERS,
    Entry,
    Feed,
    digest,
    host_of,
    mention_id,
    mention_of,
)
from socialtui.networks.rss.fetching import Fetching, address_of
from socialtui.networks.rss.memory import Cursor, edited, gone, keys_of, remember
from socialtui.networks.rss.reading import read_feed

EVERY = 900
FIRST = 100
"""Entries taken of a feed that was never read; older ones are old news."""
PAGE = 100
GAP_FROM = 5
"""Entries a feed must hold before their all being new says that others were missed."""
CODES = {"alerts": ("ga", "alerts"), "comments": ("fe", "blog"), "feed": ("fe", "alerts")}
WORDS = {
    "alerts": "New pages that name the search words",
    "comments": "Comments, those that are public",
    "feed": "New entries",
}


class Listener(OnlyHears):
    """One feed. Implements `domain.network.Network`; answers go by hand."""

    cannot = CANNOT

    def __init__(self, account: Account, secret: str, http: HttpClient, clock: Clock) -> None:
        self._fetching = Fetching(address_of(account, secret), http, clock)
        self._clock = clock
        self._home = ""

    async def sign_in(self) -> SignedIn:
        """Reads the feed once and says what it carries."""
        answer, home = await self._fetching.get({})
        feed = await self._read(answer)
        code, role = CODES[feed.form]
        title = one_line(feed.title)
        source = SourceAbout("feed", WORDS[feed.form], feed.form == "comments", EVERY, dict(CANNOT))
        return SignedIn(
            remote_id=digest(self._fetching.url),
            handle=title,
            name=title,
            limits=Limits(no_posts="A feed only listens."),
            sources=(source,),
            code=code,
            role=role,
            notes=(
                f"It holds {len(feed.entries)} entries now and is asked each quarter hour.",
                NO_ANSWERS,
                *((f"It has moved to {host_of(home)} for good, and is read there.",) if home else ()),
            ),
        )

    async def _read(self, answer: Answer) -> Feed:
        return await asyncio.to_thread(read_feed, answer)

    async def pull(self, source: str, cursor: str) -> Page:
        """What was not there before, oldest first."""
        if source != "feed":
            raise Refused(f"A feed has no source called {source}.", "There is one: feed.")
        at = Cursor.of(cursor)
        tags = {"If-None-Match": at.etag, "If-Modified-Since": at.modified}
        # Some servers give one that no header can carry back.
        headers = {name: tag for name, tag in tags.items() if tag and tag.isascii() and tag.isprintable()}
        answer, home = await self._fetching.get(headers, at.home, ok=(304,))
        self._home = home
        left = self._fetching.budget_left(home)
        if answer.status == 304:
            if not headers:
                raise Garbled(
                    f"{answer.host} says that nothing changed, unasked.", "It is asked again next round."
                )
            at.home = home
            return Page((), at.cursor, budget_left=left)
        feed = await self._read(answer)
        fresh, known = self._fresh(feed, at)
        gap = self._gap(feed, at, known)
        changed = edited(feed, at)
        removed, held = gone(feed, at)
        if not at.seen:
            old, fresh = fresh[:-FIRST], fresh[-FIRST:]
            at.seen = remember([], old, feed)
        taken = fresh[:PAGE]
        more = len(fresh) > PAGE
        # Asked plainly while there is more or something is missing: the rest is in the same feed.
        settled = not more and not any(one.missing for one in held)
        following = Cursor(
            etag=answer.headers.get("etag", "") if settled else "",
            modified=answer.headers.get("last-modified", "") if settled else "",
            seen=remember(at.seen, taken, feed),
            newest=max([at.newest, *(min(entry.said_at, self._clock.now()) for entry in taken)]),
            held=held,
            home=home,
        )
        now = self._clock.now()
        mentions = tuple(mention_of(entry, feed, now) for entry in (*changed, *taken))
        return Page(mentions, following.cursor, more, removed, gap, left)

    def _fresh(self, feed: Feed, at: Cursor) -> tuple[list[Entry], int]:
        """New entries, oldest first, each once; and how many were known."""
        seen, before = set(at.seen), frozenset(at.seen)
        known = 0
        fresh: list[Entry] = []
        for entry in reversed(feed.entries):  # most stand newest first; equal times keep that order
            keys = keys_of(entry, feed)
            known += bool(keys & before)
            if not keys & seen and (entry.title or entry.body or entry.link):
                fresh.append(entry)
            seen |= keys
        now = self._clock.now()
        return sorted(fresh, key=lambda entry: min(entry.said_at or now, now)), known

    def _gap(self, feed: Feed, at: Cursor, known: int) -> Gap | None:
        if not at.seen or known or len(feed.entries) < GAP_FROM:
            return None
        oldest = min(entry.said_at or self._clock.now() for entry in feed.entries)
        if not at.newest or oldest <= at.newest:
            return None
        count = len(feed.entries)
        return Gap(at.newest, oldest, f"The feed keeps {count} entries, and all of them are new.")

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """Goes back through the feed's older pages until before the gap; the cursor is the page's address.

        Raises `Refused` where the feed keeps none: what it let go of is not to be had from it.
        """
        if source != "feed":
            raise Refused(f"A feed has no source called {source}.", "There is one: feed.")
        answer = (
            await self._fetching.page(cursor) if cursor else (await self._fetching.get({}, self._home))[0]
        )
        if answer is None:
            return Page((), cursor)
        feed = await self._read(answer)
        if not cursor and not feed.older:
            raise Refused(
                "This feed keeps no older pages.", "What was missed has left it; the site may have it."
            )
        now = self._clock.now()
        said = [mention_of(entry, feed, now) for entry in reversed(feed.entries) if entry.said_at]
        within = {one.remote_id: one for one in said if gap.start <= one.said_at <= gap.end}
        oldest = min((one.said_at for one in said), default=0)
        more = bool(feed.older) and feed.older != cursor and oldest >= gap.start
        left = self._fetching.budget_left(self._home)
        rest = Gap(gap.start, min(gap.end, oldest), gap.reason) if more else None
        return Page(tuple(within.values()), feed.older if more else cursor, more, gap=rest, budget_left=left)

    async def _entry(self, remote_id: str) -> Mention:
        answer, self._home = await self._fetching.get({}, self._home)
        feed = await self._read(answer)
        for entry in reversed(feed.entries):
            if remote_id in (mention_id(entry, feed), one_line(entry.remote_id)):
                return mention_of(entry, feed, self._clock.now())
        raise NotFound("It has left the feed, which keeps the newest only.", "The link still leads to it.")

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The entry alone: a feed has no threads."""
        return (await self._entry(remote_id),)

    async def look(self, remote_id: str) -> Look:
        """The entry as the feed holds it now. Raises `NotFound` when it has left the feed."""
        return Look(exists=True, text=(await self._entry(remote_id)).text)
