"""A small list of what can be put into an answer: typing finds, enter puts it in."""

from rich.style import Style

from socialtui.desk.inserts import FACT, SAVED, STEP, Choice, Insert, found
from socialtui.ui.screens.narrowing import NarrowingSheet
from socialtui.ui.screens.sheet import Place
from socialtui.ui.widgets.table import Cell, Column, Row, Table

SHOWN = 8
"""Lines of the text under the cursor."""
EMPTY = "No saved reply has these letters. esc goes back."
NONE = "No saved replies yet. Each is a file replies/NAME.md beside your settings."


class Inserting(NarrowingSheet[Insert | None]):
    """ctrl+t. Result: what to put in, or None."""

    def __init__(self, place: Place, choice: Choice, to: str) -> None:
        empty = EMPTY if choice.inserts else NONE
        table = Table(place.look, (Column(5), Column(18), Column(0)), empty, id="inserts")
        super().__init__(place, table, below=SHOWN)
        self._choice, self._to = choice, to

    def begin(self) -> None:
        """All of them."""
        self.title_line("Insert", f"into the answer to {self._to}")
        self.start("Insert")
        if self._choice.faults:
            self.say(self._choice.faults[0], alarm=True)
        elif self._choice.inserts and not any(one.kind == SAVED for one in self._choice.inserts):
            self.say(NONE)

    def find(self, letters: str) -> None:
        """Those that the letters fit."""
        inserts = found(self._choice.inserts, letters)
        self.table.tell([Row((one.kind, one.name), self._cells(one)) for one in inserts])

    def whole(self) -> tuple[str, Style]:
        """The whole text, as it would be put in."""
        return self._here.text if self._here else "", self.look.ink.text

    def take(self) -> None:
        """Hands back the one under the cursor."""
        if self._here is not None:
            self.dismiss(self._here)

    def _cells(self, one: Insert) -> tuple[Cell, ...]:
        ink = self.look.ink
        left = one.kind if one.kind in (FACT, STEP) else f"{one.used} ×" if one.used else ""
        return (left, ink.muted), (one.name, ink.text), (one.words, ink.muted)

    @property
    def _here(self) -> Insert | None:
        key = self.table.current
        return next((one for one in self._choice.inserts if (one.kind, one.name) == key), None)
