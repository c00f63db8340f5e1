"""Decides what is asked of each source, how far back, and what of it is handed over."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any

from socialtui.domain.errors import NetworkTrouble, NotFound, RateLimited, Refused, SignedOut
from socialtui.domain.mention import Mention
from socialtui.domain.network import Clock, Gap, Page, SourceAbout
from socialtui.domain.text import one_line
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.places import PARENTS, Ask, Place, oldest_first, read_back, short
from socialtui.networks.bluesky.session import Session
from socialtui.networks.bluesky.threads import below

NOTIFICATIONS = SourceAbout("notifications", "Mentions, replies and quotes", every=30, cannot=wire.CANNOT)
OWN = SourceAbout("own", "What the account itself says, from anywhere", addressed=False, every=120)
LISTENED = 300
"""Seconds between looks at what isn't addressed to us."""
LISTENED_TO = ("search", "hashtag", "list")
REASONS = ("mention", "reply", "quote")
FIRST = {"notifications": 400, "own": 200}
FIRST_LISTENED = 100
PAGES = 10
"""Pages of a hundred read back at once; what lies behind them is a gap."""
READ_AGAIN = 300
"""Seconds between questions for what has vanished from the newest page."""
AT_ONCE = 25
"""Posts that can be asked for by name at once."""
MOST_PARENTS = 100

_LISTS = "app.bsky.graph.defs#curatelist"


class Sources:
    """The things that an account listens to, but for its private words."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session, self._clock = session, clock

    async def pull(self, source: str, cursor: str) -> Page:
        """What is new after `cursor`, oldest first."""
        place, me = Place.of(cursor), await self._session.me()
        ask = self._asking(source, me)
        read = await read_back(ask, place, PAGES, FIRST.get(source, FIRST_LISTENED))
        fresh = oldest_first(read.fresh)
        place, parents = await self._with_parents(source, place.with_new(fresh), fresh, me)
        removed, place = await self._removed(place, read.first)
        return Page(
            oldest_first((*parents, *fresh)),
            place.cursor,
            removed=removed,
            gap=read.gap,
            budget_left=self._session.budget_left(),
        )

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """A page of what was said within the gap; newer ones are passed over on the way there."""
        me = await self._session.me()
        page, following = await self._asking(source, me)(cursor)
        within = oldest_first(one for one in page if gap.start <= one.said_at <= gap.end)
        over = not following or following == cursor or any(one.said_at < gap.start for one in page)
        return Page(within, following or cursor, more=not over, budget_left=self._session.budget_left())

    def _asking(self, source: str, me: str) -> Ask:
        kind, _, what = source.partition(":")
        ways: dict[str, Callable[[str, str], Awaitable[tuple[list[Mention], str]]]] = {
            "notifications": self._notifications,
            "own": self._own,
            "search": partial(self._search, what),
            "hashtag": partial(self._search, f"#{what}"),
            "list": partial(self._list, what),
        }
        ask = ways.get(kind)
        if ask is None or (kind in LISTENED_TO) != bool(what):
            raise Refused(f"A Bluesky account has no source called {source}.", "See: socialtui sources")
        return partial(ask, me)

    async def _notifications(self, me: str, cursor: str) -> tuple[list[Mention], str]:
        answer = await self._session.get(
            "app.bsky.notification.listNotifications",
            limit=100, reasons=list(REASONS), priority="false", cursor=cursor,
        )  # fmt: skip
        page = answer.json(wire.Notifications)
        return _heard(wire.whole(page.notifications, wire.Told), me), page.cursor or ""

    async def _own(self, me: str, cursor: str) -> tuple[list[Mention], str]:
        """From the account's own repository: it shows at once what stands there."""
        answer = await self._session.get(
            "com.atproto.repo.listRecords", repo=me, collection=wire.POST, limit=100, cursor=cursor
        )
        page = answer.json(wire.Records)
        found = [one for one in (wire.read(item, wire.Record) for item in page.records) if one is not None]
        return [one for one in (self.of_record(record, me) for record in found) if one], page.cursor or ""

    async def own_newest(self) -> list[Mention]:
        """Our newest hundred posts."""
        return (await self._own(await self._session.me(), ""))[0]

    def of_record(self, record: wire.Record, me: str) -> Mention | None:
        """A post out of our own repository; its time is what our programs said, never the future."""
        post = wire.post_of(record.value)
        if post is None:
            return None
        said_at = min(wire.said_at(post.createdAt, record.uri), self._clock.now())
        return wire.to_mention(record.uri, wire.Profile(me, self._session.handle), post, said_at, me)

    async def _search(self, what: str, me: str, cursor: str) -> tuple[list[Mention], str]:
        answer = await self._session.get(
            "app.bsky.feed.searchPosts", q=what, sort="latest", limit=100, cursor=cursor
        )
        page = answer.json(wire.Posts)
        return _overheard(wire.whole(page.posts, wire.View), me), page.cursor or ""

    async def _list(self, what: str, me: str, cursor: str) -> tuple[list[Mention], str]:
        answer = await self._session.get("app.bsky.feed.getListFeed", list=what, limit=100, cursor=cursor)
        page = answer.json(wire.Feed)
        # what somebody passes on is somebody else's word, and stands at another time
        posts = [item.get("post") for item in page.feed if isinstance(item, dict) and not item.get("reason")]
        return _overheard(wire.whole(posts, wire.View), me), page.cursor or ""

    async def _with_parents(
        self, source: str, place: Place, fresh: Sequence[Mention], me: str
    ) -> tuple[Place, list[Mention]]:
        """What the new ones answer: a notification holds no word of it. Without it they are heard all the same."""
        if source != NOTIFICATIONS.name:
            return place, []
        told = {short(one.remote_id) for one in fresh} | dict(place.known).keys() | set(place.parents)
        wanted = [one.parent for one in reversed(fresh) if one.parent and short(one.parent) not in told]
        wanted = list(dict.fromkeys(wanted))[:MOST_PARENTS]
        if not wanted:
            return place, []
        try:
            views = await self.posts(wanted)
        except (RateLimited, SignedOut):
            raise
        except NetworkTrouble:
            return place, []
        found = [one for one in (wire.of_view(view, me, addressed=False) for view in views) if one]
        kept = tuple(dict.fromkeys((*(short(uri) for uri in wanted), *place.parents)))[:PARENTS]
        return place.changed(parents=kept), found

    async def _removed(self, place: Place, page: Sequence[Mention]) -> tuple[tuple[str, ...], Place]:
        """What has vanished from among its neighbours and is nowhere else either: a mute or a block only hides."""
        now = self._clock.now()
        gone = place.vanished(page)[:AT_ONCE]
        if not gone or now - place.read_again < READ_AGAIN:
            return (), place
        there = {view.uri for view in await self.posts(gone)}
        # asked for one by one: only that tells a deleted one from one behind a block
        removed = tuple([uri for uri in gone if uri not in there and await self._is_gone(uri)])
        known = tuple(pair for pair in place.known if pair[0] not in {short(uri) for uri in removed})
        return removed, place.changed(known=known, read_again=now)

    async def _is_gone(self, uri: str) -> bool:
        """Whether a post is nowhere any more. What a block hides isn't, nor what nobody can say."""
        try:
            await below(self._session, uri, depth=0)
        except NotFound:
            return True
        except (RateLimited, SignedOut):
            raise
        except NetworkTrouble:
            return False
        return False

    async def posts(self, uris: Sequence[str]) -> list[wire.View]:
        """Posts by name; what is gone, or not for our eyes, is left out."""
        found: list[wire.View] = []
        for start in range(0, len(uris), AT_ONCE):
            answer = await self._session.get(
                "app.bsky.feed.getPosts", uris=list(uris[start : start + AT_ONCE])
            )
            found += wire.whole(answer.json(wire.Posts).posts, wire.View)
        return found

    async def post(self, uri: str) -> wire.View:
        """One post by name. Raises `NotFound`."""
        for view in await self.posts([uri]):
            if view.uri == uri:
                return view
        raise NotFound("Bluesky has no such post.", "It may be deleted, or one of you has blocked the other.")

    # What can be listened to

    async def listen(self, kind: str, what: str) -> SourceAbout:
        """A saved search, a hashtag or a list, tried by asking for it."""
        what = one_line(what).strip()
        if kind not in LISTENED_TO or not what:
            raise Refused(f"Bluesky has no {kind} to listen to.", "There are: search, hashtag, list.")
        words = what
        if kind == "hashtag":
            what = what.lstrip("#＃")
            words = f"#{what}"
        elif kind == "list":
            what, title = await self._list_called(what)
            words = f"The list {title}"
        source = SourceAbout(f"{kind}:{what}", words, addressed=False, every=LISTENED, cannot=wire.CANNOT)
        try:
            await self._asking(source.name, await self._session.me())("")
        except NotFound as error:
            raise Refused(f"There is nothing to be heard of {words}.", error.next_step) from error
        return source

    async def _list_called(self, what: str) -> tuple[str, str]:
        lists = await self.lists()
        for uri, title in lists:
            if what == uri or what.casefold() == title.casefold():
                return uri, title
        if what.startswith("at://"):
            return what, what
        there = ", ".join(title for _, title in lists)
        raise Refused(
            f"This account has no list called {what}.",
            f"There are: {there}." if there else "Make one on bsky.app.",
        )

    async def lists(self) -> tuple[tuple[str, str], ...]:
        """Our lists of people; those made for muting and blocking are none to listen to."""
        found: list[tuple[str, str]] = []
        cursor = ""
        for _ in range(PAGES):
            answer = await self._session.get(
                "app.bsky.graph.getLists", actor=await self._session.me(), limit=100, cursor=cursor
            )
            page: dict[str, Any] = answer.json(dict[str, Any])
            for one in page.get("lists") or ():
                if isinstance(one, dict) and one.get("purpose") == _LISTS:
                    found.append((str(one.get("uri", "")), one_line(str(one.get("name", "")))))
            cursor = str(page.get("cursor") or "")
            if not cursor:
                break
        return tuple(found)


def _heard(told: Iterable[wire.Told], me: str) -> list[Mention]:
    """The mentions among notifications, whatever else a server puts there."""
    heard = []
    for one in told:
        post = wire.post_of(one.record) if one.reason in REASONS else None
        if post is not None:
            heard.append(wire.to_mention(one.uri, one.author, post, wire.said_at(one.indexedAt, one.uri), me))
    return heard


def _overheard(views: Iterable[wire.View], me: str) -> list[Mention]:
    """Others' words; our own come by a way of their own."""
    shown: Callable[[wire.View], Mention | None] = partial(wire.of_view, me=me, addressed=False)
    return [one for one in map(shown, views) if one is not None and not one.ours]
