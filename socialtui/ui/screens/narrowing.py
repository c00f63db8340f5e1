"""A list that typing narrows: what is typed above it, the line under the cursor told in full below it."""

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult

from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.sheet import Place, Result, Sheet
from socialtui.ui.widgets.lines import Pane, wrap
from socialtui.ui.widgets.prompt import Prompt
from socialtui.ui.widgets.table import Table

_MOVES = {"down": "down", "up": "up", "pagedown": "page_down", "pageup": "page_up"}


class NarrowingSheet(Sheet[Result]):
    """A sheet says what is found, what is told below, and what enter takes; the letters keep the focus."""

    WHERE = Where.FORM
    BINDINGS = [  # noqa: RUF012  Textual declares it so
        *bindings(Where.FORM), *[(key, f"move('{verb}')", "") for key, verb in _MOVES.items()],
    ]  # fmt: skip

    def __init__(self, place: Place, table: Table, below: int) -> None:
        super().__init__(place)
        self.table = table
        self.prompt = Prompt(place.look, id="letters")
        self.rule, self.below = Pane(), Pane(id="below")
        self.rule.styles.height, self.below.styles.height = 1, below
        self._most = below

    def compose(self) -> ComposeResult:
        """Title, what is typed, what is found, the whole of one, keys."""
        yield self.head
        yield self.prompt
        yield self.table
        yield self.rule
        yield self.below
        yield self.foot

    def start(self, enter: str) -> None:
        """Everything, until a letter is typed; `enter` is its key's word."""
        self.foot.keys([("type", "to find"), ("enter", enter), ("esc", "Back")])
        self.prompt.ask()
        self.fill("")

    # What a sheet says

    def find(self, letters: str) -> None:
        """Puts into the table what the letters fit."""
        raise NotImplementedError

    def whole(self) -> tuple[str, Style]:
        """What is told of the line under the cursor, and its style."""
        raise NotImplementedError

    def take(self) -> None:
        """Enter."""
        raise NotImplementedError

    # What happens

    def fill(self, letters: str) -> None:
        """Narrows the list; with letters typed the first that fits is chosen."""
        self.find(letters)
        if letters.strip():
            self.table.first()
        self.on_table_moved()

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Keeps those that the letters fit."""
        self.fill(event.text)

    def on_prompt_answered(self) -> None:
        """Takes the one under the cursor."""
        self.take()

    def on_table_moved(self) -> None:
        """The whole of it, as far as there is room."""
        words, style = self.whole()
        lines = wrap(self.look.words(words), self.app.size.width - 2, self._most) if words else []
        self.below.show([[Segment(f" {self.look.words(line)}", style)] for line in lines])

    def lay_out(self) -> None:
        """The rule has the screen's width."""
        self.rule.show([[Segment(self.look.glyphs.rule * self.app.size.width, self.look.ink.rule)]])
        self.on_table_moved()

    def action_move(self, how: str) -> None:
        """Moves through the list while the cursor of the letters stays."""
        self.table.move(how)

    async def verb_form_next(self) -> None:
        """As enter does."""
        self.take()

    async def verb_form_back(self) -> None:
        """Leaves without a result."""
        self.dismiss(None)
