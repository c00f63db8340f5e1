"""The day's plan: a few lines under the queue, or the whole schedule as a pane of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from socialtui.domain.cadence import Row, State
from socialtui.domain.livable import Offer
from socialtui.domain.text import clean
from socialtui.ui.commands import Where, bindings
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import DiffLines, Grounded, Line, Lines, cut, fit, wrap

WORDS = 24
"""Cells for a task's words."""


def sign(row: Row, look: Look) -> Segment:
    """Done, half, still to do, left aside."""
    glyphs, ink = look.glyphs, look.ink
    return {
        State.DONE: Segment(glyphs.done, ink.text),
        State.HALF: Segment(glyphs.half, ink.text),
        State.OPEN: Segment(glyphs.todo, ink.muted),
        State.SKIPPED: Segment(glyphs.skipped, ink.muted),
        State.NOT_APPROPRIATE: Segment(glyphs.done, ink.muted),
        State.SLEEPING: Segment(" ", ink.muted),
    }[row.state]


def task_line(row: Row, width: int, look: Look) -> Line:
    """✓ Google Alerts          0 left"""
    name = min(WORDS, max(8, width - 14))
    ends = {State.SKIPPED: "skipped", State.NOT_APPROPRIATE: "not today", State.SLEEPING: row.why}
    end = ends.get(row.state) or row.progress
    if row.comes is not None and not end:
        end = f"{row.comes:%a}" if width < 60 else f"{row.comes:%a %d %b}"
    if row.task.event and not row.due and not end:
        end = f"when it happens: {row.task.event}"
    if width >= 60 and row.due and row.minutes_left:
        end = f"{end.ljust(9)} {row.minutes_left} min"
    if row.for_whom:
        end += f"  {clean(row.for_whom, newlines=False)}"
    if width >= 60 and row.note:
        end += f"  {clean(row.note, newlines=False)}"
    quiet = row.state in (State.SLEEPING, State.SKIPPED) or not row.due
    style = look.ink.muted if quiet else look.ink.text
    dots = look.glyphs.ellipsis
    words = fit(clean(row.task.words, newlines=False), name, dots)
    return [
        sign(row, look),
        Segment(f" {words} ", style),
        Segment(cut(end, max(0, width - name - 3), dots), style),
    ]


def title(kept: int, due: int, minutes: int, look: Look) -> str:
    """3 of 6 · 20 min left"""
    if not due:
        return "nothing is planned"
    words = f"{kept} of {due}"
    return f"{words} {look.glyphs.dot} {minutes} min left" if minutes else words


class Today(DiffLines, Lines):
    """The day's tasks in the room there is, open ones first."""

    DEFAULT_CSS = "Today { height: 5; }"

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look

    def tell(
        self, tasks: Sequence[Row], kept: int, due: int, minutes: int, balance: str = "", most: int = 4
    ) -> None:
        """Shows the heading, at most so many tasks, and last the balance of own posts; what is settled gives way.

        Its height never changes: a list above it that gets shorter is drawn twice.
        """
        width, ink = max(20, self.size.width), self._look.ink
        heading = [Segment(" Today ", ink.accent), Segment(title(kept, due, minutes, self._look), ink.muted)]
        most -= bool(balance)
        chosen = list(tasks)
        if len(chosen) > most:
            settled = {State.DONE, State.SKIPPED, State.NOT_APPROPRIATE}
            keep = set(sorted(range(len(chosen)), key=lambda n: (chosen[n].state in settled, n))[:most])
            chosen = [row for n, row in enumerate(chosen) if n in keep]
        lines = [[Segment(" ", ink.text), *task_line(row, width - 1, self._look)] for row in chosen]
        if balance:
            lines.append([Segment(cut(f" {balance}", width, self._look.glyphs.ellipsis), ink.muted)])
        self.show([heading, *lines])


@dataclass(frozen=True)
class Shown:
    """One line of the pane."""

    what: "Row | Offer | None"
    """What the cursor stands on; None for a heading."""
    words: str = ""
    first: bool = True
    """The line that has the cursor, where one thing takes several."""


class CadencePane(Grounded, can_focus=True, inherit_bindings=False):
    """What is offered, then every task, those of today first; the cursor stays on its task."""

    BINDINGS = bindings(Where.CADENCE)
    DEFAULT_CSS = "CadencePane { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on something else."""

        row: Row | None

    class Sized(Message):
        """It has another width: its lines are broken for it when they are told anew."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._all: list[Row | Offer] = []
        self._lines: list[Shown] = []
        self._index = 0
        self._top = 0

    def tell(
        self,
        tasks: Sequence[Row],
        heading: Sequence[str],
        meters: Sequence[str] = (),
        offers: Sequence[Offer] = (),
    ) -> None:
        """Shows these tasks from now on, what is offered above them, and below the heading how the week goes.

        The heading's parts stand side by side where there is room.
        """
        here = _name(self._at)
        due = [row for row in tasks if row.due]
        later = [row for row in tasks if not row.due and row.state is not State.SLEEPING]
        asleep = [row for row in tasks if row.state is State.SLEEPING]
        self._all = [*offers, *due, *later, *asleep]
        width = self.size.width or self.app.size.width
        self._lines = [Shown(None, words) for words in _beside(heading, width - 1)]
        for words in meters:
            self._lines += [Shown(None, line) for line in wrap(words, width - 1)]
        for offer in offers:
            text = wrap(offer.words, width - 4)
            self._lines += [Shown(offer, line, n == 0) for n, line in enumerate(text)]
        self._lines += [Shown(row) for row in due]
        for words, group in (("Another day", later), ("Sleeping", asleep)):
            if group:
                self._lines += [Shown(None), Shown(None, words), *(Shown(row) for row in group)]
        first = next((n for n, one in enumerate(self._all) if isinstance(one, Row)), 0)
        self._index = next((n for n, one in enumerate(self._all) if _name(one) == here), first)
        self._keep_in_sight()
        self.refresh()

    @property
    def _at(self) -> Row | Offer | None:
        return self._all[self._index] if self._index < len(self._all) else None

    @property
    def row(self) -> Row | None:
        """The task under the cursor."""
        return self._at if isinstance(self._at, Row) else None

    @property
    def offer(self) -> Offer | None:
        """The offer under the cursor."""
        return self._at if isinstance(self._at, Offer) else None

    def go(self, task: str) -> None:
        """Puts the cursor on a task."""
        self._land(next((n for n, one in enumerate(self._all) if _name(one) == task), self._index))

    def action_move(self, how: str) -> None:
        """Moves as a verb of `commands` says."""
        page, end = max(1, self.size.height // 2), len(self._all)
        by = {
            "down": 1, "up": -1, "half_down": page, "half_up": -page,
            "page_down": 2 * page, "page_up": -2 * page, "top": -end, "bottom": end,
        }[how]  # fmt: skip
        self._land(max(0, min(end - 1, self._index + by)) if end else 0)

    def _land(self, index: int) -> None:
        was = self._line_of(self._index)
        self._index = index
        now = self._line_of(self._index)
        if was == now:
            return
        top = self._top
        self._keep_in_sight()
        if top != self._top:
            self.refresh()
        else:
            self.refresh(Region(0, was - top, 2, 1), Region(0, now - top, 2, 1))
        self.post_message(self.Moved(self.row))

    def _keep_in_sight(self) -> None:
        """Scrolls to the cursor by half a page, and never past the end."""
        height, now = self.size.height, self._line_of(self._index)
        if not height:
            return  # hidden; its size comes when it is seen
        if not self._top <= now < self._top + height:
            self._top = now - height // 2
        self._top = max(0, min(len(self._lines) - height, self._top))

    def on_resize(self) -> None:
        """The cursor stays in sight; what was told before the width was known is asked for again."""
        self._keep_in_sight()
        self.post_message(self.Sized())

    def _line_of(self, index: int) -> int:
        at = self._all[index] if index < len(self._all) else None
        found = (n for n, one in enumerate(self._lines) if one.what is at and at is not None and one.first)
        return next(found, 0)

    def render_line(self, y: int) -> Strip:
        """One task, a line of an offer, or a heading."""
        width, n = self.size.width, y + self._top
        if n >= len(self._lines):
            return self.on_ground(Strip.blank(width))
        shown, ink, look = self._lines[n], self._look.ink, self._look
        if shown.what is None:
            line = [Segment(f" {shown.words}", ink.accent if n == 0 else ink.muted)]
            return self.on_ground(Strip(line).adjust_cell_length(width))
        here = shown.what is self._at and shown.first and self.has_focus
        gutter = Segment(f"{look.glyphs.cursor if here else ' '} ", ink.accent)
        if isinstance(shown.what, Row):
            line = [gutter, *task_line(shown.what, width - 2, look)]
        else:
            line = [gutter, Segment(look.words(f"{'?' if shown.first else ' '} {shown.words}"), ink.text)]
        return self.on_ground(Strip(line).adjust_cell_length(width))


def _beside(parts: Sequence[str], width: int) -> list[str]:
    """The parts in one line; each in lines of its own where one is too short for all."""
    whole = "  ".join(parts)
    if cell_len(whole) <= width:
        return [whole]
    return [line for part in parts for line in wrap(part, width)]


def _name(at: Row | Offer | None) -> str:
    """What the cursor stays on."""
    return at.task.id if isinstance(at, Row) else f"offer {at.id}" if at is not None else ""
