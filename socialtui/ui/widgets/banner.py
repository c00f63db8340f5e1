"""A few lines under the status line, for what a person must know before going on."""

from collections.abc import Sequence

from rich.segment import Segment

from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Lines, wrap

MOST = 4


class Banner(Lines):
    """Gone while it has nothing to say."""

    DEFAULT_CSS = "Banner { height: auto; display: none; }"

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self.words: tuple[str, ...] = ()

    def tell(self, words: Sequence[str]) -> None:
        """Shows these sentences, one below the other; none takes it away."""
        if tuple(words) == self.words:
            return
        self.words = tuple(words)
        self._spread(self.app.size.width)

    def _spread(self, width: int) -> None:
        lines = [line for words in self.words for line in wrap(self._look.words(words), width - 2)][:MOST]
        self.show([[Segment(f" {line}", self._look.ink.soon)] for line in lines])
        self.styles.height = max(1, len(lines))
        self.display = bool(lines)
