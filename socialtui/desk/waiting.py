"""Waiting for them until a moment, and letting a conversation rest after honest answers."""

from socialtui.desk.moderating import named
from socialtui.desk.room import Done, Room, card_of, cards_of, own_row, refuse
from socialtui.domain.abdication import ANSWERS, public_answers
from socialtui.domain.conversation import Card, State
from socialtui.store import events, mentions, promises, waiting
from socialtui.store.database import Reader

__all__ = ["WaitingDesk"]


class WaitingDesk:
    """A follow-up is theirs, a promise is ours: their answer ends the one, only we end the other."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def follow_up(self, ids: list[int], until: int) -> Done:
        """Waits for their answer; without one by `until` (UTC seconds) the conversation comes back."""
        now = self._room.now()
        if until <= now:
            raise refuse("That moment is over already.", "Wait until a later one.")
        async with self._room.db.atomic() as write:
            cards = list(map(own_row, (await cards_of(write, ids)).values()))
            many = named(cards)
            act, subject = (
                self._room.act("follow up", f"{many}: waiting for an answer"),
                await events.one_act(write),
            )
            for card in cards:
                change: dict[str, object] = {"state": int(State.SNOOZED), "wake_at": until}
                if await waiting.wholly_answered(write, card.id):
                    # Nothing is owed before: it comes back due at that moment, not late since their first word.
                    change["due_at"] = until
                await events.change(write, act, {card.id: change}, subject)
                row = {"until": until, "at": now, "who": self._room.who}
                await waiting.put(write, act, "waits", card.id, row, subject)
        return Done(f"{many}: waiting for an answer", tuple(card.id for card in cards))

    async def may_rest(self, cid: int) -> None:
        """Refused before two honest public answers of ours, and while something promised is open."""
        await self._may_rest(self._room.db, cid)

    @staticmethod
    async def _may_rest(read: Reader, cid: int) -> Card:
        card = own_row(await card_of(read, cid))
        if await waiting.resting(read, cid):
            raise refuse(f"The exchange with {card.who} rests already.")
        if (public := public_answers(await mentions.of_conversation(read, cid))) < ANSWERS:
            raise refuse(
                f"{_answers(public)} to {card.who} in public; letting go takes {ANSWERS} honest ones first.",
                "Answer once more in the open.",
            )
        if await promises.count_open(read, cid):
            raise refuse(
                f"Something promised to {card.who} is open.",
                "Keep or withdraw it first: `socialtui promises` or g p lists it.",
            )
        return card

    async def abdicate(self, cid: int, reason: str) -> Done:
        """Lets a conversation rest: further words stay quiet until their tone changes.

        Refused before two honest public answers of ours, while a promise is open, and without a reason.
        """
        async with self._room.db.atomic() as write:
            card = await self._may_rest(write, cid)
            if not reason.strip():
                raise refuse("Nobody is let go without a reason.", "Say why in a few words.")
            act = self._room.act("abdicate", f"{card.who}: let rest: {reason.strip()}")
            subject = await events.one_act(write)
            closed = {"state": int(State.DONE), "wake_at": None, "reason": f"let rest: {reason.strip()}"}
            await events.change(write, act, {cid: closed}, subject)
            row = {
                "reason": reason.strip(), "tone": await waiting.last_tone(write, cid), "at": self._room.now(),
                "who": self._room.who,
            }  # fmt: skip
            await waiting.put(write, act, "abdications", cid, row, subject)
        return Done(f"{card.who}: let rest; a change of tone brings it back", (cid,))


def _answers(number: int) -> str:
    return {0: "No answer of ours stands", 1: "1 answer of ours stands"}.get(
        number, f"{number} answers of ours stand"
    )
