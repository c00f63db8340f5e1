"""Decides which conversation a number means: the rows of the last listing are counted, page after page."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.conversation import decode_id
from socialtui.domain.errors import UsageFault
from socialtui.domain.query import Query
from socialtui.plain.words import beginning, state_line

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.domain.conversation import Card

PAGE = 20
"""Rows told at a time; an ear can't skim."""


class Listing:
    """What was listed last, and how it goes on."""

    def __init__(self, desk: "Desk", say: Callable[[str], None]) -> None:
        self._desk, self._say = desk, say
        self._query = Query()
        self._last: Card | None = None
        self._more = False
        self._numbers: dict[int, int] = {}

    async def begin(self, words: str) -> None:
        """Lists a view by its name, what a filter finds, or who is owed an answer."""
        views = {view.id: view.query for view in self._desk.views.all()}
        name, _, filters = words.partition(" ")
        if name in views:
            self._query = self._desk.queue.asked(filters, views[name])
        else:
            self._query = self._desk.queue.asked(words, views["open" if words else "owed"])
        self._last = None
        self._numbers.clear()
        await self._page()
        if not self._numbers:
            self._say("Nobody is waiting here.")

    async def go_on(self) -> None:
        """The rows behind those that were told."""
        if self._more:
            await self._page()
        else:
            self._say("There are no more.")

    async def _page(self) -> None:
        key = self._last.key if self._last is not None else None
        cards = await self._desk.queue.page(self._query, after=key, limit=PAGE + 1)
        self._more = len(cards) > PAGE
        for number, card in enumerate(cards[:PAGE], len(self._numbers) + 1):
            self._numbers[number] = card.id
            self._last = card
            self._say(f"{number}. {state_line(card, self._desk.clock.now(), self._desk.who)}")
            self._say(f"   {beginning(card.text)}")
        if self._more:
            self._say("more goes on.")

    async def cid(self, word: str) -> int:
        """The conversation behind a number of this listing, or an id."""
        if word.isascii() and word.isdigit():
            cid = self._numbers.get(int(word))
            if cid is None:
                raise UsageFault(
                    f"There is no number {word[:40]} in the last listing.", "list makes a new one."
                )
            return cid
        found = decode_id(word) if word else None
        if found is None or found >= 2**62 or await self._desk.queue.card(found) is None:
            raise UsageFault(
                f"“{word[:40]}” is no conversation.",
                "Give a number of the last listing, or an id such as c1f.",
            )
        return found

    async def copy(self, cid: int) -> str:
        """What an answer begins with among those that say the same: the newest one given there, made theirs."""
        card = await self._desk.queue.card(cid)
        if not self._query.like or card is None:
            return ""
        alike = self._desk.queue.alike
        copy = await alike.copy(card, (await alike.group(self._query.like[0])).ids)
        return copy.text if copy else ""

    async def cid_and(self, rest: str) -> tuple[int, str]:
        """The conversation that the first word means, and the words behind it."""
        word, _, more = rest.partition(" ")
        return await self.cid(word), more.strip()


def people_verbs(
    desk: "Desk", listing: Listing, say: Callable[[str], None]
) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
    """The lines that are about people and how they fare with us; their words are loaded with the first of them."""

    async def people(rest: str) -> None:
        from socialtui.plain.people import known_line

        found = await desk.people.known(rest, PAGE)
        for one in found:
            say(known_line(one, desk.clock.now()))
        if not found:
            say("Nobody yet.")

    async def person(rest: str) -> None:
        from socialtui.domain.deadlines import zone_of
        from socialtui.plain.people import card_lines, remember

        cid, words = await listing.cid_and(rest)
        if words:
            say(await remember(desk, cid, words))
            return
        card = await desk.people.card(await desk.people.of_conversation(cid))
        for line in card_lines(card, desk.clock.now(), zone_of(desk.room.hours.zone)):
            say(line)

    async def status(_rest: str) -> None:
        from socialtui.plain.people import meter_lines

        for line in meter_lines(await desk.health.status(), await desk.meters.week()):
            say(line)

    return {"people": people, "person": person, "status": status}
