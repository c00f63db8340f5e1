"""Decides what is new in a feed since it was last read."""

import asyncio
from collections.abc import AsyncIterator, Iterable

import httpx
import msgspec

from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, SignedOut
from socialtui.domain.mention import Mention
from socialtui.domain.network import (
    Account,
    Clock,
    Gap,
    Limits,
    Look,
    Outgoing,
    Page,
    Sent,
    SignedIn,
    SourceAbout,
)
from socialtui.domain.text import one_line
from socialtui.http_client import Answer, HttpClient
from socialtui.networks.rss.entries import (
    CANNOT,
    NO_ANSWERS,
    Entry,
    Feed,
    digest,
    mention_of,
    target_key,
    unwrapped,
)
from socialtui.networks.rss.reading import read_feed

EVERY = 900
MAX_BYTES = 5_000_000
FIRST = 100
"""Entries taken of a feed that was never read; older ones are old news."""
PAGE = 100
REMEMBERED = 400
GAP_FROM = 5
"""Entries a feed must hold before their all being new says that others were missed."""
CODES = {"alerts": ("ga", "alerts"), "comments": ("fe", "blog"), "feed": ("fe", "alerts")}
WORDS = {
    "alerts": "New pages that name the search words",
    "comments": "Comments, those that are public",
    "feed": "New entries",
}


class _Cursor(msgspec.Struct):
    """What is known of a feed. `seen` are digests, the oldest first."""

    etag: str = ""
    modified: str = ""
    seen: list[str] = []
    newest: int = 0


def _address(account: Account, secret: str) -> str:
    """The secret where it is an address, else the account's."""
    url = (
        secret.strip() if secret.strip().startswith(("http://", "https://", "feed:")) else account.url.strip()
    )
    if url.startswith("feed:"):
        url = url.removeprefix("feed:").removeprefix("//")
    return url if "://" in url else f"https://{url}"


def _keys(entry: Entry, feed: Feed) -> set[str]:
    """What makes an entry the same; for alerts the page it leads to as well."""
    keys = {digest(entry.remote_id)}
    if feed.form == "alerts" and entry.link:
        keys.add(digest(target_key(unwrapped(entry.link))))
    return keys


class Listener:
    """One feed. Implements `domain.network.Network`; answers go by hand."""

    def __init__(self, account: Account, secret: str, http: HttpClient, clock: Clock) -> None:
        self._url = _address(account, secret)
        self._http = http
        self._clock = clock
        self._auth: tuple[str, str] | None = None
        try:
            url = httpx.URL(self._url)
        except (httpx.InvalidURL, ValueError):
            return  # asking says so, in words
        if url.userinfo:
            self._auth = (url.username, url.password)

    async def sign_in(self) -> SignedIn:
        """Reads the feed once and says what it carries."""
        feed = await self._read(await self._get({}))
        code, role = CODES[feed.form]
        title = one_line(feed.title)
        source = SourceAbout("feed", WORDS[feed.form], feed.form == "comments", EVERY, dict(CANNOT))
        return SignedIn(
            remote_id=digest(self._url),
            handle=title,
            name=title,
            limits=Limits(no_posts="A feed only listens."),
            sources=(source,),
            code=code,
            role=role,
            notes=(
                f"It holds {len(feed.entries)} entries now and is asked each quarter hour.",
                NO_ANSWERS,
            ),
        )

    async def _get(self, headers: dict[str, str], ok: tuple[int, ...] = ()) -> Answer:
        try:
            return await self._http.request(
                "GET", self._url, headers=headers, auth=self._auth, max_bytes=MAX_BYTES, ok=ok
            )
        except NotFound as trouble:
            gone = trouble.status == 410
            better = NotFound(
                "The feed is gone for good." if gone else "There is no feed at that address.",
                "Remove this account, or give it the feed's new address.",
            )
            better.status = trouble.status
            raise better from trouble
        except SignedOut as trouble:
            raise SignedOut(
                "The feed wants a user and a password.",
                "Give https://user:password@host/… with --secret-stdin: the whole address is the secret then.",
            ) from trouble
        except Forbidden as trouble:
            raise Forbidden(
                "The feed is not for us.", "Open its address in a browser to see why."
            ) from trouble

    async def _read(self, answer: Answer) -> Feed:
        return await asyncio.to_thread(read_feed, answer)

    async def pull(self, source: str, cursor: str) -> Page:
        """What was not there before, oldest first."""
        if source != "feed":
            raise Refused(f"A feed has no source called {source}.", "There is one: feed.")
        at = self._known(cursor)
        headers = {"If-None-Match": at.etag} if at.etag else {}
        if at.modified:
            headers["If-Modified-Since"] = at.modified
        answer = await self._get(headers, ok=(304,))
        left = self._http.budget_left(self._url)
        if answer.status == 304:
            if not headers:
                raise Garbled(
                    f"{answer.host} says that nothing changed, unasked.", "It is asked again next round."
                )
            return Page((), msgspec.json.encode(at).decode(), budget_left=left)
        feed = await self._read(answer)
        fresh, known = self._fresh(feed, at)
        gap = self._gap(feed, at, known)
        if not at.seen:
            old, fresh = fresh[:-FIRST], fresh[-FIRST:]
            at.seen = self._remember([], old, feed)
        taken = fresh[:PAGE]
        more = len(fresh) > PAGE
        following = _Cursor(
            # Asked plainly while there is more: the rest is in the same feed.
            etag="" if more else answer.headers.get("etag", ""),
            modified="" if more else answer.headers.get("last-modified", ""),
            seen=self._remember(at.seen, taken, feed),
            newest=max([at.newest, *(min(entry.said_at, self._clock.now()) for entry in taken)]),
        )
        mentions = tuple(mention_of(entry, feed, self._clock.now()) for entry in taken)
        return Page(mentions, msgspec.json.encode(following).decode(), more, gap=gap, budget_left=left)

    def _known(self, cursor: str) -> _Cursor:
        try:
            return msgspec.json.decode(cursor or "{}", type=_Cursor)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return _Cursor()

    def _fresh(self, feed: Feed, at: _Cursor) -> tuple[list[Entry], int]:
        """New entries, oldest first, each once; and how many were known."""
        seen, before = set(at.seen), frozenset(at.seen)
        known = 0
        fresh: list[Entry] = []
        for entry in reversed(feed.entries):  # most stand newest first; equal times keep that order
            keys = _keys(entry, feed)
            known += bool(keys & before)
            if not keys & seen and (entry.title or entry.body or entry.link):
                fresh.append(entry)
            seen |= keys
        now = self._clock.now()
        return sorted(fresh, key=lambda entry: min(entry.said_at or now, now)), known

    def _gap(self, feed: Feed, at: _Cursor, known: int) -> Gap | None:
        if not at.seen or known or len(feed.entries) < GAP_FROM:
            return None
        oldest = min(entry.said_at or self._clock.now() for entry in feed.entries)
        if not at.newest or oldest <= at.newest:
            return None
        count = len(feed.entries)
        return Gap(at.newest, oldest, f"The feed keeps {count} entries, and all of them are new.")

    def _remember(self, seen: list[str], entries: Iterable[Entry], feed: Feed) -> list[str]:
        """The keys to know again: those that the feed still holds last, so that none of them is forgotten."""
        known = dict.fromkeys([*seen, *(key for entry in entries for key in sorted(_keys(entry, feed)))])
        held = {key for entry in feed.entries for key in _keys(entry, feed)} & known.keys()
        left = [key for key in known if key not in held]
        return [*left[-REMEMBERED:], *(key for key in known if key in held)]

    async def _entry(self, remote_id: str) -> Mention:
        feed = await self._read(await self._get({}))
        for entry in feed.entries:
            if one_line(entry.remote_id) == remote_id:
                return mention_of(entry, feed, self._clock.now())
        raise NotFound("It has left the feed, which keeps the newest only.", "The link still leads to it.")

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The entry alone: a feed has no threads."""
        return (await self._entry(remote_id),)

    async def look(self, remote_id: str) -> Look:
        """The entry as the feed holds it now. Raises `NotFound` when it has left the feed."""
        return Look(exists=True, text=(await self._entry(remote_id)).text)

    async def reply(self, outgoing: Outgoing) -> Sent:  # noqa: ARG002  the port's own name
        """Never possible."""
        raise Refused(NO_ANSWERS, "")

    async def find(self, outgoing: Outgoing) -> Sent | None:  # noqa: ARG002
        """Nothing of ours is ever there."""
        return None

    async def like(self, remote_id: str) -> None:  # noqa: ARG002
        """Never possible."""
        raise Refused(CANNOT["like"], "Open the link instead.")

    async def moderate(self, remote_id: str, verb: str) -> None:  # noqa: ARG002
        """Never possible."""
        raise Refused(CANNOT["hide"], "Open the link instead.")

    def stream(self) -> AsyncIterator[str] | None:
        """A feed has none."""
        return None

    async def close(self) -> None:
        """Nothing is held open."""
