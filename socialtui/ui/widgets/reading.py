"""The pane that shows one conversation: a few lines beside a list, or all of it."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events

from socialtui.ui.commands import Where, bindings
from socialtui.ui.widgets.lines import DiffLines, Line, Lines, cut

ROOM = 6
"""Lines of a pane from which its lowest one can be spared."""


class ThreadPane(DiffLines, Lines, can_focus=True, inherit_bindings=False):
    """Told its lines; scrolls them by the moving verbs."""

    BINDINGS = bindings(Where.THREAD)
    DEFAULT_CSS = "ThreadPane { height: 1fr; }"

    foot: Segment | None = None
    """What stands in the lowest line, whatever is scrolled above it."""
    dots = "…"
    """Where it is cut."""
    take: Callable[[events.Key], bool] | None = None
    """Takes a key that asks for a verb, or that is typed ahead of a question."""

    def on_key(self, event: events.Key) -> None:
        """Verbs go straight to whoever does them."""
        if self.take is not None:
            self.take(event)

    def line_at(self, n: int) -> Line:
        """The foot in the lowest line, where there is one."""
        if self.foot is not None and n - self.top == self._down - 1 and self._down >= ROOM:
            return (Segment(cut(self.foot.text, self._across, self.dots), self.foot.style),)
        return super().line_at(n)

    @property
    def _footed(self) -> bool:
        return self.foot is not None and self.size.height >= ROOM

    def tell(self, fill: Callable[[int], Sequence[Line]], *, same: bool = False) -> None:
        """Shows what `fill` makes of the width; from the top, unless it is the `same` conversation told anew."""
        self.show_fitted(fill)
        self.top = min(self.top, self._last) if same else 0

    @property
    def _last(self) -> int:
        self.fit_lines()
        return max(0, len(self.lines) + self._footed - self.size.height)

    def action_move(self, how: str) -> None:
        """Scrolls as a verb of `commands` says."""
        page = max(1, self.size.height - 1)
        end = len(self.lines)
        by = {
            "down": 1, "up": -1, "half_down": page // 2, "half_up": -(page // 2),
            "page_down": page, "page_up": -page, "top": -end, "bottom": end,
        }[how]  # fmt: skip
        top = max(0, min(self._last, self.top + by))
        if top != self.top:
            self.top = top
            self.refresh()
