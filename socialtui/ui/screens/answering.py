"""The way of an answer: claimed, written, looked at once more, left; or posted by hand; or taken back."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.replies import Plan
from socialtui.domain.conversation import Card
from socialtui.domain.errors import SocialtuiError, StoreFault, UsageFault
from socialtui.domain.reply import OutboxLine, left, standing_parts
from socialtui.domain.text import clean
from socialtui.ui import rescue
from socialtui.ui.screens import promising
from socialtui.ui.screens.parts import Parts
from socialtui.ui.times import when
from socialtui.ui.widgets.review import Leaving

if TYPE_CHECKING:
    from socialtui.ui.widgets.compose import ComposeBox

VISIBILITIES = ("public", "unlisted", "private", "direct")
"""From widest to narrowest; an answer is never offered a wider audience than what it answers."""


class Writing(Struct, frozen=True):
    """The answer that is being written."""

    card: Card
    ack: bool
    visibility: str
    promise_at: int | None
    """The date chosen for the promise (UTC seconds), NO_PROMISE for none; None as the words say it."""
    plan: Plan
    saved: str
    """What is on disk."""
    given: str = ""
    """The first sentence that was put there; nobody's words while nothing else stands."""
    copied: int = 0
    """By hand: how many posts of it went to the clipboard."""
    later_at: int | None = None
    """When it is to leave (UTC seconds); None for at once."""
    keeps: bool = False
    """It keeps all that was promised here before."""


class Doors(Struct, frozen=True):
    """What the screen does for this room."""

    show: Callable[[str], None]
    """Brings a pane forward: compose or list."""
    copy: Callable[[str], None]
    edit: Callable[[str], str]
    """Runs the person's own editor; StoreFault where it fails, with the text kept in a file."""
    after: Callable[[list[int]], Awaitable[None]]
    """Rows have changed."""
    remarks: Callable[[Plan], None]
    """Shows all that is to be said of an answer."""
    begins: Callable[[Card], Awaitable[str]]
    """What an answer begins with where nothing is written yet; empty for nothing."""


class Answering:
    """At most one answer at a time; its text is on disk at every pause."""

    def __init__(self, parts: Parts, doors: Doors) -> None:
        self._parts, self._doors = parts, doors
        self.writing: Writing | None = None
        self._step = -1

    @property
    def _box(self) -> "ComposeBox":
        assert self._parts.box is not None
        return self._parts.box

    # Beginning

    async def reply(self) -> None:
        """An answer, or the draft that is there."""
        await self._begin("", ack=False)

    async def acknowledge(self, card: Card | None = None, colleague: str = "") -> None:
        """We have seen it: a short answer that opens a promise; to a card of its own, that a colleague writes."""
        await self._begin("ack", ack=True, card=card, colleague=colleague)

    async def thank(self) -> None:
        """Thanks, from a first line."""
        await self._begin("thank", ack=False)

    async def _begin(self, starter: str, ack: bool, card: Card | None = None, colleague: str = "") -> None:
        parts, card = self._parts, card or self._parts.row().cards[0]
        if self.writing is not None and self.writing.card.id != card.id:
            await self.leave()
        replies = parts.desk.replies
        draft = await replies.open(card.id, ack=ack)
        if draft.held_by_other:
            name = clean(draft.held_by_other, newlines=False)
            if await parts.choose(f"{name} is writing this one.", {"t": "take it over"}) != "t":
                return
            draft = await replies.open(card.id, take_over=True)
        text, given, ack = draft.text, "", ack or draft.ack
        if not text.strip() and not starter:
            text = given = await self._doors.begins(card)
        elif not text.strip():
            text = given = replies.starter(await parts.desk.queue.thread(card.id), starter, colleague)
        plan = await replies.plan(card.id, text or "x", ack, coached=False)
        self.writing = Writing(card, ack, plan.audience, None, plan, draft.text, given=given)
        self._step = -1
        extra = _extra(text or "x", plan)
        self._doors.show("compose")
        self._box.begin(self._heading(plan), plan.limits, extra, text, plan.account)
        self._box.guide("")
        self._box.composer.focus()
        await self._doors.after([card.id])

    def _heading(self, plan: Plan) -> str:
        verb = "Answer by hand as" if plan.by_hand else "Acknowledge as" if self._ack else "Reply as"
        names = f"{verb} {clean(plan.account.name, newlines=False)} → {clean(plan.to, newlines=False)}"
        return f"{names} · {plan.audience}" if plan.audience else names

    @property
    def _ack(self) -> bool:
        return self.writing is not None and self.writing.ack

    # Writing

    async def save(self, text: str) -> None:
        """Puts the draft on disk; where the store can't take it, in a file of its own."""
        writing = self.writing
        if writing is None or writing.saved == text:
            return
        try:
            await self._parts.desk.replies.save(writing.card.id, text)
        except StoreFault as fault:
            self._rescue(writing.card.id, text, fault)
            return
        if self.writing is not None and self.writing.card.id == writing.card.id:
            self.writing = replace(self.writing, saved=text)
        rescue.forget(self._parts.state, writing.card.id)

    def _rescue(self, cid: int, text: str, fault: StoreFault) -> None:
        try:
            path = rescue.keep(self._parts.state, cid, text)
        except OSError as error:
            self._parts.say(f"{fault.what} The draft is only on the screen: {error.strerror}.", alarm=True)
        else:
            self._parts.say(f"{fault.what} The draft is in {path}.", alarm=True)

    def rescue_now(self) -> None:
        """Writes what isn't on disk yet into a file, from any thread; for the moment before the end."""
        writing, box = self.writing, self._parts.box
        if writing is None or box is None:
            return
        text = box.composer.text
        if text != writing.saved:
            with suppress(OSError):
                rescue.keep(self._parts.state, writing.card.id, text)

    async def leave(self) -> None:
        """Stops writing; the draft is kept, an empty one isn't."""
        writing = self.writing
        if writing is None:
            self._doors.show("list")
            return
        replies, text = self._parts.desk.replies, self._box.composer.text
        await self.save(text)
        kept = bool(text.strip()) and text != writing.given
        with suppress(SocialtuiError):
            await (replies.leave(writing.card.id) if kept else replies.discard(writing.card.id))
        self._end()
        self._parts.say("Draft kept: r goes on." if kept else "")
        await self._doors.after([writing.card.id])

    def _end(self) -> None:
        self.writing = None
        self._box.guide("")
        self._box.rest()
        self._doors.show("list")

    async def edit(self) -> None:
        """In the person's own editor, once the draft is on disk: while it has the terminal nothing is saved."""
        if self.writing is None:
            return
        await self.save(self._box.composer.text)
        try:
            self._box.composer.write(self._doors.edit(self._box.composer.text).rstrip("\n"))
        except UsageFault as fault:
            # The status line would cut the path of the kept file.
            self._parts.banner.tell([str(fault)])

    async def step(self) -> None:
        """Where this stands on the six steps with what is typed, beside the counter; then the next one."""
        from socialtui.domain.ladder import standing, step_words

        if self.writing is None:
            return
        if self._step < 0:
            thread = await self._parts.desk.queue.thread(self.writing.card.id)
            self._step = standing(thread.said, self._box.composer.text).step
        else:
            self._step += 1
        self._box.guide(step_words(self._step))

    # Review

    async def review(self) -> None:
        """Saves, then looks once more. A key that repeats does nothing more."""
        if self.writing is None or self._box.review.has_class("-open"):
            return
        text = self._box.composer.text
        await self.save(text)
        plan = await self._parts.desk.replies.plan(self.writing.card.id, text, self.writing.ack)
        self.writing = replace(self.writing, plan=plan, copied=0)
        self.look_again()

    def look_again(self) -> None:
        """Draws the review anew."""
        writing = self.writing
        if writing is None:
            return
        plan, parts = writing.plan, self._parts
        promise, keeps = promising.promised(parts, writing, self._box.composer.text)
        leaving = Leaving(
            plan.account.name, plan.to, writing.visibility, plan.left, promise, plan.by_hand, plan.remarks,
            when(writing.later_at, parts.now(), parts.zone) if writing.later_at else "",
            tuple(part.text for part in plan.parts) if writing.later_at else plan.posts, keeps, plan.account.id,
            tuple(one.shown for one in plan.media),
        )  # fmt: skip
        self._box.look_once_more(leaving)

    def remarks(self) -> None:
        """All of them, on a page of their own."""
        if self.writing is not None:
            self._doors.remarks(self.writing.plan)

    def visibility(self) -> None:
        """The next narrower audience, then the first again."""
        if self.writing is None or self.writing.plan.visibility not in VISIBILITIES:
            self._parts.say("This network has one audience only.")
            return
        widest = VISIBILITIES.index(self.writing.plan.visibility)
        offered = VISIBILITIES[widest:]
        here = offered.index(self.writing.visibility) if self.writing.visibility in offered else 0
        self.writing = replace(self.writing, visibility=offered[(here + 1) % len(offered)])
        self.look_again()

    async def promise(self) -> None:
        """Another date for the promise, or none; or that this answer keeps what was promised before."""
        if self.writing is not None:
            chosen = await promising.choose(self._parts, self.writing)
            # The question took its time: what else was chosen meanwhile stands.
            self.writing = replace(self.writing, promise_at=chosen.promise_at, keeps=chosen.keeps)
        self.look_again()

    def back(self) -> None:
        """To the text."""
        self._box.write_on()

    # Leaving

    async def send(self) -> None:
        """Lets it leave, or files what was posted by hand; then the next row."""
        writing = self.writing
        if writing is None:
            return
        if writing.plan.by_hand and writing.copied < max(1, len(writing.plan.parts)):
            self._copy_by_hand(writing)
            return
        by_hand = bool(writing.plan.by_hand)
        joining = await _agreed(self._parts, writing)
        if joining is None:
            self.look_again()
            return
        line = await self._parts.desk.replies.send(
            writing.card.id, self._box.composer.text, visibility=writing.visibility, ack=writing.ack,
            promise_at=writing.promise_at, by_hand=by_hand, later=writing.later_at, keeps=writing.keeps,
            joining=joining,
        )  # fmt: skip
        rescue.forget(self._parts.state, writing.card.id)
        self._parts.banner.tell(())
        self._end()
        if writing.later_at:
            at = when(writing.later_at, self._parts.now(), self._parts.zone)
            self._parts.say(f"Planned for {at} → {clean(line.to, newlines=False)} · U takes it back")
        if by_hand:
            self._parts.say(f"Filed as posted by hand to {clean(line.to, newlines=False)}.")
        self._parts.go_past(writing.card.id)
        await self._doors.after([writing.card.id])

    def _copy_by_hand(self, writing: Writing) -> None:
        posts, number = writing.plan.parts, writing.copied + 1
        self._doors.copy(posts[number - 1].text if len(posts) > 1 else writing.plan.text)
        self.writing = replace(writing, copied=number)
        self._parts.banner.tell(_by_hand_words(writing.plan, number))

    async def recall(self) -> None:
        """Takes back the newest answer that is still leaving."""
        line = await self._parts.desk.replies.recall()
        self._parts.say(_taken_back(line))
        if line.conversation_id is not None:
            await self._doors.after([line.conversation_id])
            self._parts.queue.go(line.conversation_id)

    async def restore(self) -> None:
        """Takes drafts that an earlier end left in files back into the store."""
        for draft in rescue.found(self._parts.state):
            with suppress(SocialtuiError):
                await self._parts.desk.replies.open(draft.conversation_id)
                await self._parts.desk.replies.save(draft.conversation_id, draft.text)
                await self._parts.desk.replies.leave(draft.conversation_id)
                rescue.forget(self._parts.state, draft.conversation_id)


def _taken_back(line: OutboxLine) -> str:
    if line.kind == "post":
        return "Taken back. The post is a draft again: g w shows it."
    words = f"Taken back. The answer to {clean(line.to, newlines=False)} is a draft again: r goes on."
    return f"{words} {standing_parts(line)}".rstrip()


def _extra(text: str, plan: Plan) -> int:
    """What handles and signature take beside the typed words."""
    prefix = "".join(f"@{handle} " for handle in plan.handles if f"@{handle}" not in plan.text)
    return (left(text, plan.limits) or 0) - (left(prefix + plan.text, plan.limits) or 0)


async def _agreed(parts: Parts, writing: Writing) -> str | None:
    """What is asked before an answer leaves; None for no, else the reason to join where one was wanted."""
    plan, joining = writing.plan, ""
    if not writing.card.addressed and (
        words := await parts.desk.meters.joining(writing.card.id, writing.later_at)
    ):
        parts.say(words, alarm=True)
        joining = (await parts.question("Why join this one?") or "").strip()
        if not joining:
            return None
    if plan.confirm and not plan.by_hand and (not joining or plan.account.confirm):
        return joining if await parts.choose(plan.asks, {"y": "send"}) == "y" else None
    return joining


def _by_hand_words(plan: Plan, number: int) -> list[str]:
    """What to do with a post that went to the clipboard, and where."""
    many, url = len(plan.parts), clean(plan.url, newlines=False)
    what = f"Part {number} of {many}" if many > 1 else "The answer"
    then = "I posted it" if number >= many else f"part {number + 1}, in answer to it"
    words = [f"{what} was sent to your terminal's clipboard (OSC 52). Post it there, then y: {then}."]
    return [*words, url] if url.startswith(("http://", "https://")) else words
