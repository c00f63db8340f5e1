"""The least a list in Textual can be: a cursor of two cells, half a page at a time, no store behind it.

Run as `python -m tests.bench.floor N`; every measured figure of the inbox is set beside this program's.
"""

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import Key
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Header

WORDS = (
    *(
        "paddle",
        "hull",
        "order",
        "broken",
        "thanks",
        "when",
        "refund",
        "late",
        "help",
        "lovely",
        "quote",
        "spare",
    ),
    *(
        "boat",
        "strap",
        "seat",
        "again",
        "reply",
        "weeks",
        "nobody",
        "answer",
        "found",
        "great",
        "leak",
        "hatch",
    ),
)
PLAIN, MARK = Style(), Style(reverse=True)


def row(n: int) -> str:
    """A line made up from its number alone."""
    return f"{n:>7}  person{n * 7879 % 40009:<6} " + " ".join(
        WORDS[(n * 13 + k * 5) % len(WORDS)] for k in range(16)
    )


class Rows(ScrollView, can_focus=True):
    """Draws the lines in sight and nothing else."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count, self.cursor = count, 0

    def on_mount(self) -> None:
        self.virtual_size = Size(80, self.count)

    def render_line(self, y: int) -> Strip:
        n, width = y + self.scroll_offset.y, self.size.width
        if n >= self.count:
            return Strip.blank(width)
        here = n == self.cursor
        text = row(n)[: width - 2].ljust(width - 2)
        return Strip([Segment("▌ " if here else "  ", MARK if here else PLAIN), Segment(text, PLAIN)], width)

    def move(self, by: int) -> None:
        was, height = self.cursor, self.size.height
        self.cursor = min(self.count - 1, max(0, was + by))
        top = self.scroll_offset.y
        if top <= self.cursor < top + height:
            for n in {was, self.cursor}:
                self.refresh(Region(0, n - top, 2, 1))
        else:
            target = self.cursor - height // 2 if abs(by) == 1 else self.cursor
            self.scroll_to(y=target, animate=False, immediate=True)

    def on_key(self, event: Key) -> None:
        page = self.size.height
        by = {"j": 1, "k": -1, "pagedown": page, "pageup": -page}.get(event.key)
        if by:
            event.stop()
            self.move(by)


class Floor(App[None]):
    """One list between a header and a footer."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012  Textual's own form
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Header()
        yield Rows(int(sys.argv[1]))
        yield Footer()


if __name__ == "__main__":
    Floor().run()
