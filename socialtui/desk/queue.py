"""Reads the queue: views, windows, counts and one conversation in full."""

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.room import Room, card_of
from socialtui.domain.conversation import LISTED, Card, Counts, Said, State, Thread
from socialtui.domain.mention import Kind
from socialtui.domain.query import OPEN, Query, match_expression, parse, settled
from socialtui.store import conversations
from socialtui.store.asking import Key
from socialtui.store.conversations import CAP, LAST

if TYPE_CHECKING:
    from socialtui.desk.alike import AlikeDesk

__all__ = ["CAP", "LAST", "Key", "QueueDesk", "View"]

_MONTH = 30 * 86_400
_FRESH = 60
"""Seconds for which a pick of what is hot is taken as it was found."""
_FREQUENT = "t"
"""A beginning that many words of any language have."""


class View(Struct, frozen=True):
    """A named list."""

    id: str
    words: str
    query: Query
    text: str = ""
    """What to type for the same list."""
    own: bool = False
    """A person's own, from their file."""


VIEWS = (
    View("owed", "Owed", Query(bands=(0, 5)), "is:owed"),
    View("others", "To read", Query(bands=(6, 6)), "is:other"),
    View("late", "Late", Query(bands=(0, 5), late=True), "is:owed is:late"),
    View("mine", "Mine", Query(mine=True), "is:mine"),
    View("complaints", "Complaints", Query(bands=(0, 5), kinds=(Kind.COMPLAINT,)), "is:owed kind:complaint"),
    View("questions", "Questions", Query(bands=(0, 5), kinds=(Kind.QUESTION,)), "is:owed kind:question"),
    View("praise", "Praise", Query(bands=(0, 5), kinds=(Kind.PRAISE,)), "is:owed kind:praise"),
    View("snoozed", "Snoozed", Query(states=(State.SNOOZED,)), "is:snoozed"),
    View("answered", "Answered", Query(states=(State.ANSWERED,)), "is:answered"),
    View("spam", "Spam", Query(states=(State.OPEN, State.SPAM), bands=(7, 7)), "is:open is:spam kind:spam"),
    View("open", "Everything open", Query()),
)


class QueueDesk:
    """The queue, a window at a time."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._hot: tuple[int, tuple[int, ...]] | None = None
        """What was hot, and when that was read."""

    @cached_property
    def alike(self) -> "AlikeDesk":
        """Conversations that say the same."""
        from socialtui.desk.alike import AlikeDesk

        return AlikeDesk(self._room)

    def views(self) -> tuple[View, ...]:
        """The named lists; the first is where a person starts."""
        return VIEWS

    def asked(self, text: str, base: Query = OPEN) -> Query:
        """What a person typed, on top of `base`; UsageFault names the nearest right word, of a network too."""
        return parse(text, base, self._room.networks)

    async def resolve(self, query: Query) -> Query:
        """Replaces roles by the accounts that the settings give them, and stretches of time by moments."""
        if query.asks_for_time:
            query = settled(query, self._room.now(), self._room.midnight)
        if query.hot or query.like or any(one.hot or one.like for one in query.without):
            query = await self._resolve_groups(query)
        if not query.roles:
            return query
        from socialtui.store.accounts import all_accounts

        chosen: set[int] = set()
        accounts = [kept.account for kept in await all_accounts(self._room.db)]
        for role in query.roles:
            names: tuple[str, ...] = getattr(self._room.settings.roles, role, ())
            chosen |= {
                account.id
                for account in accounts
                if (account.name in names if names else account.role in (role, "all"))
            }
        return replace(query, roles=(), account_ids=tuple(sorted(chosen)))

    async def _resolve_groups(self, query: Query) -> Query:
        """Replaces conversations by the groups of those that say the same, and what is hot by its rows."""
        wanted = set(await self._hot_now()) if query.hot else None
        for cid in query.like:
            group = set((await self.alike.group(cid)).ids)
            wanted = group if wanted is None else wanted & group
        without = [await self._resolve_groups(one) for one in query.without]
        ids = query.ids if wanted is None else tuple(sorted(wanted))
        return replace(query, hot=False, like=(), ids=ids, without=tuple(without))

    async def _hot_now(self) -> tuple[int, ...]:
        """What is worth joining, read once a minute at most."""
        from socialtui.domain.hot import SPAN, pick
        from socialtui.store.listening import heard

        now = self._room.now()
        if self._hot is None or not 0 <= now - self._hot[0] < _FRESH:
            self._hot = (now, pick(await heard(self._room.db, now - SPAN), now))
        return self._hot[1]

    async def page(
        self, query: Query, after: Key | None = None, before: Key | None = None, limit: int = 100
    ) -> list[Card]:
        """The rows after a key, or those just before one; from the top without either."""
        query = await self.resolve(query)
        return await conversations.page(
            self._room.db, query, self._room.who, self._room.now(), after, before, limit
        )

    async def total(self, query: Query) -> int | None:
        """The number of rows by the kept counts; None where a filter makes it unknown."""
        return await conversations.total(self._room.db, await self.resolve(query)) if query.counted else None

    async def count(self, query: Query) -> int:
        """The number of rows, at most CAP."""
        query = await self.resolve(query)
        return await conversations.count(self._room.db, query, self._room.who, self._room.now())

    async def position(self, query: Query, key: Key) -> int:
        """How many rows stand before a key, at most CAP."""
        query = await self.resolve(query)
        return await conversations.position(self._room.db, query, self._room.who, self._room.now(), key)

    async def card(self, cid: int) -> Card | None:
        """One row as it is now."""
        return (await conversations.cards(self._room.db, [cid])).get(cid)

    async def cards(self, ids: list[int]) -> dict[int, Card]:
        """These rows as they are now."""
        return await conversations.cards(self._room.db, ids)

    async def shown(self, ids: list[int]) -> dict[int, Said]:
        """What each of these rows shows, whole and with its evidence."""
        from socialtui.store import mentions

        return await mentions.shown(self._room.db, ids)

    async def bound(self, cards: list[Card]) -> dict[int, tuple[str, ...]]:
        """What binds us or them in these conversations, in words for why they stand there."""
        from socialtui.domain.deadlines import zone_of
        from socialtui.domain.why import bound_words
        from socialtui.store import binding

        bound = await binding.of(self._room.db, [card.id for card in cards])
        now, zone = self._room.now(), zone_of(self._room.hours.zone)
        return {card.id: bound_words(card, bound[card.id], now, zone) for card in cards if card.id in bound}

    async def newest(self) -> int:
        """A mark for `arrived`."""
        return await conversations.newest_mention(self._room.db)

    async def arrived(self, query: Query, mark: int) -> int:
        """How many rows have something new since a mark, at most CAP."""
        query = await self.resolve(query)
        return await conversations.arrived(self._room.db, query, self._room.who, self._room.now(), mark)

    async def next_owed(self, after: int | None = None) -> Card | None:
        """The conversation due next over all bands, behind `after` when given; what others write to is left out."""
        card = await self.card(after) if after else None
        cid = await conversations.next_owed(self._room.db, self._room.who, self._room.now(), card)
        if cid is None and card is not None:
            cid = await conversations.next_owed(self._room.db, self._room.who, self._room.now(), None)
        return await self.card(cid) if cid else None

    async def counts(self) -> Counts:
        """The status line's numbers."""
        return await conversations.counts(self._room.db, self._room.now())

    async def wake(self) -> int:
        """Writes what time changed: snoozes that end, claims that run out, promises that break; and other hours."""
        room = self._room
        changed, other_clock = await conversations.wake_by(room.db, room.now(), room.clock_words)
        if other_clock:
            from socialtui.desk.house import hold_clock

            changed += await hold_clock(room)
        room.settled = True
        return changed

    async def thread(self, cid: int) -> Thread:
        """One conversation in full, with what we have on its way."""
        from socialtui.store import mentions, people

        card = await card_of(self._room.db, cid)
        said = await mentions.of_thread(self._room.db, cid)
        said += await self._on_its_way(cid)
        memory = await people.memory(self._room.db, cid, self._room.now() - _MONTH)
        shown = next((n for n, line in enumerate(said) if line.id == memory.shown), max(0, len(said) - 1))
        return Thread(
            card,
            tuple(said),
            shown,
            memory.earlier,
            memory.notes,
            memory.person_note,
            memory.bound.promises,
            memory.reason,
            person=memory.person,
            rules=memory.rules,
            follow_up=memory.bound.follow_up,
            beside=memory.beside,
            parts=memory.parts,
            also=memory.bound.also,
        )

    async def _on_its_way(self, cid: int) -> list[Said]:
        from socialtui.domain.reply import UNDER_WAY
        from socialtui.store import intents

        return [
            Said(
                id=0, remote_id="", parent="", author="", handle="", text=line.text, said_at=line.created_at,
                url=line.url, ours=True, acknowledgement=False, said_by=line.who, visibility="", language="",
                tone=None, evidence=(), cannot={}, hidden=False, edited_at=None, removed_at=None,
                state=line.state.value,
            )
            for line in reversed(await intents.lines(self._room.db, conversation_id=cid, states=UNDER_WAY))
        ]  # fmt: skip

    async def read(self, cid: int) -> None:
        """Marks a conversation read and asks the sync process for the rest of its thread."""
        from socialtui.store import intents, mentions
        from socialtui.store.wishes import Payload, Wish

        card = await self.card(cid)
        if card is None or not card.unread:
            return
        shown = (await mentions.shown(self._room.db, [cid]))[cid]
        async with self._room.db.atomic() as write:
            if await conversations.mark_read(write, cid):
                payload = Payload(in_reply_to=shown.remote_id)
                wish = Wish("thread", card.account_id, self._room.who, "", cid, shown.id, payload)
                await intents.put(write, wish, self._room.now())

    async def warm(self, query: Query) -> None:
        """Reads what every search reads, so that the first letter typed waits for no disk."""
        await self.page(replace(query, words=_FREQUENT))

    async def search(self, words: str, limit: int = 50) -> list[Card]:
        """Whatever its state: conversations where all these words were said, in the queue's order."""
        if not match_expression(words):
            return []
        return await self.page(Query(states=LISTED, words=words), limit=limit)
