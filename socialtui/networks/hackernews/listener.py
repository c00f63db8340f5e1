"""Decides what is new on Hacker News since it was last asked, what was edited, and what is gone.

The search gives a thousand hits at most, newest first, so a round walks down in time. An item can be edited and
deleted for two hours, so those two hours are read again each time.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

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
from socialtui.http_client import HttpClient
from socialtui.networks.hackernews.items import (
    BY_HAND,
    CANNOT,
    Hit,
    Item,
    Place,
    hits_of,
    match,
    search_words,
)
from socialtui.networks.hackernews.rounds import EDITABLE, Round

SEARCH = "https://hn.algolia.com/api/v1"
LIVE = "https://hacker-news.firebaseio.com/v0"
EVERY = 300
PAGE, MOST_PAGES = 100, 10
"""Hits in one answer, and answers in one round: a thousand hits are all that a search gives."""
FIRST = 7 * 86_400
"""Seconds that a first round goes back."""
OPEN = 14 * 86_400
"""Seconds for which a discussion takes answers."""
STORIES = 40
"""Discussions of ours in which answers are looked for."""
LOOKED_AT = 5
"""Items a round that are asked for one by one, because the search no longer has them."""


class _Asked(Struct, frozen=True):
    """What a source asks the search for."""

    tags: str
    query: str = ""
    keep: Callable[[Hit, Mention], bool] = lambda _hit, _mention: True
    place: Place = Place()
    first: int = FIRST
    ours: tuple[Mention, ...] = ()
    """What we wrote, which is handed over with what answers it."""


class HackerNews(OnlyHears):
    """Implements `domain.network.Network`, `Listens` and `FillsGaps`; answers go by hand."""

    cannot = CANNOT

    def __init__(self, account: Account, http: HttpClient, clock: Clock) -> None:
        self._words = search_words(account.url)
        self._us = one_line(account.user).strip().lstrip("@-")
        self._http, self._clock = http, clock

    async def sign_in(self) -> SignedIn:
        """Asks once for what is listened to; says who we are there, if anybody."""
        if not self._words and not self._us:
            raise Refused("There is nothing to listen for.", "Give your brand's name, or your name there.")
        sources: list[SourceAbout] = []
        if self._us:
            await self._known(self._us)
            words = f"Answers to {self._us}"
            sources.append(SourceAbout("replies", words, True, EVERY, dict(CANNOT)))
        if self._words:
            sources.append(await self.listen("search", self._words))
        return SignedIn(
            remote_id=self._us or f"search:{self._words.casefold()}",
            handle=self._us,
            name=self._us or f"search for {self._words}",
            limits=Limits(),
            sources=tuple(sources),
            code="hn",
            role="alerts",
            notes=("It is asked each five minutes, and takes no key.", BY_HAND),
        )

    async def listen(self, kind: str, what: str) -> SourceAbout:
        """A search, or what somebody writes; asks whether there is such a thing."""
        what = search_words(what) if kind == "search" else one_line(what).strip().lstrip("@")
        if not what:
            raise Refused("There is nothing to listen for.", "Say what to search for, or whom to follow.")
        if kind == "search":
            await self._search(_Asked("(story,comment,poll)", what), 0, 0)
            words = f"Search for {what}"
        elif kind == "user":
            what = await self._known(what)
            words = f"What {what} writes"
        else:
            raise Refused(f"Hacker News has no {kind} to listen to.", "It has searches, and people.")
        return SourceAbout(f"{kind}:{what}", words, False, EVERY, dict(CANNOT))

    async def lists(self) -> tuple[tuple[str, str], ...]:
        """It has none."""
        return ()

    async def _known(self, name: str) -> str:
        """The name of somebody who is there."""
        found = await self._live(f"user/{name}")
        if not isinstance(found, dict) or not isinstance(found.get("id"), str):
            raise Refused(
                f"Nobody is called {name} on Hacker News.", "Capital letters count; look at the name there."
            )
        return one_line(found["id"])

    async def _live(self, what: str) -> Any:
        if not all(letter.isalnum() or letter in "/_-" for letter in what):
            return None  # no name or number there has another sign, and an address might
        return (await self._http.request("GET", f"{LIVE}/{what}.json", ok=(404,))).json()

    # What is new

    async def pull(self, source: str, cursor: str) -> Page:
        """A page of the round that brings what is new or changed, the newest page first."""
        at = Round.of(cursor)
        asked = await self._asked(source)
        low = at.since - EDITABLE if at.since else self._clock.now() - asked.first
        hits, count = await self._search(asked, low, at.until)
        own = asked.ours if not at.until else ()
        said = sorted([*own, *self._kept(asked, hits)], key=lambda one: (one.said_at, one.remote_id))
        fresh = [one for one in said if at.is_new(one)]
        oldest = min((hit.created_at_i for hit in hits), default=0)
        newest = max((one.said_at for one in said), default=0)
        whole = not at.until and count < PAGE
        edited: list[Mention] = []
        removed: tuple[str, ...] = ()
        if whole:
            edited, removed = await self._missing(at, asked, low, {one.remote_id for one in said})
        at.remember(fresh)
        at.remember(edited, alive=True)
        at.top, at.pages = max(at.top, newest), at.pages + 1
        more = count >= PAGE and at.pages < MOST_PAGES and oldest > 0
        gap = None
        if count >= PAGE and not more and at.since:
            gap = Gap(low, oldest, "A search gives a thousand hits at most.")
        if more:
            at.until = oldest if oldest != at.until else oldest - 1
        else:
            at.over(removed)
        return Page((*fresh, *edited), at.cursor, more, removed, gap)

    @staticmethod
    def _kept(asked: _Asked, hits: Sequence[Hit]) -> list[Mention]:
        found = [(hit, asked.place.of_hit(hit)) for hit in hits]
        return [one for hit, one in found if one.text and asked.keep(hit, one)]

    async def _missing(
        self, at: Round, asked: _Asked, low: int, there: set[str]
    ) -> tuple[list[Mention], tuple[str, ...]]:
        """What the search no longer has of what may still change: edited, so that it doesn't match, or gone."""
        edited: list[Mention] = []
        removed: list[str] = []
        gone = [
            number
            for number, seen in at.seen.items()
            if number not in there and seen.said_at > low and not seen.alive
        ]
        for number in gone[:LOOKED_AT]:
            item = self._item(await self._live(f"item/{number}"))
            if item is None:
                removed.append(number)
                continue
            one = asked.place.of_item(item)
            if at.is_new(one):
                edited.append(one)
            at.seen[number].alive = True
        return edited, tuple(removed)

    async def _asked(self, source: str) -> _Asked:
        """What a source asks for."""
        kind, _, what = source.partition(":")
        place = Place(self._us, False, self._clock.now())
        if kind == "search" and what:
            wanted = match(what)
            return _Asked(
                "(story,comment,poll)", what,
                lambda hit, one: not one.ours and wanted(f"{one.text} {hit.url or ''}"), place,
            )  # fmt: skip
        if kind == "user" and what:
            return _Asked(f"author_{what},(story,comment,poll)", place=place)
        if source == "replies" and self._us:
            return await self._answers()
        raise Refused(
            f"There is no source called {source}.", "`socialtui sources` lists those that there are."
        )

    async def _answers(self) -> _Asked:
        """Comments that answer what we wrote while its discussion is open."""
        place = Place(self._us, True, self._clock.now())
        since = self._clock.now() - OPEN
        own, _ = await self._search(_Asked(f"author_{self._us},(story,comment,poll)"), since, 0)
        ours = {hit.objectID for hit in own}
        stories = list(dict.fromkeys(str(hit.story_id or hit.objectID) for hit in own))[:STORIES]
        tags = f"comment,({','.join(f'story_{number}' for number in stories or ['0'])})"
        said = tuple(place.of_hit(hit) for hit in own)
        return _Asked(
            tags,
            keep=lambda hit, one: str(hit.parent_id) in ours and not one.ours,
            place=place,
            first=OPEN,
            ours=said,
        )

    async def _search(self, asked: _Asked, low: int, until: int) -> tuple[list[Hit], int]:
        """A page of hits, newest first, and how many stood there."""
        bounds = [f"created_at_i>{low}"] if low > 0 else []
        bounds += [f"created_at_i<={until}"] if until else []
        params: dict[str, str | int] = {
            "query": asked.query,
            "tags": asked.tags,
            "hitsPerPage": PAGE if low > 0 else 1,
        }
        if bounds:
            params["numericFilters"] = ",".join(bounds)
        answer = await self._http.request("GET", f"{SEARCH}/search_by_date", params=params)
        return hits_of(answer.json(), answer.host)

    # What stands there

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """What was said within a gap, walking down in time."""
        until = int(cursor) if cursor.isdigit() else gap.end
        asked = await self._asked(source)
        hits, count = await self._search(asked, max(gap.start - 1, 1), until)
        oldest = min((hit.created_at_i for hit in hits), default=0)
        following = oldest if oldest != until else oldest - 1
        more = count >= PAGE and gap.start <= following
        said = sorted(self._kept(asked, hits), key=lambda one: (one.said_at, one.remote_id))
        within = tuple(one for one in said if gap.start <= one.said_at <= gap.end)
        return Page(within, str(following), more)

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The whole discussion, oldest first, ours marked so."""
        root = await self._tree(remote_id)
        story = root.get("story_id") if isinstance(root, dict) else None
        if story and str(story) != remote_id:
            root = await self._tree(str(story))
        return Place(self._us, False, self._clock.now()).of_tree(root, "hn.algolia.com")

    async def _tree(self, number: str) -> Any:
        if not number.isdigit():
            raise NotFound("That is no item of Hacker News.", "It may have come from elsewhere.")
        return (await self._http.request("GET", f"{SEARCH}/items/{number}")).json()

    async def look(self, remote_id: str) -> Look:
        """The item as it stands now."""
        item = self._item(await self._live(f"item/{remote_id}"))
        if item is None:
            return Look(exists=False)
        return Look(exists=True, text=Place(self._us).of_item(item).text)

    @staticmethod
    def _item(told: Any) -> Item | None:
        """A live item; None where it was deleted, or taken away by those who keep the place."""
        if told is None:
            return None
        try:
            item = msgspec.convert(told, Item, strict=False)
        except msgspec.ValidationError as error:
            raise Garbled(
                "Hacker News sent an item of another shape.", "It is asked again next round."
            ) from error
        return None if item.deleted or item.dead or not item.by else item
