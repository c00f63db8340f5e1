"""Rows that belong together: one person's posts as one row, and taken apart again."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox


class Grouping:
    """Made when one of its keys is pressed first."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts = inbox, inbox.parts

    async def merge(self) -> None:
        """One row of the marked ones; without marks, of all that this person has waiting; else apart again."""
        parts, joining = self._parts, self._parts.desk.joining
        ids = parts.chosen()
        if not ids:
            parts.say("No row is chosen.")
            return
        done = await (joining.merge(ids) if len(ids) > 1 else joining.turn(ids[0]))
        parts.queue.clear_marks()
        self._inbox.following.forget()
        await self._inbox.listing.after(done.ids)
        parts.queue.go(done.ids[0])
        parts.say(f"{done.words} · u takes it back")
