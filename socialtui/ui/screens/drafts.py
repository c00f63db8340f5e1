"""What was typed and not sent, newest first; enter goes on writing."""

from collections.abc import Hashable, Sequence

from socialtui.desk.replies import DraftLine
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Picked
from socialtui.ui.screens.lists import ListSheet, many
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Column, Row


class Drafts(ListSheet):
    """g d. Result: the conversation to go to and write on, or None."""

    WHERE = Where.DRAFTS
    BINDINGS = bindings(Where.DRAFTS)
    COLUMNS = (Column(18), Column(0), Column(5, right=True))
    EMPTY = "No drafts. What you type is kept here as you type it."
    _drafts: dict[Hashable, DraftLine] = {}  # noqa: RUF012  replaced whole at each reading

    async def read(self) -> Sequence[Row]:
        """Every draft with words in it."""
        drafts = await self.desk.replies.drafts()
        self._drafts = {draft.conversation_id: draft for draft in drafts}
        ink = self.look.ink
        return [
            Row(
                draft.conversation_id,
                (
                    (draft.to, ink.text),
                    (draft.text, ink.text),
                    (coarse(self.now - draft.saved_at), ink.muted),
                ),
            )
            for draft in drafts
        ]

    def heading(self) -> tuple[str, str]:
        """How many."""
        return "Drafts", f"{many(len(self._drafts), 'answer')} not sent" if self._drafts else ""

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """The whole text."""
        draft = self._drafts[id]
        kept = f"{many(len(draft.text), 'letter')} kept, {when(draft.saved_at, self.now, self.zone)}"
        return [
            self.line(self.facts(f"to {draft.to}", kept), width),
            *self.wrapped(draft.text, width, self.look.ink.muted),
        ]

    def can(self, id: str) -> bool:
        """Enter needs a draft."""
        return id != "drafts.open" or self.table.current is not None

    async def verb_drafts_open(self) -> None:
        """Hands back its conversation."""
        here = self.table.current
        if isinstance(here, int):
            self.dismiss(Picked(here, "reply"))
