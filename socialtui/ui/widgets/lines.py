"""Draws lines of segments, and sends only the cells that differ from what stands there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len, split_graphemes
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import TRANSPARENT
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from socialtui.domain.text import clean, for_multiplexer

Line = Sequence[Segment]
Cell = tuple[str, object]
"""What is told apart in one cell: its text, and how it looks."""

_NONE: Mapping[int, Strip] = {}

# A mixin that were a widget itself would hide the stylesheet of the widget beside it.
if TYPE_CHECKING:
    _Mixin = Widget
else:
    _Mixin = object


class DiffLines(_Mixin):
    """A mixin before any widget with `render_line`: a plain refresh repaints only the cells that changed."""

    _drawn: dict[int, Strip] | None = None
    _asked = False
    _compared: Mapping[int, Strip] = _NONE
    """Lines that the comparison has drawn already; they hold until something else is told."""

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Regions and layouts go through as they are; everything else waits for the comparison."""
        self._compared = _NONE
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
        strip = self._compared.get(y) or super().render_line(y)
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
        drawn, self._compared = dict(self._drawn or {}), _NONE
        changed, lines = [], dict[int, Strip]()
        for y in range(height):
            before = drawn.get(y)
            if before is None:
                changed.append(Region(0, y, width, 1))
            elif span := differing(before, line := self.render_line(y)):
                changed.append(Region(span[0], y, span[1] - span[0], 1))
                lines[y] = line
        if changed:
            super().refresh(*changed)
            self._compared = lines


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


def laid(line: Line, width: int, ground: Style | None) -> Strip:
    """A line at exactly this width, on this ground.

    What is missing is added in the last ink, which costs no change of ink. One strip is made: each is dear.
    """
    if not line:
        return Strip.blank(width, ground)
    used = sum(len(text) if text.isascii() else cell_len(text) for text, _, _ in line)
    if used > width:
        line = list(Strip(line, used).adjust_cell_length(width))
    elif used < width:
        last = line[-1]
        line = [*line[:-1], Segment(last.text + " " * (width - used), last.style)]
    if ground is not None:
        line = [Segment(text, ground + style) for text, style, _ in line]
    return Strip(line, width)


class Grounded(Widget):
    """Draws its lines on its own ground; on the terminal's, where the theme leaves that to the terminal.

    One without border and padding is drawn past Textual's way through borders, paddings and effects, which costs
    more than the lines themselves.
    """

    _ground = TRANSPARENT
    _style: Style | None = None
    _same: tuple[Region, list[Strip]] | None = None
    """The part that was rendered last with its lines, while nothing has changed since."""
    _edged = False
    """Whether it has a border or padding."""
    _across = _down = 0
    """Its columns and lines, as they were when it was last drawn: to ask for the size is dear."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._lines_drawn: dict[int, Strip] = {}
        super().__init__(id=id, classes=classes)

    def _set_dirty(self, *regions: Region) -> None:
        """As every widget's; what was rendered of it before holds no more."""
        self._same = None
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._lines_drawn.pop(y, None)
        else:
            self._lines_drawn.clear()
        super()._set_dirty(*regions)

    def render_lines(self, crop: Region) -> list[Strip]:
        """A frame's lines, the same again for a frame that was asked for by another widget.

        The ground is looked up once, since Textual asks every ancestor for it.
        """
        if self._same is None or self._same[0] != crop:
            self.find_ground()
            self._same = crop, super().render_lines(crop) if self._edged else self._drawn_lines(crop)
        return self._same[1]

    def _drawn_lines(self, crop: Region) -> list[Strip]:
        drawn, filters = self._lines_drawn, self.get_line_filters()
        lines = []
        for y in crop.line_range:
            if (strip := drawn.get(y)) is None:
                strip = self.render_line(y)
                for one in filters:
                    strip = strip.apply_filter(one, self._ground)
                drawn[y] = strip
            lines.append(strip)
        if crop.column_span == (0, self._across):
            return lines
        return [strip.crop(*crop.column_span) for strip in lines]

    def find_ground(self) -> None:
        """Takes over the ground of the theme, and the size."""
        self._ground = self.background_colors[1]
        colour = self._ground.rich_color
        self._style = None if colour.is_default else _ground(colour)
        self._across, self._down = self.size
        self._edged = any(self.styles.gutter)

    def on_ground(self, strip: Strip) -> Strip:
        """The strip on it."""
        return strip if self._style is None else strip.apply_style(self._style)


class Bare(_Mixin):
    """A mixin for what only holds others, without border and padding: Textual draws its every line, though nothing
    of it is ever seen."""

    _colour: Color | None = None

    def notify_style_update(self) -> None:
        """Its ground may be another one."""
        self._colour = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its ground, the same in each line; looked up once, since Textual asks every ancestor for it."""
        ground = self._colour or self.background_colors[1].rich_color
        self._colour = ground
        line = Strip.blank(crop.width, None if ground.is_default else _ground(ground))
        return [line] * crop.height


class Calm(_Mixin):
    """A mixin for what looks the same whether it has the keys or not: Textual looks its styles up at each change."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing of it changes."""


class Drawn(Grounded):
    """Lines that somebody else draws, when they are needed."""

    def __init__(self, draw: Callable[[int, int], Line], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        """A line by its number and its width."""

    def render_line(self, y: int) -> Strip:
        """One line, on this widget's ground."""
        return laid(self._draw(y, self._across), self._across, self._style)


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

    def fit_lines(self, width: int = 0) -> None:
        """Makes the lines for this width, or else its own, where that has not been done."""
        width = width or self.size.width
        if self._fill is not None and self._fitted != width and width > 0:
            self._fitted = width
            self.lines = self._fill(width)

    def render_line(self, y: int) -> Strip:
        """One line, cut or filled to the width."""
        return laid(self.line_at(y + self.top), self._across, self._style)

    def line_at(self, n: int) -> Line:
        """The line of that number; an empty one behind the last."""
        self.fit_lines(self._across)
        return self.lines[n] if n < len(self.lines) else ()


class Pane(DiffLines, Lines):
    """Lines that repaint only what changed."""
