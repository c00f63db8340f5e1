"""What an account may do, found out by asking: a page to read."""

from collections.abc import Sequence

from rich.segment import Segment

from socialtui.domain.text import clean
from socialtui.ui.screens.link import PageSheet
from socialtui.ui.screens.sheet import Place
from socialtui.ui.widgets.lines import Line, wrap


class AccountPage(PageSheet):
    """The account, then a line for each permission."""

    def __init__(self, place: Place, account: str, lines: Sequence[str]) -> None:
        super().__init__(place)
        self._lines = tuple(clean(line, newlines=False) for line in lines)
        self.title_line("Account", account, "asked just now")

    def copied(self) -> str:
        """All of it."""
        return "\n".join(self._lines)

    def told(self, width: int) -> Sequence[Line]:
        """What doesn't work stands out."""
        ink = self.look.ink
        lines: list[Line] = [[]]
        for number, words in enumerate(self._lines):
            style = ink.soon if words.startswith("NO ") else ink.text if number else ink.accent
            lines += [[Segment(f" {self.look.words(row)}", style)] for row in wrap(words, width - 2)]
        return lines
