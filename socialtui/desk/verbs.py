"""The local verbs on conversations: each one act, one transaction, one thing to undo."""

from collections.abc import Callable
from typing import Any

from socialtui.desk.room import Done, Room, refuse
from socialtui.desk.times import choices, parse_time
from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, LAST_OWED, Band, Kind
from socialtui.store import accounts, conversations, drafts, events, intents, mentions, people
from socialtui.store.database import Writer
from socialtui.store.wishes import Payload, Wish

CLAIM_SECONDS = 600
"""How long a claim lasts without being renewed."""


Changes = dict[str, Any] | Callable[[Card], dict[str, Any]]
"""Column → new value, the same for all or by the card."""


class VerbsDesk:
    """Done, snooze, claim, tag, note, urgency, kind and the wishes that need the wire."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def unanswered_complaints(self, ids: list[int]) -> int:
        """How many of these are complaints that nobody answered: closing them asks for a reason."""
        cards = await conversations.cards(self._room.db, ids)
        return sum(card.kind is Kind.COMPLAINT and card.state is State.OPEN for card in cards.values())

    async def done(self, ids: list[int], reason: str = "") -> Done:
        """Closes conversations. An unanswered complaint wants a reason, once for all."""
        if not reason.strip() and (waiting := await self.unanswered_complaints(ids)):
            some = "is a complaint" if waiting == 1 else "are complaints"
            raise refuse(
                f"{waiting} of {len(ids)} {some} without an answer.", "Answer, or close with a reason."
            )
        words = "done" + (f": {reason.strip()}" if reason.strip() else "")
        closed = {"state": int(State.DONE), "reason": reason.strip(), "wake_at": None}
        return await self._change(ids, "done", words, closed, skip_state=State.DONE)

    async def reopen(self, ids: list[int]) -> Done:
        """Brings closed, snoozed or spam conversations back."""

        def changes(card: Card) -> dict[str, Any]:
            band = BAND_OF[card.kind] if card.band is Band.SPAM and card.kind is not Kind.SPAM else card.band
            return {"state": int(State.OPEN), "reason": "", "wake_at": None, "band": int(band)}

        return await self._change(ids, "reopen", "opened again", changes, skip_state=State.OPEN)

    async def snooze(self, ids: list[int], until: int | None) -> Done:
        """Puts conversations away until a moment (UTC seconds), or with None until they answer."""
        words = "snoozed until they answer" if until is None else "snoozed"
        changes = {"state": int(State.SNOOZED), "wake_at": until}
        return await self._change(ids, "snooze", words, changes)

    def snooze_choices(self) -> dict[str, int]:
        """h, t and m with the moments they stand for (UTC seconds)."""
        return choices(self._room.now(), self._room.hours)

    def parse_time(self, text: str) -> int:
        """The moment a person typed (UTC seconds)."""
        return parse_time(text, self._room.now(), self._room.hours)

    async def claim(self, ids: list[int]) -> Done:
        """Says that this person answers; refused where a colleague already does."""
        cards = await conversations.cards(self._room.db, ids)
        for card in cards.values():
            self._refuse_claimed(card)
        until = self._room.now() + CLAIM_SECONDS
        changes = {"claimed_by": self._room.who, "claimed_until": until}
        return await self._change(ids, "claim", "claimed", changes)

    def _refuse_claimed(self, card: Card) -> None:
        holder, until = card.claimed_by, card.claimed_until or NEVER
        if holder and holder != self._room.who and until > self._room.now():
            raise refuse(
                f"{holder} is answering {card.who}.", "Wait, or talk to them; C releases your own claims."
            )

    async def release(self, ids: list[int]) -> Done:
        """Lets go of claims."""
        changes = {"claimed_by": None, "claimed_until": None}
        return await self._change(ids, "release", "released", changes)

    async def tag(self, ids: list[int], tag: str) -> Done:
        """Puts a tag on; on all that have it already, takes it off."""
        tag = tag.strip().lower().lstrip("#")
        if not tag or len(tag) > 40 or any(letter.isspace() for letter in tag):
            raise refuse("A tag is one word of at most 40 letters.", "Write it without spaces.")
        cards = await conversations.cards(self._room.db, ids)
        off = all(tag in card.tags for card in cards.values())

        def changes(card: Card) -> dict[str, Any]:
            tags = [kept for kept in card.tags if kept != tag] + ([] if off else [tag])
            return {"tags": f" {' '.join(tags)} " if tags else ""}

        return await self._change(ids, "tag", f"tag {tag} {'off' if off else 'on'}", changes)

    async def note(self, cid: int, text: str) -> Done:
        """Writes a private line on a conversation."""
        if not text.strip():
            raise refuse("An empty note says nothing.", "Write a word, or leave with esc.")
        async with self._room.db.atomic() as write:
            await self._note(write, cid, text)
        return Done("noted", (cid,))

    async def _note(self, write: Writer, cid: int, text: str) -> None:
        row = await people.add_note(write, cid, self._room.who, text.strip(), self._room.now())
        await events.added(write, self._room.act("note", f"note: {text.strip()}"), "notes", row, cid)

    async def escalate(self, cid: int, to: str, note: str) -> Done:
        """Claims a conversation for somebody else, with a note of why."""
        to = to.strip()
        if not to:
            raise refuse("Escalate to whom?", "Name a colleague.")
        card = await self._one(cid)
        tags = " ".join(dict.fromkeys((*card.tags, "escalated")))
        changes = {"claimed_by": to, "claimed_until": NEVER, "tags": f" {tags} "}
        async with self._room.db.atomic() as write:
            if note.strip():
                await self._note(write, cid, note)
            await events.change(write, self._room.act("escalate", f"escalated to {to}"), {cid: changes})
        return Done(f"escalated to {to}", (cid,))

    async def urgency(self, ids: list[int], by: int) -> Done:
        """One band up (-1) or down (+1), pinned there."""
        words = "more urgent" if by < 0 else "less urgent"

        def changes(card: Card) -> dict[str, Any]:
            band = min(Band.SPAM, max(Band.COMPLAINT, card.band + by))
            due = card.due_at
            if band <= LAST_OWED and due >= NEVER:
                due = self._room.due(self._kind_of(band), card.first_at)
            return {"band": int(band), "pinned": 1, "due_at": due}

        return await self._change(ids, "urgency", words, changes)

    @staticmethod
    def _kind_of(band: int) -> Kind:
        return next(kind for kind, number in BAND_OF.items() if number == max(band, Band.COMPLAINT))

    async def kind(self, ids: list[int], kind: Kind) -> Done:
        """Says what conversations are; the same again gives back what the words said."""
        cards = await conversations.cards(self._room.db, ids)
        judged: dict[int, Kind] = {}
        if all(card.kind is kind and card.pinned for card in cards.values()):
            for cid in cards:
                judged[cid] = await self._judged(cid)

        def changes(card: Card) -> dict[str, Any]:
            new = judged.get(card.id, kind)
            band = BAND_OF[new]
            due = self._room.due(new, card.first_at) if band <= LAST_OWED else NEVER
            return {"kind": int(band), "band": int(band), "pinned": int(card.id not in judged), "due_at": due}

        words = f"kind {kind.value}" if not judged else "kind as judged"
        return await self._change(ids, "kind", words, changes)

    async def _judged(self, cid: int) -> Kind:
        said = [line for line in await mentions.of_conversation(self._room.db, cid) if not line.ours]
        kinds = [score.kind for line in said[-1:] for score in line.evidence[:1]]
        return kinds[0] if kinds else Kind.CHATTER

    async def like(self, cid: int) -> Done:
        """Asks the network to like what the row shows."""
        card = await self._one(cid)
        await self._wish(card, "like", "like", "liked")
        return Done("liked; it goes out with the next sync", (cid,))

    async def moderate(self, ids: list[int], verb: str) -> Done:
        """approve, spam, trash, hide, mute or report, where the network has it."""
        cards = await conversations.cards(self._room.db, ids)
        for card in cards.values():
            if card.kind is Kind.COMPLAINT and verb in ("trash", "hide"):
                raise refuse(
                    f"{card.who} complains: a complaint is not {'deleted' if verb == 'trash' else 'hidden'}.",
                    "Answer it; K s says that it is spam.",
                )
            await self._wish(card, "moderate", verb, verb)
        if verb in ("spam", "trash"):
            state = State.SPAM if verb == "spam" else State.DONE
            closed = {"state": int(state), "reason": f"moderated: {verb}", "wake_at": None}
            await self._change(list(cards), "moderate", f"moderated: {verb}", closed)
        return Done(f"{verb} asked of the network", tuple(cards))

    async def _wish(self, card: Card, kind: str, verb: str, words: str) -> None:
        said = await mentions.of_conversation(self._room.db, card.id)
        shown = next((line for line in reversed(said) if not line.ours), None)
        if shown is None:
            raise refuse("There is nothing of theirs to act on.")
        reason = shown.cannot.get(verb)
        if reason:
            raise refuse(reason)
        async with self._room.db.atomic() as write:
            payload = Payload(in_reply_to=shown.remote_id, verb=verb if kind == "moderate" else "")
            wish = Wish(kind, card.account_id, self._room.who, "", card.id, shown.id, payload)
            await intents.put(write, wish, self._room.now())
            await events.log(write, self._room.act(kind, words), card.id)

    async def poll_now(self) -> Done:
        """Asks every source at once."""
        async with self._room.db.atomic() as write:
            await accounts.ask_all(write)
        return Done("asking every source")

    async def _one(self, cid: int) -> Card:
        card = (await conversations.cards(self._room.db, [cid])).get(cid)
        if card is None:
            raise refuse("That conversation is not here any more.")
        return card

    async def _change(
        self, ids: list[int], verb: str, words: str, changes: Changes, skip_state: State | None = None
    ) -> Done:
        cards = await conversations.cards(self._room.db, ids)
        wanted = {
            cid: changes(card) if callable(changes) else changes
            for cid, card in cards.items()
            if card.state is not skip_state
        }
        if not wanted:
            raise refuse(
                f"Nothing to do: {verb} already." if cards else "That conversation is not here any more."
            )
        many = f"{len(wanted)} conversations" if len(wanted) > 1 else cards[next(iter(wanted))].who
        async with self._room.db.atomic() as write:
            await events.change(write, self._room.act(verb, f"{many}: {words}"), wanted)
            if verb == "done":
                for cid in wanted:
                    await drafts.let_go(write, cid, self._room.who)
        return Done(f"{many}: {words}", tuple(wanted))
