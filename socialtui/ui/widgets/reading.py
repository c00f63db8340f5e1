"""The pane that shows one conversation: a few lines beside a list, or all of it."""

from collections.abc import Callable, Sequence

from socialtui.ui.commands import Where, bindings
from socialtui.ui.widgets.lines import DiffLines, Line, Lines


class ThreadPane(DiffLines, Lines, can_focus=True, inherit_bindings=False):
    """Told its lines; scrolls them by the moving verbs."""

    BINDINGS = bindings(Where.THREAD)
    DEFAULT_CSS = "ThreadPane { height: 1fr; }"

    def tell(self, fill: Callable[[int], Sequence[Line]], *, same: bool = False) -> None:
        """Shows what `fill` makes of the width; from the top, unless it is the `same` conversation told anew."""
        self.show_fitted(fill)
        self.top = min(self.top, self._last) if same else 0

    @property
    def _last(self) -> int:
        self.fit_lines()
        return max(0, len(self.lines) - self.size.height)

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
