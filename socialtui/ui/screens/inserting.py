"""A small list of what can be put into an answer: typing finds, enter puts it in."""

from rich.segment import Segment
from textual.app import ComposeResult

from socialtui.desk.inserts import FACT, SAVED, STEP, Choice, Insert, found
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.sheet import Place, Sheet
from socialtui.ui.widgets.lines import Pane, wrap
from socialtui.ui.widgets.prompt import Prompt
from socialtui.ui.widgets.table import Cell, Column, Row, Table

SHOWN = 8
"""Lines of the text under the cursor."""
EMPTY = "No saved reply has these letters. esc goes back."
NONE = "No saved replies yet. Each is a file replies/NAME.md beside your settings."
_MOVES = {"down": "down", "up": "up", "pagedown": "page_down", "pageup": "page_up"}


class Inserting(Sheet[Insert | None]):
    """ctrl+t. Result: what to put in, or None."""

    WHERE = Where.FORM
    BINDINGS = [  # noqa: RUF012  Textual declares it so
        *bindings(Where.FORM), *[(key, f"move('{verb}')", "") for key, verb in _MOVES.items()],
    ]  # fmt: skip

    def __init__(self, place: Place, choice: Choice, to: str) -> None:
        super().__init__(place)
        self._choice, self._to = choice, to
        empty = EMPTY if choice.inserts else NONE
        self.table = Table(place.look, (Column(5), Column(18), Column(0)), empty, id="inserts")
        self.prompt = Prompt(place.look, id="letters")
        self.rule, self.below = Pane(), Pane(id="below")
        self.rule.styles.height, self.below.styles.height = 1, SHOWN

    def compose(self) -> ComposeResult:
        """Title, what is typed, what can be put in, its text, keys."""
        yield self.head
        yield self.prompt
        yield self.table
        yield self.rule
        yield self.below
        yield self.foot

    def begin(self) -> None:
        """All of them."""
        self.foot.keys([("type", "to find"), ("enter", "Insert"), ("esc", "Back")])
        self.title_line("Insert", f"into the answer to {self._to}")
        self.prompt.ask()
        self._fill("")
        if self._choice.faults:
            self.say(self._choice.faults[0], alarm=True)
        elif self._choice.inserts and not any(one.kind == SAVED for one in self._choice.inserts):
            self.say(NONE)

    def _fill(self, letters: str) -> None:
        ink = self.look.ink
        inserts = found(self._choice.inserts, letters)
        rows = [Row((one.kind, one.name), self._cells(one)) for one in inserts]
        self.table.tell(rows)
        if letters.strip():
            self.table.first()
        self.rule.show([[Segment(self.look.glyphs.rule * self.app.size.width, ink.rule)]])
        self.on_table_moved()

    def _cells(self, one: Insert) -> tuple[Cell, ...]:
        ink = self.look.ink
        left = one.kind if one.kind in (FACT, STEP) else f"{one.used} ×" if one.used else ""
        return (left, ink.muted), (one.name, ink.text), (one.words, ink.muted)

    @property
    def _here(self) -> Insert | None:
        key = self.table.current
        return next((one for one in self._choice.inserts if (one.kind, one.name) == key), None)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Keeps those that the letters fit."""
        self._fill(event.text)

    def on_prompt_answered(self) -> None:
        """Hands back the one under the cursor."""
        if self._here is not None:
            self.dismiss(self._here)

    def on_table_moved(self) -> None:
        """The whole text, as it would be put in."""
        here = self._here
        lines = wrap(here.text, self.app.size.width - 2, SHOWN) if here else []
        self.below.show([[Segment(f" {self.look.words(line)}", self.look.ink.text)] for line in lines])

    def lay_out(self) -> None:
        """The rule has the screen's width."""
        self._fill(self.prompt.text)

    def action_move(self, how: str) -> None:
        """Moves through the list while the cursor of the letters stays."""
        self.table.move(how)

    async def verb_form_next(self) -> None:
        """As enter does."""
        self.on_prompt_answered()

    async def verb_form_back(self) -> None:
        """Leaves without a result."""
        self.dismiss(None)
