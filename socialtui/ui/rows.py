"""Decides what a row of the queue says, in which columns, and in which ink."""

from functools import lru_cache

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import NEVER, WorkingHours, moment_after, worked
from socialtui.domain.mention import LAST_OWED, Band, Kind
from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.times import coarse
from socialtui.ui.widgets.lines import cut, fit

ROUND_THE_CLOCK = WorkingHours()
GUTTER = 2
"""Cells of the cursor and the mark."""
HEAD = 15
"""Cells before the author: gutter, !, time left, kind, network, flags."""
LEFT = 4
"""Cells of ! and the time left."""
AGE = 4
NARROW = 78
"""A queue of fewer cells with `TALL` rows shows two lines a row."""
TALL = 30

_CLOSED = {State.ANSWERED: "ans.", State.DONE: "done", State.SPAM: "spam"}
"""Where no time is left, where it stands; it takes the place of the ! too."""
_LETTERS = {
    Kind.COMPLAINT: "C",
    Kind.QUESTION: "Q",
    Kind.LEAD: "L",
    Kind.ERROR: "E",
    Kind.PRAISE: "P",
}


class Shown(Struct, frozen=True):
    """What one row says at a moment; equal ones look the same."""

    left: str
    late: bool
    soon: bool
    kind: str
    code: str
    flags: str
    author: str
    text: str
    age: str

    @property
    def words(self) -> tuple[str, ...]:
        """What time does not change."""
        return (self.kind, self.code, self.flags, self.author, self.text)

    @property
    def head(self) -> tuple[object, ...]:
        """What time does change, at the beginning of the row."""
        return (self.left, self.late, self.soon)


@lru_cache(4096)  # a row is read at each move and minute, and its half stays
def _amber_at(first: int, due: int, hours: WorkingHours) -> int:
    """The moment at which half of the working time between two is over."""
    return min(due, moment_after(first, (worked(first, due, hours) + 1) // 2, hours))


def shown(card: Card, now: int, who: str, look: Look, hours: WorkingHours = ROUND_THE_CLOCK) -> Shown:
    """The words of a row. `now` in UTC seconds; `who` sits here and works in these hours."""
    owed = card.state is State.OPEN and card.band <= LAST_OWED and card.due_at < NEVER
    late = owed and card.due_at < now
    left = ""
    if owed:
        left = coarse(abs(card.due_at - now))
    elif card.state is State.SNOOZED and card.wake_at:
        left = coarse(card.wake_at - now)
    else:
        left = _CLOSED.get(card.state, "")
    return Shown(
        left=left,
        late=late,
        soon=owed and not late and _amber_at(card.first_at, card.due_at, hours) < now,
        kind=_LETTERS.get(card.kind, look.glyphs.nothing),
        code=card.code[:2],
        flags=_flags(card, now, who, look),
        author=clean(card.who, newlines=False),
        text=clean(card.text, newlines=False),
        age=coarse(now - card.last_at),
    )


def _flags(card: Card, now: int, who: str, look: Look) -> str:
    glyphs, flags = look.glyphs, ""
    if holder := card.holder(now):
        flags += glyphs.mine if holder == who else _initial(holder)
    elif card.state is State.SNOOZED:
        flags += glyphs.snoozed
    elif "escalated" in card.tags:
        flags += glyphs.escalated
    return flags + (glyphs.hidden if card.hidden else "")


def _initial(name: str) -> str:
    """A colleague's first letter; a sign for a name that begins with none of one cell."""
    letter = clean(name, newlines=False)[:1].lower()
    return letter if letter.strip() and cell_len(letter) == 1 else "@"


def gutter(cursor: bool, marked: bool, look: Look) -> Segment:
    """The two cells that change when the cursor moves."""
    if not (cursor or marked):
        return Segment(" " * GUTTER)
    glyphs = look.glyphs
    text = (glyphs.cursor if cursor else " ") + (glyphs.mark if marked else " ")
    return Segment(text, look.ink.accent)


def author_width(width: int) -> int:
    """Cells for the name, by the width of the list."""
    return 9 if width < 60 else 14 if width < 100 else 18


def age(row: Shown, look: Look) -> Segment:
    """The last column, with a space before it."""
    return Segment(" " + row.age.rjust(AGE), look.ink.muted)


def one_line(row: Shown, width: int, look: Look) -> list[Segment]:
    """A row on one line of a list so wide, without its gutter and its age."""
    dots = look.glyphs.ellipsis
    name = author_width(width)
    room = max(0, width - HEAD - name - 1 - AGE - 1)
    words = fit(row.author, name, dots) + " " + fit(row.text, room, dots)
    return [*_head(row, look), Segment(words, look.ink.text)]


def first_of_two(row: Shown, width: int, look: Look) -> list[Segment]:
    """The upper line of a narrow row, without its gutter and its age."""
    room = max(0, width - HEAD - AGE - 1)
    return [*_head(row, look), Segment(fit(row.author, room, look.glyphs.ellipsis), look.ink.text)]


def second_of_two(row: Shown, width: int, look: Look) -> list[Segment]:
    """The lower line of a narrow row, without its gutter."""
    indent = HEAD - GUTTER
    text = cut(row.text, width - GUTTER - AGE - 1 - indent, look.glyphs.ellipsis)
    return [Segment(" " * indent + text, look.ink.muted)]


def _head(row: Shown, look: Look) -> list[Segment]:
    ink = look.ink
    mark, left = "!" if row.late else " ", row.left.rjust(3)
    style: Style = ink.late if row.late else ink.soon if row.soon else ink.text
    if len(left) == LEFT:
        mark, style = "", ink.muted
    rest = f" {row.kind} {row.code.ljust(2)} {row.flags[:2].ljust(2)} "
    return [Segment(mark + left, style), Segment(rest, ink.text)]


def lateness(card: Card, now: int) -> str:
    """late 1h, or due in 19m; empty for what nobody waits for."""
    if card.state is not State.OPEN or card.band > LAST_OWED or card.due_at >= NEVER:
        return ""
    if card.due_at < now:
        return f"late {coarse(now - card.due_at)}"
    return f"due in {coarse(card.due_at - now)}"


def kind_words(card: Card) -> str:
    """complaint, or broken promise."""
    return "broken promise" if card.band is Band.BROKEN_PROMISE else card.kind.value
