"""Drafts, review and the way out: nothing typed is lost, nothing is sent twice."""

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk import promising
from socialtui.desk.promising import NO_PROMISE, escalated
from socialtui.desk.room import Room, card_of, own_row, refuse
from socialtui.desk.verbs import CLAIM_SECONDS
from socialtui.domain.conversation import Card, PromiseLine, Said, Thread, encode_id
from socialtui.domain.draft import Remark
from socialtui.domain.media import Attached
from socialtui.domain.network import Account, Limits
from socialtui.domain.reply import UNDER_WAY, OutboxLine, OutboxState, Promised, Seen, left
from socialtui.store import attachments, conversations, drafts, events, intents, mentions, standing
from socialtui.store.database import Reader, Writer
from socialtui.store.drafts import DraftLine
from socialtui.store.wishes import Intent, Payload, Wish

if TYPE_CHECKING:
    from socialtui.desk.coach import CoachDesk
    from socialtui.desk.saved import SavedDesk
    from socialtui.domain.parts import Part

__all__ = ["NO_PROMISE", "Draft", "DraftLine", "Plan", "RepliesDesk"]

_HANDLE = re.compile(r"(?<![\w/])@(\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?)")


class Draft(Struct, frozen=True):
    """A draft opened for writing."""

    conversation_id: int
    text: str
    saved_at: int
    writer: str
    held_by_other: str
    """The desk that writes it now; empty when this one may."""
    ack: bool = False
    """These words were an acknowledgement that came back, and go on as one."""


class Plan(Struct, frozen=True):
    """What review shows before an answer leaves."""

    account: Account
    to: str
    handles: tuple[str, ...]
    visibility: str
    text: str
    """As it leaves, signed; the network adds the handles where it needs them."""
    limits: Limits
    left: int | None
    """Room left; None without a limit."""
    by_hand: str
    """Why no answer goes from here; empty when one does."""
    url: str
    promise_at: int | None
    """The first of `promises`."""
    confirm: bool
    remarks: tuple[Remark, ...]
    """What to look at before; the weightiest first."""
    answers: Said
    parts: "tuple[Part, ...]" = ()
    """The posts that it leaves in; one where it fits, none where it can't leave."""
    promises: tuple[Promised, ...] = ()
    """As read from the text and the parts that stand; of an acknowledgement at least an answer after a day's work."""
    before: tuple[PromiseLine, ...] = ()
    """What was promised before and still binds us."""
    keeps: tuple[PromiseLine, ...] = ()
    """Which of those this answer keeps by itself."""
    media: tuple[Attached, ...] = ()
    """What goes with it."""
    once_more: tuple[Intent, ...] = ()
    """These very words as they were refused before: sent as they are, they keep their keys."""

    @property
    def audience(self) -> str:
        """Who sees it unless another is chosen: whom it was meant for before, or all whom their word reached."""
        return self.once_more[0].payload.visibility if self.once_more else self.visibility

    @property
    def posts(self) -> tuple[str, ...]:
        """The texts of the posts that it leaves in, unless it is planned or goes by hand."""
        return tuple(one.text for one in self.once_more or self.parts)

    @property
    def asks(self) -> str:
        """Why sending asks once more; empty where it doesn't."""
        if self.account.confirm:
            return f"{self.account.name} asks twice."
        return next((remark.words for remark in self.remarks if remark.asks), "")


class RepliesDesk:
    """One writer per draft, one answer at a time per conversation."""

    def __init__(self, room: Room, saved: "SavedDesk", coach: "CoachDesk") -> None:
        self._room, self._saved, self._coach = room, saved, coach

    async def open(self, cid: int, take_over: bool = False, ack: bool = False) -> Draft:
        """Opens a conversation's draft and claims both; shows who holds it instead when a colleague does.

        A holding answer is written beside a colleague to whom it was escalated, and leaves their claim alone.
        """
        now = self._room.now()
        async with self._room.db.atomic() as write:
            card = await self._card(cid, write)
            draft = await drafts.of(write, cid)
            holder = self._room.held_by_other(card)
            beside = bool(holder) and ack and escalated(card)
            if holder and not take_over and not beside:
                return Draft(cid, draft.text, draft.saved_at, draft.writer, holder)
            await drafts.take(write, cid, self._room.who, now)
            if beside:
                return Draft(cid, draft.text, draft.saved_at, self._room.who, "")
            await conversations.claim(write, cid, self._room.who, now + CLAIM_SECONDS, now, force=True)
            if holder:
                act = self._room.act("take over", f"took the answer to {card.who} over from {holder}")
                await events.log(write, act, cid)
            back = await intents.came_back(write, cid)
        again = back is not None and back.payload.ack and back.typed == draft.text
        return Draft(cid, draft.text, draft.saved_at, self._room.who, "", again)

    async def save(self, cid: int, text: str) -> None:
        """Writes the draft to disk and renews the claim; refused when a colleague took it over."""
        now = self._room.now()
        async with self._room.db.atomic() as write:
            kept = await drafts.save(write, cid, text, self._room.who, now)
            if kept:
                await conversations.claim(write, cid, self._room.who, now + CLAIM_SECONDS, now)
        if not kept:
            holder = (await drafts.of(self._room.db, cid)).writer
            raise refuse(
                f"{holder} took this draft over.",
                "Your words are still on the screen: copy them, or take it back.",
            )

    async def leave(self, cid: int) -> None:
        """Stops writing: the draft stays, the claim goes."""
        async with self._room.db.atomic() as write:
            await drafts.let_go(write, cid, self._room.who)
            await conversations.unclaim(write, cid, self._room.who)

    async def discard(self, cid: int) -> None:
        """Throws a draft away; refused while a colleague writes it."""
        async with self._room.db.atomic() as write:
            writer = (await drafts.of(write, cid)).writer
            if writer and writer == self._room.held_by_other(await self._card(cid, write)):
                raise refuse(f"{writer} writes this draft.", "Take it over first.")
            await drafts.drop(write, cid, writer)
            await conversations.unclaim(write, cid, self._room.who)

    async def drafts(self) -> list[DraftLine]:
        """Every draft with words in it, newest first."""
        return await drafts.lines(self._room.db)

    async def plan(self, cid: int, text: str, ack: bool = False, *, coached: bool = True) -> Plan:
        """What would leave: account, audience, length, and what to look at before; the coach's part if wanted."""
        from socialtui.desk.departing import once_more
        from socialtui.desk.looking import account_of, answered, remarks
        from socialtui.domain.parts import split

        card = await self._card(cid)
        account = await account_of(self._room.db, card)
        said = await mentions.of_conversation(self._room.db, cid)
        answers = answered(card, said)
        signed = self._signed(text)
        handles = self._handles(answers, account) if account.limits.handles_in_text else ()
        prefix = "".join(f"@{handle} " for handle in handles if f"@{handle}" not in signed)
        by_hand = answers.cannot.get("reply", "")
        earlier = await once_more(self._room.db, cid, signed, text, prefix, account.limits)
        promises = promising.begun(earlier) or promising.promised(self._room, text, ack)
        before = await promising.still_open(self._room, cid)
        room = left(prefix + signed, account.limits)
        sign = signed.removeprefix(text.rstrip())
        parts = split(
            text, account.limits, prefix=prefix, sign=sign, numbered=self._room.settings.number_parts
        )
        if room is not None and room < 0 and parts:
            room = left(prefix + parts[-1].text, account.limits)
        found = remarks(text, room, answers, card, self._saved.only_saved(text))
        found += promising.remarks(self._room, text, promises, before)
        if coached:
            found += await self._coach.remarks(card, answers, said, text, ack, bool(before))
        return Plan(
            account, card.who, handles, answers.visibility, signed, account.limits, room, by_hand, answers.url,
            promises[0].due_at if promises else None, account.confirm or any(remark.asks for remark in found), found,
            answers, parts, promises, before,
            promising.kept_by(promises, before, ack),
            await attachments.of(self._room.db, cid), earlier,
        )  # fmt: skip

    def _signed(self, text: str) -> str:
        sign, text = self._room.settings.sign.strip(), text.rstrip()
        return f"{text} {sign}" if sign and text and not text.endswith(sign) else text

    @staticmethod
    def _handles(answers: Said, account: Account) -> tuple[str, ...]:
        own = {account.handle.lower(), account.handle.split("@")[0].lower()}
        named = [answers.handle, *_HANDLE.findall(answers.text)]
        return tuple(dict.fromkeys(handle for handle in named if handle and handle.lower() not in own))

    async def send(
        self, cid: int, text: str, *, visibility: str = "", ack: bool = False, promise_at: int | None = None,
        now: bool = False, by_hand: bool = False, later: int | None = None, keeps: bool = False, joining: str = "",
        media: tuple[Attached, ...] | None = None,
    ) -> OutboxLine:  # fmt: skip
        """Lets an answer leave after the recall window or at `later`, or files it as posted by hand.

        The draft is gone then, and its files with it unless `media` names others. `later` is in UTC seconds.
        Of an answer in parts the first one's line comes back.

        It promises what its words say, or by `promise_at` alone, or nothing with NO_PROMISE; with `keeps` it
        keeps all that was promised before; `joining` says why it joins above the day's line.
        Refused when it is empty, too long, or when an answer to this conversation is still under way.
        """
        from socialtui.desk.departing import departure, wishes
        from socialtui.desk.looking import refuse_unsendable

        plan = await self.plan(cid, text, ack, coached=False)
        plan = plan if media is None else replace(plan, media=media)
        refuse_unsendable(plan, by_hand)
        moment = self._room.now()
        said = await mentions.of_conversation(self._room.db, cid)
        promises = plan.promises if later is None else promising.promised(self._room, text, ack, later)
        payload = Payload(
            visibility=visibility or plan.audience, language="", handles=plan.handles,
            in_reply_to=plan.answers.remote_id, ack=ack, keeps=keeps, signed=plan.text.removeprefix(text.rstrip()),
            seen=Seen(plan.answers.text, tuple(line.remote_id for line in said if line.ours)),
            **promising.carried(promises, text, promise_at), media=plan.media,
        )  # fmt: skip
        when = departure(self._room, at_once=now, by_hand=by_hand, later=later)
        leaving = wishes(plan, self._room.who, cid, when, payload)
        async with self._room.db.atomic() as write:
            await self._refuse_second(write, cid, plan.to)
            card = await self._card(cid, write)
            if (holder := self._room.held_by_other(card)) and not (ack and escalated(card)):
                raise refuse(f"{holder} is answering {plan.to}.", "Wait, or take it over.")
            await _restrained(self._room, write, card, later, self._coach, joining)
            numbers = await self._put(write, plan, leaving, moment)
            await drafts.drop(write, cid, self._room.who, text)
            await attachments.take_out(write, cid, plan.media)
            for number in numbers if by_hand else ():
                await standing.settle_by_hand(write, number, self._room.due, moment, plan.url)
            if not by_hand:
                words = f"answer to {plan.to} {'planned' if later else 'leaves'}"
                await events.log(write, self._room.act("leaving", words), cid, f"intent {numbers[0]}")
        return await self._line(numbers[0])

    @staticmethod
    async def _refuse_second(write: Writer, cid: int, to: str) -> None:
        """Looked at once nobody else can write: of two desks one finds the other's answer."""
        for line in await intents.lines(write, conversation_id=cid, states=UNDER_WAY):
            state = "planned" if line.planned and line.state is OutboxState.DUE else line.state.value
            raise refuse(f"An answer to {to} is {state} already.", "Recall it while it is leaving, or wait.")

    @staticmethod
    async def _put(write: Writer, plan: Plan, leaving: list[Wish], now: int) -> list[int]:
        """Stores the answer; the same words that were refused before go out under their first keys, later too."""
        first = leaving[0]
        if plan.once_more and first.state in (OutboxState.LEAVING, OutboxState.DUE):
            earlier = plan.once_more[0].id
            if await intents.again(write, earlier, now, first.payload):
                return [earlier]
        return [await intents.put(write, wish, now) for wish in leaving]

    async def recall(self, outbox_id: int | None = None) -> OutboxLine:
        """Takes back an answer that is leaving or waits for the network, the newest by default; a draft again."""
        if outbox_id is None:
            waiting = await intents.lines(self._room.db, states=(OutboxState.DUE,))
            replies = [line for line in waiting if line.kind == "reply"]  # a planned post is no newest answer
            mine = [line for line in (*await self.leaving(), *replies) if line.who == self._room.who]
            if not mine:
                raise refuse("Nothing of yours is leaving.", "What has left stands on the network.")
            outbox_id = mine[0].id
        async with self._room.db.atomic() as write:
            taken = await intents.recall(write, outbox_id, self._room.now())
            if taken is not None:
                what = "a post" if taken.kind == "post" else "an answer"
                act = self._room.act("recall", f"took {what} back while it was leaving")
                await events.log(write, act, taken.conversation_id)
        if not taken:
            line = await self._line(outbox_id)
            raise refuse(
                f"It is {line.state.value} and can't be taken back here.",
                "What stands on the network can be deleted there.",
            )
        return await self._line(taken.id)

    async def again(self, outbox_id: int) -> OutboxLine:
        """Sends a refused or not found text again, once, with the same key; no post that could stand twice then."""
        line = await self._line(outbox_id)
        async with self._room.db.atomic() as write:
            if line.conversation_id is not None:
                await self._refuse_second(write, line.conversation_id, line.to)
            if line.kind == "post":
                await _refuse_twice(write, outbox_id)
            sent = await intents.again(write, outbox_id, self._room.now())
        if not sent:
            raise refuse(f"It is {line.state.value}; there is nothing to send again.")
        return await self._line(outbox_id)

    async def outbox(self, limit: int = 100) -> list[OutboxLine]:
        """The newest answers and where they stand."""
        return await intents.lines(self._room.db, limit=limit)

    async def leaving(self) -> list[OutboxLine]:
        """Answers within their recall window, newest first."""
        return await intents.lines(self._room.db, states=(OutboxState.LEAVING,))

    async def unsettled(self) -> list[OutboxLine]:
        """Answers that need a look: unknown or refused, newest first."""
        return await intents.lines(self._room.db, states=(OutboxState.UNKNOWN, OutboxState.REFUSED))

    def starter(self, thread: Thread, what: str, colleague: str = "") -> str:
        """A first sentence to go on from; the same person doesn't get the same one twice in a row."""
        from socialtui.desk.starters import starter

        return starter(thread, what, colleague)

    async def _line(self, number: int) -> OutboxLine:
        found = await intents.lines(self._room.db, intent_id=number)
        if not found:
            raise refuse("There is no such answer in the outbox.", "`socialtui outbox` lists them.")
        return found[0]

    async def _card(self, cid: int, reader: Reader | None = None) -> Card:
        return own_row(await card_of(reader or self._room.db, cid))


async def _refuse_twice(write: Writer, number: int) -> None:
    """A post leaves once: not beside what the network may publish by itself, nor beside a later wish of its own."""
    from socialtui.store import handing, posts

    intent = await intents.get(write, number)
    if intent.state is not OutboxState.REFUSED:
        return
    post = await posts.of_wish(write, number)
    if post is None:
        raise refuse(
            "This post was planned anew since, or taken out.",
            "`socialtui post list`, or g w, shows where posts stand.",
        )
    if intent.kept_there or await handing.waits_for(write, intent):
        raise refuse(
            "The network may publish this post by itself, or has: sent again it could stand twice.",
            f"`socialtui post plan {encode_id(post, 'w')} --at next`, or g w, gives it another time.",
        )


async def _restrained(
    room: Room, write: Writer, card: Card, at: int | None, coach: "CoachDesk", reason: str
) -> None:
    """Owed answers are never capped; joining in is."""
    if not card.addressed:
        from socialtui.desk import meters

        await meters.guard(room, write, card, at, meters.line_of(coach), reason)
