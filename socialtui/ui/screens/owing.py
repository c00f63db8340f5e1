"""What we owe and what they owe: promises by hand, follow-ups, a colleague asked for help, and letting go."""

from typing import TYPE_CHECKING

from socialtui.desk.room import Done
from socialtui.domain.text import clean
from socialtui.ui.times import when

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox


class Owing:
    """Each verb asks what it needs in the footer line."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts = inbox, inbox.parts

    async def _typed(self, label: str) -> str:
        """A line; empty for none."""
        return (await self._parts.question(label) or "").strip()

    async def promise(self) -> None:
        """Something that was promised elsewhere, with its date."""
        card = self._parts.card
        if card is None:
            self._parts.say("No row is chosen.")
            return
        text = await self._typed(f"What was promised to {clean(card.who, newlines=False)}")
        typed = await self._typed("By (2h, fri 9:00, tomorrow)") if text else ""
        if typed:
            due_at = self._parts.desk.verbs.parse_time(typed)
            done = await self._parts.desk.promises.promise(card.id, text, due_at)
            at = when(due_at, self._parts.now(), self._parts.zone)
            await self._inbox.rooms.sorting.tell(Done(f"{done.words} by {at}", done.ids), [card.id])

    async def follow_up(self) -> None:
        """Waits for their answer until a time; without one the row comes back."""
        ids = self._parts.chosen()
        if not ids:
            self._parts.say("No row is chosen.")
            return
        typed = await self._typed("Wait for their answer until (2d, fri 9:00, tomorrow)")
        if typed:
            await self.wait(ids, typed)

    async def wait(self, ids: list[int], typed: str) -> None:
        """The same with the time that was typed."""
        until = self._parts.desk.verbs.parse_time(typed)
        done = await self._parts.desk.waiting.follow_up(ids, until)
        at = when(until, self._parts.now(), self._parts.zone)
        await self._inbox.rooms.sorting.tell(Done(f"{done.words} until {at}", done.ids), ids)

    async def escalate(self) -> None:
        """To whom, and why; then the holding answer that tells the customer who writes."""
        card = self._parts.card
        if card is None:
            return
        to = await self._typed("Escalate to")
        if not to:
            return
        note = await self._parts.question(f"Note for {to}")
        if note is None:
            return
        await self._inbox.rooms.sorting.tell(
            await self._parts.desk.verbs.escalate(card.id, to, note), [card.id]
        )
        self._parts.queue.go(card.id)
        await self._inbox.begin(lambda: self._inbox.rooms.answering.acknowledge(to))
        self._parts.say(
            f"Escalated to {clean(to, newlines=False)}. Tell the customer who answers; esc leaves it."
        )

    async def abdicate(self) -> None:
        """Lets the conversation rest, with a reason."""
        card = self._parts.card
        if card is None:
            return
        await self._parts.desk.waiting.may_rest(card.id)
        reason = await self._typed(f"Let {clean(card.who, newlines=False)} rest. Why?")
        if not reason:
            self._parts.say("Left open.")
            return
        await self._inbox.rooms.sorting.tell(
            await self._parts.desk.waiting.abdicate(card.id, reason), [card.id]
        )
