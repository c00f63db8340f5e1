"""Decides what is asked of each source, how far back, and what of it is handed over."""

from collections.abc import Iterable, Sequence
from typing import Any

from socialtui.domain.errors import NotFound, Refused
from socialtui.domain.mention import Mention
from socialtui.domain.network import Clock, Gap, Page, SourceAbout
from socialtui.http_client import Answer
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.forward import Forward, newest_first, older_than, when
from socialtui.networks.mastodon.liberal import listed, status_of, told
from socialtui.networks.mastodon.listening import Listened
from socialtui.networks.mastodon.pages import Place, gone_from, joined, marks
from socialtui.networks.mastodon.server import Server

NOTIFICATIONS = SourceAbout("notifications", "Mentions and replies", every=60, cannot=wire.CANNOT)
DIRECT = SourceAbout("direct", "Private conversations", every=300, cannot=wire.CANNOT)
OWN = SourceAbout("own", "What the account itself says, from anywhere", addressed=False, every=120)

FIRST_NOTIFICATIONS = 400
FIRST_OWN = 200
FIRST_PAGES = 20
"""Pages read back at the very first pull, whatever the size that a server cuts them to."""
DIRECT_PAGES = 5
READ_AGAIN = 300
"""Seconds between looks at the newest page for edits and deletions."""
ASKED_IF_GONE = 5

_TO_US = ("mention", "quote")
_UNWANTED = (
    "follow", "follow_request", "favourite", "reblog", "poll", "status", "admin.sign_up", "admin.report",
    "severed_relationships", "moderation_warning", "annual_report", "pleroma:emoji_reaction",
)  # fmt: skip
"""Left out by the server where it can. Asking for the wanted ones by name fails on servers that lack one."""

_LISTED: dict[str, Any] = {
    "limit": "80", "exclude_types[]": list(_UNWANTED), "include_filtered": "true",
}  # fmt: skip
_PLAIN: dict[str, Any] = {"limit": "40"}
"""For servers that mind a kind or a number that they don't know."""


class Sources:
    """The things an account listens to."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server = server
        self._clock = clock
        self._forward = Forward()
        self._asked = _LISTED
        self._look_again = False
        self._gone: dict[str, None] = {}

    def something_changed(self) -> None:
        """The next pull that finds nothing new looks for edits and deletions at once."""
        self._look_again = True

    def is_gone(self, remote_id: str) -> None:
        """The server said so; the next pull names it."""
        self._gone[remote_id] = None

    async def pull(self, source: str, cursor: str) -> Page:
        """What is new after `cursor`, oldest first."""
        place = Place.of(cursor)
        if source == NOTIFICATIONS.name:
            return await self._naming_gone(place)
        if source == DIRECT.name:
            return await self._direct(place)
        if source == OWN.name:
            return await (self._own_new(place) if place.after else self._own_first())
        return await self._listened(Listened.of(source), place)

    def _page(self, mentions: Iterable[Mention], place: Place, **more: Any) -> Page:
        """A mention that was told twice is handed over once, as it stands now."""
        once = {mention.remote_id: mention for mention in mentions}
        cursor = place.cursor if place != Place() else ""
        return Page(tuple(once.values()), cursor, budget_left=self._server.budget_left(), **more)

    async def _naming_gone(self, place: Place) -> Page:
        """Notifications, and with them what a stream said to be gone: kept until a page could name it."""
        told = tuple(self._gone)
        page = await (self._new(place) if place.after else self._first())
        for name in told:
            self._gone.pop(name, None)
        if not told:
            return page
        removed = tuple(dict.fromkeys((*page.removed, *told)))
        mentions = tuple(mention for mention in page.mentions if mention.remote_id not in told)
        return Page(mentions, page.cursor, page.more, removed, page.gap, page.budget_left)

    async def _notifications(self, **params: str) -> tuple[list[wire.Notification], Answer]:
        path = "/api/v1/notifications"
        try:
            answer = await self._server.ask("GET", path, params=self._asked | params)
        except Refused:
            if self._asked is _PLAIN:
                raise
            answer = await self._server.ask("GET", path, params=_PLAIN | params)
            self._asked = _PLAIN
        return told(answer), answer

    async def _first(self) -> Page:
        """The newest ones back in time, until there are enough of them."""
        found: list[wire.Notification] = []
        params: dict[str, str] = {}
        for _ in range(FIRST_PAGES):
            page, answer = await self._notifications(**params)
            found += newest_first(page)
            older = older_than(page, answer)
            if not page or not older or older == params.get("max_id") or len(found) >= FIRST_NOTIFICATIONS:
                break
            params["max_id"] = older
        me = await self._server.my_id()
        wanted = _wanted(found, me)
        place = Place()
        if found:
            place = Place(str(found[0].id), marks(wanted), when(found[0]), self._clock.now())
        return self._page(_oldest_first(wanted, me), place)

    async def _new(self, place: Place) -> Page:
        """The page just after the last one; when it is empty, perhaps a look at what has changed."""
        stretch = await self._forward.read(NOTIFICATIONS.name, place, self._notifications)
        if not stretch.items:
            if self._look_again or self._clock.now() - place.read_again >= READ_AGAIN:
                return await self._changed(place)
            return self._page((), place)
        me = await self._server.my_id()
        wanted = _wanted(stretch.items, me)
        there = place.moved(
            after=stretch.after, at=when(stretch.items[0]), newest=joined(marks(wanted), place.newest)
        )
        return self._page(_oldest_first(wanted, me), there, more=stretch.more, gap=stretch.gap)

    async def _changed(self, place: Place) -> Page:
        """Edited mentions come again with their new words; deleted ones are named."""
        me = await self._server.my_id()
        newest, _ = await self._notifications(limit="40")
        page = _wanted(newest_first(newest), me)
        known = dict(place.newest)
        edited = [s for s in page if known.get(str(s.id), s.edited_at or "") != (s.edited_at or "")]
        removed = []
        for name in gone_from(place.newest, page)[:ASKED_IF_GONE]:
            try:
                await self._server.status(name)
            except NotFound:
                removed.append(name)
        self._look_again = False
        place = place.moved(newest=marks(page), read_again=self._clock.now())
        return self._page(_oldest_first(edited, me), place, removed=tuple(removed))

    async def _direct(self, place: Place) -> Page:
        """The last word of each conversation that moved: no notification may have told it."""
        known = dict(place.newest)
        fresh: list[wire.Status] = []
        seen: list[tuple[str, str]] = []
        params: dict[str, str] = {"limit": "40"}
        caught_up = False
        for _ in range(DIRECT_PAGES):
            answer = await self._server.ask("GET", "/api/v1/conversations", params=params)
            page = listed(answer, wire.Conversation)
            caught_up = not page
            for conversation in page:
                status = status_of(conversation.last_status)
                if status is None:
                    continue
                name, last = str(conversation.id), f"{status.id} {status.edited_at or ''}"
                seen.append((name, last))
                if known.get(name) == last:
                    caught_up = True
                else:
                    fresh.append(status)
            older = wire.linked(answer.headers.get("link", ""), "next", "max_id")
            if caught_up or not older or older == params.get("max_id"):
                caught_up = True
                break
            params["max_id"] = older
        me = await self._server.my_id()
        gap = None
        if known and not caught_up and place.at:
            oldest = min(wire.seconds(status.created_at) for status in fresh)
            gap = Gap(place.at, oldest, "More conversations moved than are read at once.")
        newest = max((wire.seconds(status.created_at) for status in fresh), default=place.at)
        there = place.moved(newest=joined(tuple(seen), place.newest), at=max(newest, place.at))
        return self._page(_oldest_first(fresh, me), there, gap=gap)

    async def _own_first(self) -> Page:
        found: list[wire.Status] = []
        params: dict[str, str] = {}
        for _ in range(FIRST_PAGES):
            page, answer = await self._server.own(**params)
            found += newest_first(page)
            older = older_than(page, answer)
            if not page or not older or older == params.get("max_id") or len(found) >= FIRST_OWN:
                break
            params["max_id"] = older
        me = await self._server.my_id()
        place = Place(after=str(found[0].id), at=when(found[0])) if found else Place()
        return self._page(_oldest_first(_own_words(found), me), place)

    async def _own_new(self, place: Place) -> Page:
        stretch = await self._forward.read(OWN.name, place, self._server.own)
        if not stretch.items:
            return self._page((), place)
        me = await self._server.my_id()
        there = place.moved(after=stretch.after, at=when(stretch.items[0]))
        mentions = _oldest_first(_own_words(stretch.items), me)
        return self._page(mentions, there, more=stretch.more, gap=stretch.gap)

    async def _listened(self, source: Listened, place: Place) -> Page:
        """What others say to others: the newest page at first, then on from there."""
        me = await self._server.my_id()

        async def fetch(**params: str) -> tuple[list[wire.Status], Answer]:
            return await source.fetch(self._server, **params)

        if place.after:
            stretch = await self._forward.read(source.name, place, fetch)
            items, after, more, gap = stretch.items, stretch.after, stretch.more, stretch.gap
        else:
            items, after, more, gap = newest_first((await fetch())[0]), "", False, None
        if not items:
            return self._page((), place)
        there = place.moved(after=after or str(items[0].id), at=when(items[0]))
        return self._page(_overheard(items, me), there, more=more, gap=gap)

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """Goes back through a source until before the gap; the cursor is the id to go back from.

        A page that isn't the last says what of the gap is still missing.
        """
        params = {"max_id": cursor} if cursor else {}
        me = await self._server.my_id()
        items: Sequence[wire.Notification | wire.Status]
        if source == NOTIFICATIONS.name:
            told, answer = await self._notifications(**params)
            items, older = told, older_than(told, answer)
            mentions = _oldest_first(_wanted(newest_first(told), me), me)
        elif source == DIRECT.name:
            raise Refused(
                "Private conversations can't be asked for by time.", "Their newest words are all there."
            )
        else:
            said, answer = await (
                self._server.own(**params)
                if source == OWN.name
                else Listened.of(source).fetch(self._server, **params)
            )
            items, older = said, older_than(said, answer)
            shown = newest_first(said)
            mentions = _oldest_first(_own_words(shown), me) if source == OWN.name else _overheard(shown, me)
        oldest = min((when(item) for item in items), default=0)
        within = tuple(mention for mention in mentions if gap.start <= mention.said_at <= gap.end)
        more = bool(older) and older != cursor and oldest >= gap.start
        rest = Gap(gap.start, min(gap.end, oldest), gap.reason) if more else None
        return Page(within, older or cursor, more, gap=rest, budget_left=self._server.budget_left())


def _wanted(told: Iterable[wire.Notification], me: str) -> list[wire.Status]:
    """The statuses of the notifications that are about us, whatever else the server put among them.

    A kind that nobody here knows counts where somebody else's words name us or answer us: servers of other
    makers call a reply or a private word by a name of their own.
    """
    wanted = []
    for notification in told:
        if notification.status is None or notification.type in _UNWANTED:
            continue
        status = status_of(notification.status, notification.created_at)
        if status is None:
            continue
        named = notification.type in _TO_US
        if named or (status.author != me and status.reblog is None and wire.concerns(status, me)):
            wanted.append(status)
    return wanted


def _own_words(statuses: Iterable[wire.Status]) -> list[wire.Status]:
    """Without boosts, which are others' words."""
    return [status for status in statuses if status.reblog is None]


def _overheard(statuses: Iterable[wire.Status], me: str) -> list[Mention]:
    """Others' words to others, oldest first. What names us is a mention, and ours are in their own source."""
    heard = [s for s in statuses if s.reblog is None and s.author != me and not wire.concerns(s, me)]
    return [wire.to_mention(status, me, addressed=False) for status in reversed(heard)]


def _oldest_first(statuses: Sequence[wire.Status], me: str) -> list[Mention]:
    return [wire.to_mention(status, me) for status in reversed(statuses)]
