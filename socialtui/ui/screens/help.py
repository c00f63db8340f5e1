"""The keys of one pane, then those that act everywhere; typing filters, enter runs."""

from rich.style import Style

from socialtui.domain.query import TERMS
from socialtui.ui.commands import BY_ID, COMMANDS, Command, Where, acts_in, shown
from socialtui.ui.screens import Picked
from socialtui.ui.screens.narrowing import NarrowingSheet
from socialtui.ui.screens.sheet import Place, press
from socialtui.ui.widgets.table import Cell, Column, Row, Table

PANES = {
    Where.LIST: "the queue", Where.THREAD: "the thread", Where.COMPOSER: "the composer", Where.REVIEW: "the review",
    Where.CADENCE: "the cadence pane", Where.PROMISES: "the promises",
    Where.OUTBOX: "the outbox", Where.DRAFTS: "the drafts",
    Where.EVENTS: "the undo list", Where.SOURCES: "the sources", Where.PAGE: "this page",
    Where.PERSON: "the person's card", Where.PEOPLE: "the people",
    Where.RULES: "the rules", Where.HITS: "the trial", Where.LESSONS: "the lessons", Where.TRAFFIC: "the traffic",
    Where.LEARNED: "what was learned", Where.PLAN: "the plan", Where.MAP: "the map",
    Where.WEEK: "the week planner", Where.FRIDAY: "the week looked back at", Where.BEHIND: "the rows",
    Where.START: "the first run", Where.FORM: "these questions",
}  # fmt: skip


class Help(NarrowingSheet[Picked | None]):
    """? and F1. Result: the verb to run, or None."""

    def __init__(self, place: Place) -> None:
        empty = "No verb has these words. esc goes back."
        super().__init__(place, Table(place.look, (Column(14), Column(0)), empty, id="verbs"), below=2)
        self.pane = place.pane

    def begin(self) -> None:
        """All verbs of the pane."""
        self.title_line("Keys", f"of {PANES[self.pane]}, then those of every screen")
        self.start("Run")

    def take(self) -> None:
        """Hands back the verb under the cursor."""
        here = self.table.current
        if not isinstance(here, str):
            return
        if not BY_ID[here].action:
            self.dismiss(Picked(verb=here))
            return
        below = self.app.screen_stack[-2]  # an action of the pane itself, which the screen has no verb for
        self.dismiss(None)
        below.call_next(press, below, here)

    def whole(self) -> tuple[str, Style]:
        """The verb's whole sentence, and the name by which keys.toml rebinds it."""
        here = self.table.current
        words = f"{BY_ID[here].help} keys.toml calls it {here}." if isinstance(here, str) else ""
        if isinstance(here, int):
            words = " ".join((*TERMS[here], "In / and in saved views; all terms must hold."))
        return words, self.look.ink.muted

    async def verb_help(self) -> None:
        """The same key again closes it."""
        self.dismiss(None)

    def find(self, letters: str) -> None:
        """Those whose key, name or sentence holds every word."""
        ink = self.look.ink
        here = [command for command in COMMANDS if self.pane in command.where]
        everywhere = [
            command
            for command in COMMANDS
            if self.pane not in command.where and acts_in(command, self.pane, self.keys.of(command))
        ]
        rows: list[Row] = []
        for heading, commands in ((f"In {PANES[self.pane]}", here), ("Everywhere", everywhere)):
            found = [command for command in commands if self._matches(command, letters)]
            if found:
                rows += [Row(None, ())] if rows else []
                rows.append(Row(None, ((heading, ink.accent),)))
                rows += [Row(command.id, self._cells(command)) for command in found]
        if self.pane is Where.LIST:
            rows += self._terms(letters)
        self.table.tell(rows)

    def _terms(self, words: str) -> list[Row]:
        """What may be typed into a filter; a row's id is the term's place."""
        ink = self.look.ink
        found = [
            Row(n, ((form, ink.text), (help, ink.muted)))
            for n, (form, help) in enumerate(TERMS)
            if all(word in f"{form} {help}".lower() for word in words.lower().split())
        ]
        return [Row(None, ()), Row(None, (("In a filter", ink.accent),)), *found] if found else []

    def _keys(self, command: Command) -> str:
        return " ".join(shown(key) for key in self.keys.of(command))

    def _cells(self, command: Command) -> tuple[Cell, ...]:
        ink = self.look.ink
        return ((self._keys(command) or "no key", ink.text), (command.help, ink.muted))

    def _matches(self, command: Command, words: str) -> bool:
        text = f"{self._keys(command)} {command.id} {command.words} {command.help}".lower()
        return all(word in text for word in words.lower().split())
