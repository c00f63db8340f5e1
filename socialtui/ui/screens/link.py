"""One thing to read in full: a link or a text to copy, or why a conversation stands where it stands."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult

from socialtui.domain.conversation import KindEvidence, Thread
from socialtui.domain.mention import Evidence
from socialtui.domain.text import clean
from socialtui.domain.why import not_judged, part_words
from socialtui.ui.commands import Where, bindings
from socialtui.ui.look import Look
from socialtui.ui.rows import kind_words
from socialtui.ui.screens.sheet import Place, Sheet
from socialtui.ui.widgets.lines import DiffLines, Line, Lines, cut, wrap

BAR = 24
"""Cells of the strongest part's bar."""


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


class WhyPage(PageSheet):
    """w. What was said with the telling words underlined; below it each kind, its parts and their sum."""

    def __init__(self, place: Place, thread: Thread) -> None:
        super().__init__(place)
        self._thread = thread
        self._said = thread.said[thread.shown] if thread.said else None
        judged = self._said.evidence if self._said else ()
        chosen = thread.card.kind
        self._kinds = sorted(judged, key=lambda kind: (kind.kind is not chosen, -kind.score))
        self.title_line("Why here", f"{clean(thread.card.who, newlines=False)}: {kind_words(thread.card)}")

    def told(self, width: int) -> Sequence[Line]:
        """The words, then the sums."""
        room = width - 2
        lines: list[Line] = [[]]
        if self._said is not None:
            parts = [part for kind in self._kinds[:1] for part in kind.parts]
            lines += underlined(self._said.text, parts, room, self.look)
        if self._thread.card.pinned:
            lines += [
                [],
                [Segment("Placed here by hand; that goes before what follows.", self.look.ink.text)],
            ]
        if not self._kinds:
            lines += [[], [Segment("Nothing in it asks for an answer.", self.look.ink.muted)]]
        if self._said is not None and (unheard := not_judged(self._said)):
            words = f"{unheard}: marks, faces, links and learned words are heard, its words are not."
            lines += [[], [Segment(words, self.look.ink.text)]]
        strongest = max((abs(part.weight) for kind in self._kinds for part in kind.parts), default=1.0) or 1.0
        for kind in self._kinds:
            lines += [[], *self._sum(kind, strongest, room)]
        return [[Segment(" "), *line] for line in lines]

    def _sum(self, kind: KindEvidence, strongest: float, width: int) -> Iterator[Line]:
        """The parts of one kind, longest first, and what they add up to."""
        ink, look = self.look.ink, self.look
        chosen = kind.kind is self._thread.card.kind
        yield [Segment(kind.kind.value, ink.text if chosen else ink.muted)]
        for part in sorted(kind.parts, key=lambda part: -abs(part.weight)):
            size = max(1, round(abs(part.weight) / strongest * BAR))
            bar = ("=" if look.ascii else "━") * size
            said = clean(part.words, newlines=False).strip()
            words = part_words(part.part) + (f'  "{said}"' if said else "")
            yield [
                Segment(f"{part.weight:+6.2f}  ", ink.text),
                Segment(bar.ljust(BAR), ink.muted),
                Segment("  " + cut(words, max(4, width - BAR - 10), look.glyphs.ellipsis), ink.text),
            ]
        counted = sum(part.weight for part in kind.parts)
        rest = kind.score - counted
        if kind.parts and abs(rest) >= 0.005:
            yield [Segment(f"{rest:+6.2f}  {'':{BAR}}  held within its bounds", ink.muted)]
        yield [Segment(f"{kind.score:6.2f}  in all", ink.text)]


def underlined(text: str, parts: Sequence[Evidence], width: int, look: Look) -> list[Line]:
    """A stranger's text in lines, with the words of the parts underlined."""
    text = clean(text)
    marked = bytearray(len(text))
    for part in parts:
        for n in range(*_place(text, part)):
            marked[n] = 1
    plain, telling = look.ink.text, look.ink.text + Style(underline=True)
    lines: list[Line] = []
    at = 0
    for line in wrap(text, width):
        at = max(text.find(line, at), 0)
        segments: list[Segment] = []
        start = 0
        for n in range(1, len(line) + 1):
            if n == len(line) or marked[at + n] != marked[at + start]:
                segments.append(Segment(line[start:n], telling if marked[at + start] else plain))
                start = n
        lines.append(segments)
        at += len(line)
    return lines


def _place(text: str, part: Evidence) -> tuple[int, int]:
    """Where a part's words stand; nowhere for a part that has none."""
    words = clean(part.words, newlines=False).strip()
    if not words:
        return 0, 0
    if text[part.start : part.end].strip().lower() == words.lower():
        return part.start, min(part.end, len(text))
    found = text.lower().find(words.lower())
    return (found, found + len(words)) if found >= 0 and len(text) == len(text.lower()) else (0, 0)
