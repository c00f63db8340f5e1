"""Decides which panes stand where: by the size of the terminal, and by what a person wants to see."""

from typing import Self

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from socialtui.ui.commands import BY_ID, FOOTER_KEYS, Keys, Where, bindings
from socialtui.ui.screens.parts import Parts
from socialtui.ui.widgets.lines import Bare, DiffLines, Lines

SMALL, BARE, TINY = (100, 24), (60, 15), (40, 10)
HUGE = (180, 45)
OF_A_ROW = ("reply", "ack", "done", "snooze")
"""Verbs that the footer names where there is a row for them."""
IDLE = "r Reply · a Ack · p Thank"


class Row(Bare, Horizontal):
    """Panes side by side."""


class Stack(Bare, Vertical):
    """Panes one below the other."""


class Panes(Bare, Screen[None], inherit_bindings=False):
    """The inbox as far as it is a matter of layout and focus."""

    BINDINGS = bindings(Where.EVERYWHERE)
    AUTO_FOCUS = "#queue"

    class Painted(Message):
        """The first screen stands."""

    _focusing = False
    painted = False
    """Whether the first paint may be drawn."""
    stands = False
    """Whether all that is mounted behind the first paint is there."""
    _hurried = False
    """Whether the next frame has somebody waiting for it."""

    def __init__(self, parts: Parts, keys: Keys) -> None:
        super().__init__()
        self.parts, self.keys = parts, keys
        self.set_class(parts.look.ascii, "-ascii")
        self.add_class("p-list")

    def compose(self) -> ComposeResult:
        """What the first paint shows; the composer and the plan are mounted behind it."""
        parts = self.parts
        yield parts.status
        yield parts.banner
        yield self._tiny()
        with Row(id="main"):
            with Stack(id="left"):
                yield parts.title
                yield parts.queue
                with Vertical(id="below"):
                    yield parts.preview
                yield parts.today
            with Vertical(id="right"):
                with Vertical(id="reading"):
                    yield parts.thread
                    yield parts.history
                with Vertical(id="place"):
                    yield self._rest()
            yield Vertical(id="far")
        with parts.foot:
            yield parts.footer

    def _tiny(self) -> Lines:
        words = f"needs {TINY[0]} × {TINY[1]} cells"  # it has to fit the smallest terminals
        lines = Lines(id="tiny")
        lines.show([[Segment(words, self.parts.look.ink.text)]])
        return lines

    def _rest(self) -> Lines:
        """Stands where the composer will be."""
        look = self.parts.look
        lines = Lines(id="rest")
        lines.show([[Segment(f" {look.words(IDLE)}", look.ink.muted)]])
        return lines

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """As every widget's, but for repaints of what is drawn anyway, or has not changed.

        Before all is mounted, everything is drawn; and another focus, which Textual draws the whole screen for,
        changes nothing but the widgets that it goes from and to.
        """
        wanted = repaint and self.stands and not self._focusing
        return super().refresh(*regions, repaint=wanted, layout=layout, recompose=recompose)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """As Textual's, without a repaint of the screen."""
        self._focusing = True
        try:
            super().set_focus(widget, scroll_visible, from_app_focus)
        finally:
            self._focusing = False

    def _screen_resized(self, size: Size) -> None:
        """Lays out for a new size; Textual does so for each of the three that tell of it at the start."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        """Draws nothing before the rows are there: Textual would send the empty panes, and each change of them."""
        if self.painted:
            super()._compositor_refresh()

    def paint(self) -> None:
        """The first paint, all in one, with the layouts that Textual would do a frame later."""
        self._on_timer_update()
        self.painted = True
        self._compositor_refresh()

    def hurry(self) -> None:
        """Draws what was told as soon as the keys are done with: its turn among sixty a second is up to 16 ms away.

        Each widget says at once what of it changed, so that all of it is one frame.
        """
        if not self.painted:
            return
        parts = self.parts
        told = parts.title, parts.preview, parts.thread
        for pane in (*told, *parts.status.children, *parts.queue.children, *parts.foot.children):
            if isinstance(pane, DiffLines):
                pane.compare()
            if pane._repaint_required or pane._layout_required:
                pane._check_refresh()
        self._hurried = True
        self.check_idle()

    def _draw_hurried(self) -> None:
        """The frame that somebody waits for; to be called when the screen has nothing else to do."""
        self._hurried = False
        if self._dirty_widgets or self._layout_required:
            self._on_timer_update()

    def on_resize(self) -> None:
        """Another size, another layout."""
        self.measure(self.app.size)
        self.call_after_refresh(self.refill)

    def measure(self, size: Size) -> None:
        """Chooses the layout of this size."""
        width, height = size
        tiny = width < TINY[0] or height < TINY[1]
        bare = width < BARE[0] or height < BARE[1]
        huge = width >= HUGE[0] and height >= HUGE[1]
        wide = not huge and width >= SMALL[0] and height > SMALL[1]
        for name, holds in (
            ("tiny", tiny), ("bare", bare), ("huge", huge), ("wide", wide), ("small", not (huge or wide)),
        ):  # fmt: skip
            self.set_class(holds, name)

    def refill(self) -> None:
        """What depends on the width is told anew; the inbox knows what."""

    def show(self, pane: str) -> None:
        """Brings a pane forward: list, thread, compose or cadence."""
        for name in ("list", "thread", "compose", "cadence"):
            self.set_class(name == pane, f"p-{name}")
        box = self.parts.box
        target = {
            "list": self.parts.queue, "thread": self.parts.thread, "cadence": self.parts.cadence,
            "compose": box.composer if box else None,
        }[pane]  # fmt: skip
        if target is not None:
            self.set_focus(target)
        self.call_after_refresh(self.refill)

    @property
    def pane(self) -> Where:
        """The pane that has the focus."""
        parts, focused = self.parts, self.focused
        if focused is parts.thread:
            return Where.THREAD
        if focused is parts.cadence and parts.cadence is not None:
            return Where.CADENCE
        if parts.box is not None and focused is parts.box.composer:
            return Where.COMPOSER
        if parts.box is not None and focused is parts.box.review:
            return Where.REVIEW
        return Where.LIST

    def on_descendant_focus(self) -> None:
        """The footer names what acts here."""
        self.name_keys()
        if self.parts.cadence is not None:
            self.parts.cadence.refresh()

    def name_keys(self) -> None:
        """The keys that act; in a list that is only listened to, reading comes first and answering is left out."""
        where = self.pane
        if self.parts.empty and where in (Where.LIST, Where.THREAD):
            self.parts.footer.keys(self.keys.footer(where, OF_A_ROW))
        elif where is Where.LIST and self.parts.listens:
            pairs = self.keys.footer(where, ("reply", "ack"))
            reading = (self.keys.first(BY_ID["read"], where), "Listen")
            self.parts.footer.keys([*pairs[:1], reading, *pairs[1:]][:FOOTER_KEYS])
        else:
            review = self.parts.box.review if where is Where.REVIEW and self.parts.box else None
            without = ("review.all",) if review and not review.more else ()
            self.parts.footer.keys(self.keys.footer(where, without))

    def on_review_changed(self) -> None:
        """The key that shows all remarks is named while there are some."""
        self.name_keys()

    def beside_list(self) -> tuple[bool, bool]:
        """Whether a whole conversation is to be seen, and whether a preview is."""
        if not self.has_class("p-list"):
            return True, False
        if self.has_class("zoom") or self.has_class("bare"):
            return False, False
        return not self.has_class("small"), self.has_class("small")
