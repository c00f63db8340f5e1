"""Decides what is asked of each source, how far back, and what of it is handed over."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from socialtui.domain.errors import NotFound, Refused
from socialtui.domain.mention import Mention
from socialtui.domain.network import Clock, Page, SourceAbout
from socialtui.http_client import Answer
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.pages import Place, gone_from, joined, marks
from socialtui.networks.mastodon.server import Server

T = TypeVar("T")

NOTIFICATIONS = SourceAbout(
    "notifications", "Mentions and replies", every=60, cannot={"hide": wire.CANNOT_HIDE}
)
DIRECT = SourceAbout("direct", "Private conversations", every=300, cannot={"hide": wire.CANNOT_HIDE})
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
_EDITED = ("update", "quoted_update")
_UNWANTED = (
    "follow", "follow_request", "favourite", "reblog", "poll", "status", "admin.sign_up", "admin.report",
    "severed_relationships", "moderation_warning", "annual_report", "pleroma:emoji_reaction",
)  # fmt: skip
"""Left out by the server where it can. Asking for the wanted ones by name fails on servers that lack one."""

_LISTED = {"limit": "80", "exclude_types[]": list(_UNWANTED), "include_filtered": "true"}


class Sources:
    """The three things an account listens to."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server = server
        self._clock = clock
        self._look_again = False

    def something_changed(self) -> None:
        """The next pull that finds nothing new looks for edits and deletions at once."""
        self._look_again = True

    async def pull(self, source: str, cursor: str) -> Page:
        """What is new after `cursor`, oldest first."""
        place = Place.of(cursor)
        if source == NOTIFICATIONS.name:
            return await (self._new(place) if place.after else self._first())
        if source == DIRECT.name:
            return await self._direct(place)
        if source == OWN.name:
            return await (self._own_new(place) if place.after else self._own_first())
        raise Refused(f"A Mastodon account has no source called {source}.", "See: socialtui sources")

    def _page(self, mentions: Iterable[Mention], place: Place, **more: Any) -> Page:
        """A mention that was told twice is handed over once, as it stands now."""
        once = {mention.remote_id: mention for mention in mentions}
        cursor = place.cursor if place != Place() else ""
        return Page(tuple(once.values()), cursor, budget_left=self._server.budget_left(), **more)

    async def _notifications(self, **params: str) -> tuple[list[wire.Notification], Answer]:
        answer = await self._server.ask("GET", "/api/v1/notifications", params=_LISTED | params)
        return answer.json(list[wire.Notification]), answer

    async def _first(self) -> Page:
        """The newest ones back in time, until there are enough of them."""
        found: list[wire.Notification] = []
        params: dict[str, str] = {}
        for _ in range(FIRST_PAGES):
            listed, answer = await self._notifications(**params)
            found += listed
            older = wire.linked(answer.headers.get("link", ""), "next", "max_id")
            if not listed or not older or older == params.get("max_id") or len(found) >= FIRST_NOTIFICATIONS:
                break
            params["max_id"] = older
        me = await self._server.my_id()
        wanted = _wanted(found, me)
        place = Place()
        if found:
            place = Place(str(found[0].id), marks(wanted), self._clock.now())
        return self._page(_oldest_first(wanted, me), place)

    async def _new(self, place: Place) -> Page:
        """The page just after the last one; when it is empty, perhaps a look at what has changed."""
        listed, answer = await self._notifications(min_id=place.after)
        if not listed:
            if self._look_again or self._clock.now() - place.read_again >= READ_AGAIN:
                return await self._changed(place)
            return self._page((), place)
        me = await self._server.my_id()
        wanted = _wanted(listed, me)
        after = _forward(str(listed[0].id), answer)
        there = place.moved(after=after, newest=joined(marks(wanted), place.newest))
        return self._page(_oldest_first(wanted, me), there, more=_goes_on(place.after, after, answer))

    async def _changed(self, place: Place) -> Page:
        """Edited mentions come again with their new words; deleted ones are named."""
        self._look_again = False
        me = await self._server.my_id()
        listed, _ = await self._notifications(limit="40")
        page = _wanted(listed, me)
        known = dict(place.newest)
        edited = [s for s in page if known.get(str(s.id), s.edited_at or "") != (s.edited_at or "")]
        removed = []
        for name in gone_from(place.newest, page)[:ASKED_IF_GONE]:
            try:
                await self._server.status(name)
            except NotFound:
                removed.append(name)
        place = place.moved(newest=marks(page), read_again=self._clock.now())
        return self._page(_oldest_first(edited, me), place, removed=tuple(removed))

    async def _direct(self, place: Place) -> Page:
        """The last word of each conversation that moved: no notification may have told it."""
        known = dict(place.newest)
        fresh: list[wire.Status] = []
        seen: list[tuple[str, str]] = []
        params: dict[str, str] = {"limit": "40"}
        for _ in range(DIRECT_PAGES):
            answer = await self._server.ask("GET", "/api/v1/conversations", params=params)
            listed = answer.json(list[wire.Conversation])
            caught_up = not listed
            for conversation in listed:
                if conversation.last_status is None:
                    continue
                status = wire.convert(conversation.last_status, wire.Status)
                name, last = str(conversation.id), f"{status.id} {status.edited_at or ''}"
                seen.append((name, last))
                if known.get(name) == last:
                    caught_up = True
                else:
                    fresh.append(status)
            older = wire.linked(answer.headers.get("link", ""), "next", "max_id")
            if caught_up or not older or older == params.get("max_id"):
                break
            params["max_id"] = older
        me = await self._server.my_id()
        return self._page(_oldest_first(fresh, me), place.moved(newest=joined(tuple(seen), place.newest)))

    async def _own_first(self) -> Page:
        found: list[wire.Status] = []
        params: dict[str, str] = {}
        for _ in range(FIRST_PAGES):
            listed, answer = await self._server.own(**params)
            found += listed
            older = wire.linked(answer.headers.get("link", ""), "next", "max_id")
            if not older or older == params.get("max_id") or len(found) >= FIRST_OWN:
                break
            params["max_id"] = older
        me = await self._server.my_id()
        place = Place(after=str(found[0].id)) if found else Place()
        return self._page(_oldest_first(_own_words(found), me), place)

    async def _own_new(self, place: Place) -> Page:
        listed, answer = await self._server.own(min_id=place.after)
        if not listed:
            return self._page((), place)
        me = await self._server.my_id()
        after = _forward(str(listed[0].id), answer)
        there = place.moved(after=after)
        return self._page(
            _oldest_first(_own_words(listed), me), there, more=_goes_on(place.after, after, answer)
        )


def _wanted(listed: Iterable[wire.Notification], me: str) -> list[wire.Status]:
    """The statuses of the notifications that are about us, whatever else the server put among them."""
    wanted = []
    for notification in listed:
        if notification.status is None or notification.type not in (*_TO_US, *_EDITED):
            continue
        status = wire.convert(notification.status, wire.Status)
        if notification.type in _TO_US or wire.concerns(status, me):
            wanted.append(status)
    return wanted


def _own_words(statuses: Iterable[wire.Status]) -> list[wire.Status]:
    """Without boosts, which are others' words."""
    return [status for status in statuses if status.reblog is None]


def _oldest_first(statuses: Sequence[wire.Status], me: str) -> list[Mention]:
    return [wire.to_mention(status, me) for status in reversed(statuses)]


def _forward(newest: str, answer: Answer) -> str:
    """The id to go on from: what the server itself names, else the newest on the page."""
    return wire.linked(answer.headers.get("link", ""), "prev", "min_id") or newest


def _goes_on(before: str, after: str, answer: Answer) -> bool:
    """Whether to ask again at once. A short page says nothing; a page without a link back is the last."""
    return after != before and wire.has_link(answer.headers.get("link", ""), "prev")
