"""What we owe and what they owe: promises by hand, follow-ups, a colleague asked for help, and letting go."""

from typing import TYPE_CHECKING

from socialtui.desk.room import Done
from socialtui.domain.text import clean
from socialtui.ui.screens.acting import Acting
from socialtui.ui.screens.moments import moment
from socialtui.ui.screens.parts import Parts, Rows
from socialtui.ui.times import when

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox


class Owing:
    """Each verb asks what it needs in the footer line."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts, self._acting = inbox, inbox.parts, inbox.rooms.acting

    async def _typed(self, label: str) -> str:
        """A line; empty for none."""
        return (await self._parts.question(label) or "").strip()

    async def promise(self) -> None:
        """Something that was promised elsewhere, with its date."""
        parts, rows = self._parts, self._parts.row()
        text = await self._typed(f"What was promised to {rows.named}")
        read = parts.desk.verbs.parse_time
        due_at = await moment(parts, "By (2h, fri 9:00, tomorrow)", read) if text else None
        if due_at is None:
            return

        async def act(ids: list[int]) -> Done:
            done = await parts.desk.promises.promise(ids[0], text, due_at)
            return Done(f"{done.words} by {when(due_at, parts.now(), parts.zone)}", done.ids)

        await self._acting.words(rows, act)

    async def follow_up(self) -> None:
        """Waits for their answer until a time; without one the row comes back."""
        parts, rows = self._parts, self._parts.chosen()
        label = "Wait for their answer until (2d, fri 9:00, tomorrow)"
        until = await moment(parts, label, parts.desk.verbs.parse_time)
        if until is not None:
            await wait(parts, self._acting, rows, until)

    async def escalate(self) -> None:
        """To whom, and why; then the holding answer that tells the customer who writes."""
        parts, inbox, rows = self._parts, self._inbox, self._parts.row()
        to = await self._typed("Escalate to")
        note = await parts.question(f"Note for {to}") if to else None
        if note is None:
            return
        handed = False

        async def act(ids: list[int]) -> Done:
            nonlocal handed
            done = await parts.desk.verbs.escalate(ids[0], to, note, rows.cards[0].state)
            handed = done.handed
            return done

        if not (await self._acting.words(rows, act) and handed):
            return  # somebody else has seen to it; what was said of that stands there
        parts.queue.go(rows.ids[0])
        await inbox.begin(lambda: inbox.rooms.answering.acknowledge(rows.cards[0], to))
        parts.say(f"Escalated to {clean(to, newlines=False)}. Tell the customer who answers; esc leaves it.")

    async def abdicate(self) -> None:
        """Lets the conversation rest, with a reason."""
        rows, waiting = self._parts.row(), self._parts.desk.waiting
        await waiting.may_rest(rows.ids[0])
        reason = await self._typed(f"Let {rows.named} rest. Why?")
        if not reason:
            self._parts.say("Left open.")
            return
        await self._acting.once(rows, lambda ids: waiting.abdicate(ids[0], reason))


async def wait(parts: Parts, acting: Acting, rows: Rows, until: int) -> None:
    """Waits for their answer until a time (UTC seconds)."""

    async def act(ids: list[int]) -> Done:
        done = await parts.desk.waiting.follow_up(ids, until)
        return Done(f"{done.words} until {when(until, parts.now(), parts.zone)}", done.ids)

    await acting.on(rows, act)
