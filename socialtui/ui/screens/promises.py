"""The ledger: what we promised to whom by when, broken first, and how much of it was kept."""

from collections.abc import Hashable, Sequence

from socialtui.desk.promises import Ledger, LedgerLine
from socialtui.desk.room import Done
from socialtui.domain.errors import SocialtuiError
from socialtui.domain.text import sentence
from socialtui.domain.why import moment_words
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Picked
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.questions import Ask
from socialtui.ui.widgets.table import Cell, Column, Row


class Promises(ListSheet):
    """g p. Result: the conversation to go to, perhaps with an answer to begin, or None."""

    WHERE = Where.PROMISES
    BINDINGS = bindings(Where.PROMISES)
    COLUMNS = (Column(9), Column(12), Column(16), Column(0))
    EMPTY = "Nothing is promised. What an answer says by when is kept here until it is done."
    EVERY = 60.0
    _ledger = Ledger((), 0, 0, 0, {})

    async def read(self) -> Sequence[Row]:
        """Broken ones first, then by date."""
        self._ledger = await self.desk.promises.ledger()
        return [Row(line.id, self._cells(line)) for line in self._ledger.lines]

    def _cells(self, line: LedgerLine) -> tuple[Cell, ...]:
        ink, owed = self.look.ink, self._owed(line)
        style = ink.late if line.state == "broken" and owed else ink.text if owed else ink.muted
        return (
            (line.state, style),
            (moment_words(line.due_at, self.now, self.zone), style),
            (line.to, ink.text if owed else ink.muted),
            (line.text, ink.text if owed else ink.muted),
        )

    @staticmethod
    def _owed(line: LedgerLine) -> bool:
        """Open, or broken with nothing done about it since."""
        return line.state == "open" or (line.state == "broken" and not line.reason)

    def heading(self) -> tuple[str, str]:
        """1 broken · 4 open, 2 due today · kept 12 of 14 in 90 days"""
        ledger = self._ledger
        broken = sum(line.state == "broken" and self._owed(line) for line in ledger.lines)
        today = f", {ledger.today} due today" if ledger.today else ""
        ended = ledger.kept + ledger.broken
        return "Promises", self.facts(
            f"{broken} broken" if broken else "",
            f"{ledger.open} open{today}",
            f"kept {ledger.kept} of {ended} in 90 days" if ended else "",
        )

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """To whom, by whom, until when, its words, and what they say since."""
        line, ink = self._line(id), self.look.ink
        if line is None:
            return ()
        due = moment_words(line.due_at, self.now, self.zone)
        made = moment_words(line.opened_at, self.now, self.zone)
        facts = self.facts(f"to {line.to}", f"by {line.who}", f"made {made}", f"{line.state}, due {due}")
        lines = [self.line(facts, width), *self.wrapped(line.text, width)]
        if line.reason:
            lines.append(self.line(line.reason, width, ink.muted))
        if line.id in self._ledger.thanked:
            lines.append(self.line(f"They say “{self._ledger.thanked[line.id]}”: kept? e says so.", width))
        elif line.said:
            lines.append(self.line(f"they since: {line.said}", width, ink.muted))
        return lines

    def _line(self, id: Hashable) -> LedgerLine | None:
        return next((line for line in self._ledger.lines if line.id == id), None)

    @property
    def _here(self) -> LedgerLine | None:
        return self._line(self.table.current)

    def can(self, id: str) -> bool:
        """What ended can't end once more."""
        line = self._here
        if id in ("promises.kept", "promises.withdraw"):
            return line is not None and self._owed(line)
        return line is not None or id not in ("promises.open", "promises.answer")

    async def verb_promises_open(self) -> None:
        """Goes to the conversation."""
        if self._here is not None:
            self.dismiss(Picked(self._here.conversation_id))

    async def verb_promises_answer(self) -> None:
        """Goes there and begins an answer."""
        if self._here is not None:
            self.dismiss(Picked(self._here.conversation_id, "reply"))

    async def verb_promises_kept(self) -> None:
        """We did what we said."""
        if self._here is not None:
            self._did(await self.desk.promises.kept([self._here.id]))

    async def verb_promises_withdraw(self) -> None:
        """Asks why, then takes it back."""
        if self._here is not None:
            # A question waits for keys, which an action would hold up.
            self.run_worker(self._withdraw(self._here.id), exclusive=True, group="ask")

    async def _withdraw(self, promise_id: int) -> None:
        ask = Ask(self.look)
        await self.mount(ask, before=self.foot)
        self.foot.display = False
        try:
            reason = await ask.ask("Why is it withdrawn?")
        finally:
            await ask.remove()
            self.foot.display = True
        if not reason or not reason.strip():
            return
        try:
            self._did(await self.desk.promises.withdraw([promise_id], reason))
        except SocialtuiError as trouble:
            self.say(str(trouble), alarm=True)

    async def verb_promises_undo(self) -> None:
        """Takes back the newest local act."""
        self._did(await self.desk.undo.undo(), "")

    def _did(self, done: Done, more: str = " · u takes it back") -> None:
        self.say(sentence(done.words) + more)
        self.reload()
