"""Rows that belong together: one person's posts as one row, and many persons' complaints about one thing."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from socialtui.domain.conversation import State, encode_id
from socialtui.domain.text import clean

if TYPE_CHECKING:
    from socialtui.domain.conversation import Card
    from socialtui.ui.screens.inbox import Inbox


class Grouping:
    """Made when one of its keys is pressed first."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts = inbox, inbox.parts

    async def merge(self) -> None:
        """One row of the marked ones; without marks, of all that this person has waiting; else apart again."""
        parts, joining = self._parts, self._parts.desk.joining
        ids = parts.chosen().ids
        done = await (joining.merge(ids) if len(ids) > 1 else joining.turn(ids[0]))
        parts.queue.clear_marks()
        self._inbox.following.forget()
        await self._inbox.listing.after(done.ids)
        parts.queue.go(done.ids[0])
        parts.say(f"{done.words} · u takes it back")

    async def alike(self) -> None:
        """Those that say the same as the row under the cursor, as a list of its own; q goes back."""
        parts, listing, (card,) = self._parts, self._inbox.listing, self._parts.row().cards
        group = await parts.desk.queue.alike.hold(card.id)
        if not group.others:
            parts.say("Nobody else has said the same in 7 days.")
            return
        parts.queue.clear_marks()
        self._inbox.show("list")
        waiting = (State.OPEN, State.SNOOZED)
        await listing.filter(f"like:{encode_id(card.id)}", True, waiting, group.told)
        parts.queue.go(card.id)
        said = ", ".join(f'"{clean(word, newlines=False)}"' for word in group.words[:2])
        parts.say(f"{group.told}{f': {said}' if said else ''} · r copies your last answer")

    async def anew(self) -> None:
        """Finds the others of such a list by what its first one says now."""
        for cid in self._inbox.listing.shown.query.like:
            await self._parts.desk.queue.alike.hold(cid)
        await self.renew()

    async def renew(self) -> None:
        """How many others there are is told of the list as it is now."""
        listing = self._inbox.listing
        shown = listing.shown
        if shown.more and shown.query.like:
            group = await self._parts.desk.queue.alike.group(shown.query.like[0])
            if group.told != shown.more and listing.shown is shown:
                listing.shown = replace(shown, more=group.told)
                listing.draw_title()

    async def copy(self, card: "Card") -> str:
        """What an answer to a row of such a list begins with: the newest one given there, made this person's."""
        like = self._inbox.listing.shown.query.like
        if not like:
            return ""
        alike = self._parts.desk.queue.alike
        copy = await alike.copy(card, (await alike.group(like[0])).ids)
        if copy is None:
            return ""
        to = clean(copy.to, newlines=False)
        self._parts.say(f"A copy of the answer to {to}, with the name exchanged. Make it theirs.")
        return copy.text
