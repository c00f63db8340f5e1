"""The local verbs on conversations: each one act, one transaction, one thing to undo."""

from collections.abc import Callable

from socialtui.desk.moderating import Change, Moderating, named, on_many
from socialtui.desk.room import GONE, Done, own_row, refuse
from socialtui.desk.teaching import taught
from socialtui.desk.times import choices, parse_time
from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, LAST_OWED, Band, Kind
from socialtui.store import accounts, commitment, conversations, drafts, events, mentions, people, traffic
from socialtui.store.database import Writer

CLAIM_SECONDS = 600
"""How long a claim lasts without being renewed."""


Decision = tuple[str, dict[int, Change]]
"""The act in words, and what it changes."""
_UNANSWERED = (State.OPEN, State.SNOOZED)


def _unanswered(waiting: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return "This is a complaint without an answer."
    some = "is a complaint" if waiting == 1 else "are complaints"
    return f"{waiting} of {all_of_them} {some} without an answer."


def _complains(card: Card) -> bool:
    return card.kind is Kind.COMPLAINT and card.addressed and card.state in _UNANSWERED


class Handed(Done, frozen=True):
    """A conversation was given to a colleague; only noted where it was put away meanwhile."""

    handed: bool = True


class VerbsDesk(Moderating):
    """Done, snooze, claim, tag, note, urgency, kind; and the wishes that need the wire."""

    async def unanswered_complaints(self, ids: list[int]) -> int:
        """How many of these are complaints without a public answer: closing them asks for a reason."""
        cards = await conversations.cards(self._room.db, ids)
        private = await commitment.answered_in_private(self._room.db, ids)
        return sum(_complains(card) or card.id in private for card in cards.values())

    async def done(self, ids: list[int], reason: str = "", *, leave_complaints: bool = False) -> Done:
        """Closes conversations. Complaints without a public answer want a reason, once for all, or are left open."""
        reason = reason.strip()
        private = await commitment.answered_in_private(self._room.db, ids)
        left = 0

        def decide(cards: list[Card]) -> Decision:
            nonlocal left
            waiting = {card.id for card in cards if _complains(card) or card.id in private}
            if waiting and not reason and not leave_complaints:
                raise refuse(_unanswered(len(waiting), len(cards)), "Answer, or close with a reason.")
            left = len(waiting) if not reason else 0
            closed: Change = {"state": int(State.DONE), "reason": reason, "wake_at": None}
            open_ones = waiting if left else set()
            wanted = {
                card.id: closed for card in cards if card.state is not State.DONE and card.id not in open_ones
            }
            if left and not wanted:
                raise refuse(_unanswered(left, len(cards)), "All of them stay open.")
            return "done" + (f": {reason}" if reason else ""), wanted

        done = await self._act(ids, "done", decide)
        if not left:
            return done
        return Done(f"{done.words}; {left} complaint{'' if left == 1 else 's'} left open", done.ids)

    async def reopen(self, ids: list[int]) -> Done:
        """Brings closed, snoozed or spam conversations back."""

        def change(card: Card) -> Change:
            if card.state is State.OPEN:
                return {}
            return {"state": int(State.OPEN), "reason": "", "wake_at": None, "band": int(_band_back(card))}

        return await self._each(ids, "reopen", "opened again", change)

    async def snooze(self, ids: list[int], until: int | None) -> Done:
        """Puts conversations away until a moment (UTC seconds), or with None until they answer."""
        if until is not None and until <= self._room.now():
            raise refuse("That moment is over already.", "Snooze to a later one.")
        words = "snoozed until they answer" if until is None else "snoozed"
        return await self._each(
            ids, "snooze", words, lambda _: {"state": int(State.SNOOZED), "wake_at": until}
        )

    def snooze_choices(self) -> dict[str, int]:
        """h, t and m with the moments they stand for (UTC seconds)."""
        return choices(self._room.now(), self._room.hours)

    def parse_time(self, text: str) -> int:
        """The moment a person typed (UTC seconds)."""
        return parse_time(text, self._room.now(), self._room.hours)

    async def claim(self, ids: list[int]) -> Done:
        """Says that this person answers; refused where a colleague already does."""
        until = self._room.now() + CLAIM_SECONDS

        def change(card: Card) -> Change:
            if holder := self._room.held_by_other(card):
                raise refuse(f"{holder} is answering {card.who}.", "Wait, or talk to them.")
            lease = max(until, card.claimed_until or 0) if card.claimed_by == self._room.who else until
            return {"claimed_by": self._room.who, "claimed_until": lease}

        return await self._each(ids, "claim", "claimed", change)

    async def release(self, ids: list[int]) -> Done:
        """Lets go of this person's claims."""

        def change(card: Card) -> Change:
            mine = card.claimed_by == self._room.who
            return {"claimed_by": None, "claimed_until": None} if mine else {}

        return await self._each(ids, "release", "released", change)

    async def tag(self, ids: list[int], tag: str) -> Done:
        """Puts a tag on; on all that have it already, takes it off."""
        tag = tag.strip().lower().lstrip("#")
        if not tag or len(tag) > 40 or any(letter.isspace() for letter in tag):
            raise refuse("A tag is one word of at most 40 letters.", "Write it without spaces.")

        def decide(cards: list[Card]) -> Decision:
            off = all(tag in card.tags for card in cards)
            wanted: dict[int, Change] = {}
            for card in cards:
                tags = [kept for kept in card.tags if kept != tag] + ([] if off else [tag])
                wanted[card.id] = {"tags": f" {' '.join(tags)} " if tags else ""}
            return f"tag {tag} {'off' if off else 'on'}", wanted

        return await self._act(ids, "tag", decide)

    async def note(self, cids: int | list[int], text: str) -> Done:
        """Writes a private line on a conversation, or the same on each of several: one act."""
        if not text.strip():
            raise refuse("An empty note says nothing.", "Write a word, or leave it.")
        cards = await self._several(cids)
        async with self._room.db.atomic() as write:
            subject = await events.one_act(write)
            for card in cards:
                await self._note(write, card.id, text, subject)
        return Done(f"noted{on_many(cards)}", tuple(card.id for card in cards))

    async def _note(self, write: Writer, cid: int, text: str, subject: str = "") -> None:
        row = await people.add_note(write, cid, self._room.who, text.strip(), self._room.now())
        act = self._room.act("note", f"note: {text.strip()}")
        await events.added(write, act, "notes", row, cid, subject)

    async def escalate(self, cid: int, to: str, note: str, seen: State | None = None) -> Handed:
        """Claims a conversation for somebody else, with a note of why.

        `seen` is how it stood when that was decided: what was put away since is handed to nobody, and the note
        alone is kept.
        """
        to = to.strip()
        if not to:
            raise refuse("Escalate to whom?", "Name a colleague.")
        card = await self._one(cid)
        async with self._room.db.atomic() as write:
            card = (await conversations.cards(write, [cid])).get(cid, card)
            subject = await events.one_act(write)
            away = seen not in (None, card.state) and card.state is not State.OPEN
            if away and not note.strip():
                raise refuse(
                    f"{card.who} was put away meanwhile: nothing was changed.",
                    "`socialtui events` or g u shows who did what.",
                )
            if not away:
                tags = " ".join(dict.fromkeys((*card.tags, "escalated")))
                change = {"claimed_by": to, "claimed_until": NEVER, "tags": f" {tags} "}
                act = self._room.act("escalate", f"escalated to {to}")
                await events.change(write, act, {cid: change}, subject)
            if note.strip():
                await self._note(write, cid, note, subject)
        words = f"noted, not escalated to {to}" if away else f"escalated to {to}"
        return Handed(words, (cid,), handed=not away)

    async def urgency(self, ids: list[int], by: int) -> Done:
        """One band up (-1) or down (+1), pinned there. Nothing goes above a complaint but a broken promise."""

        def change(card: Card) -> Change:
            band = min(Band.SPAM, max(min(Band.COMPLAINT, card.band), card.band + by))
            due = card.due_at
            if band <= LAST_OWED and due >= NEVER:
                due = self._room.due(self._kind_of(band), card.first_at)
            back = {"state": int(State.OPEN), "reason": ""} if card.state is State.SPAM and by < 0 else {}
            return {"band": int(band), "pinned": 1, "due_at": due, **back}

        return await self._each(ids, "urgency", "more urgent" if by < 0 else "less urgent", change)

    @staticmethod
    def _kind_of(band: int) -> Kind:
        return next(kind for kind, number in BAND_OF.items() if number == max(band, Band.COMPLAINT))

    async def kind(self, ids: list[int], kind: Kind) -> Done:
        """Says what conversations are; the same again gives back what the words said."""
        shown = await mentions.shown(self._room.db, ids)

        def decide(cards: list[Card]) -> Decision:
            back = all(card.kind is kind and card.pinned for card in cards)
            wanted: dict[int, Change] = {}
            for card in cards:
                evidence = shown[card.id].evidence if back and card.id in shown else ()
                judged = evidence[0].kind if evidence else Kind.CHATTER
                wanted[card.id] = self._as_kind(card, judged if back else kind, pinned=not back)
            return "kind as judged" if back else f"kind {kind.value}", wanted

        return await self._act(ids, "kind", decide)

    def _as_kind(self, card: Card, kind: Kind, *, pinned: bool) -> Change:
        band = BAND_OF[kind] if pinned or card.addressed or kind is Kind.SPAM else Band.CHATTER
        due = self._room.due(kind, card.first_at) if band <= LAST_OWED else NEVER
        if card.band is Band.BROKEN_PROMISE:
            band, due = card.band, card.due_at
        change: Change = {"kind": int(BAND_OF[kind]), "band": int(band), "pinned": int(pinned), "due_at": due}
        if card.state is State.SPAM and kind is not Kind.SPAM:
            change |= {"state": int(State.OPEN), "reason": ""}
        return change

    async def poll_now(self) -> Done:
        """Asks every source at once."""
        async with self._room.db.atomic() as write:
            await accounts.ask_all(write)
            await traffic.ask_all(write)
        return Done("asking every source")

    async def _each(self, ids: list[int], verb: str, words: str, change: Callable[[Card], Change]) -> Done:
        """The same act on each row, by how it is now."""
        return await self._act(ids, verb, lambda cards: (words, {card.id: change(card) for card in cards}))

    async def _act(self, ids: list[int], verb: str, decide: Callable[[list[Card]], Decision]) -> Done:
        """Decides by what stands there once nobody else can write, and changes it in the same transaction."""
        async with self._room.db.atomic() as write:
            cards = list(map(own_row, (await conversations.cards(write, ids)).values()))
            words, changes = decide(cards)
            wanted = {cid: change for cid, change in changes.items() if change}
            if not wanted:
                raise refuse(_NO_NEED.get(verb, "Nothing to do.") if cards else GONE)
            many = named([card for card in cards if card.id in wanted])
            act, subject = self._room.act(verb, f"{many}: {words}"), await events.one_act(write)
            await events.change(write, act, wanted, subject)
            await taught(write, self._room, verb, cards, wanted)
            for cid in wanted if verb == "done" else ():
                draft = await drafts.of(write, cid)
                if draft.writer == self._room.who:
                    await events.let_go(write, act, cid, (draft.text, draft.saved_at, draft.writer), subject)
                    await drafts.let_go(write, cid, self._room.who)
        return Done(f"{many}: {words}", tuple(wanted), many)


_NO_NEED = {
    "done": "Nothing to do: done already.",
    "reopen": "Nothing to do: open already.",
    "release": "Nothing to do: no claim of yours.",
}


def _band_back(card: Card) -> Band:
    """Where a row stands when it is no longer spam."""
    if card.band is not Band.SPAM or card.kind is Kind.SPAM:
        return card.band
    return BAND_OF[card.kind] if card.addressed else Band.CHATTER
