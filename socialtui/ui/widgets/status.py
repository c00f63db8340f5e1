"""The uppermost line: who waits, what is owed, how far the day is, what is in trouble, and the clock."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment

from socialtui.domain.conversation import Counts
from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import DiffLines, Line, Lines, cut, fit

CAP = 1000
"""Counts stop here and are shown as 999+."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the status line says."""

    brand: str
    counts: Counts
    plan: str
    """3/6; empty where nothing is planned."""
    trouble: str
    clock: str
    """14:07 CET"""


class StatusLine(DiffLines, Lines):
    """Told its facts; a notice stands in their place until it is taken away."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._facts: Facts | None = None
        self._notice = ""
        self._alarm = False

    def tell(self, facts: Facts) -> None:
        """Shows these facts."""
        if facts != self._facts:
            self._facts = facts
            self._draw()

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Shows a notice in place of the counts; empty words take it away."""
        if (words, alarm) != (self._notice, self._alarm):
            self._notice, self._alarm = words, alarm
            self._draw()

    @property
    def notice(self) -> str:
        """The notice that stands there."""
        return self._notice

    def on_resize(self) -> None:
        """The clock stays at the right edge."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if self._facts and width:
            self.show([status_line(self._facts, self._notice, self._alarm, width, self._look)])


def status_line(facts: Facts, notice: str, alarm: bool, width: int, look: Look) -> Line:
    """The line in `width` cells; the clock is never clipped."""
    ink, right = look.ink, f" {facts.clock} "
    room = width - len(right)
    if notice:
        text = fit(f" {look.words(clean(notice, newlines=False))}", room, look.glyphs.ellipsis)
        return [Segment(text, ink.soon if alarm else ink.text), Segment(right, ink.muted)]
    line: list[Segment] = []
    used = 0
    for segment in _parts(facts, look):
        text = cut(segment.text, room - used, look.glyphs.ellipsis)
        used += cell_len(text)
        line.append(Segment(text, segment.style))
    return [*line, Segment(" " * max(0, room - used), ink.text), Segment(right, ink.muted)]


def _parts(facts: Facts, look: Look) -> Iterator[Segment]:
    ink, counts, dot = look.ink, facts.counts, f" {look.glyphs.dot} "
    if facts.brand:
        yield Segment(f" {clean(facts.brand, newlines=False)} ", ink.muted)
    one = counts.complaints == 1
    if counts.complaints:
        yield Segment(
            f" {_many(counts.complaints)} complaint{'' if one else 's'} wait{'s' if one else ''}", ink.text
        )
    else:
        yield Segment(" 0 complaints wait", ink.good)
    if counts.late:
        yield Segment(", ", ink.text)
        yield Segment(f"{_many(counts.late)} late", ink.late)
    rest = f"{dot}{_many(counts.owed)} owed"
    if facts.plan:
        rest += f"{dot}today {facts.plan}"
    yield Segment(rest, ink.text)
    if facts.trouble:
        yield Segment(dot + clean(facts.trouble, newlines=False), ink.soon)


def _many(number: int) -> str:
    return f"{CAP - 1}+" if number >= CAP else str(number)
