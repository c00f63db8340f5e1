"""Answers on their way out and what became of them: take back, send again, see where they stand."""

from collections.abc import Hashable, Sequence

from socialtui.domain.reply import UNDER_WAY, OutboxLine, OutboxState, standing_parts
from socialtui.domain.text import sentence
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Picked
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.learning import USES, kept
from socialtui.ui.screens.link import LinkPage
from socialtui.ui.screens.lists import many, until
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

WORDS = {
    OutboxState.LEAVING: "leaving", OutboxState.DUE: "about to go", OutboxState.SENDING: "being sent",
    OutboxState.UNKNOWN: "sent or not?", OutboxState.SENT: "sent", OutboxState.REFUSED: "not sent",
    OutboxState.RECALLED: "taken back", OutboxState.BY_HAND: "by hand",
}  # fmt: skip
UNSETTLED = (OutboxState.UNKNOWN, OutboxState.REFUSED)


class Outbox(AskingSheet):
    """g o. Result: the conversation to go to, or None."""

    WHERE = Where.OUTBOX
    BINDINGS = bindings(Where.OUTBOX)
    COLUMNS = (Column(12), Column(16), Column(0), Column(7, right=True))
    EMPTY = "Nothing was sent from here yet. r in the inbox writes an answer."
    EVERY = 1.0
    _lines: dict[Hashable, OutboxLine] = {}  # noqa: RUF012  replaced whole at each reading

    async def read(self) -> Sequence[Row]:
        """The newest hundred."""
        lines = await self.desk.replies.outbox()
        self._lines = {line.id: line for line in lines}
        return [Row(line.id, self._cells(line)) for line in lines]

    def heading(self) -> tuple[str, str]:
        """How many are on their way, and how many need a look."""
        states = [line.state for line in self._lines.values()]
        going = sum(state in UNDER_WAY for state in states)
        look = sum(state in UNSETTLED for state in states)
        return "Outbox", self.facts(
            f"{going} on {'its' if going == 1 else 'their'} way" if going else "nothing on its way",
            many(look, "needs a look", "need a look") if look else "",
        )

    def _cells(self, line: OutboxLine) -> tuple[Cell, ...]:
        ink = self.look.ink
        going, unsettled = line.state in UNDER_WAY, line.state in UNSETTLED
        words = ink.soon if unsettled else ink.text if going else ink.muted
        return (
            (_state(line), words),
            (_to(line), ink.text),
            (line.text, ink.text if going or unsettled else ink.muted),
            (self._when(line), ink.muted),
        )

    def _when(self, line: OutboxLine) -> str:
        if line.state is OutboxState.LEAVING:
            return until(line.due_at - self.now)
        if line.state in (OutboxState.DUE, OutboxState.SENDING):
            return until(line.due_at - self.now)
        return coarse(self.now - (line.sent_at or line.created_at))

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """To whom, in what state since when, the whole text, the trouble and what to do."""
        line, ink = self._lines[id], self.look.ink
        lines = [self.line(self._facts(line), width)]
        if line.trouble:
            lines += self.wrapped(line.trouble, width, ink.soon)
        elif line.state is OutboxState.UNKNOWN:
            lines += self.wrapped("Sent or not? Nothing is sent again by itself.", width, ink.soon)
        if line.next_step:
            lines += self.wrapped(line.next_step, width)
        elif line.sends_again:
            lines += self.wrapped("Your text is kept: r sends it again, once.", width)
        lines += self.wrapped(line.text, width, ink.muted)
        if line.url:
            lines.append(self.line(line.url, width, ink.muted))
        return lines

    def _facts(self, line: OutboxLine) -> str:
        at = when(line.sent_at, self.now, self.zone) if line.sent_at else ""
        state = {
            OutboxState.LEAVING: f"leaving {until(line.due_at - self.now)} · U takes it back",
            OutboxState.SENT: f"sent {at}",
            OutboxState.BY_HAND: f"posted by hand {at}",
        }.get(line.state, _state(line))
        if line.planned and line.state is OutboxState.DUE:
            state = f"planned for {when(line.due_at, self.now, self.zone)} · U takes it back"
        if line.parts:
            state = f"{state} · part {line.part} of {line.parts}"
        tries = many(line.attempts, "try", "tries") if line.attempts > 1 else ""
        return self.facts(f"to {_to(line)}", line.account, f"by {line.who}", state, tries)

    # Verbs

    @property
    def _here(self) -> OutboxLine | None:
        return self._lines.get(self.table.current)

    def can(self, id: str) -> bool:
        """U while it is leaving, r where it was not taken and nothing else sends it, o where it stands somewhere."""
        line = self._here
        if id == "outbox.recall":
            planned = line is not None and bool(line.planned) and line.state is OutboxState.DUE
            return planned or (line is not None and line.state is OutboxState.LEAVING)
        if id == "outbox.again":
            return line is not None and line.sends_again
        if id == "outbox.reuse":
            sent = line is not None and line.state in (OutboxState.SENT, OutboxState.BY_HAND)
            return sent and line is not None and line.conversation_id is not None
        if id == "outbox.link":
            return line is not None and bool(line.url)
        return id != "outbox.open" or (line is not None and line.conversation_id is not None)

    async def verb_outbox_open(self) -> None:
        """Goes to its conversation."""
        if self._here is not None:
            self.dismiss(Picked(self._here.conversation_id))

    async def verb_outbox_recall(self) -> None:
        """Takes it back; its text is a draft again."""
        if self._here is not None:
            line = await self.desk.replies.recall(self._here.id)
            words = f"Taken back: the answer to {line.to} is a draft again. g d shows it."
            if line.kind == "post":
                words = "Taken back: the post is a draft again. g w shows it."
            self.say(f"{words} {standing_parts(line)}".rstrip())
            self.reload()

    async def verb_outbox_again(self) -> None:
        """Sends a refused text once more, with the same key."""
        if self._here is not None:
            line = await self.desk.replies.again(self._here.id)
            self.say(f"{WORDS[line.state].capitalize()}: the answer to {_to(line)}, once more.")
            self.reload()

    async def verb_outbox_reuse(self) -> None:
        """Keeps what was sent as something else."""
        if self._here is not None:
            answer = await self.desk.reuse.of_outbox(self._here.id)
            key = await self.choose("Keep the answer as", USES)
            done = await kept(self.desk.reuse, answer, key, self.question)
            if done is not None:
                self.say(f"{sentence(done.words)} · u in the inbox takes it back")

    async def verb_outbox_link(self) -> None:
        """Shows where it stands."""
        line = self._here
        if line is not None:
            self.app.push_screen(LinkPage(self._spot, f"Your answer to {_to(line)}", line.url, line.text))


def _to(line: OutboxLine) -> str:
    return "everybody" if line.kind == "post" else line.to


def _state(line: OutboxLine) -> str:
    planned = line.planned and line.state is OutboxState.DUE
    return "planned" if planned else WORDS[line.state]
