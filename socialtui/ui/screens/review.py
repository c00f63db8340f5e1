"""The Friday review: a week in numbers; each opens the rows behind it, and the weeks stand side by side."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from rich.segment import Segment

from socialtui.desk.review import Entry, Number
from socialtui.desk.review import Review as Told
from socialtui.domain.review import table
from socialtui.domain.weeks import week_words
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.link import PageSheet
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.screens.sheet import Place
from socialtui.ui.times import when
from socialtui.ui.widgets.lines import Line, cut
from socialtui.ui.widgets.table import Cell, Column, Row


class Review(ListSheet):
    """g r. Result: the conversation behind a number, or None."""

    WHERE = Where.FRIDAY
    BINDINGS = bindings(Where.FRIDAY)
    COLUMNS = (Column(32), Column(0))
    EMPTY = "Nothing happened yet."
    _told: Told | None = None
    _numbers: dict[Hashable, Number] = {}  # noqa: RUF012  replaced whole at each reading

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._given = given
        self._monday: date | None = None

    async def read(self) -> Sequence[Row]:
        """The numbers below their headings."""
        told = self._told = await self.desk.review.week(self._monday)
        self._monday = told.monday
        self._numbers = {number.id: number for number in told.numbers}
        rows: list[Row] = []
        for head, numbers in told.sections:
            rows.append(Row(None, ((head, self.look.ink.accent),)))
            rows += [Row(number.id, self._cells(number)) for number in numbers]
        return rows

    def _cells(self, number: Number) -> tuple[Cell, ...]:
        ink = self.look.ink
        return (number.words, ink.text), (number.value, ink.text if number.entries else ink.muted)

    def heading(self) -> tuple[str, str]:
        """Which week."""
        told = self._told
        if told is None:
            return "Review", ""
        days = week_words(told.monday)
        return "Review", self.facts(days, "[ ] another week")

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """How the weeks compare, and the first rows behind the number."""
        number, ink = self._numbers[id], self.look.ink
        many = len(number.entries)
        head = f"{number.words.strip()}: {number.value}"
        rows = "no rows behind it" if not many else f"{many} row{'' if many == 1 else 's'} behind it: enter"
        lines = [self.line(self.facts(head, rows), width)]
        room = max(1, self.below.size.height - 1)
        return [*lines, *(self.line(self._row(one), width, ink.muted) for one in number.entries[:room])]

    def _row(self, entry: Entry) -> str:
        return self.facts(when(entry.at, self.now, self.zone) if entry.at else "", entry.words)

    @property
    def _here(self) -> Number | None:
        return self._numbers.get(self.table.current)

    def can(self, id: str) -> bool:
        """Enter needs rows."""
        return id != "review_week.open" or (self._here is not None and bool(self._here.entries))

    async def verb_review_week_open(self) -> None:
        """The rows behind the number."""
        if self._here is not None and self._here.entries:
            self.app.push_screen(Behind(self._given, self._here), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self.dismiss(picked)

    async def verb_review_week_plot(self) -> None:
        """The weeks side by side: drawn where a plotting library is there, and in words."""
        from socialtui.plots import plot

        if self._told is not None:
            size = self.app.size
            drawn = plot(self._told.past, size.width - 4, max(8, size.height - 15), plain=self.look.ascii)
            missing = () if drawn else ("pip install 'socialtui[plots]' draws them, too.",)
            page = WeeksPage(self._spot, (*drawn, *missing, "", *table(self._told.past)))
            self.app.push_screen(page)

    async def verb_review_week_copy(self) -> None:
        """All of it as words."""
        if self._told is not None:
            lines = [week_words(self._told.monday, year=True)]
            for head, numbers in self._told.sections:
                lines += ["", head, *(f"  {number.words:<34} {number.value}" for number in numbers)]
            self.app.copy_to_clipboard("\n".join((*lines, "", *table(self._told.past))))
            self.say(
                "Sent to your terminal's clipboard (OSC 52). `socialtui report` prints it, as CSV and SVG too."
            )

    async def verb_review_week_next(self) -> None:
        """The week after."""
        self._step(1)

    async def verb_review_week_previous(self) -> None:
        """The week before."""
        self._step(-1)

    def _step(self, weeks: int) -> None:
        if self._monday is not None:
            self._monday = min(self._monday + timedelta(weeks=weeks), self.desk.review.this_monday())
            self.reload()


class WeeksPage(PageSheet):
    """Weeks side by side: a plot, and the same in words."""

    def __init__(self, place: Place, lines: Sequence[str]) -> None:
        super().__init__(place)
        self._lines = tuple(lines)
        self.title_line("Week beside week", "")

    def copied(self) -> str:
        """All of it."""
        return "\n".join(self._lines)

    def told(self, width: int) -> Sequence[Line]:
        """As it was drawn."""
        return [
            [Segment(cut(line, width, self.look.glyphs.ellipsis), self.look.ink.text)] for line in self._lines
        ]


class Behind(ListSheet):
    """The rows behind one number. Result: the conversation to go to, or None."""

    WHERE = Where.BEHIND
    BINDINGS = bindings(Where.BEHIND)
    COLUMNS = (Column(14), Column(0))
    EMPTY = "No rows."

    def __init__(self, given: Given, number: Number) -> None:
        super().__init__(given)
        self._number, self._given = number, given

    async def read(self) -> Sequence[Row]:
        """Those that count first."""
        ink = self.look.ink
        return [
            Row(n, ((when(one.at, self.now, self.zone) if one.at else "", ink.muted), (one.words, ink.text)))
            for n, one in enumerate(self._number.entries)
        ]

    def heading(self) -> tuple[str, str]:
        """The number."""
        return self._number.words.strip(), self._number.value

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """The row in full."""
        return self.wrapped(self._entry(id).words, width) if isinstance(id, int) else ()

    def _entry(self, id: Hashable) -> Entry:
        assert isinstance(id, int)
        return self._number.entries[id]

    def can(self, id: str) -> bool:
        """Enter needs somebody to go to."""
        here = self.table.current
        if id != "behind.open":
            return True
        return (
            here is not None
            and (self._entry(here).conversation_id or self._entry(here).person_id) is not None
        )

    async def verb_behind_open(self) -> None:
        """Its conversation, or the person's card."""
        here = self.table.current
        if here is None:
            return
        entry = self._entry(here)
        if entry.conversation_id is not None:
            self.dismiss(Picked(entry.conversation_id))
        elif entry.person_id is not None:
            from socialtui.ui.screens.person import PersonCard

            self.app.push_screen(PersonCard(self._given, entry.person_id), self._go)

    def _go(self, picked: Picked | None) -> None:
        if picked is not None:
            self.dismiss(picked)
