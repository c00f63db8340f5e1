"""The uppermost line: who waits, what is owed, how far the day is, what is in trouble, and the clock."""

from collections.abc import Iterator

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Horizontal

from socialtui.domain.conversation import Counts
from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Line, Pane, cut, fit

CAP = 1000
"""Counts stop here and are shown as 999+."""


FADE = 0.1
"""Seconds that an old notice stands while the verb that ends it works."""


class Facts(Struct, frozen=True):
    """What the status line says."""

    brand: str
    counts: Counts
    plan: str
    """3/6; empty where nothing is planned."""
    trouble: str
    clock: str
    """14:07 CET"""
    unusual: str = ""
    """38 complaints in 1 h, usually 2; empty in an ordinary hour."""
    session: str = ""
    """12 min Page questions 3 left +2; it stands in the plan's place."""
    paused: bool = False
    """Posts of our own wait; that stands in the plan's place."""


class StatusLine(Horizontal):
    """Told its facts; a notice stands in their place until it is taken away."""

    DEFAULT_CSS = """
    StatusLine { height: 1; }
    StatusLine > Pane { width: 1fr; height: 1; }
    StatusLine > #clock { width: 11; }
    """

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._left = Pane(id="facts")
        self._clock = Pane(id="clock")
        self._facts: Facts | None = None
        self._notice = ""
        self._alarm = False
        self._fading = False

    def compose(self) -> ComposeResult:
        """The clock is a widget of its own: at the minute nothing else is sent."""
        yield self._left
        yield self._clock

    def tell(self, facts: Facts) -> None:
        """Shows these facts."""
        if facts != self._facts:
            self._facts = facts
            self._draw()

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Shows a notice in place of the counts; empty words take it away."""
        self._fading = False
        if (words, alarm) != (self._notice, self._alarm):
            self._notice, self._alarm = words, alarm
            self._draw()

    def fits(self, words: str) -> bool:
        """Whether a notice stands here uncut."""
        return cell_len(self._look.words(clean(words, newlines=False))) < self._left.size.width - 1

    def fade(self) -> None:
        """Takes the notice away in a moment, unless a new one comes first: one frame for both."""
        if self._notice:
            self._fading = True
            self.set_timer(FADE, self._fade)

    def _fade(self) -> None:
        if self._fading:
            self.say("")

    @property
    def notice(self) -> str:
        """The notice that stands there."""
        return self._notice

    def on_resize(self) -> None:
        """The clock stays at the right edge."""
        self._draw()

    def _draw(self) -> None:
        if self._facts is None:
            return
        clock = self._facts.clock
        if self._clock.styles.width is None or self._clock.styles.width.value != len(clock) + 1:
            self._clock.styles.width = len(clock) + 1
        self._clock.show([[Segment(clock, self._look.ink.muted)]])
        width = self.size.width - len(clock) - 1
        if width > 0:
            self._left.show([status_line(self._facts, self._notice, self._alarm, width, self._look)])


def status_line(facts: Facts, notice: str, alarm: bool, width: int, look: Look) -> Line:
    """All but the clock, in `width` cells."""
    ink, room = look.ink, width - 1
    if notice:
        text = fit(f" {look.words(clean(notice, newlines=False))}", room, look.glyphs.ellipsis)
        return [Segment(text, ink.soon if alarm else ink.text)]
    line: list[Segment] = []
    used = 0
    parts = list(_parts(facts, look))
    if facts.brand and sum(cell_len(part.text) for part in parts) > room:
        parts = parts[1:]  # a person knows for whom they sit here
    if facts.session and sum(cell_len(part.text) for part in parts) > room:
        parts = list(_parts(facts, look, owed=False))[bool(facts.brand) :]  # a session works on one thing
    for segment in parts:
        text = cut(segment.text, room - used, look.glyphs.ellipsis)
        used += cell_len(text)
        line.append(Segment(text, segment.style))
    return line


def _parts(facts: Facts, look: Look, *, owed: bool = True) -> Iterator[Segment]:
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
    yield from _late(counts.late_complaints, look)
    if facts.unusual:
        yield Segment(f"{dot}{facts.unusual}", ink.text)
    if owed:
        yield Segment(f"{dot}{_many(counts.owed)} owed", ink.text)
    if owed and counts.late > counts.late_complaints:
        yield from _late(counts.late, look)
    if facts.session:
        yield Segment(f"{dot}{clean(facts.session, newlines=False)}", ink.accent)
    elif facts.paused:
        yield Segment(f"{dot}posts paused", ink.soon)
    elif facts.plan:
        yield Segment(f"{dot}today {facts.plan}", ink.text)
    if facts.trouble:
        yield Segment(dot + clean(facts.trouble, newlines=False), ink.soon)


def _late(number: int, look: Look) -> Iterator[Segment]:
    if number:
        yield Segment(", ", look.ink.text)
        yield Segment(f"{_many(number)} late", look.ink.late)


def _many(number: int) -> str:
    return f"{CAP - 1}+" if number >= CAP else str(number)
