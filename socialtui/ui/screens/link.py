"""One thing to read in full: a page that scrolls, and on it a link or a text to copy."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from rich.segment import Segment
from textual.app import ComposeResult

from socialtui.domain.text import clean
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.sheet import Place, Sheet
from socialtui.ui.widgets.lines import DiffLines, Line, Lines, wrap


class Page(DiffLines, Lines):
    """Lines that scroll."""

    DEFAULT_CSS = "Page { height: 1fr; }"

    def move(self, how: str) -> None:
        """Scrolls as a verb of `commands` says."""
        page, end = max(1, self.size.height - 1), len(self.lines)
        by = {
            "down": 1, "up": -1, "half_down": page // 2, "half_up": -(page // 2),
            "page_down": page, "page_up": -page, "top": -end, "bottom": end,
        }[how]  # fmt: skip
        self.top = max(0, min(self.top + by, end - self.size.height))
        self.refresh()


class PageSheet(Sheet[None]):
    """Result: None."""

    BINDINGS = bindings(Where.PAGE)

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.page = Page(id="page")

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        yield self.head
        yield self.page
        yield self.foot

    def begin(self) -> None:
        """Draws the page."""
        self.draw()

    def lay_out(self) -> None:
        """Breaks the lines anew."""
        self.draw()

    def draw(self) -> None:
        """Shows the lines for this width."""
        self.page.show(self.told(self.app.size.width))

    def told(self, width: int) -> Sequence[Line]:
        """The lines in at most `width` cells."""
        raise NotImplementedError

    def action_move(self, how: str) -> None:
        """Scrolls."""
        self.page.move(how)

    def copied(self) -> str:
        """What y copies; empty for nothing."""
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for copying where there is nothing to copy."""
        return not (action == "verb" and parameters == ("page.copy",)) or bool(self.copied())

    async def verb_page_copy(self) -> None:
        """Hands it to the terminal (OSC 52), which may or may not take it."""
        self.app.copy_to_clipboard(self.copied())
        self.say("Sent to the terminal's clipboard (OSC 52). Where it takes none, select it here.")


class LinkPage(PageSheet):
    """A link in full, and the text that stands there, flush left with nothing around them: to select by mouse.

    Without a link the text is what y copies.
    """

    def __init__(self, place: Place, title: str, url: str, text: str = "") -> None:
        super().__init__(place)
        self._url, self._text = clean(url, newlines=False).strip(), clean(text)
        self.title_line(title, urlsplit(self._url).hostname or "" if self._url else "no link here")

    def copied(self) -> str:
        """The link, else the text."""
        return self._url or self._text

    def told(self, width: int) -> Sequence[Line]:
        """The link first, unbroken by anything but the terminal's edge."""
        ink = self.look.ink
        lines: list[Line] = [[]]
        if self._url:
            lines += [[Segment(self._url[n : n + width], ink.text)] for n in range(0, len(self._url), width)]
            lines.append([])
        return [*lines, *([Segment(line, ink.text)] for line in wrap(self._text, width))]
