"""A list above the inbox: rows with columns, the row under the cursor in full below them."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult

from socialtui.domain.errors import SocialtuiError
from socialtui.domain.text import clean
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.sheet import Sheet
from socialtui.ui.times import MINUTE, coarse
from socialtui.ui.widgets.lines import Line, Pane, cut, wrap
from socialtui.ui.widgets.table import Column, Row, Table

LEAST, SHARE = 6, 3
"""The lower part has a third of the lines, and at least six."""


class ListSheet(Sheet[Picked | None]):
    """Result: what to do in the inbox, or None. A list says how it is read, titled and told in full."""

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[str] = ""
    EVERY: ClassVar[float] = 0.0
    """Seconds after which it is read again; 0 for what changes by the person's own verbs alone."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.desk, self.zone = given.desk, given.zone
        self.table = Table(given.look, self.COLUMNS, self.EMPTY, id="rows")
        self.rule, self.below = Pane(id="rule"), Pane(id="below")
        self.rule.styles.height = 1

    @property
    def now(self) -> int:
        """UTC seconds."""
        return self.desk.clock.now()

    def compose(self) -> ComposeResult:
        """Title, rows, rule, the row in full, keys."""
        yield self.head
        yield self.table
        yield self.rule
        yield self.below
        yield self.foot

    def begin(self) -> None:
        """Reads the list, and again where time changes it."""
        self._share()
        self.reload()
        if self.EVERY:
            self.set_interval(self.EVERY, self.reload)

    def lay_out(self) -> None:
        """Shares out the lines anew."""
        self._share()
        self.tell_below()

    def _share(self) -> None:
        size = self.app.size
        self.below.styles.height = max(LEAST, (size.height - 3) // SHARE)
        self.rule.show([[Segment(self.look.glyphs.rule * size.width, self.look.ink.rule)]])

    def reload(self) -> None:
        """Reads it beside the keys."""
        self.run_worker(self._read(), exclusive=True, group="read", exit_on_error=False)

    async def _read(self) -> None:
        try:
            rows = await self.read()
        except SocialtuiError as trouble:
            self.say(str(trouble), alarm=True)
            return
        self.table.tell(rows)
        self.title_line(*self.heading())
        self.tell_below()
        self.show_keys()

    # What a list says

    async def read(self) -> Sequence[Row]:
        """The rows, newest first."""
        raise NotImplementedError

    def heading(self) -> tuple[str, str]:
        """What it is, and what is to be known of it."""
        raise NotImplementedError

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:  # noqa: ARG002
        """The row under the cursor in full."""
        return ()

    # Moving

    def action_move(self, how: str) -> None:
        """Moves the cursor."""
        self.table.move(how)

    def on_table_moved(self) -> None:
        """What is below follows the cursor."""
        self.tell_below()
        self.show_keys()

    def tell_below(self) -> None:
        """Tells the row under the cursor in full."""
        here, width = self.table.current, self.app.size.width - 2
        lines = self.detail(here, width) if here is not None else ()
        self.below.show([[Segment(" "), *line] for line in lines])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Verbs that can't act on the row under the cursor are absent."""
        if action == "verb" and parameters:
            return self.can(str(parameters[0]))
        return True

    def can(self, id: str) -> bool:  # noqa: ARG002
        """Whether a verb of this list acts on the row under the cursor."""
        return True

    # Drawing

    def facts(self, *words: str) -> str:
        """Facts on one line; empty ones are left out."""
        return f" {self.look.glyphs.dot} ".join(word for word in words if word)

    def line(self, words: str, width: int, style: Style | None = None) -> Line:
        """One line, cut."""
        text = self.look.words(clean(words, newlines=False))
        return [Segment(cut(text, width, self.look.glyphs.ellipsis), style or self.look.ink.text)]

    def wrapped(self, words: str, width: int, style: Style | None = None) -> list[Line]:
        """Lines of somebody's text."""
        return [[Segment(self.look.words(line), style or self.look.ink.text)] for line in wrap(words, width)]


def until(seconds: int) -> str:
    """in 8 s, in 3m; now."""
    if seconds <= 0:
        return "now"
    return f"in {seconds} s" if seconds < MINUTE else f"in {coarse(seconds)}"


def many(number: int, one: str, more: str = "") -> str:
    """1 reply, 2 replies."""
    return f"{number} {one if number == 1 else more or one + 's'}"
