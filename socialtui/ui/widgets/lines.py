"""Draws lines of segments, and sends only the cells that differ from what stands there."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len, split_graphemes
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from socialtui.domain.text import clean, for_multiplexer

Line = Sequence[Segment]
Cell = tuple[str, object]
"""What is told apart in one cell: its text, and how it looks."""

# A mixin that were a widget itself would hide the stylesheet of the widget beside it.
if TYPE_CHECKING:
    _Mixin = Widget
else:
    _Mixin = object


class DiffLines(_Mixin):
    """A mixin before any widget with `render_line`: a plain refresh repaints only the cells that changed."""

    _drawn: dict[int, Strip] | None = None
    _asked = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Regions and layouts go through as they are; everything else waits for the comparison."""
        if regions or layout or recompose or not repaint:
            if layout:
                self._drawn = None
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if self._drawn is None:
            return self  # the first paint is still to come and draws everything
        if not self._asked:
            self._asked = True
            self.call_next(self.compare)
        return self

    def render_line(self, y: int) -> Strip:
        """As the widget says, remembered."""
        strip = super().render_line(y)
        if self._drawn is None:
            self._drawn = {}
        self._drawn[y] = strip
        return strip

    def compare(self) -> None:
        """Asks for the cells that changed; called in time by itself, or at once to share a frame with others."""
        if not self._asked:
            return
        self._asked = False
        if isinstance(self, Grounded):
            self.find_ground()
        width, height = self.size
        if not height:
            # Hidden: nothing that was drawn before holds when it is seen again.
            self._drawn = None
            super().refresh()
            return
        drawn = dict(self._drawn or {})
        changed = []
        for y in range(height):
            before = drawn.get(y)
            span = (0, width) if before is None else differing(before, self.render_line(y))
            if span:
                changed.append(Region(span[0], y, span[1] - span[0], 1))
        if changed:
            super().refresh(*changed)


def differing(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The span of cells, end exclusive, outside which two strips look the same; None when they are equal."""
    if before is after or before == after:
        return None
    old, new = cells(before), cells(after)
    longest = max(len(old), len(new))
    nothing: Cell = ("", None)
    old += [nothing] * (longest - len(old))
    new += [nothing] * (longest - len(new))
    first = 0
    while first < longest and old[first] == new[first]:
        first += 1
    if first == longest:
        return None
    last = longest
    while last > first and old[last - 1] == new[last - 1]:
        last -= 1
    # A wide character's second cell has no text of its own: the span must hold its first one.
    while first > 0 and (not old[first][0] or not new[first][0]):
        first -= 1
    return first, last


def cells(strip: Strip) -> list[Cell]:
    """What stands in each cell; the second cell of a wide character is empty."""
    found: list[Cell] = []
    for text, style, _ in strip:
        plain = style is None or not (style.reverse or style.underline)
        # An empty cell looks the same in any ink.
        empty: Cell = (" ", style.bgcolor if style and plain else None if plain else style)
        if text.isascii():
            found += [empty if character == " " else (character, style) for character in text]
            continue
        for start, end, width in split_graphemes(text)[0]:
            if width == 0 and found:
                found[-1] = (found[-1][0] + text[start:end], style)
                continue
            found.append((text[start:end], style))
            found += [("", style)] * (width - 1)
    return found


def plain_emoji(plain: bool) -> None:
    """Whether emoji lose their style and skin tone before they are laid out; of this terminal, so set once."""
    _PLAIN_EMOJI[0] = plain


_PLAIN_EMOJI = [False]


def named(words: str, name: str, style: Style, badge: Style) -> Line:
    """Words that say as whom, with a colour of its own for that name."""
    before, found, after = words.partition(f" as {name}") if name else (words, "", "")
    if not found:
        return [Segment(words, style)]
    parts = (before + " as ", style), (name, badge), (after, style)
    return [Segment(part, look) for part, look in parts if part]


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, with a sign at its end where something is left out."""
    if width <= 0:
        return ""
    if text.isascii():
        return text if len(text) <= width else text[: width - 1] + ellipsis
    if _PLAIN_EMOJI[0]:
        text = for_multiplexer(text)
    if cell_len(text) <= width:
        return text
    return _head(text, width - 1) + ellipsis


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` cut or filled up to exactly `width` cells."""
    text = cut(text, width, ellipsis)
    return text + " " * (width - (len(text) if text.isascii() else cell_len(text)))


def wrap(text: str, width: int, most: int = 0) -> list[str]:
    """Cleans a stranger's text and breaks it into lines of at most `width` cells; `most` lines where given."""
    width = max(width, 4)
    found: list[str] = []
    text = clean(text)
    for paragraph in (for_multiplexer(text) if _PLAIN_EMOJI[0] else text).split("\n"):
        found += _wrap_line(paragraph, width)
        if most and len(found) > most:
            found = found[:most]
            found[-1] = cut(found[-1] + "……", width) if cell_len(found[-1]) >= width else found[-1] + "…"
            break
    return found


def _wrap_line(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = len(word) if word.isascii() else cell_len(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        elif line:
            line, used = line + " ", used + 1
        while size > width:
            head = word[:width] if word.isascii() else _head(word, width) or word[:1]
            lines.append(head)
            word = word[len(head) :]
            size = cell_len(word)
        line, used = line + word, used + size
    lines.append(line)
    return lines


def _head(text: str, width: int) -> str:
    """As much as fits, in whole graphemes: an emoji and its selector are wider together than one by one."""
    used, fits = 0, 0
    for _, end, size in split_graphemes(text)[0]:
        used += size
        if used > width:
            break
        fits = end
    return text[:fits]


@lru_cache(maxsize=16)
def _ground(color: Color) -> Style:
    return Style(bgcolor=color)


def filled(strip: Strip, width: int) -> Strip:
    """The strip at exactly this width; what is missing is added in the last ink, which costs no change of ink."""
    missing = width - strip.cell_length
    if missing <= 0:
        return strip.adjust_cell_length(width)
    segments = list(strip)
    if not segments:
        return Strip.blank(width)
    last = segments.pop()
    return Strip([*segments, Segment(last.text + " " * missing, last.style)], width)


class Grounded(Widget):
    """Draws its lines on its own ground; on the terminal's, where the theme leaves that to the terminal."""

    _style: Style | None = None
    _same: tuple[Region, list[Strip]] | None = None
    """The part that was rendered last with its lines, while nothing has changed since."""

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """As every widget's; what was rendered before holds no more."""
        self._same = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """A frame's lines, the same again for a frame that was asked for by another widget.

        The ground is looked up once, since Textual asks every ancestor for it.
        """
        if self._same is None or self._same[0] != crop:
            self.find_ground()
            self._same = crop, super().render_lines(crop)
        return self._same[1]

    def find_ground(self) -> None:
        """Takes over the ground of the theme."""
        ground = self.background_colors[1].rich_color
        self._style = None if ground.is_default else _ground(ground)

    def on_ground(self, strip: Strip) -> Strip:
        """The strip on it."""
        return strip if self._style is None else strip.apply_style(self._style)


class Bare(_Mixin):
    """A mixin for what only holds others, without border and padding: Textual draws its every line, though nothing
    of it is ever seen."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its ground, the same in each line."""
        ground = self.background_colors[1].rich_color
        line = Strip.blank(crop.width, None if ground.is_default else _ground(ground))
        return [line] * crop.height


class Drawn(Grounded):
    """Lines that somebody else draws, when they are needed."""

    def __init__(self, draw: Callable[[int], Strip], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw

    def render_line(self, y: int) -> Strip:
        """One line, on this widget's ground."""
        return self.on_ground(filled(self._draw(y), self.size.width))


class Column(DiffLines, Drawn):
    """The same, sending only the lines that changed.

    Textual always sends a widget's line from its left edge: what changes by itself gets a widget of its own.
    """


class Lines(Grounded):
    """Lines of segments as they are handed in."""

    lines: Sequence[Line] = ()
    top = 0
    """The line that stands uppermost."""
    _fill: Callable[[int], Sequence[Line]] | None = None
    _fitted = -1

    def show(self, lines: Iterable[Line]) -> None:
        """Shows these lines from now on."""
        self._fill, self.lines = None, tuple(lines)
        self.refresh()

    def show_fitted(self, fill: Callable[[int], Sequence[Line]]) -> None:
        """Shows what `fill` makes of the width, now and after each change of it."""
        self._fill, self._fitted = fill, -1
        self.refresh()

    def fit_lines(self) -> None:
        """Makes the lines for this width where that has not been done."""
        width = self.size.width
        if self._fill is not None and self._fitted != width and width > 0:
            self._fitted = width
            self.lines = self._fill(width)

    def render_line(self, y: int) -> Strip:
        """One line, cut or filled to the width."""
        return self.on_ground(filled(Strip(self.line_at(y + self.top)), self.size.width))

    def line_at(self, n: int) -> Line:
        """The line of that number; an empty one behind the last."""
        self.fit_lines()
        return self.lines[n] if n < len(self.lines) else ()


class Pane(DiffLines, Lines):
    """Lines that repaint only what changed."""
