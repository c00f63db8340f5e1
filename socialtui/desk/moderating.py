"""Wishes about what somebody said: liked, approved, hidden, reported; a complaint is not taken from sight."""

from typing import Any

from socialtui.desk.room import GONE, Done, Room, card_of, cards_of, own_row, refuse
from socialtui.desk.teaching import moderated
from socialtui.domain import moderation
from socialtui.domain.conversation import Card, Said, State
from socialtui.domain.mention import Band, Kind
from socialtui.store import conversations, events, intents, mentions
from socialtui.store.database import Writer
from socialtui.store.wishes import Payload, Wish

Change = dict[str, Any]
"""Column → new value; an empty one leaves the row alone."""
EXCEPTIONS = ("abuse", "spam")
"""Why a complaint may be taken from sight."""


def _takes_from_sight(card: Card, verb: str) -> bool:
    return card.kind is Kind.COMPLAINT and verb in ("trash", "hide")


class Moderating:
    """The verbs that ask the network to do something to what the rows show."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def like(self, cids: int | list[int]) -> Done:
        """Asks the network to like what a row shows, or what each of several does: one act."""
        cards = await self._several(cids)
        shown = await self._shown(cards, "like")
        async with self._room.db.atomic() as write:
            subject = await events.one_act(write)
            for card in cards:
                await self._wish(write, card, shown[card.id], "like", "", subject)
        return Done(
            f"liked{on_many(cards)}; it goes out with the next sync", tuple(card.id for card in cards)
        )

    async def _several(self, cids: int | list[int]) -> list[Card]:
        """The rows that are still here; refused where none is."""
        cards = await cards_of(self._room.db, [cids] if isinstance(cids, int) else cids)
        return list(map(own_row, cards.values()))

    async def complaints_to_hide(self, ids: list[int], verb: str) -> int:
        """How many of these are complaints that the verb would take from sight: that asks for an exception.

        Refused, before anything is asked, where the network takes no such verb.
        """
        cards = await conversations.cards(self._room.db, ids)
        await self._shown(list(cards.values()), verb)
        return sum(_takes_from_sight(card, verb) for card in cards.values())

    async def moderate(self, ids: list[int], verb: str, exception: str = "", reason: str = "") -> Done:
        """approve, spam, trash, hide, mute, report or archive what the rows show, where the network has it.

        A complaint is hidden or deleted by exception alone, for abuse or spam, with a reason that stays in the log.
        """
        if verb not in moderation.ASKED:
            raise refuse(f"{verb} is nothing a moderator does.", f"Choose {', '.join(moderation.ASKED)}.")
        cards = list(map(own_row, (await conversations.cards(self._room.db, ids)).values()))
        for card in cards:
            if _takes_from_sight(card, verb) and not (exception in EXCEPTIONS and reason.strip()):
                raise refuse(
                    f"{card.who} complains: a complaint is not {'deleted' if verb == 'trash' else 'hidden'}.",
                    "Answer it. Abuse or spam is an exception, which wants a reason and stays in the log.",
                )
        shown = await self._shown(cards, verb)
        closed: Change = {"reason": f"moderated: {verb}", "wake_at": None, "state": int(State.DONE)}
        by_exception = [card for card in cards if _takes_from_sight(card, verb)]
        if verb == "spam":
            closed |= {"state": int(State.SPAM), "band": int(Band.SPAM)}
        async with self._room.db.atomic() as write:
            subject = await events.one_act(write)
            for card in by_exception:
                words = f"{card.who}: a complaint is taken from sight ({verb}) by exception,"
                words += f" {exception}: {reason.strip()}"
                await events.log(write, self._room.act("exception", words), card.id, subject)
            for card in cards:
                await self._wish(write, card, shown[card.id], "moderate", verb, subject)
            if verb in ("spam", "trash"):
                act = self._room.act("moderate", f"{named(cards)}: moderated: {verb}")
                await events.change(write, act, {card.id: closed for card in cards}, subject)
            await moderated(write, self._room, verb, [card.id for card in cards])
        return Done(f"{verb} asked of the network", tuple(card.id for card in cards))

    async def _shown(self, cards: list[Card], verb: str) -> dict[int, Said]:
        """What these rows show, where the network takes the verb for all of it."""
        if not cards:
            raise refuse(GONE)
        shown = await mentions.shown(self._room.db, [card.id for card in cards])
        who = {card.id: f"{card.who}: " if len(cards) > 1 else "" for card in cards}
        for cid, said in shown.items():
            if reason := said.cannot.get(verb):
                raise refuse(f"{who[cid]}{reason}")
        return shown

    async def _wish(self, write: Writer, card: Card, said: Said, kind: str, verb: str, subject: str) -> None:
        payload = Payload(in_reply_to=said.remote_id, verb=verb)
        wish = Wish(kind, card.account_id, self._room.who, "", card.id, said.id, payload)
        number = await intents.put(write, wish, self._room.now())
        act = self._room.act(kind, f"{card.who}: {verb or kind}")
        await events.asked(write, act, number, card.id, subject)

    async def _one(self, cid: int) -> Card:
        return own_row(await card_of(self._room.db, cid))


def named(cards: list[Card]) -> str:
    """Maria Haas; 3 conversations."""
    return f"{len(cards)} conversations" if len(cards) > 1 else cards[0].who


def on_many(cards: list[Card]) -> str:
    """On 3 conversations; nothing for one."""
    return f" on {len(cards)} conversations" if len(cards) > 1 else ""
