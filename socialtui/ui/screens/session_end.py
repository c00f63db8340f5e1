"""The end of a session: what was done, what is left, and when somebody waits next."""

from collections.abc import Sequence

from rich.segment import Segment

from socialtui.domain.session import Ended, end_words
from socialtui.ui.screens import Given
from socialtui.ui.screens.link import PageSheet
from socialtui.ui.widgets.lines import Line, wrap


class SessionEnd(PageSheet):
    """Result: None."""

    def __init__(self, given: Given, why: str, ended: Ended) -> None:
        super().__init__(given)
        self._ended = ended
        self.title_line("Session", why)

    def copied(self) -> str:
        """The sentences."""
        return "\n".join(end_words(self._ended))

    def told(self, width: int) -> Sequence[Line]:
        """Three sentences, and the way back."""
        look = self.look
        lines: list[Line] = [[]]
        for words in end_words(self._ended):
            lines += [[Segment(f" {line}", look.ink.text)] for line in wrap(look.words(words), width - 2)]
            lines.append([])
        return [
            *lines,
            [Segment(look.words(" esc goes back to the list · 3 shows the plan there"), look.ink.muted)],
        ]
